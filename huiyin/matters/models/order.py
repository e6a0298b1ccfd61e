"""The orders of the lists of matters.

An index holds what may ask a step of somebody as `CALM`, `IN_TURN` and key. Who sees the whole county walks along it; a part
of the county is found by its units and then put in order, as along that index it would be met seldom: `calm_of` sees to it.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, DateField, Func, Q, Value, When
from django.db.models.functions import Coalesce

from huiyin.matters.models.state import OPEN, UNDER, State
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING


def _said(word: str) -> Func:
    """A word that stands in the statement itself: so a partial index serves a plan that is kept for whatever values."""
    return Func(template=f"'{word}'", output_field=CharField())


def _asking(word: Callable[[str], Any]) -> Q:
    """Open, or answered or left and yet with something that somebody has to do."""
    return Q(origin=word("live")) & (
        Q(state__in=[word(state) for state in (*OPEN, *UNDER)])
        | ~Q(to_bring=word(""))
        | Q(state=word(State.TRANSFERRED_OUT), receipt_noted_at=None)
        | Q(record_asked_by__isnull=False)
        | Q(correcting_since__isnull=False)
    )


ASKING = _asking(str)  # as the indexes have it
# As questions have it, so that those indexes serve them.
OPEN_IN_WORDS = Q(origin=_said("live"), state__in=[_said(state) for state in OPEN])
ASKING_IN_WORDS = _asking(_said)
SEEING = (*LEADING, "desk_clerk")  # who sees what their unit and those below it took in, hold or lead
DATED = ("calm", "in_turn", "pk")  # as `Matters.urgent_first` annotates them
PRESSING = ("press", "due_on", "pk")  # what is urgent and mine, what is urgent, what is mine
CALM = Case(When(urgent_at__isnull=False, then=0), default=1)  # what is urgent stands first
IN_TURN = Coalesce("due_on", Value(date.max), output_field=DateField())  # by the date, those without one last


def calm_of(*, the_whole: bool) -> Any:
    """`CALM`, for the index only where it is of use."""
    return CALM if the_whole else CALM + 0


def sees_all(official: Official, at: datetime) -> bool:
    """Whether somebody sees the matters of the whole county, so that a list needs no units."""
    return official.standing(at).is_over_all(*SEEING)
