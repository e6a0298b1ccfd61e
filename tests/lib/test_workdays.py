"""Working days and due dates: the published vectors, and properties that hold on any day."""

import calendar as months
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.workdays import Calendar, CalendarError

CHINA = Calendar.china()
ONE_DAY = timedelta(days=1)
known_days = st.dates(date(2011, 1, 1), date(2026, 11, 30))
any_days = st.dates(date(2005, 1, 1), date(2032, 12, 31))
counts = st.integers(0, 60)
quick = settings(deadline=None)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "plain", "due"),
    [
        ("2025-12-18", 15, "2026-01-02", "2026-01-04"),
        ("2026-02-01", 15, "2026-02-16", "2026-02-24"),
        ("2026-04-20", 15, "2026-05-05", "2026-05-06"),
        ("2026-03-02", 15, "2026-03-17", "2026-03-17"),
        ("2026-03-03", 60, "2026-05-02", "2026-05-06"),
        ("2026-08-06", 60, "2026-10-05", "2026-10-08"),
        ("2026-01-20", 30, "2026-02-19", "2026-02-24"),
    ],
)
def test_natural_days(start: str, n: int, plain: str, due: str) -> None:
    found = CHINA.add_days(day(start), n)
    assert (found.due_conservative, found.due_legal, found.provisional) == (day(plain), day(due), False)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-17", 5, "2026-09-23"),
        ("2026-09-28", 3, "2026-10-08"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2026-02-02", 30, "2026-03-20"),
        ("2025-09-26", 5, "2025-10-10"),
    ],
)
def test_working_days(start: str, n: int, due: str) -> None:
    found = CHINA.add_working_days(day(start), n)
    assert (found.due_conservative, found.due_legal, found.provisional) == (day(due), day(due), False)
    assert CHINA.between(day(start), day(due)) == n


def test_working_days_of_2026_by_month() -> None:
    counted = [
        sum(CHINA.is_working(date(2026, month, d)) for d in range(1, months.monthrange(2026, month)[1] + 1))
        for month in range(1, 13)
    ]
    assert counted == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert sum(counted) == 248


@pytest.mark.parametrize(
    ("year", "count"),
    list(
        enumerate(
            [250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248], start=2011
        )
    ),
)
def test_working_days_by_year(year: int, count: int) -> None:
    assert CHINA.between(date(year - 1, 12, 31), date(year, 12, 31)) == count
    assert CHINA.is_final(year)
    assert str(year) in CHINA.source(year), "a final year names its notice"


def test_a_year_without_notice_is_not_final() -> None:
    assert not CHINA.is_final(2027)
    assert not CHINA.is_final(2010)
    assert CHINA.source(2027) == ""
    assert not CHINA.is_working(date(2027, 1, 1))
    assert [d for d in range(1, 11) if not CHINA.is_working(date(2027, 10, d))] == [1, 2, 3, 9, 10]


@given(st.dates(date(2027, 1, 1), date(2031, 12, 31)), counts)
def test_any_working_day_count_in_an_unannounced_year_is_provisional(start: date, n: int) -> None:
    for due in (CHINA.add_working_days(start, n), CHINA.add_days(start, n)):
        assert due.provisional
        assert any(str(due.due_legal.year) in line for line in due.explain("en")[-3:])


@quick
@given(known_days, counts)
def test_provisional_is_exactly_crossing_into_a_year_without_notice(start: date, n: int) -> None:
    for due in (CHINA.add_working_days(start, n), CHINA.add_days(start, n)):
        assert due.provisional == (due.due_legal.year > 2026)


def test_of_years_before_the_calendar_nothing_is_still_to_be_announced() -> None:
    for start in ("2008-05-12", "2010-12-30"):
        for due in (CHINA.add_working_days(day(start), 5), CHINA.add_days(day(start), 5)):
            assert not due.provisional, "its date does not change any more"
            told = " ".join(due.explain("zh-hans"))
            assert "还没有公布" not in told
            assert f"本系统没有{start[:4]}年的放假安排" in told
            assert f"does not go back to {start[:4]}" in " ".join(due.explain("en"))
    assert not CHINA.add_working_days(day("2011-01-04"), 5).provisional


