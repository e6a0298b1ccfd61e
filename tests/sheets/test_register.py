"""The paper register from a workbook: consent and adults only, matched by official and household."""

from datetime import date, datetime, timedelta

import pytest

from huiyin.audit.models import Event
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Appointment, Official
from huiyin.people.models import ConsentRecord, GroupDeclaration, Household, Resident
from huiyin.privacy.actions import withdraw
from huiyin.register.models import Assignment
from huiyin.sheets.checking import Area
from huiyin.sheets.importing import bring, moment_of
from huiyin.sheets.reading import read
from tests.sheets.books import REGISTER, book, line, taken
from tests.world import AT, World, unit


def reasons(outcome: object) -> list[tuple[int, str]]:
    return [(one.line, one.sentence) for one in outcome.findings]  # type: ignore[attr-defined]


def test_a_line_brings_household_person_consent_and_pairing(world: World) -> None:
    outcome = taken(world, "register", book(REGISTER, [line()]))
    assert (outcome.new, outcome.findings, outcome.kept) == (1, [], True)
    pairing = Assignment.objects.get(household__code="SH-100")
    assert (pairing.official, pairing.unit, pairing.started_on) == (
        world.chen,
        world.branch,
        date(2026, 2, 10),
    )
    assert (pairing.person.name, pairing.person.phone) == ("李桂花", "13800000000")
    assert pairing.household.address == "西头第一户"
    assert (pairing.consent.method, pairing.consent.words_version) == ("paper", "paper")
    assert pairing.consent.given_at.date() == date(2026, 2, 10)
    assert pairing.consent.taken_by == world.chen
    deeds = set(Event.objects.filter(on__contains=str(pairing.household.key)).values_list("deed", flat=True))
    assert deeds == {"household.entered", "assignment.started"}


def test_the_same_file_again_changes_nothing(world: World) -> None:
    content = book(REGISTER, [line(), line(code="SH-101", name="赵大山", phone="")])
    taken(world, "register", content)
    before = Event.objects.count(), Resident.objects.count(), ConsentRecord.objects.count()
    again = taken(world, "register", content)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert (Event.objects.count() - 1, Resident.objects.count(), ConsentRecord.objects.count()) == before


def test_a_later_file_updates_rather_than_doubles(world: World) -> None:
    taken(world, "register", book(REGISTER, [line()]))
    again = taken(world, "register", book(REGISTER, [line(phone="13911112222", address="西头第二户")]))
    assert (again.new, again.changed) == (0, 1)
    pairing = Assignment.objects.get(household__code="SH-100")
    assert (pairing.person.phone, pairing.household.address) == ("13911112222", "西头第二户")
    assert Resident.objects.filter(household=pairing.household).count() == 1


def test_a_line_on_record_before_is_found_by_its_household(world: World) -> None:
    row = line(code="SH-001", name="王秀兰", phone="", address="", place="")
    outcome = taken(world, "register", book(REGISTER, [row]))
    assert (outcome.new, outcome.changed, outcome.same) == (0, 0, 1)


def test_another_person_of_a_household_on_record_is_refused(world: World) -> None:
    outcome = taken(world, "register", book(REGISTER, [line(code="SH-001", name="王五")]))
    assert not outcome.kept
    assert "王**" in reasons(outcome)[0][1]


@pytest.mark.parametrize("missing", ["method", "on"])
def test_s02_without_consent_nobody_is_entered(world: World, missing: str) -> None:
    outcome = taken(world, "register", book(REGISTER, [line(**{missing: ""})]))
    assert not outcome.kept
    assert "consent" in reasons(outcome)[0][1]
    assert not Household.objects.filter(code="SH-100").exists()


def test_a_child_is_never_a_contact_person(world: World) -> None:
    outcome = taken(world, "register", book(REGISTER, [line(adult="否")]))
    assert "guardian" in reasons(outcome)[0][1]


def test_every_bad_row_is_named_with_its_column_and_reason(world: World) -> None:
    rows = [
        line(code="SH-1"),
        line(login="nobody", code="SH-2"),
        line(code="SH-3", on="2026-13-40"),
        line(code="SH-4", on=datetime(2027, 1, 1)),
        line(code="SH-5", place="无名村"),
        line(code="SH-6", phone="电话不详"),
        line(code="SH-7", name="李11010519491231002X"),
    ]
    outcome = taken(world, "register", book(REGISTER, rows))
    assert [(one.line, one.column) for one in outcome.findings] == [
        (3, "Official's login name"),
        (4, "Day of consent"),
        (5, "Day of consent"),
        (6, "Village"),
        (7, "Telephone"),
        (8, "Contact person"),
    ]
    assert not Household.objects.filter(code="SH-1").exists(), "all or nothing"
    kept = taken(world, "register", book(REGISTER, rows), keep_good=True)
    assert (kept.new, kept.bad_lines) == (1, [3, 4, 5, 6, 7, 8])
    assert Household.objects.filter(code__startswith="SH-").count() == 2


def test_rows_that_contradict_each_other_are_both_refused(world: World) -> None:
    rows = [line(), line(address="东头")]
    outcome = taken(world, "register", book(REGISTER, rows), keep_good=True)
    assert outcome.bad_lines == [2, 3]
    assert "line 3" in reasons(outcome)[0][1]


def test_the_same_row_twice_is_taken_once(world: World) -> None:
    outcome = taken(world, "register", book(REGISTER, [line(), line()]))
    assert (outcome.new, outcome.repeated, outcome.findings) == (1, 1, [])


def test_two_officials_may_keep_in_touch_with_one_household(world: World) -> None:
    outcome = taken(world, "register", book(REGISTER, [line(), line(login="qian")]))
    assert outcome.new == 2
    assert Resident.objects.filter(household__code="SH-100").count() == 1
    assert ConsentRecord.objects.filter(resident__household__code="SH-100").count() == 1


