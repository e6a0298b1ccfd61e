"""Whom a plan of visits could visit: since when a village has waited, which households, at which hours."""

from datetime import date, timedelta

import pytest

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Promised
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.orgs.charter import charter_at
from huiyin.reach.figures import Reached
from huiyin.reach.population import Lives
from huiyin.register.models import Assignment, StandIn
from huiyin.rounds.actions import Wish
from huiyin.rounds.candidates import Around, Line, lines, question
from huiyin.rounds.rules import Known, worth
from tests.rounds.planned import TOMORROW, begun, kept, met
from tests.world import AT, World

pytestmark = pytest.mark.django_db
TODAY = AT.date()
DAY = timedelta(days=1)


@pytest.fixture
def charter(world: World) -> Charter:
    """The one in force."""
    return charter_at(AT).charter


def figure(charter: Charter, name: str) -> int:
    return int(charter.figure(name).value)


def test_a_village_has_waited_too_long_from_the_charters_day_on(world: World, charter: Charter) -> None:
    far, few = figure(charter, "breadth.unvisited_days"), figure(charter, "privacy.counts_min")

    def here(days: int | None = None, of_group: int = 0) -> Around:
        last = {} if days is None else {world.village.pk: TODAY - days * DAY}
        lives = Lives(by_place={world.village.pk: {"student": of_group}})
        return Around(charter, TODAY, [world.village], lives, {}, Reached(last=last), TODAY - 365 * DAY)

    assert [here(days).is_unvisited(world.village) for days in (0, far - 1, far, far + 1, None)] == [
        False, False, True, True, True,
    ]  # fmt: skip
    assert (here(0).days_since(world.village), here(7).days_since(world.village)) == (0, 7)
    assert here().days_since(world.village) is None
    named = [here(of_group=n).can_name("student", world.village) for n in (0, few - 1, few, few + 1)]
    assert named == [False, False, True, True]
    assert not here(of_group=few).can_name("worker", world.village)
    assert not here(of_group=few).can_name("student", world.hamlet)


def test_a_household_of_the_plan_is_kept_on_its_day_too(world: World, charter: Charter) -> None:
    def known(day: date = TOMORROW) -> list[Line]:
        return lines([world.chen], day, charter, AT)

    assert [one.household for one in known()] == [world.home]
    assert (known()[0].known.due_on, known()[0].known.has_matter) == (None, False)
    Assignment.objects.filter(pk=world.line.pk).update(ended_on=TOMORROW + DAY, end_reason="迁走了")
    assert [len(known(TOMORROW + n * DAY)) for n in (-1, 0, 1)] == [1, 1, 0]
    world.home.voided_at = AT
    world.home.void_reason = "重复登记"
    world.home.save()
    assert known() == [], "taken off the register"


def test_the_soonest_open_promise_and_the_last_contact_are_known(world: World, charter: Charter) -> None:
    for days in (9, 5, 7):
        contacts.record(
            place=world.village, held_on=TODAY, points=[], household=world.home, by=world.chen, at=AT, note="走访",
            promises=[Promised("送种子", TODAY + days * DAY)],
        )  # fmt: skip
    [line] = lines([world.chen], TOMORROW, charter, AT)
    assert (line.known.due_on, line.last_on, line.known.was_met) == (TODAY + 5 * DAY, TODAY, True)
    assert line.keepers == {world.chen.pk}
    assert not lines([world.he], TOMORROW, charter, AT)


def test_only_in_the_morning_is_over_at_noon_and_only_in_the_afternoon_begins_then(
    world: World, charter: Charter
) -> None:
    noon, minutes = 12 * 60, figure(charter, "rounds.visit_minutes")

    def spans(*kinds: str) -> tuple[tuple[int, int], ...]:
        row = begun(world, [Wish(kind, household=world.home) for kind in kinds])
        return next(one.spans for one in question(row, AT).candidates if one.household == world.home.pk)

    assert spans() == (), "at any hour"
    assert spans("morning") == ((0, noon - minutes),), "so that it ends by noon"
    assert spans("afternoon") == ((noon, 24 * 60),)


def test_a_visit_that_a_duty_still_asks_for_weighs_the_more_the_nearer_its_period_ends(
    charter: Charter,
) -> None:
    quarter = periods.of("quarter", TOMORROW)
    most = figure(charter, "rounds.duty_worth")

    def points(day: date) -> int:
        plain = worth(Known(day, True), day, charter)
        owed = worth(Known(day, True, owed_in=quarter), day, charter)
        assert (plain[1], owed[1]) == ((), ("duty",))
        return owed[0] - plain[0]

    days = (quarter.end - quarter.first).days
    assert points(quarter.first) == most // days
    assert points(quarter.last) == most
    assert points(quarter.first) < points(quarter.first + 30 * DAY) < points(quarter.last)


def test_the_duties_of_who_keeps_a_household_are_known_to_who_stands_in(
    world: World, charter: Charter
) -> None:
    def owed(day: date = TOMORROW) -> dict[str, str]:
        return {
            line.household.code: line.known.owed_in.key for line in lines([world.chen], day, charter, AT)
            if line.known.owed_in
        }  # fmt: skip

    kept(world, world.he, world.hamlet, "SH-009", "19900009999")
    quarter = periods.of("quarter", TOMORROW)
    assert owed() == {world.home.code: quarter.key}
    StandIn.objects.create(
        official=world.he, stand_in=world.chen, unit=world.branch, from_on=TODAY, until_on=quarter.end,
        named_by=world.liu, named_at=AT,
    )  # fmt: skip
    assert owed() == {world.home.code: quarter.key, "SH-009": quarter.key}
    met(world, world.home, TODAY, world.chen)
    assert owed() == {"SH-009": quarter.key}
    assert owed(quarter.end) == {"SH-009": quarter.after.key, world.home.code: quarter.after.key}
