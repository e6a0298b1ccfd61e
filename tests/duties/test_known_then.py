"""What is owed as it was known at a moment: a second before it was written down, at that second, and after it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from huiyin.contacts.actions import keep
from huiyin.duties.owed import Owed, owed
from huiyin.lib import periods
from huiyin.orgs.models import Official
from huiyin.receptions.models import ReceptionSession
from huiyin.register.models import Exemption, StandIn
from tests.duties import made
from tests.world import World

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
THEN = made.moment(date(2026, 2, 27))


def around(world: World, who: Official, code: str, read: Callable[[Owed | None], object]) -> list[object]:
    """What was read of a duty a second before the moment, at it, and a second after it."""
    found = []
    for n in (-1, 0, 1):
        at = THEN + n * SECOND
        rows = owed([who.pk], periods.now(date(2026, 2, 1)), county=world.county, at=at)[who.pk]
        found.append(read(next((one for one in rows if one.duty.code == code), None)))
    return found


def is_exempt(found: Owed | None) -> bool:
    return found is not None and found.is_exempt


def done(found: Owed | None) -> int:
    return 0 if found is None else found.done


@pytest.mark.parametrize("code", ["households_kept", "quota_town"])
def test_an_exemption_relieves_from_the_second_of_its_decision(world: World, code: str) -> None:
    made.exemption(world, world.chen, date(2026, 1, 1), date(2026, 3, 31))
    Exemption.objects.update(decided_at=THEN)
    assert around(world, world.chen, code, is_exempt) == [False, True, True]
    Exemption.objects.update(is_granted=False)
    assert around(world, world.chen, code, is_exempt) == [False, False, False]


def test_a_colleagues_visit_counts_from_the_second_they_were_named(world: World) -> None:
    StandIn.objects.create(
        official=world.chen, stand_in=world.he, unit=world.branch, from_on=date(2026, 2, 1),
        until_on=date(2026, 2, 28), named_by=world.liu, named_at=THEN,
    )  # fmt: skip
    made.contact(world, date(2026, 2, 10), by=world.he)
    assert around(world, world.chen, "households_kept", done) == [0, 1, 1]


def test_a_visit_on_the_day_of_the_return_counts_until_the_return_is_known(world: World) -> None:
    StandIn.objects.create(
        official=world.chen, stand_in=world.he, unit=world.branch, from_on=date(2026, 2, 1),
        until_on=date(2026, 3, 31), named_by=world.liu, named_at=THEN - 26 * DAY, called_back_at=THEN,
    )  # fmt: skip
    made.contact(world, THEN.date(), by=world.he, at=THEN - SECOND)
    assert around(world, world.chen, "households_kept", done) == [1, 0, 0]


def test_a_promise_is_kept_from_the_second_on_which_it_was_noted(world: World) -> None:
    contact = made.contact(world, date(2026, 2, 2), promises=[made.promised(date(2026, 2, 28))])
    keep(promise=contact.promises.get(), how="送到了", version=1, by=world.chen, at=THEN)
    assert around(world, world.chen, "promises_kept", done) == [0, 1, 1]


def test_a_reception_day_is_held_from_the_second_on_which_it_was_closed(world: World) -> None:
    made.session(world, world.ma, date(2026, 2, 26))
    ReceptionSession.objects.update(held_at=THEN)
    assert around(world, world.ma, "reception_day", done) == [0, 1, 1]


def test_help_for_a_household_is_owed_from_the_second_on_which_it_was_planned(world: World) -> None:
    plan = made.aid(world, world.home, world.chen, date(2026, 2, 1))
    type(plan).objects.update(started_at=THEN)
    assert around(world, world.chen, "paired_aid", lambda found: found is not None) == [False, True, True]


def test_help_that_was_over_early_is_owed_until_that_was_known(world: World) -> None:
    plan = made.aid(world, world.home, world.chen, date(2026, 1, 1), THEN.date())
    type(plan).objects.update(ended_at=THEN)
    assert around(world, world.chen, "paired_aid", lambda found: found is not None) == [True, False, False]


def test_a_line_is_owed_until_its_early_end_was_noted(world: World) -> None:
    line = made.line(world, "SH-002", world.chen, date(2026, 1, 1), date(2026, 2, 15))
    type(line).objects.filter(pk=line.pk).update(ended_at=THEN)
    said = around(world, world.chen, "households_kept", lambda found: found.wanted if found else 0)
    assert said == [2, 1, 1]


def done_of(world: World, who: Official, code: str, period: periods.Period) -> tuple[int, int]:
    rows = owed([who.pk], [period], county=world.county, at=made.moment(date(2026, 12, 31)))[who.pk]
    found = next((one for one in rows if one.duty.code == code), None)
    return (0, 0) if found is None else (found.wanted, found.counted)


FEBRUARY, QUARTER = (periods.of(kind, date(2026, 2, 1)) for kind in ("month", "quarter"))
EDGES = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))


def test_the_first_and_the_last_day_of_a_month_are_its_own(world: World) -> None:
    promised = [made.promised(day) for day in EDGES]
    made.contact(world, date(2026, 1, 10), promises=promised)
    assert done_of(world, world.chen, "promises_kept", FEBRUARY) == (2, 0)
    for day in EDGES:
        made.session(world, world.ma, day)
    assert done_of(world, world.ma, "reception_day", FEBRUARY) == (1, 2)


@pytest.mark.parametrize(
    ("first", "last", "met", "counts"),
    [
        (date(2025, 12, 20), date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2025, 12, 20), date(2025, 12, 31), date(2026, 1, 1), False),
        (date(2026, 3, 31), date(2026, 4, 9), date(2026, 3, 31), True),
        (date(2026, 3, 31), date(2026, 4, 9), date(2026, 4, 1), False),
        (date(2026, 4, 1), date(2026, 4, 9), date(2026, 3, 31), False),
    ],
)
def test_who_stood_in_on_the_edge_of_a_quarter_kept_it(
    world: World, first: date, last: date, met: date, counts: bool
) -> None:
    StandIn.objects.create(
        official=world.chen, stand_in=world.he, unit=world.branch, from_on=first, until_on=last, named_by=world.liu,
        named_at=THEN - 99 * DAY,
    )  # fmt: skip
    made.contact(world, met, by=world.he)
    assert done_of(world, world.chen, "households_kept", QUARTER) == (1, int(counts))


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 0)],
)
def test_a_visit_on_the_edge_of_a_quarter_is_of_its_quarter(world: World, day: date, counts: int) -> None:
    made.contact(world, day)
    assert done_of(world, world.chen, "households_kept", QUARTER) == (1, counts)
    village = {"by": world.ma, "place": world.hamlet, "household": None}
    made.contact(world, day, "village_meeting", **village)
    assert done_of(world, world.ma, "village_meeting", QUARTER) == (2, counts)
