"""Rows that hold from one day to another: their end is the first day on which they no longer hold, or open."""

from datetime import date, datetime

from django.db.models import Case, DateField, F, Q, Value, When


def live_on(day: date, begins: str = "from_on", ends: str = "to_on") -> Q:
    """In force on that day; the names say where the row keeps its days."""
    return Q(**{f"{begins}__lte": day}) & _open_after(day, ends)


def live_between(
    first: date, end: date, begins: str = "from_on", ends: str = "to_on", *, known_at: datetime | None = None
) -> Q:
    """In force on at least one day of [first, end); with `known_at`, leaving out ends that were noted later."""
    open_then = Q(ended_at__gt=known_at) if known_at is not None else Q(pk=None)
    return Q(**{f"{begins}__lt": end}) & (_open_after(first, ends) | open_then)


def _open_after(day: date, ends: str) -> Q:
    return Q(**{ends: None}) | Q(**{f"{ends}__gt": day})


def end_known(at: datetime, ends: str = "to_on") -> Case:
    """The end as far as it was noted by that moment (`ended_at`); so a figure of then never changes afterwards."""
    return Case(When(ended_at__gt=at, then=Value(None)), default=F(ends), output_field=DateField())
