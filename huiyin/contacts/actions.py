"""What officials do at the register: pair, record a contact, keep a promise, void a contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.contacts.models import Assignment, Contact, Point, Promise
from huiyin.lib.refusal import Refused
from huiyin.orgs.actions import charter_at
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import next_reference
from huiyin.people.models import ConsentRecord, Household, Resident


@dataclass(frozen=True)
class Raised:
    """One point as it was typed."""

    text: str
    disposition: str
    topic: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Promised:
    """One promise as it was typed."""

    text: str
    due_on: date | None


def _refuse(objection: str | None) -> None:
    if objection:
        raise Refused(objection)


@transaction.atomic
def pair(
    *,
    official: Official,
    unit: Unit,
    household: Household,
    person: Resident,
    consent: ConsentRecord,
    started_on: date,
    by: str,
    at: datetime,
    reason: str = "",
) -> Assignment:
    """Enter a line in the contact register; only with the live consent of the contact person (S02)."""
    _refuse(rules.objection_to_pairing(household=household, person=person, consent=consent))
    line = Assignment.objects.create(
        official=official,
        unit=unit,
        household=household,
        person=person,
        consent=consent,
        started_on=started_on,
        reason=reason,
    )
    audit(by=by, deed="assignment.started", on=f"household:{household.key}", at=at, official=official.pk)
    return line


@transaction.atomic
def record(
    *,
    place: Unit,
    held_on: date,
    points: Sequence[Raised],
    promises: Sequence[Promised],
    by: Official,
    at: datetime,
    household: Household | None = None,
    person: Resident | None = None,
    note: str = "",
    differing_view: bool = False,
) -> Contact:
    """Keep one occasion with everything raised at it. Refuses a day to come, a bare point, a promise without a day."""
    unit = rules.unit_served(by, at)
    today = local_day(at, by.county)
    _refuse(
        rules.objection_to_recording(place=place, held_on=held_on, today=today, points=len(points), note=note)
    )
    contact = Contact.objects.create(
        reference=next_reference(by.county, at, letter="L"),
        official=by,
        unit=unit,
        place=place,
        household=household,
        person=person,
        held_on=held_on,
        note=note,
        differing_view=differing_view,
        charter=charter_at(at),
        recorded_at=at,
    )
    _keep_points(contact, points)
    for said in promises:
        promise(text=said.text, due_on=said.due_on, contact=contact, made_on=held_on, by=by, unit=unit, at=at)
    audit(
        by=by.key, deed="contact.recorded", on=contact.reference, at=at, points=len(points), place=place.code
    )
    return contact


def _keep_points(contact: Contact, points: Sequence[Raised]) -> None:
    for number, said in enumerate(points, start=1):
        _refuse(rules.objection_to_point(said.text, said.disposition, said.answer))
        Point.objects.create(
            contact=contact,
            number=number,
            text=said.text.strip(),
            topic=said.topic,
            disposition=said.disposition,
            answer=said.answer.strip(),
        )


@transaction.atomic
def promise(
    *,
    text: str,
    due_on: date | None,
    made_on: date,
    by: Official,
    unit: Unit,
    at: datetime,
    contact: Contact | None = None,
    about: str = "",
) -> Promise:
    """Keep what was promised; a promise without a day is refused (S14)."""
    if due_on is None:
        raise Refused(_("Please say by which day you promised it."))
    if due_on < made_on:
        raise Refused(_("The day promised lies before the day of the promise."))
    made = Promise.objects.create(
        official=by,
        unit=unit,
        contact=contact,
        about=about,
        text=text.strip(),
        made_on=made_on,
        due_on=due_on,
    )
    audit(
        by=by.key,
        deed="promise.made",
        on=about or (contact.reference if contact else f"promise:{made.pk}"),
        at=at,
    )
    return made


@transaction.atomic
def keep(*, promise: Promise, how: str, version: int, by: Official, at: datetime) -> None:
    """Say what was done; only who promised may, and only once."""
    _refuse(rules.objection_to_keeping(promise, by))
    if not how.strip():
        raise Refused(_("Please say in a few words what was done."))
    changed = Promise.objects.filter(pk=promise.pk, version=version, kept_at=None).update(
        kept_at=at, kept_by=by, how_kept=how.strip(), version=F("version") + 1
    )
    if not changed:
        raise Refused(_("This promise has been changed in the meantime; please look again."))
    audit(by=by.key, deed="promise.kept", on=f"promise:{promise.pk}", at=at)


@transaction.atomic
def void(*, contact: Contact, reason: str, by: Official, at: datetime) -> None:
    """Strike a contact that was entered by mistake; it stays readable, with the reason (I-43)."""
    _refuse(rules.objection_to_voiding(contact, by))
    if not reason.strip():
        raise Refused(_("Please say why this record is struck out."))
    standing = Contact.objects.filter(pk=contact.pk, voided_at=None)
    if not standing.update(voided_at=at, voided_by=by, void_reason=reason.strip()):
        raise Refused(_("This record has been struck out already."))
    audit(by=by.key, deed="contact.voided", on=contact.reference, at=at)
