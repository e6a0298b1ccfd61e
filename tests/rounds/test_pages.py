"""The pages of plans of visits: from the form to the list on paper, and who may see none of it."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.rounds import actions
from huiyin.rounds import clock as round_clock
from huiyin.rounds.actions import Wish, ask
from huiyin.rounds.models import Round, RoundWish, Site
from tests.rounds.planned import FEW, TOMORROW, begun, computed, kept, lives, met
from tests.world import AT, World

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]
ASKED = {"HX-Request": "true"}  # as the page itself asks


def sent(page: Any, **changed: Any) -> dict[str, Any]:
    """What a browser would send of the form on a page."""
    form = page.context["form"]
    first = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {**{name: value for name, value in first.items() if value is not None}, **changed}


def test_a_plan_takes_five_inputs_all_of_them_filled_in(world: World, enter: Enter) -> None:
    chen = enter(world.chen)
    page = chen.get("/rounds/new/")
    form = page.context["form"]
    asked = [name for name, field in form.fields.items() if field.required and not field.widget.is_hidden]
    assert asked == ["day", "begins", "ends", "start"]  # and, for who plans for others, who goes
    answer = chen.post("/rounds/new/", sent(page))
    row = Round.objects.get()
    assert answer["Location"] == f"/rounds/{row.reference}/"
    assert (row.state, row.day, row.start) == ("waiting", TOMORROW, world.town)
    again = chen.post("/rounds/new/", sent(page))
    assert again["Location"] == answer["Location"]
    assert Round.objects.count() == 1


def test_the_page_follows_the_search_and_ends_it(world: World, enter: Enter) -> None:
    row = begun(world)
    ask(plan=row, version=row.version, by=world.chen, at=AT)
    chen = enter(world.chen)
    page = chen.get(f"/rounds/{row.reference}/").content.decode()
    assert "正在等候" in page
    chen.post(f"/rounds/{row.reference}/halt/")
    row.refresh_from_db()
    assert row.halt_at is not None
    assert round_clock.compute(at=AT, iterations=FEW) == 1
    assert chen.get(f"/rounds/{row.reference}/progress/", headers=ASKED)["HX-Refresh"] == "true"


def test_a_plan_that_waits_in_vain_says_so(world: World, enter: Enter) -> None:
    row = begun(world)
    ask(plan=row, version=row.version, by=world.chen, at=AT - timedelta(seconds=31))
    assert (
        "后台" in enter(world.chen).get(f"/rounds/{row.reference}/progress/", headers=ASKED).content.decode()
    )


def test_what_the_mirror_suggests_comes_along(world: World, enter: Enter) -> None:
    lives(world, world.hamlet, 300, farmer=250, mobile=50)
    chen = enter(world.chen)
    page = chen.get(f"/rounds/new/?group=mobile&place={world.hamlet.code}")
    assert page.context["form"].initial["wanted"] == [f"mobile|{world.hamlet.code}"]
    chen.post(f"/rounds/new/?group=mobile&place={world.hamlet.code}", sent(page))
    wish = RoundWish.objects.get()
    assert (wish.kind, wish.group, wish.place) == ("wanted", "mobile", world.hamlet)


def test_a_group_too_small_for_its_village_is_split_from_it(world: World, enter: Enter) -> None:
    lives(world, world.hamlet, 300, farmer=250, mobile=2)
    page = enter(world.chen).get(f"/rounds/new/?group=mobile&place={world.hamlet.code}")
    assert set(page.context["form"].initial["wanted"]) == {"mobile|", f"|{world.hamlet.code}"}


def test_what_to_heed_is_said_and_kept(world: World, enter: Enter) -> None:
    row, chen = begun(world), enter(world.chen)
    page = chen.get(f"/rounds/{row.reference}/")
    dates = {
        "appointments-TOTAL_FORMS": "1",
        "appointments-INITIAL_FORMS": "0",
        "appointments-0-where": world.hamlet.code,
        "appointments-0-begins": "10:00",
        "appointments-0-minutes": "20",
        "appointments-0-words": "碰头",
    }
    chen.post(f"/rounds/{row.reference}/", sent(page, **dates, **{f"home_{world.home.key}": "skip"}))
    assert set(row.wishes.values_list("kind", "words")) == {("skip", ""), ("appointment", "碰头")}
    row.refresh_from_db()
    assert row.state == "waiting"


def test_any_village_and_group_can_be_asked_for_beside_those_suggested(world: World, enter: Enter) -> None:
    row, chen = begun(world), enter(world.chen)
    page = chen.get(f"/rounds/{row.reference}/")
    none = {"appointments-TOTAL_FORMS": "0", "appointments-INITIAL_FORMS": "0"}
    chen.post(f"/rounds/{row.reference}/", sent(page, village=world.hamlet.code, group="mobile", **none))
    assert [(wish.group, wish.place) for wish in row.wishes.all()] == [("mobile", world.hamlet)]


def test_the_households_that_a_duty_asks_for_stand_first_and_say_until_when(
    world: World, enter: Enter
) -> None:
    kept(world, world.chen, world.village, "SH-000", "19900009999")
    met(world, Household.objects.get(code="SH-000"), AT.date(), world.chen)
    page = enter(world.chen).get(f"/rounds/{begun(world).reference}/")
    assert [line.household.code for _field, line in page.context["form"].homes] == ["SH-001", "SH-000"]
    assert page.content.decode().count("3月31日前应走访") == 1


def test_for_a_household_that_nobody_has_named_the_plan_says_how_it_is_found(
    world: World, enter: Enter
) -> None:
    lives(world, world.hamlet, 300, farmer=250, mobile=50)
    row = computed(begun(world, [Wish("wanted", place=world.hamlet, group="mobile")]))
    assert row.stops.filter(household=None).exists()
    page = enter(world.chen).get(f"/rounds/{row.reference}/").content.decode()
    assert page.count("请网格员带路") == row.stops.filter(household=None).count()


def test_a_number_in_an_appointment_is_turned_away_and_nothing_is_lost(world: World, enter: Enter) -> None:
    row, chen = begun(world), enter(world.chen)
    page = chen.get(f"/rounds/{row.reference}/")
    dates = {
        "appointments-TOTAL_FORMS": "1",
        "appointments-INITIAL_FORMS": "0",
        "appointments-0-where": world.hamlet.code,
        "appointments-0-begins": "10:00",
        "appointments-0-words": "找王秀兰 19900001234",
    }
    answer = chen.post(f"/rounds/{row.reference}/", sent(page, **dates))
    assert answer.status_code == 422
    assert "19900001234" in answer.content.decode()
    assert row.wishes.count() == 0


def test_the_plan_shows_names_of_ones_own_hours_and_reasons(world: World, enter: Enter) -> None:
    row = computed(begun(world))
    page = enter(world.chen).get(f"/rounds/{row.reference}/").content.decode()
    stop = row.stops.get(household=world.home)
    assert "王秀兰" in page
    other = enter(world.liu).get(f"/rounds/{row.reference}/").content.decode()
    assert "王秀兰" not in other
    assert f"{stop.begins:%H:%M}" in page
    assert f"home={world.home.key}" in page
    assert "purpose=visit" in page


def test_the_calendar_holds_no_name(world: World, enter: Enter) -> None:
    row = computed(begun(world, [Wish("appointment", place=world.hamlet, begins=time(10), words="碰头")]))
    answer = enter(world.chen).get(f"/rounds/{row.reference}/calendar/")
    text = answer.content.decode()
    assert Calendar.from_ical(text).walk("VTIMEZONE")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == row.stops.count()
    stop = row.stops.get(household=world.home)
    (home,) = [event for event in events if "SH-001" in event["SUMMARY"]]
    assert home["DTSTART"].dt.timetz().replace(tzinfo=None) == stop.begins
    assert home["LOCATION"] == "上河村"
    assert not any(word in text for word in ("王", "1990000", "碰头"))


def test_several_go_each_sees_only_the_own_households(world: World, enter: Enter) -> None:
    kept(world, world.he, world.hamlet, "SH-009", "19900009999")
    row = computed(begun(world, by=world.liu, officials=[world.chen, world.he], unit=world.branch))
    actions.keep(plan=row, version=row.version, by=world.liu, at=AT)
    assert set(Notice.objects.filter(kind="round").values_list("to", flat=True)) == {
        world.chen.pk,
        world.he.pk,
    }
    page = enter(world.he).get(f"/rounds/{row.reference}/").content.decode()
    assert "SH-009" in page
    assert "SH-001" not in page
    assert "王**" not in page
    planner = enter(world.liu).get(f"/rounds/{row.reference}/").content.decode()
    assert "SH-001" in planner
    assert "SH-009" in planner


def test_who_holds_no_post_is_told_so(world: World, enter: Enter) -> None:
    row, chen = begun(world), enter(world.chen)
    world.chen.appointments.update(to_on=AT.date())
    answer = chen.get("/rounds/new/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [("/rounds/", 302)]
    assert "message-warning" in answer.content.decode()
    assert chen.get(f"/rounds/{row.reference}/").status_code == 200


def test_a_coordinator_chooses_among_the_officers_of_the_branch(world: World, enter: Enter) -> None:
    liu = enter(world.liu)
    page = liu.get(f"/rounds/new/?branch={world.branch.code}")
    assert {name for name, _words in page.context["form"].fields["officials"].choices} == {"liu", "chen"}
    posted = sent(page, officials=["chen"], start=world.village.code, first="1")
    answer = liu.post(f"/rounds/new/?branch={world.branch.code}", posted)
    row = Round.objects.get()
    assert answer["Location"] == f"/rounds/{row.reference}/"
    assert (row.state, row.unit, row.start) == ("draft", world.branch, world.village)
    assert "SH-001" in liu.get(answer["Location"]).content.decode()  # the household that Chen keeps
    assert (
        liu.post(f"/rounds/new/?branch={world.branch.code}", {**posted, "officials": "he"}).status_code == 422
    )


def test_nobody_else_sees_a_plan(world: World, enter: Enter) -> None:
    row = computed(begun(world))
    for other in (world.liu, world.ma, world.he, world.qian, world.sun):
        for end in ("", "progress/", "list/", "calendar/"):
            assert enter(other).get(f"/rounds/{row.reference}/{end}").status_code == 404
        assert enter(other).post(f"/rounds/{row.reference}/steps/discard/").status_code == 404


def test_the_drawing_stands_where_positions_are_known(world: World, enter: Enter) -> None:
    row, chen = computed(begun(world)), enter(world.chen)
    page = chen.get(f"/rounds/{row.reference}/").content.decode()
    assert "round-map" not in page
    assert "25" in page
    for n, place in enumerate((world.town, world.village, world.hamlet)):
        Site.objects.create(place=place, east=110 + n / 20, north=30 + n / 30, source="图", entered_at=AT)
    assert "<polyline" in chen.get(f"/rounds/{row.reference}/").content.decode()


def test_pages_ask_no_more_for_more_stops(
    world: World, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(5):
        kept(world, world.chen, world.village, f"SH-1{n}", f"1990000888{n}")
    row, chen = computed(begun(world, ends=time(17))), enter(world.chen)
    assert row.stops.count() >= 6
    with django_assert_max_num_queries(25):
        chen.get(f"/rounds/{row.reference}/")
