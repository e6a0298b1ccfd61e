"""Periods of the calendar: months, quarters, half-years and years as half-open ranges of days, and months counted back.

What they are called stands in `huiyin.ui.periods`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
EARLIEST: Final = date(1949, 1, 1)  # days before and after which nothing is asked for
LATEST: Final = date(9000, 1, 1)
DAY: Final = timedelta(days=1)
_KEY: Final = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?")


@dataclass(frozen=True, order=True)
class Span:
    """The half-open range of days [first, end)."""

    first: date
    end: date

    @property
    def last(self) -> date:
        """The last day, as people say it."""
        return self.end - DAY

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day < self.end


@dataclass(frozen=True, order=True)
class Period(Span):
    """One month, quarter, half-year or year."""

    kind: str

    @property
    def number(self) -> int:
        """Which of its year it is, counted from 1."""
        return number(self.kind, self.first)

    @property
    def key(self) -> str:
        """As it stands in an address: `2026-03`, `2026-Q1`, `2026-H1`, `2026`."""
        year, number = self.first.year, self.number
        return {
            "month": f"{year}-{number:02d}",
            "quarter": f"{year}-Q{number}",
            "half_year": f"{year}-H{number}",
            "year": f"{year}",
        }[self.kind]

    def parts(self, kind: str) -> Iterator["Period"]:
        """The shorter periods it is made of, in order."""
        here = of(kind, self.first)
        while here.first < self.end:
            yield here
            here = here.after

    @property
    def before(self) -> "Period":
        """The one before."""
        return of(self.kind, self.first - DAY)

    @property
    def after(self) -> "Period":
        """The next one."""
        return of(self.kind, self.end)


def of(kind: str, day: date) -> Period:
    """The period of this kind in which the day lies."""
    span = stretch(MONTHS[kind], day)
    return Period(span.first, span.end, kind)


def named(first: date, end: date) -> Period | None:
    """The month, quarter, half-year or year that these days are; None for days of one's own."""
    found = (of(kind, first) for kind in MONTHS)
    return next((one for one in found if (one.first, one.end) == (first, end)), None)


def number(kind: str, day: date) -> int:
    """Which month, quarter or half-year of its year the day lies in, counted from 1; on any day a calendar knows."""
    return (day.month - 1) // MONTHS[kind] + 1


def stretch(months: int, day: date) -> Span:
    """The stretch of so many months in which the day lies, where the year is cut into such from January on."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(first, back(first, -months))


def year(number: int) -> Period:
    """The year of that number."""
    return of("year", date(number, 1, 1))


def now(day: date) -> tuple[Period, ...]:
    """This month, quarter, half-year and year."""
    return tuple(of(kind, day) for kind in MONTHS)


def rolling(months: int, day: date) -> Span:
    """So many months, of which that day is the last."""
    end = day + DAY
    return Span(back(end, months), end)


def back(day: date, months: int) -> date:
    """So many months earlier; the last day of the month where it is shorter. 31 May less three months: 28 February."""
    there, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, day.day - 4, -1):
        try:
            return date(there, month + 1, last)
        except ValueError:
            if not 1 <= there <= 9999:
                raise
    raise AssertionError("a month has at least 28 days")


def read(key: str) -> Period | None:
    """The period that a key names; None when it names none."""
    found = _KEY.fullmatch(key)
    if not found or not 1949 <= int(found[1]) <= 9000 or (found[2] and not 1 <= int(found[2]) <= 12):
        return None
    here = year(int(found[1]))
    for group, kind in ((2, "month"), (3, "quarter"), (4, "half_year")):
        if found[group]:
            return list(here.parts(kind))[int(found[group]) - 1]
    return here
