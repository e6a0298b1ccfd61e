"""How a date was reached: kept shortly, and told again in the same words."""

import json
from datetime import date, timedelta

import pytest

from huiyin.lib.workdays import Calendar, Due
from huiyin.lib.workings import again, kept

FIRST, DAYS = date(2024, 12, 20), 760  # over two years that are known, into one that is not
CHINA = Calendar.china()


def told_again(due: Due) -> Due:
    """From what lies in the database, as it comes back from there."""
    lies = json.loads(json.dumps(kept(due)))
    return again(due.start, due.n, due.unit, due.due_conservative, due.due_legal, lies)


@pytest.mark.parametrize("unit", ["wd", "d"])
@pytest.mark.parametrize("n", [0, 1, 5, 15, 30, 60])
def test_every_date_is_told_again_word_for_word(unit: str, n: int) -> None:
    for start in (FIRST + timedelta(days=more) for more in range(DAYS)):
        due = CHINA.add_working_days(start, n) if unit == "wd" else CHINA.add_days(start, n)
        assert told_again(due) == due


def test_of_ordinary_weeks_nothing_is_kept() -> None:
    ordinary = CHINA.add_working_days(date(2026, 3, 9), 15)
    assert ordinary.notes
    assert kept(ordinary) == []


def test_a_holiday_is_kept_with_its_name_in_both_languages() -> None:
    (row,) = kept(CHINA.add_working_days(date(2026, 3, 30), 10))
    assert row[:3] == ["holiday", "2026-04-04", "2026-04-06"]
    assert set(row[3]) == {"zh", "en"}
