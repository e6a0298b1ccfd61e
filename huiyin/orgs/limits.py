"""How often: what slows down whoever guesses, how many one connection may do, and when a login is shut for a while.

Each room says its own numbers and keeps its own rows; what follows from them is reckoned here. Nothing is shut for
good, and of where something comes from the rooms keep a keyed hash at most.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection


@dataclass(frozen=True)
class Slowing:
    """Some tries are free; after each further wrong one the next has to wait, twice as long each time."""

    free: int
    within: timedelta  # older tries are forgotten
    first: int  # seconds
    longest: int  # seconds

    def left(self, wrong: int, last: datetime | None, at: datetime) -> int:
        """Seconds still to wait after that many wrong tries, the last one at `last`."""
        if wrong < self.free or last is None:
            return 0
        pause = min(self.longest, self.first << min(wrong - self.free, 10))
        return max(0, ceil(pause - (at - last).total_seconds()))


@dataclass(frozen=True)
class Most:
    """So many times within so long."""

    times: int
    within: timedelta

    def reached(self, seen: int) -> bool:
        """Whether one more would be too many."""
        return seen >= self.times


@dataclass(frozen=True)
class Lock:
    """After so many failures one after another it is shut for a while, for the right words too."""

    failures: int
    lasts: timedelta

    def after(self, failed_before: int, at: datetime) -> tuple[int, datetime | None]:
        """After one more failure: how many count from now on, and until when it is shut."""
        failed = failed_before + 1
        return (0, at + self.lasts) if failed >= self.failures else (failed, None)

    def is_shut(self, until: datetime | None, at: datetime) -> bool:
        """Whether it is shut at this moment."""
        return until is not None and until > at


def one_at_a_time(index: str) -> None:
    """A burst from one place is counted one by one until the transaction ends; other places wait for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(index[:15], 16)])
