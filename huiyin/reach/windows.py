"""The spans of time over which people are counted: the last twelve months, and half-years."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from huiyin.lib import periods
from huiyin.lib.periods import DAY, Period, Span

YEAR: Final = "year"
TWELVE: Final = 12
KEPT: Final = 4  # half-years kept ready, the current one included


@dataclass(frozen=True)
class Window(Span):
    """A span of days with its code, and the quarters in it that have ended: [quarters_from, quarters_to)."""

    code: str
    quarters_from: date
    quarters_to: date

    @property
    def before(self) -> date:
        """Twelve months before it began: how far back a first meeting is looked for."""
        return periods.back(self.first, TWELVE)

    @property
    def half(self) -> Period:
        """The half-year in which it begins."""
        return periods.of("half_year", self.first)

    @property
    def quarters(self) -> int:
        """How many of its quarters have ended."""
        return (_months(self.quarters_to) - _months(self.quarters_from)) // 3


def rolling(day: date) -> Window:
    """The twelve months that end with that day; its quarters are the last four that have ended."""
    span = periods.rolling(TWELVE, day)
    ended = periods.of("quarter", span.end).first
    return Window(span.first, span.end, YEAR, periods.back(ended, TWELVE), ended)


def half_year(day: date, *, today: date | None = None) -> Window:
    """The half-year in which a day lies; of its quarters those count that have ended by `today`."""
    half = periods.of("half_year", day)
    ended = half.end
    if today is not None:
        ended = min(half.end, max(half.first, periods.of("quarter", today + DAY).first))
    return Window(half.first, half.end, half.key.replace("-", ""), half.first, ended)


def kept(day: date) -> list[Window]:
    """What is kept ready on that day: the last twelve months, the current half-year and those before it."""
    found = [rolling(day), half_year(day, today=day)]
    for _number in range(KEPT - 1):
        found.append(half_year(found[-1].first - DAY, today=day))
    return found


def named(code: str, day: date) -> Window | None:
    """One of those by its code."""
    return next((window for window in kept(day) if window.code == code), None)


def _months(day: date) -> int:
    return day.year * 12 + day.month
