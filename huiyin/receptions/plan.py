"""The year plan of an office: a pattern of days, officials in turn, and days off that move to the next working day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.lib import periods
from huiyin.lib.periods import Period
from huiyin.lib.workdays import Calendar
from huiyin.orgs.models import Official

WEEK = timedelta(days=7)
LAST = 5  # the last such weekday of a month
LONGEST = timedelta(days=400)


@dataclass(frozen=True)
class Pattern:
    """Every so many weeks, the nth weekday of each month (Monday is 0), or a day of each month by its number."""

    first: date
    last: date
    weekday: int
    weeks: int = 0  # every so many weeks; 0: by month
    nth: int = 1  # 1 to 4, or LAST
    month_day: int = 0  # 1 to 31, of a shorter month its last; 0: by weekday

    def days(self) -> list[date]:
        """The days as wanted, before days off are looked at."""
        return self._by_week() if self.weeks else self._by_month()

    def _by_week(self) -> list[date]:
        day = self.first + timedelta(days=(self.weekday - self.first.weekday()) % 7)
        found = []
        while day <= self.last:
            found.append(day)
            day += WEEK * self.weeks
        return found

    def _by_month(self) -> list[date]:
        found, month = [], periods.of("month", self.first)
        while month.first <= self.last:
            day = self._in_month(month)
            if self.first <= day <= self.last:
                found.append(day)
            month = month.after
        return found

    def _in_month(self, month: Period) -> date:
        if self.month_day:
            return month.first.replace(day=min(self.month_day, month.last.day))
        if self.nth == LAST:
            return month.last - timedelta(days=(month.last.weekday() - self.weekday) % 7)
        return (
            month.first + timedelta(days=(self.weekday - month.first.weekday()) % 7) + WEEK * (self.nth - 1)
        )


@dataclass(frozen=True)
class Planned:
    """One session to be: the day as wanted, the working day it falls on, and who receives."""

    wanted_on: date
    planned_on: date
    official: Official

    @property
    def has_moved(self) -> bool:
        """The day wanted is a day off."""
        return self.wanted_on != self.planned_on


def plan(
    pattern: Pattern, officials: Sequence[Official], days: Calendar, taken: Sequence[date] = ()
) -> list[Planned]:
    """Officials in turn on the pattern's days. A day off moves to the next working day that is still free."""
    if not officials:
        return []
    before, used = set(taken), set(taken)
    found: list[Planned] = []
    for wanted in pattern.days():
        day = days.next_working(wanted)
        if day in before:
            continue  # this office has its session of that day already
        while day in used:
            day = days.next_working(day + timedelta(days=1))
        used.add(day)
        found.append(Planned(wanted, day, officials[len(found) % len(officials)]))
    return found


def open_years(rows: Sequence[Planned], days: Calendar) -> list[int]:
    """Years in the plan whose days off have not been announced yet."""
    return sorted({row.planned_on.year for row in rows if not days.is_final(row.planned_on.year)})
