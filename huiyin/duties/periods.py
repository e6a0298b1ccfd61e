"""Periods of account: months, quarters, half-years and years of the county's calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_KEY = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?")


@dataclass(frozen=True, order=True)
class Period:
    """The half-open range of days [first, end) that one month, quarter, half-year or year is."""

    first: date
    end: date
    kind: str

    @property
    def last(self) -> date:
        """The last day."""
        return self.end - timedelta(days=1)

    @property
    def key(self) -> str:
        """As it stands in an address: `2026-03`, `2026-Q1`, `2026-H1`, `2026`."""
        year, part = self.first.year, (self.first.month - 1) // MONTHS[self.kind] + 1
        return {
            "month": f"{year}-{part:02d}",
            "quarter": f"{year}-Q{part}",
            "half_year": f"{year}-H{part}",
            "year": f"{year}",
        }[self.kind]

    @property
    def words(self) -> str:
        """As people say it."""
        facts = {"year": self.first.year, "n": (self.first.month - 1) // MONTHS[self.kind] + 1}
        if self.kind == "half_year":
            first, second = _("first half of %(year)d"), _("second half of %(year)d")
            return (first if facts["n"] == 1 else second) % facts
        says = {
            "month": _("%(year)d-%(n)02d"),
            "quarter": _("quarter %(n)d of %(year)d"),
            "year": _("the year %(year)d"),
        }
        return says[self.kind] % facts

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day < self.end

    def parts(self, kind: str) -> Iterator["Period"]:
        """The shorter periods it is made of, in order."""
        here = of(kind, self.first)
        while here.first < self.end:
            yield here
            here = of(kind, here.end)

    @property
    def before(self) -> "Period":
        """The one before."""
        return of(self.kind, self.first - timedelta(days=1))


def of(kind: str, day: date) -> Period:
    """The period of this kind in which the day lies."""
    months = MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    month = first.month - 1 + months
    return Period(first, date(first.year + month // 12, month % 12 + 1, 1), kind)


def now(day: date) -> tuple[Period, ...]:
    """This month, quarter, half-year and year."""
    return tuple(of(kind, day) for kind in MONTHS)


def read(key: str) -> Period | None:
    """The period that a key names; None when it names none."""
    found = _KEY.fullmatch(key)
    if not found or not 1949 <= int(found[1]) <= 9000 or (found[2] and not 1 <= int(found[2]) <= 12):
        return None
    year = int(found[1])
    if found[2]:
        return of("month", date(year, int(found[2]), 1))
    if found[3]:
        return of("quarter", date(year, int(found[3]) * 3, 1))
    return of("half_year", date(year, int(found[4]) * 6, 1)) if found[4] else of("year", date(year, 1, 1))
