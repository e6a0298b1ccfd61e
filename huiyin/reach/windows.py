"""The spans of time over which people are counted: the last twelve months, and half-years."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

YEAR: Final = "year"
KEPT: Final = 4  # half-years kept ready, the current one included


@dataclass(frozen=True)
class Window:
    """The half-open span [first, end), and the quarters in it that have ended: [quarters_from, quarters_to)."""

    code: str
    first: date
    end: date
    quarters_from: date
    quarters_to: date

    @property
    def last(self) -> date:
        """Its last day, as people say it."""
        return self.end - timedelta(days=1)

    @property
    def before(self) -> date:
        """Twelve months before it began: how far back a first meeting is looked for."""
        return back(self.first, 12)

    @property
    def quarters(self) -> int:
        """How many of its quarters have ended."""
        return max(0, _months(self.quarters_to) - _months(self.quarters_from)) // 3


def rolling(day: date) -> Window:
    """The twelve months that end with that day; its quarters are the last four that have ended."""
    end = day + timedelta(days=1)
    ended = quarter_of(end)
    return Window(YEAR, back(end, 12), end, back(ended, 12), ended)


def half_year(day: date, *, today: date | None = None) -> Window:
    """The half-year in which a day lies; of its quarters those count that have ended by `today`."""
    first = date(day.year, 1 if day.month < 7 else 7, 1)
    end = back(first, -6)
    ended = end if today is None else min(end, max(first, quarter_of(today + timedelta(days=1))))
    return Window(f"{first.year}H{1 if first.month == 1 else 2}", first, end, first, ended)


def kept(day: date) -> list[Window]:
    """What is kept ready on that day: the last twelve months, the current half-year and those before it."""
    found = [rolling(day), half_year(day, today=day)]
    for _number in range(KEPT - 1):
        found.append(half_year(found[-1].first - timedelta(days=1), today=day))
    return found


def named(code: str, day: date) -> Window | None:
    """One of those by its code."""
    return next((window for window in kept(day) if window.code == code), None)


def quarter_of(day: date) -> date:
    """The first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def back(day: date, months: int) -> date:
    """So many months earlier; the last day of the month where it is shorter. 31 May less three months: 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("a month has at least 28 days")


def _months(day: date) -> int:
    return day.year * 12 + day.month
