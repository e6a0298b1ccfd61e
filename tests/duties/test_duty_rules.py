"""The plain rules of duties: days held, who owes, what is left, and how the numbers are written; before, on and after."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.audit.scope import county_scope
from huiyin.duties.figures import ending_in
from huiyin.duties.owed import charters_for, duties_of, once_per_unit
from huiyin.duties.rules import Item, Owed, days_held, holds, live_on, sum_of
from huiyin.lib import periods
from huiyin.lib.charter import Duty
from huiyin.orgs import actions as orgs
from huiyin.orgs.charter import charter_at
from tests.duties import made
from tests.world import AT, World, charter_text

FEB = periods.of("month", date(2026, 2, 1))  # 28 days
DAY = timedelta(days=1)
FIRST, MIDDLE, LAST = date(2026, 2, 1), date(2026, 2, 15), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("tenures", "days"),
    [
        ([], 0),
        ([(FIRST - DAY, None)], 28),
        ([(FIRST + DAY, None)], 27),
        ([(FIRST, LAST)], 27),
        ([(FIRST - DAY, FIRST)], 0),
        ([(FIRST - DAY, FIRST + DAY)], 1),
        ([(LAST, None)], 1),
        ([(LAST + DAY, None)], 0),
        ([(FIRST, MIDDLE), (FIRST + DAY, MIDDLE)], 14),
        ([(MIDDLE, None), (FIRST, MIDDLE)], 28),
        ([(FIRST, MIDDLE), (MIDDLE - DAY, MIDDLE + DAY)], 15),
        ([(FIRST, FIRST + DAY), (LAST, None)], 2),
    ],
)
def test_days_of_a_period_are_held_once(tenures: Any, days: int) -> None:
    assert days_held(tenures, FEB) == days


def test_a_tenure_is_live_from_its_first_day_to_the_one_before_its_end() -> None:
    for day, live in ((FIRST - DAY, False), (FIRST, True), (LAST - DAY, True), (LAST, False)):
        assert live_on([(FIRST, LAST)], day) is live, day
    assert live_on([(FIRST, FIRST), (FIRST, None)], LAST), "the second counts as well"
    assert not live_on([], FIRST)


@pytest.mark.parametrize(
    ("tenures", "owes"),
    [
        ([], False),
        ([(FIRST, None)], True),
        ([(FIRST, LAST + DAY)], True),
        ([(FIRST, FIRST + 15 * DAY)], True),
        ([(FIRST, MIDDLE)], False),
        ([(MIDDLE, LAST + DAY)], True),
        ([(MIDDLE + DAY, None)], False),
        ([(FIRST, FIRST + 7 * DAY), (LAST - 6 * DAY, None)], True),
        ([(FIRST, FIRST + 7 * DAY), (LAST - 7 * DAY, LAST)], False),
        ([(FIRST - 9 * DAY, FIRST), (FIRST, None)], True),
    ],
)
def test_more_than_half_owes_and_exactly_half_only_through_the_last_day(tenures: Any, owes: bool) -> None:
    assert holds(tenures, FEB) is owes


def owed_of(world: World, *items: Item, code: str = "households_kept", by: int = 1) -> Owed:
    duty = next(d for d in charter_at(AT).charter.duties if d.code == code)
    return Owed(by, duty, FEB, items)


def test_more_for_one_household_does_not_make_up_for_another(world: World) -> None:
    found = owed_of(world, Item(1, 1, 3), Item(2, 2, 1), Item(3, 4, 1, exempt=True))
    assert (found.wanted, found.done, found.left, found.counted) == (3, 2, 1, 5)
    assert (found.exempt, found.is_exempt, found.last_day) == (1, False, LAST)
    assert [item.left for item in found.items] == [0, 1, 0]
    assert (found.wanted_words, found.done_words, found.left_words) == ("3", "2", "1")
    assert owed_of(world, Item(0, 1, 3)).done_words == "3", "a single thing tells all that was done"
    relieved = owed_of(world, Item(0, 1, 3, exempt=True))
    assert (relieved.is_exempt, relieved.done_words, relieved.left) == (True, "0", 0)
    assert not owed_of(world).is_exempt
    assert sum_of([found, owed_of(world, Item(0, 5, 1))]) == (8, 3, 5)


def test_half_days_are_written_as_days(world: World) -> None:
    found = owed_of(world, Item(0, 120, 3), code="research_days")
    assert [found.shown(n) for n in (0, 1, 2, 3)] == ["0", "0.5", "1", "1.5"]
    assert (found.wanted_words, found.done_words, found.left_words) == ("60", "1.5", "58.5")


def test_each_unit_stands_in_one_of_its_heads_and_each_household_in_all(world: World) -> None:
    first = owed_of(world, Item(7, 1, 0), code="forum")
    second = replace(first, official_id=2, items=(Item(7, 1, 0), Item(8, 1, 0)))
    homes = owed_of(world, Item(7, 1, 0)), owed_of(world, Item(7, 1, 0), by=2)
    kept = once_per_unit([first, second, *homes])
    assert [[item.key for item in one.items] for one in kept] == [[7], [8], [7], [7]]


@pytest.mark.parametrize(
    ("month", "kinds"),
    [
        (2, ["month"]),
        (3, ["month", "quarter"]),
        (6, ["month", "quarter", "half_year"]),
        (9, ["month", "quarter"]),
        (12, ["month", "quarter", "half_year", "year"]),
    ],
)
def test_the_last_month_of_a_longer_period_tells_its_duties_too(month: int, kinds: list[str]) -> None:
    assert [p.kind for p in ending_in(periods.of("month", date(2026, month, 1)))] == kinds


def versions(world: World, effective: date) -> tuple[list[str], list[Duty]]:
    """By which version January, February and March are counted, where 1.1 comes into force that day."""
    text = charter_text().replace('version = "1.0"', 'version = "1.1"')
    orgs.adopt_charter(text=text, effective_at=made.moment(effective, 0), by="test", at=AT)
    months = [periods.of("month", date(2026, n, 1)) for n in (1, 2, 3)]
    found = charters_for(months, world.county)
    return [found[month].version for month in months], list(duties_of(months[1], world.county))


@pytest.mark.parametrize(
    ("effective", "by"),
    [
        (date(2026, 1, 31), ["1.0", "1.1", "1.1"]),
        (date(2026, 2, 1), ["1.0", "1.1", "1.1"]),
        (date(2026, 2, 2), ["1.0", "1.0", "1.1"]),
    ],
)
def test_a_charter_counts_from_the_period_that_begins_with_it(
    world: World, effective: date, by: list[str]
) -> None:
    found, duties = versions(world, effective)
    assert found == by
    assert {duty.per for duty in duties} == {"month"}


def test_before_the_first_charter_nothing_is_owed_and_within_it_the_first_counts(world: World) -> None:
    new = orgs.found_county(
        slug="new",
        prefix="XN",
        name="新县",
        division_code="990300",
        phone="0990-1",
        started_on=date(2026, 1, 1),
    )
    january, february, march = (periods.of("month", date(2026, n, 1)) for n in (1, 2, 3))
    with county_scope(new.pk):
        effective = made.moment(date(2026, 2, 10), 0)
        orgs.adopt_charter(text=charter_text(), effective_at=effective, by="test", at=AT)
        assert set(charters_for([january, february, march], new)) == {february, march}
        assert charters_for([], new) == {}
        assert duties_of(january, new) == ()
        assert duties_of(february, new)
    old = [periods.of("month", date(*when, 1)) for when in ((2009, 12), (2010, 1))]
    assert set(charters_for(old, world.county)) == {old[1]}, "that of the day after is none"