@pytest.mark.parametrize("who", ["chen", "陈立"])
def test_rows_outside_ones_area_are_refused(world: World, who: str) -> None:
    """Also where the official is named by name: it is not said that there is nobody of that name."""
    area = Area((world.sibling.path,), world.qian)
    outcome = taken(world, "register", book(REGISTER, [line(login=who)]), area=area)
    columns = {one.column for one in outcome.findings}
    assert columns == {"Village", "Official's login name"}
    assert all("outside your area" in one.sentence for one in outcome.findings)


def test_who_withdrew_is_not_brought_back_by_an_older_paper(world: World) -> None:
    withdraw(person=world.wang, by=world.chen, at=AT)
    row = line(code="SH-001", name="王秀兰", phone="", address="", place="")
    outcome = taken(world, "register", book(REGISTER, [row]))
    assert [where for where, _why in reasons(outcome)] == [2]
    assert not outcome.kept
    assert not ConsentRecord.objects.filter(resident=world.wang, withdrawn_at=None).exists()
    assert not Assignment.objects.filter(person=world.wang, ended_on=None).exists()


@pytest.mark.parametrize(("days", "taken_back"), [(-1, False), (0, False), (1, True)])
def test_only_a_paper_of_after_the_day_of_withdrawal_brings_the_person_back(
    world: World, days: int, taken_back: bool
) -> None:
    left = AT + timedelta(days=3)
    withdraw(person=world.wang, by=world.chen, at=left)
    row = line(
        code="SH-001", name="王秀兰", phone="", address="", place="", on=left.date() + timedelta(days=days)
    )
    table = read("register", book(REGISTER, [row]), most_rows=10)
    later = moment_of(world.county, "test", AT + timedelta(days=9))
    outcome = bring(table, Area(None), later, keep_good=False)
    assert outcome.kept is taken_back
    assert [one.column for one in outcome.findings] == ([] if taken_back else ["Day of consent"])
    assert (Resident.objects.get(pk=world.wang.pk).withheld_at is None) is taken_back


def test_who_agrees_anew_after_withdrawing_is_shown_again(world: World) -> None:
    withdraw(person=world.wang, by=world.chen, at=AT)
    row = line(code="SH-001", name="王秀兰", phone="", address="", place="", on="2026-03-03")
    table = read("register", book(REGISTER, [row]), most_rows=10)
    later = moment_of(world.county, "test", AT + timedelta(days=5))
    assert bring(table, Area(None), later, keep_good=False).new == 1
    assert Resident.objects.get(pk=world.wang.pk).withheld_at is None


def test_a_line_counts_for_a_branch_of_ones_own_area_or_of_the_official_only(world: World) -> None:
    elsewhere = unit("branch", "990100102901", "石门村党支部", world.far_village.parent)
    heads = [*REGISTER, "党支部"]
    mine = Area((world.town.path,))
    content = book(heads, [[*line(), elsewhere.code]])
    assert [where for where, _why in reasons(taken(world, "register", content, area=mine))] == [2]
    assert taken(world, "register", book(heads, [[*line(), world.branch.code]]), area=mine).new == 1
    assert taken(world, "register", content).changed == 1, "the county sees both"


def test_a_number_of_a_household_is_one_line(world: World) -> None:
    outcome = taken(world, "register", book(REGISTER, [line(code="SH-\n100")]))
    assert [where for where, _why in reasons(outcome)] == [2]


@pytest.mark.parametrize(("column", "most"), [("name", 40), ("reason", 120), ("login", 40)])
def test_words_fill_their_cell_to_the_last_character(world: World, column: str, most: int) -> None:
    head = [*REGISTER, "结对缘由"] if column == "reason" else REGISTER
    name = {"name": "联系对象", "reason": "结对缘由", "login": "干部登录名"}[column]

    def refused(n: int) -> bool:
        row = dict(zip(head, [*line(), ""], strict=False)) | {name: "长" * n}
        outcome = taken(world, "register", book(head, [list(row.values())]))
        return any("characters fit here" in one.sentence for one in outcome.findings)

    assert [refused(n) for n in (most, most + 1)] == [False, True]


def test_who_holds_no_post_or_has_left_keeps_no_register(world: World) -> None:
    orgs.enrol(username="wu", name="吴明", password=None, by="test", at=AT)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    rows = [line(login="wu"), line(login="he", code="SH-101"), line(code="SH-102")]
    found = reasons(taken(world, "register", book(REGISTER, rows)))
    assert found == [(2, "吴明 holds no post at present."), (3, "何平 holds no post at present.")]


@pytest.mark.parametrize(
    ("how", "groups"), [("slip", ["worker"]), ("counter", ["worker"]), ("list", ["farmer"])]
)
def test_a_list_does_not_take_the_place_of_what_the_household_said(
    world: World, how: str, groups: list[str]
) -> None:
    taken(world, "register", book([*REGISTER, "群体"], [line(groups="工人")]))
    home, by = Household.objects.get(code="SH-100"), world.liu if how == "counter" else None
    GroupDeclaration.objects.create(household=home, groups=["worker"], how=how, at=AT, by=by)
    outcome = taken(world, "register", book([*REGISTER, "群体"], [line(groups="农民")]))
    home.refresh_from_db()
    assert home.groups == groups
    assert any("SH-100" in note for note in outcome.notes) == (how != "list")


def test_who_holds_no_post_is_not_said_to_serve_elsewhere(world: World) -> None:
    Appointment.objects.filter(official=world.chen).update(to_on=AT.date() - timedelta(days=1))
    outcome = taken(world, "register", book(REGISTER, [line(login="陈立")]))
    assert not any("outside" in one.sentence for one in outcome.findings)
