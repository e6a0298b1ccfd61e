"""Officials, households and units from a workbook: what is added, updated, refused."""

from datetime import date

import pytest
from django.utils import translation

from huiyin.audit.models import Event
from huiyin.orgs.backend import log_in_check
from huiyin.orgs.many import set_password
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.people.models import Household
from huiyin.sheets.checking import Area
from tests.sheets.books import HOUSEHOLDS, OFFICIALS, UNITS, book, taken
from tests.world import AT, PASSWORD, World


def row(login: str = "zhou", unit: str = "990100101", **changed: str) -> list[str]:
    words = {
        "name": "周明",
        "title": "干事",
        "capacities": "officer",
        "branch": "990100101-ZB",
        "phone": "0990-1",
    }
    words |= changed
    return [login, words["name"], unit, words["title"], words["capacities"], words["branch"], words["phone"]]


def test_an_official_gets_a_post_in_the_unit_and_one_in_the_branch(world: World) -> None:
    outcome = taken(world, "officials", book(OFFICIALS, [row(capacities="officer、desk_clerk")]))
    assert (outcome.new, outcome.findings) == (1, [])
    zhou = Official.objects.get(username="zhou")
    assert (zhou.name, zhou.name_key, zhou.phone) == ("周明", "zhou ming", "0990-1")
    posts = {a.post.unit: set(a.post.capacities) for a in zhou.appointments.select_related("post__unit")}
    assert posts == {world.town: {"officer", "desk_clerk"}, world.branch: {"officer"}}
    assert zhou.standing(AT).has("desk_clerk")
    deeds = list(Event.objects.filter(on=zhou.key).values_list("deed", flat=True))
    assert sorted(deeds) == ["official.appointed", "official.appointed", "official.enrolled"]


def test_who_is_imported_cannot_sign_in_before_somebody_sets_a_password(world: World) -> None:
    taken(world, "officials", book(OFFICIALS, [row()]))
    zhou = Official.objects.get(username="zhou")
    assert not zhou.has_usable_password()
    set_password(official=zhou, password=PASSWORD, by="test", at=AT)
    assert log_in_check(username="zhou", password=PASSWORD, at=AT) == zhou


def test_the_same_officials_again_change_nothing_and_new_words_update(world: World) -> None:
    content = book(OFFICIALS, [row(), row("xu", name="徐静", branch="")])
    taken(world, "officials", content)
    again = taken(world, "officials", content)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    later = taken(world, "officials", book(OFFICIALS, [row(title="副镇长", name="周明明", phone="")]))
    assert (later.new, later.changed) == (0, 1)
    zhou = Official.objects.get(username="zhou")
    assert (zhou.name, zhou.phone) == ("周明明", "0990-1")
    assert Post.objects.get(unit=world.town, appointments__official=zhou).title == "副镇长"
    assert Appointment.objects.filter(official=zhou).count() == 2


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row(login="周明"), "letters, digits"),
        (row(unit="990199"), "no unit with the code or name"),
        (row(capacities="king"), "does not stand in the list"),
        (row(branch="990100101"), "no party branch"),
        (row(title=""), "empty"),
        (row(login="zhao"), "another county"),
        (row(login="liu", name="刘芳"), "your area|own posts"),
        (row(login="sun", name="孙敏"), "outside your area"),
    ],
)
def test_a_bad_official_says_why(world: World, bad: list[str], says: str) -> None:
    area = Area((world.town.path,), world.liu)
    outcome = taken(world, "officials", book(OFFICIALS, [bad]), area=area)
    assert not outcome.kept
    sentences = " ".join(one.sentence for one in outcome.findings)
    assert any(word in sentences for word in says.split("|")), sentences


def test_a_name_is_kept_without_the_spaces_that_only_align_it(world: World) -> None:
    taken(world, "officials", book(OFFICIALS, [row(name="周 \u3000明")]))
    assert Official.objects.get(username="zhou").name == "周明"


def test_who_would_take_in_messages_where_none_come_in_is_said_before_it_is_written(world: World) -> None:
    rows = [row(unit=world.office.code, capacities="coordinator"), row("xu", name="徐静", unit="990100101")]
    said = str(dict(taken(world, "officials", book(OFFICIALS, rows)).notes))
    assert world.office.name in said
    assert f"it comes in at {world.town.name}" in said
    rows = [row("he", name="何平", capacities="coordinator")]
    assert "it comes in at" not in str(dict(taken(world, "officials", book(OFFICIALS, rows)).notes))


