"""What follows for a duty: who owes it in a period, what counts for it, what is left. Plain functions, no queries.

Who comes or goes in the middle of a period owes what they could fairly do: a duty is owed by who held the post (or the
line of the register) for **more than half of its days, or for exactly half and through its last day**. So each duty of a
post and each household has at most one who owes it per period, and nobody is told in the last week of a quarter that
they owe the whole of it. An exemption relieves by the same measure. Days still to come count as held, unless an end is
already written down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from huiyin.lib.charter import Duty
from huiyin.lib.periods import Period

Tenure = tuple[date, date | None]  # from this day, until the day before that one (None: still)


def days_held(tenures: Iterable[Tenure], period: Period) -> int:
    """On how many days of the period one of these ran; overlapping ones count once."""
    days, reached = 0, period.first
    for start, stop in sorted(tenures, key=lambda tenure: tenure[0]):
        start, stop = max(start, reached), min(stop or period.end, period.end)
        if stop > start:
            days, reached = days + (stop - start).days, stop
    return days


def live_on(tenures: Iterable[Tenure], day: date) -> bool:
    """Whether one of these ran on that day."""
    return any(start <= day and (stop is None or stop > day) for start, stop in tenures)


def holds(tenures: Sequence[Tenure], period: Period) -> bool:
    """Whether what ran then makes somebody owe (or exempt from) a duty of the whole period."""
    if not tenures:
        return False
    start, stop = tenures[0]
    if start <= period.first and (stop is None or stop >= period.end):
        return True  # the usual case, at once
    twice, length = 2 * days_held(tenures, period), (period.end - period.first).days
    return twice > length or (twice == length and live_on(tenures, period.last))


class Item(NamedTuple):
    """One thing for which a duty is owed: a household, a unit, a village, a promise, or the official (key 0)."""

    key: int
    wanted: int
    done: int
    exempt: bool = False
    uncalled: int = 0  # of those done: forums to which nobody was invited before their day

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return 0 if self.exempt else max(0, self.wanted - self.done)


@dataclass(frozen=True)
class Owed:
    """What one official owes of one duty in one period. Research days are counted in halves (`in_halves`)."""

    official_id: int
    duty: Duty
    period: Period
    items: tuple[Item, ...]

    @property
    def in_halves(self) -> bool:
        """Whether the numbers are half-days."""
        return self.duty.measure == "research_day"

    @property
    def last_day(self) -> date:
        """Until when."""
        return self.period.last

    @cached_property
    def wanted(self) -> int:
        """How many are asked for, leaving out what is exempt."""
        return sum(item.wanted for item in self.items if not item.exempt)

    @cached_property
    def done(self) -> int:
        """How many of those are done; more for one household does not make up for another."""
        return sum(min(item.done, item.wanted) for item in self.items if not item.exempt)

    @cached_property
    def counted(self) -> int:
        """Everything that counts, also beyond what is asked for."""
        return sum(item.done for item in self.items)

    @cached_property
    def uncalled(self) -> int:
        """How many of all that counts are forums to which nobody was invited before their day."""
        return sum(item.uncalled for item in self.items)

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return self.wanted - self.done

    @property
    def exempt(self) -> int:
        """For how many items the official is exempt."""
        return sum(item.exempt for item in self.items)

    @property
    def is_exempt(self) -> bool:
        """Exempt from the whole duty."""
        return bool(self.items) and all(item.exempt for item in self.items)

    def shown(self, number: int) -> str:
        """A number of this duty as people write it: half-days as days."""
        if not self.in_halves:
            return str(number)
        return f"{number // 2}.5" if number % 2 else str(number // 2)

    @property
    def wanted_words(self) -> str:
        """How many are asked for, as people write it."""
        return self.shown(self.wanted)

    @property
    def done_words(self) -> str:
        """How many are done, as people write it."""
        return self.shown(self.counted if len(self.items) == 1 and not self.exempt else self.done)

    @property
    def left_words(self) -> str:
        """How many are left, as people write it."""
        return self.shown(self.left)


def sum_of(found: Iterable[Owed]) -> tuple[int, int, int]:
    """Wanted, done and left of several officials' share in one duty, as numbers of that duty."""
    rows = list(found)
    return sum(o.wanted for o in rows), sum(o.done for o in rows), sum(o.left for o in rows)
