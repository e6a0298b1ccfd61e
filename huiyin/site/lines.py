"""What a line of the schedule says: what is done, how often, and beside which others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise


@dataclass(frozen=True)
class Line:
    """What is done, in a plain sentence, how often, and whether it is done for each county or for the whole installation."""

    name: str
    words: str | Promise
    every: timedelta
    deed: Callable[..., int]
    per_county: bool = True
    takes_long: bool = False  # kept in a thread of its own, so that no other line waits for it
    in_turns: bool = False  # takes so many rows at a time, and comes again at once where there may be more


def every(
    deed: Callable[..., int],
    words: str | Promise,
    *,
    per_county: bool = True,
    takes_long: bool = False,
    in_turns: bool = False,
    **interval: float,
) -> Line:
    """One line of the schedule.

    What takes long opens and closes its own scopes, so that its progress can be seen while it works.
    """
    name = f"{deed.__module__.removeprefix('huiyin.')}.{deed.__name__}"
    return Line(name, words, timedelta(**interval), deed, per_county, takes_long, in_turns)
