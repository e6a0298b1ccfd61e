"""Ringing somebody: when so many tries on so many days have been enough, and when another day has to come first."""

from collections.abc import Sequence
from datetime import date


def enough(tried_on: Sequence[date], *, tries: int, days: int) -> bool:
    """Whether somebody was rung often enough, and on enough different days, to count as not reached."""
    return len(tried_on) >= tries and len(set(tried_on)) >= days


def another_day(tried_on: Sequence[date], today: date, *, tries: int, days: int) -> bool:
    """Whether a try today could be the last and would still leave it at too few days: not everybody is home today."""
    so_far = [*tried_on, today]
    return len(so_far) >= tries and not enough(so_far, tries=tries, days=days)
