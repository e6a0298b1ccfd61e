"""Rows that hold from one day to another: their end is the first day on which they no longer hold, or open."""

from datetime import date

from django.db.models import Q


def live_on(day: date, begins: str = "from_on", ends: str = "to_on") -> Q:
    """In force on that day; the names say where the row keeps its days."""
    return Q(**{f"{begins}__lte": day}) & _open_after(day, ends)


def live_between(first: date, end: date, begins: str = "from_on", ends: str = "to_on") -> Q:
    """In force on at least one day of [first, end)."""
    return Q(**{f"{begins}__lt": end}) & _open_after(first, ends)


def _open_after(day: date, ends: str) -> Q:
    return Q(**{ends: None}) | Q(**{f"{ends}__gt": day})
