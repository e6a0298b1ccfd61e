"""The plan of the year at its edges: the first and the last day, every weekday of a month, days off and days taken."""

from datetime import date, timedelta

import pytest

from huiyin.orgs.calendar import calendar
from huiyin.receptions.plan import LAST, Pattern, Planned, open_years, plan
from tests.make_reception import DAY
from tests.world import World

ONE = timedelta(days=1)
JANUARY = date(2026, 1, 1)  # a Thursday


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekly_pattern_begins_with_the_first_such_weekday(weekday: int) -> None:
    days = Pattern(JANUARY, JANUARY + 20 * ONE, weekday, weeks=1).days()
    assert days == [day for n in range(21) if (day := JANUARY + n * ONE).weekday() == weekday]
    assert Pattern(JANUARY, JANUARY + 20 * ONE, weekday, weeks=2).days() == days[::2]


def test_the_first_and_the_last_day_belong_to_a_pattern() -> None:
    for weeks in (0, 1):
        found = [len(Pattern(JANUARY, JANUARY + n * ONE, 3, weeks=weeks).days()) for n in (0, 6, 7)]
        assert found == ([1, 1, 1] if weeks == 0 else [1, 1, 2])
    second = [len(Pattern(JANUARY, JANUARY + n * ONE, 3, nth=2).days()) for n in (6, 7)]
    assert second == [0, 1]
    assert Pattern(JANUARY + ONE, JANUARY + 34 * ONE, 3).days() == [], "the first Thursday is over already"


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
@pytest.mark.parametrize("weekday", [0, 3, 6])
def test_the_nth_weekday_of_each_month(weekday: int, nth: int) -> None:
    days = Pattern(JANUARY, date(2026, 12, 31), weekday, nth=nth).days()
    assert [day.month for day in days] == list(range(1, 13))
    assert {(day.weekday(), (day.day - 1) // 7 + 1) for day in days} == {(weekday, nth)}
    last = Pattern(JANUARY, date(2026, 12, 31), weekday, nth=LAST).days()
    assert {(day.weekday(), (day + 7 * ONE).month == day.month) for day in last} == {(weekday, False)}


def test_a_day_off_moves_past_days_that_are_taken_and_the_plan_says_so(world: World) -> None:
    friday = date(2026, 5, 1)  # days off until the fifth
    rows = plan(Pattern(friday, friday + 4 * ONE, 4, weeks=1), [world.ma], calendar())
    assert [(row.planned_on, row.has_moved) for row in rows] == [(date(2026, 5, 6), True)]
    assert plan(Pattern(friday, friday, 4, weeks=1), [], calendar()) == []
    full = plan(Pattern(friday, friday, 4, weeks=1), [world.ma], calendar(), taken=[date(2026, 5, 6)])
    assert full == [], "this office has its session of that day already"
    plain = Planned(DAY, DAY, world.ma)
    assert not plain.has_moved
    assert open_years([plain, Planned(DAY, date(2031, 3, 3), world.ma)], calendar()) == [2031]


def test_a_day_of_each_month_by_its_number_and_of_a_shorter_month_the_last() -> None:
    days = Pattern(JANUARY, date(2026, 12, 31), 0, month_day=15).days()
    assert days == [date(2026, month, 15) for month in range(1, 13)]
    ends = Pattern(JANUARY, date(2026, 4, 30), 0, month_day=31).days()
    assert ends == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert Pattern(date(2026, 1, 16), date(2026, 2, 14), 0, month_day=15).days() == []
