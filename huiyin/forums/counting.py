"""Counting forums: how many a unit held in a half-year, against what the charter asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from huiyin.contacts.models import Contact, Contacts
from huiyin.forums.models import Forum
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.lib.periods import Span


def held_in(unit_ids: Iterable[int], days: Span) -> Contacts:
    """The forums these units held on one of these days: standing contacts of that kind, however they were entered.

    `was_called`: somebody was invited before its day; else only who held it knows who came.
    """
    found = Contact.objects.standing().of_kind(Contact.Kind.FORUM)
    return (
        found.filter(unit__in=list(unit_ids))
        .held_between(days.first, days.end)
        .annotate(was_called=Exists(_called()))
    )


def _called() -> QuerySet[Forum]:
    return Forum.objects.filter(contact=OuterRef("pk"), invited_at__date__lt=OuterRef("held_on"))


def uncalled() -> Combinable:
    """Of a contact: a forum to which nobody was invited before its day. Beside whatever else is read of contacts."""
    return ExpressionWrapper(Q(kind=Contact.Kind.FORUM) & ~Q(Exists(_called())), output_field=BooleanField())


@dataclass(frozen=True)
class Tally:
    """What one unit held in a half-year, and what is asked for."""

    unit_id: int
    unit_name: str
    held: int
    least: int
    target: int
    uncalled: int = 0  # of those held

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return str(self.unit_id)

    @property
    def is_short(self) -> bool:
        """Fewer than the least."""
        return self.held < self.least


def tallies(units: Iterable[tuple[int, str]], day: date, charter: Charter) -> list[Tally]:
    """The half-year of that day for each unit, in the order given; one query."""
    units = list(units)
    half = periods.of("half_year", day)
    counts = dict.fromkeys((key for key, _name in units), 0)
    uncalled = dict(counts)
    held: Any = held_in(counts, half)
    for key, was_called in held.values_list("unit", "was_called"):
        counts[key] += 1
        uncalled[key] += not was_called
    least = int(charter.figure("meetings.forums_per_half_min").value)
    target = int(charter.figure("meetings.forums_per_half_target").value)
    return [Tally(key, name, counts[key], least, target, uncalled[key]) for key, name in units]
