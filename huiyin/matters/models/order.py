"""The orders of the lists of matters.

An index holds what is open as `CALM`, `IN_TURN` and key. Who sees the whole county walks along it; a part of the county is
found by its units and then put in order, as along that index it would be met seldom: `calm_of` sees to it.
"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, DateField, Func, Value, When
from django.db.models.functions import Coalesce

from huiyin.matters.models.state import OPEN

# `LIVE` and among `OPEN`, in words that hold no value: so the index of what is open serves a plan that is kept, too.
OPEN_IN_WORDS = tuple(
    Func(name, template="%(expressions)s IN (%(words)s)", words=words, output_field=BooleanField())
    for name, words in (("origin", "'live'"), ("state", ", ".join(f"'{state.value}'" for state in OPEN)))
)
PRESSING = ("press", "due_on", "pk")  # what is urgent and mine, what is urgent, what is mine
CALM = Case(When(urgent_at__isnull=False, then=0), default=1)  # what is urgent stands first
IN_TURN = Coalesce("due_on", Value(date.max), output_field=DateField())  # by the date, those without one last


def calm_of(*, the_whole: bool) -> Any:
    """`CALM`, for the index only where it is of use."""
    return CALM if the_whole else CALM + 0
