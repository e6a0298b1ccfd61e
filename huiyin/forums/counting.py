"""Counting forums: how many a unit held in a half-year, against what the charter asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huiyin.contacts.models import Contact, Contacts
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.lib.periods import Span


def held_in(unit_ids: Iterable[int], days: Span) -> Contacts:
    """The forums these units held on one of these days: standing contacts of that kind, however they were entered."""
    found = Contact.objects.standing().of_kind(Contact.Kind.FORUM)
    return found.filter(unit__in=list(unit_ids)).held_between(days.first, days.end)


@dataclass(frozen=True)
class Tally:
    """What one unit held in a half-year, and what is asked for."""

    unit_id: int
    unit_name: str
    held: int
    least: int
    target: int

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
    for key in held_in(counts, half).values_list("unit", flat=True):
        counts[key] += 1
    least = int(charter.figure("meetings.forums_per_half_min").value)
    target = int(charter.figure("meetings.forums_per_half_target").value)
    return [Tally(key, name, counts[key], least, target) for key, name in units]
