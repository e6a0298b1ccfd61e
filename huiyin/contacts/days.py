"""How days at the grass roots are counted: by half-days, each once per official, however many contacts share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts

MORNING, AFTERNOON = Contact.Half.MORNING.value, Contact.Half.AFTERNOON.value
HALVES = (MORNING, AFTERNOON)
HalfDay = tuple[date, str]


@dataclass(frozen=True)
class Stretch:
    """Days of one contact: first and last day, and which half where it was one day only."""

    first: date
    last: date
    half: str = ""
    counts: bool = True

    def halves(self) -> set[HalfDay]:
        """Its half-days; none for a trip that was meetings only. A day of unknown half is a whole one."""
        if not self.counts:
            return set()
        days = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
        if self.half in HALVES and len(days) == 1:
            return {(self.first, self.half)}
        return {(day, half) for day in days for half in HALVES}


def half_days(stretches: Iterable[Stretch], first: date, end: date) -> int:
    """How many different half-days lie in [first, end); never more than the calendar has (I-34)."""
    found: set[HalfDay] = set()
    for stretch in stretches:
        found |= stretch.halves()
    return sum(first <= day < end for day, _half in found)


def as_days(halves: int) -> Decimal:
    """Half-days as days: 5 halves are 2.5 days."""
    days = Decimal(halves) / 2
    return days.quantize(Decimal(1)) if days == days.to_integral() else days


def stretch_rows(contacts: Contacts) -> QuerySet[Any]:
    """What is read of contacts for `stretches_in`."""
    columns = ("official_id", "held_on", "until_on", "half", "research_trip__is_meeting_only")
    return contacts.order_by().values_list(*columns)


def stretches_in(rows: Iterable[Any]) -> dict[int, list[Stretch]]:
    """The days of each official's contacts, from their rows."""
    found: dict[int, list[Stretch]] = {}
    for official, held_on, until_on, half, meeting_only in rows:
        stretch = Stretch(held_on, until_on or held_on, half, not meeting_only)
        found.setdefault(official, []).append(stretch)
    return found


def stretches_of(contacts: Contacts) -> dict[int, list[Stretch]]:
    """The same in one query."""
    return stretches_in(stretch_rows(contacts))


def research_half_days(contacts: Contacts, first: date, end: date) -> dict[int, set[HalfDay]]:
    """By official, the different half-days of [first, end) that these contacts cover (S25, I-34); one query.

    Which contacts count is the caller's choice (`Contacts.field_research`); trips that were meetings only add nothing.
    """
    return half_days_in(stretches_of(contacts.touching(first, end - timedelta(days=1))), first, end)


def half_days_in(held: Mapping[int, Iterable[Stretch]], first: date, end: date) -> dict[int, set[HalfDay]]:
    """By official, the different half-days of [first, end) among these stretches."""
    return {
        official: {half for stretch in stretches for half in stretch.halves() if first <= half[0] < end}
        for official, stretches in held.items()
    }