def test_one_person_with_two_names_in_a_file_is_refused(world: World) -> None:
    rows = [row(), row(unit="990100101-CJ", name="周民")]
    assert taken(world, "officials", book(OFFICIALS, rows)).bad_lines == [2, 3]


def test_words_in_chinese_are_understood(world: World) -> None:
    with translation.override("zh-hans"):
        officer = str(Post.Capacity.OFFICER.label)
    assert taken(world, "officials", book(OFFICIALS, [row(capacities=officer)])).new == 1


def test_households_are_added_updated_and_left_alone(world: World) -> None:
    rows = [["SH-200", "990100101202 下河村", "东头", "farmer, student"], ["SH-001", "上河村", "", ""]]
    outcome = taken(world, "households", book(HOUSEHOLDS, rows))
    assert (outcome.new, outcome.changed, outcome.same) == (1, 0, 1)
    home = Household.objects.get(code="SH-200")
    assert (home.place, home.address, sorted(home.groups)) == (world.hamlet, "东头", ["farmer", "student"])
    elsewhere = taken(world, "households", book(HOUSEHOLDS, [["SH-200", "上河村", "西头", ""]]))
    assert "下河村" in elsewhere.findings[0].sentence, "a number that begins anew moves no home"
    later = taken(world, "households", book(HOUSEHOLDS, [["SH-200", "下河村", "西头", ""]]))
    home.refresh_from_db()
    assert (later.changed, home.place, home.address) == (1, world.hamlet, "西头")
    assert Event.objects.filter(deed="household.revised").count() == 1


def test_a_household_outside_ones_area_is_left_alone(world: World) -> None:
    area = Area((world.sibling.path,), world.qian)
    content = book(
        HOUSEHOLDS, [["SH-001", "石门村", "改", ""], ["SM-1", "上河村", "", ""], ["SM-2", "石门村", "", ""]]
    )
    outcome = taken(world, "households", content, area=area, keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (1, [2, 3])
    assert Household.objects.get(code="SH-001").place == world.village


def test_units_come_from_a_workbook_by_the_rules_of_the_csv_file(world: World) -> None:
    rows = [
        [990100101203, "中河村", "village", 990100101, ""],
        ["990100101", "柳林镇", "township", "990100 禾阳县", "0990-9"],
        ["990100101204", "新村", "village", "990100199", ""],
    ]
    outcome = taken(world, "units", book(UNITS, rows), keep_good=True)
    assert (outcome.new, outcome.changed, outcome.bad_lines) == (1, 1, [4])
    made = Unit.objects.get(code="990100101203")
    assert (made.parent, made.valid_from) == (world.town, date(2025, 9, 1))
    again = taken(world, "units", book(UNITS, rows[:2]))
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_units_outside_ones_area_are_refused(world: World) -> None:
    area = Area((world.sibling.path,), world.qian)
    rows = [
        ["990100101205", "新村", "village", "990100101", ""],
        ["990100", "禾阳县", "county", "", "0990-5"],
    ]
    outcome = taken(world, "units", book(UNITS, rows), area=area)
    assert outcome.bad_lines == [2, 3]
    assert all("outside your area" in one.sentence for one in outcome.findings)


@pytest.mark.parametrize(
    ("who", "capacity", "given"),
    [("liu", "supervisor", 0), ("liu", "unit_head", 0), ("liu", "coordinator", 1), ("ma", "supervisor", 1)],
)
def test_nobody_gives_a_capacity_over_others_that_they_do_not_hold(
    world: World, who: str, capacity: str, given: int
) -> None:
    area = Area((world.town.path,), getattr(world, who))
    outcome = taken(world, "officials", book(OFFICIALS, [row(capacities=capacity)]), area=area)
    assert outcome.new == given
    assert len(outcome.findings) == 1 - given
    assert all("the security administrator gives it" in one.sentence for one in outcome.findings)


def test_sealed_reports_are_carried_from_the_county_desk_and_the_post_is_given_there(world: World) -> None:
    town = taken(world, "officials", book(OFFICIALS, [row(capacities="sealed_clerk", branch="")]))
    assert ["own desk" in one.sentence for one in town.findings] == [True]
    carries = book(OFFICIALS, [row(unit=world.root.code, capacities="sealed_clerk", branch="")])
    by_a_clerk = taken(world, "officials", carries, area=Area((world.root.path,), world.liu))
    assert (by_a_clerk.new, len(by_a_clerk.findings)) == (0, 1)
    by_the_head = taken(world, "officials", carries, area=Area((world.root.path,), world.sun))
    assert (by_the_head.new, by_the_head.findings) == (1, [])