@quick
@given(any_days, counts)
def test_the_legal_date_is_never_before_the_plain_one(start: date, n: int) -> None:
    for due in (CHINA.add_working_days(start, n), CHINA.add_days(start, n)):
        assert due.due_legal >= due.due_conservative >= start
        assert CHINA.is_working(due.due_legal)
        if due.unit == "wd" and n:
            assert due.due_legal == due.due_conservative


@quick
@given(any_days, counts, st.integers(0, 20), st.integers(0, 5))
def test_later_starts_and_longer_counts_are_never_due_earlier(
    start: date, n: int, later: int, more: int
) -> None:
    for add in (CHINA.add_working_days, CHINA.add_days):
        first, second = add(start, n), add(start + later * ONE_DAY, n + more)
        assert first.due_legal <= second.due_legal
        assert first.due_conservative <= second.due_conservative


@quick
@given(any_days, st.integers(1, 60))
def test_a_plain_recount_agrees(start: date, n: int) -> None:
    left, at = n, start
    while left:
        at += ONE_DAY
        left -= CHINA.is_working(at)
    assert CHINA.add_working_days(start, n).due_legal == at
    assert CHINA.between(start, at) == n
    assert CHINA.between(at, start) == -n
    assert CHINA.add_days(start, n).due_conservative == start + n * ONE_DAY


@quick
@given(any_days, counts)
def test_before_undoes_adding(start: date, n: int) -> None:
    due = CHINA.next_working(start)
    earlier = CHINA.before(due, n)
    assert CHINA.is_working(earlier)
    assert CHINA.add_working_days(earlier, n).due_legal == due
    assert CHINA.between(earlier, due) == n


@quick
@given(any_days)
def test_the_next_working_day_is_the_first_one(start: date) -> None:
    found = CHINA.next_working(start)
    assert CHINA.is_working(found)
    assert not any(CHINA.is_working(start + k * ONE_DAY) for k in range((found - start).days))


def test_before_from_a_day_of_rest_counts_back_from_it() -> None:
    assert CHINA.before(day("2026-02-20"), 3) == day("2026-02-12")
    assert CHINA.before(day("2026-02-20"), 0) == day("2026-02-20")


def test_negative_counts_are_refused() -> None:
    for ask in (CHINA.add_days, CHINA.add_working_days, CHINA.before):
        with pytest.raises(ValueError, match="negative"):
            ask(day("2026-02-20"), -1)


def test_how_a_count_of_working_days_is_explained() -> None:
    due = CHINA.add_working_days(day("2026-02-12"), 5)
    assert due.explain("zh-hans") == [
        "从2026年2月12日（星期四）的次日起算，数5个工作日。",
        "2026年2月14日（星期六）是调休上班日，计入。",
        "2月15日至2月23日：春节放假，不计入。",
        "到期日是2026年2月26日（星期四）。",
    ]
    assert due.explain("en") == [
        "Working days to count from the day after Thursday 12 February 2026: 5.",
        "Saturday 14 February 2026 is a make-up working day and counts.",
        "15 February to 23 February: Spring Festival holiday, not counted.",
        "Due on Thursday 26 February 2026.",
    ]


def test_how_a_moved_date_is_explained() -> None:
    assert CHINA.add_days(day("2025-12-18"), 15).explain("en")[1:] == [
        "Day 15 is Friday 2 January 2026.",
        "Friday 2 January 2026 is a day of rest (New Year holiday), "
        "so the date moves to the next working day.",
        "Sunday 4 January 2026 is a make-up working day and counts.",
        "Due on Sunday 4 January 2026.",
    ]


