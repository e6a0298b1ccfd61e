"""An official's contact of any form: the contact and the matters raised at it, in one transaction, entered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts.actions import Promised, Raised, keep_points, promise, record
from huiyin.contacts.details import NO_DETAILS, Details
from huiyin.contacts.models import Contact
from huiyin.contacts.models.own import Occasion, Own
from huiyin.lib.refusal import refuse
from huiyin.matters.actions import Lodged, report_trip
from huiyin.matters.actions.raising import lodge_points
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.people.actions import enter_resident
from huiyin.people.models import Household, Resident


@dataclass(frozen=True)
class Entry:
    """What the form of a contact held."""

    place: Unit
    held_on: date
    points: Sequence[Raised]
    promises: Sequence[Promised]
    kind: str = Contact.Kind.VISIT
    household: Household | None = None
    person: Resident | None = None
    name: str = ""
    phone: str = ""
    note: str = ""
    differing_view: bool = False
    details: Details = NO_DETAILS
    own: Own | None = None
    results: Sequence[tuple[Matter, str]] = ()


@dataclass(frozen=True)
class Taken:
    """What an outreach visit holds of its own: how many matters were taken along; their rows are steps of the matters."""

    matters: int

    def objection(self, occasion: Occasion) -> str | None:
        """At least one matter, or something else to say."""
        if self.matters < 1 and not occasion.note.strip():
            return _("Please write down for at least one matter what came of it.")
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """Nothing here."""


@transaction.atomic
def record_entry(entry: Entry, *, root: Unit, by: Official, at: datetime) -> tuple[Contact, list[Lodged]]:
    """Keep the contact; every point that is to be routed becomes a matter that points back to it.

    What came of matters that were taken along becomes a step of each.
    """
    person = entry.person
    if person is None and (entry.name.strip() or entry.phone.strip()):
        person = enter_resident(name=entry.name, phone=entry.phone, place=entry.place, by=by.key, at=at)
    contact = record(
        kind=entry.kind,
        place=entry.place,
        held_on=entry.held_on,
        points=entry.points,
        promises=entry.promises,
        household=entry.household,
        person=person,
        note=entry.note,
        differing_view=entry.differing_view,
        details=entry.details,
        own=entry.own,
        by=by,
        at=at,
    )
    for matter, words in entry.results:
        report_trip(matter=matter, words=words, contact=contact, by=by, at=at)
    lodged = lodge_points(contact, root=root, by=by, at=at)
    return contact, lodged


@transaction.atomic
def take_out(
    *,
    talk: Contact,
    said: Raised,
    root: Unit,
    by: Official,
    at: datetime,
    promised: Sequence[Promised] = (),
) -> Lodged:
    """Take an issue out of a personal talk after the person agreed to it; it becomes a matter (S15)."""
    row = Contact.objects.select_for_update(of=("self",), no_key=True).get(pk=talk.pk)
    refuse(objection_to_taking_out(row, by))
    keep_points(row, [said], at=at, after=row.points.count())
    day = local_day(at, by.county)
    for made in promised:
        promise(text=made.text, due_on=made.due_on, contact=row, made_on=day, by=by, unit=row.unit, at=at)
    audit(by=by.key, deed="talk.issue_taken_out", on=row.reference, at=at)
    (lodged,) = lodge_points(row, root=root, by=by, at=at)
    return lodged


def objection_to_taking_out(talk: Contact, by: Official) -> str | None:
    """Only its author knows what was said and agreed to."""
    if talk.kind != Contact.Kind.TALK or talk.official_id != by.pk:
        return _("Only the official who held the talk can take an issue out of it.")
    if not talk.is_standing:
        return _("This record has been struck out already.")
    return None
