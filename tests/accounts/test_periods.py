"""Periods: every day lies in one of each kind, and a key leads back to its period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.duties import periods

DAYS = st.dates(date(1950, 1, 1), date(2500, 12, 31))


@given(DAYS, st.sampled_from(sorted(periods.MONTHS)))
def test_every_day_lies_in_one_period_of_each_kind(day: date, kind: str) -> None:
    found = periods.of(kind, day)
    assert found.holds(day)
    assert not found.before.holds(day)
    assert found.before.end == found.first
    assert periods.read(found.key) == found


@given(DAYS)
def test_longer_periods_are_made_of_shorter_ones(day: date) -> None:
    year = periods.of("year", day)
    for kind, n in (("month", 12), ("quarter", 4), ("half_year", 2)):
        parts = list(year.parts(kind))
        assert len(parts) == n
        assert (parts[0].first, parts[-1].end) == (year.first, year.end)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-Q5", "2026-H3", "26", "2026-1", "1900-01", "9999", "x"])
def test_what_names_no_period_is_none(key: str) -> None:
    assert periods.read(key) is None


def test_words() -> None:
    day = date(2026, 8, 9)
    assert [p.words for p in periods.now(day)] == [
        "month 8 of 2026",
        "quarter 3 of 2026",
        "second half of 2026",
        "the year 2026",
    ]
