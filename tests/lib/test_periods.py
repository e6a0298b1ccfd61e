"""Periods: they tile the calendar without gap or overlap, and a key leads back to its period."""

import calendar
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import periods
from huiyin.lib.periods import DAY, Period, Span

DAYS = st.dates(date(1950, 1, 1), date(2500, 12, 31))
KINDS = st.sampled_from(sorted(periods.MONTHS))


@given(DAYS, KINDS)
def test_every_day_lies_in_one_period_of_each_kind(day: date, kind: str) -> None:
    found = periods.of(kind, day)
    assert found.holds(day)
    assert not found.before.holds(day)
    assert not found.after.holds(day)
    assert found.before.end == found.first
    assert found.after.first == found.end
    assert found.before.after == found.after.before == found
    assert periods.read(found.key) == found


@given(DAYS, KINDS)
def test_a_period_holds_its_first_and_last_day_and_neither_neighbour(day: date, kind: str) -> None:
    found = periods.of(kind, day)
    around = (found.first - DAY, found.first, found.first + DAY, found.last, found.end)
    assert [found.holds(one) for one in around] == [False, True, True, True, False]
    assert {periods.of(kind, one) for one in around[1:4]} == {found}
    assert (found.first.day, found.end.day, found.last) == (1, 1, found.end - DAY)


@given(DAYS)
def test_longer_periods_are_made_of_shorter_ones(day: date) -> None:
    year = periods.of("year", day)
    assert year == periods.year(day.year)
    for kind, n in (("month", 12), ("quarter", 4), ("half_year", 2), ("year", 1)):
        parts = list(year.parts(kind))
        assert [part.number for part in parts] == list(range(1, n + 1))
        assert (parts[0].first, parts[-1].end) == (year.first, year.end)
        assert all(one.end == other.first for one, other in itertools.pairwise(parts))


@given(DAYS, st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_a_year_is_cut_into_stretches_from_january_on(day: date, months: int) -> None:
    found = periods.stretch(months, day)
    assert found.holds(day)
    assert (found.first.month - 1) % months == 0
    assert periods.stretch(months, found.last) == found
    assert periods.stretch(months, found.end).first == found.end


@pytest.mark.parametrize(
    ("kind", "day", "key"),
    [
        ("month", date(2026, 2, 28), "2026-02"),
        ("month", date(2026, 3, 1), "2026-03"),
        ("quarter", date(2026, 3, 31), "2026-Q1"),
        ("quarter", date(2026, 4, 1), "2026-Q2"),
        ("half_year", date(2026, 6, 30), "2026-H1"),
        ("half_year", date(2026, 7, 1), "2026-H2"),
        ("year", date(2026, 12, 31), "2026"),
        ("year", date(2027, 1, 1), "2027"),
    ],
)
def test_the_border_of_each_kind(kind: str, day: date, key: str) -> None:
    assert periods.of(kind, day).key == key


@given(DAYS, st.integers(1, 60))
def test_a_rolling_span_ends_with_its_day(day: date, months: int) -> None:
    found = periods.rolling(months, day)
    assert found.last == day
    assert found.holds(day)
    assert not found.holds(day + DAY)
    assert found.first == periods.back(day + DAY, months)


@given(DAYS, st.integers(-600, 600))
def test_so_many_months_back_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    found = periods.back(day, months)
    assert (day.year - found.year) * 12 + day.month - found.month == months
    assert found.day == min(day.day, calendar.monthrange(found.year, found.month)[1])


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 30), 3, date(2024, 2, 29)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
        (date(2026, 12, 31), -2, date(2027, 2, 28)),
    ],
)
def test_months_back_where_the_month_is_shorter(day: date, months: int, found: date) -> None:
    assert periods.back(day, months) == found


def test_before_the_calendar_begins_there_is_nothing() -> None:
    with pytest.raises(ValueError, match="year"):
        periods.back(date(1, 1, 1), 1)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q0",
        "2026-Q5",
        "2026-H3",
        "26",
        "2026-1",
        "1948",
        "1900-01",
        "9001",
        "x",
    ],
)
def test_what_names_no_period_is_none(key: str) -> None:
    assert periods.read(key) is None


@pytest.mark.parametrize(
    ("key", "first", "end", "kind"),
    [
        ("1949", date(1949, 1, 1), date(1950, 1, 1), "year"),
        ("9000-12", date(9000, 12, 1), date(9001, 1, 1), "month"),
        ("2026-01", date(2026, 1, 1), date(2026, 2, 1), "month"),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1), "quarter"),
        ("2026-H2", date(2026, 7, 1), date(2027, 1, 1), "half_year"),
    ],
)
def test_what_a_key_names(key: str, first: date, end: date, kind: str) -> None:
    assert periods.read(key) == Period(first, end, kind)


def test_periods_stand_in_the_order_of_time() -> None:
    day = date(2026, 8, 9)
    assert [one.kind for one in periods.now(day)] == ["month", "quarter", "half_year", "year"]
    assert periods.of("month", day).before < periods.of("month", day) < periods.of("month", day).after
    assert Span(day, day + timedelta(days=2)).last == date(2026, 8, 10)


def test_the_last_half_year_of_the_calendar_has_a_number() -> None:
    days = (date(9999, 6, 30), date(9999, 7, 1), date(9999, 12, 31))
    assert [periods.number("half_year", day) for day in days] == [1, 2, 2]