def test_many_weekends_are_counted_not_listed() -> None:
    lines = CHINA.add_working_days(day("2026-06-22"), 30).explain("zh-hans")
    assert len(lines) == 3
    assert "12个周末休息日" in lines[1]


def test_why_a_date_is_provisional_is_said_last() -> None:
    due = CHINA.add_working_days(day("2026-12-21"), 15)
    assert due.explain("zh-hans")[-1].startswith("2027年的放假安排还没有公布，这个日期是暂定的")
    assert "2027" in due.explain("en")[-1]


def test_the_last_days_of_december_wait_for_the_next_notice() -> None:
    due = CHINA.add_working_days(day("2026-12-21"), 7)
    assert due.due_legal == day("2026-12-30")
    assert not due.provisional
    assert [note.kind for note in due.notes][-1] == "december"
    assert not any(note.kind == "december" for note in CHINA.add_working_days(day("2025-12-21"), 7).notes)


LATER = """
format = 1
[[year]]
year = 2027
final = true
source = "a notice"
work = ["02-14"]
[year.off]
new_year = ["01-01..01-03"]
"""
LOCAL = """
format = 1
[[addition]]
name = { zh_Hans = "那达慕", en = "Naadam" }
source = "a decision of the county"
off = ["2026-07-13..2026-07-14"]
work = ["2026-07-11"]
"""


def test_further_years_and_local_days_are_laid_over(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(LATER, encoding="utf-8")
    (tmp_path / "county.toml").write_text(LOCAL, encoding="utf-8")
    (tmp_path / "readme.txt").write_text("not a calendar")
    laid = Calendar.china(tmp_path)
    assert laid.is_final(2027)
    assert laid.is_working(day("2027-02-14"))
    assert not laid.add_working_days(day("2026-12-30"), 5).provisional
    assert not laid.is_working(day("2026-07-13"))
    assert laid.is_working(day("2026-07-11"))
    assert "Naadam" in " ".join(laid.add_working_days(day("2026-07-10"), 3).explain("en"))
    assert CHINA.is_working(day("2026-07-13")), "the shipped calendar is untouched"
    assert not CHINA.is_final(2027)


def test_a_later_file_replaces_a_year(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(LATER.replace("2027", "2026").replace("final = true", "final = false"))
    laid = Calendar.china(tmp_path)
    assert not laid.is_final(2026)
    assert laid.is_working(day("2026-02-16"))
    assert laid.is_working(day("2025-01-26"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('source = "a notice"', 'source = " "', "source"),
        ("02-14", "02-15", "weekend"),
        ("02-14", "01-02", "both"),
        ("new_year =", "old_year =", "old_year"),
        ("format = 1", "", "format"),
        ("02-14", "02-30", "2027-02-30"),
        ("01-01..01-03", "01-03..01-01", "ends before"),
        ("final", "finale", "finale"),
        ("year = 2027", "", "year"),
        ("[[year]]", "[[year", "TOML"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, old: str, new: str, says: str) -> None:
    (tmp_path / "wrong.toml").write_text(LATER.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CalendarError, match=r"wrong\.toml") as caught:
        Calendar.china(tmp_path)
    assert says in str(caught.value)


def test_the_mark_of_a_span_changes_with_a_day_in_it_and_with_no_other() -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 9)
    calendar = Calendar.china()
    assert re.fullmatch("[0-9a-f]{12}", calendar.mark(first, last))
    marks = set()
    for day, inside in ((first, True), (date(2026, 3, 4), True), (last, True), (date(2026, 3, 10), False)):

        class Off(Calendar):
            def is_working(self, other: date, off: date = day) -> bool:
                return other != off and calendar.is_working(other)

        mark = Off(calendar._data).mark(first, last)
        assert (mark != calendar.mark(first, last)) == inside
        marks.add(mark)
    assert len(marks) == 4, "each day its own"
    assert calendar.mark(first, first) != calendar.mark(last, last)
