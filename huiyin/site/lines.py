"""A line of the schedule: what is done, how often, beside which others; and how one is run."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from huiyin.audit.scope import county_scope
from huiyin.orgs.models import County
from huiyin.site.models import ClockLine

log = logging.getLogger("huiyin.clock")


@dataclass(frozen=True)
class Line:
    """What is done, in a plain sentence, how often, and whether it is done for each county or for the whole installation."""

    name: str
    words: str | Promise
    every: timedelta
    deed: Callable[..., int]
    per_county: bool = True
    takes_long: bool = (
        False  # kept in a thread of its own: no other line waits for it, nor it for another that takes long
    )
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


@contextmanager
def _serving(county: County | None) -> Iterator[None]:
    """Inside the county's wall and by its hours; without one, for the whole installation."""
    if county is None:
        yield
        return
    with county_scope(county.pk), timezone.override(county.zone):
        yield


def run_line(line: Line, *, at: datetime) -> int:
    """Run one line now, for every county if it is theirs; a failure is logged and shown, and stops nothing else."""
    done, failed = 0, False
    for county in County.objects.all() if line.per_county else [None]:
        try:
            with _serving(county):
                done += line.deed(at=at)
        except Exception:  # one county's trouble is not another's
            failed = True
            log.exception("line %s of the schedule failed", line.name)
    ClockLine.objects.update_or_create(
        name=line.name, defaults={"ran_at": at, "done": done, "failed": failed}
    )
    return done
