"""Recording a contact of any form, and striking one out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.contacts.actions.echoes import owe_echo
from huiyin.contacts.actions.promises import promise
from huiyin.contacts.details import NO_DETAILS, Details
from huiyin.contacts.models import Contact, Point, TalkNote
from huiyin.contacts.models.own import Occasion, Own
from huiyin.lib.charter import Charter
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference
from huiyin.people.actions import says_none
from huiyin.people.models import Household, Resident


@dataclass(frozen=True)
class Raised:
    """One point as it was typed."""

    text: str
    disposition: str
    topic: str = ""
    answer: str = ""
    is_agreed: bool | None = None


@dataclass(frozen=True)
class Promised:
    """One promise as it was typed."""

    text: str
    due_on: date | None


@transaction.atomic
def record(
    *,
    place: Unit,
    held_on: date,
    points: Sequence[Raised],
    promises: Sequence[Promised],
    by: Official,
    at: datetime,
    kind: str = Contact.Kind.VISIT,
    household: Household | None = None,
    person: Resident | None = None,
    note: str = "",
    differing_view: bool = False,
    details: Details = NO_DETAILS,
    unit: Unit | None = None,
    own: Own | None = None,
) -> Contact:
    """Keep one occasion with everything raised at it. Refuses a day to come, a bare point, a promise without a day.

    `unit` is the unit it counts for, where that is not the official's own branch; `own` what only this form holds.
    """
    if own is None and kind == Contact.Kind.TALK:
        own = TalkNote()
    unit, adopted = unit or rules.unit_served(by, at, held_on), charter_at(at)
    details = _with_home_unit(details, unit, by, held_on)
    _check(adopted.charter, kind, place, held_on, len(points), note, details, own, by, at)
    contact = Contact.objects.create(
        reference=next_reference(by.county, at, Register.CONTACT),
        kind=kind,
        official=by,
        unit=unit,
        place=place,
        **_met(household, person, adopted.charter),
        held_on=held_on,
        note=note,
        differing_view=differing_view,
        charter=adopted,
        recorded_at=at,
        **details.columns(),
    )
    keep_points(contact, points, at=at)
    if own is not None:
        own.keep(contact, at)
    for said in promises:
        promise(text=said.text, due_on=said.due_on, contact=contact, made_on=held_on, by=by, unit=unit, at=at)
    who = (details.entered_by or by).key
    facts = {"kind": kind, "points": len(points), "place": place.code}
    audit(by=who, deed="contact.recorded", on=contact.reference, at=at, **facts)
    return contact


def _met(household: Household | None, person: Resident | None, charter: Charter) -> dict[str, Any]:
    """Who was met, with the group in which the household counts on that day: one, however many it declares."""
    group = "" if household is None else charter.counted_group(household.groups)
    if household is not None and not household.groups and says_none(household):
        group = charter.none_group
    return {"household": household, "person": person, "declared": [group] if group else []}


def _with_home_unit(details: Details, unit: Unit, by: Official, held_on: date) -> Details:
    """What counts for a host unit is shown to the unit that sent the official (S23)."""
    secondment = None if details.home_unit else rules.seconded_on(by, held_on)
    if secondment is None or secondment.host_unit_id != unit.pk:
        return details
    return replace(details, home_unit=secondment.home_unit)


def _check(
    charter: Charter,
    kind: str,
    place: Unit,
    held_on: date,
    points: int,
    note: str,
    details: Details,
    own: Own | None,
    by: Official,
    at: datetime,
) -> None:
    # What is compared with the official's other contacts is entered by one hand at a time.
    Official.objects.select_for_update(no_key=True).get(pk=by.pk)
    today = local_day(at, by.county)
    said = note or ("…" if own is not None else "")  # a form's own fields say something too
    form = rules.form_in_force(charter, kind)
    refuse(
        rules.objection_to_recording(
            form=form, place=place, held_on=held_on, today=today, points=points, note=said, details=details
        )
    )
    refuse(rules.objection_to_codes(charter, details))
    refuse(rules.objection_to_time(by, kind, held_on, details, charter, at))
    refuse(rules.objection_before_office(by, held_on))
    if own is not None:
        refuse(own.objection(Occasion(by, held_on, details, charter, note)))
    refuse(rules.objection_to_backdating(held_on, today, charter, details))


def keep_points(contact: Contact, points: Sequence[Raised], *, at: datetime, after: int = 0) -> None:
    """Add points to a contact, numbered on from `after`; a bare point is refused."""
    for number, said in enumerate(points, start=after + 1):
        refuse(rules.objection_to_kind_of_point(contact.kind, said.disposition, said.is_agreed))
        refuse(rules.objection_to_point(said.text, said.disposition, said.answer))
        Point.objects.create(
            contact=contact,
            number=number,
            text=said.text.strip(),
            topic=said.topic,
            disposition=said.disposition,
            answer=said.answer.strip(),
            entered_at=at,
            is_agreed=said.is_agreed,
        )
    owe_echo(contact, at=at)


@transaction.atomic
def void(*, contact: Contact, reason: str, by: Official, at: datetime) -> None:
    """Strike a contact that was entered by mistake; it stays readable, with the reason (I-43)."""
    refuse(rules.objection_to_voiding(contact, by))
    if not reason.strip():
        raise Refused(_("Please say why this record is struck out."))
    standing = Contact.objects.filter(pk=contact.pk, voided_at=None)
    if not standing.update(voided_at=at, voided_by=by, void_reason=reason.strip()):
        raise Refused(_("This record has been struck out already."))
    audit(by=by.key, deed="contact.voided", on=contact.reference, at=at)


def forget_words(*, point: Point) -> None:
    """Of a point that turned out to be a report of wrongdoing, only that there was one stays with its contact.

    Nothing more becomes of it, and it names nobody.
    """
    nobody = {"about_unit": None, "about_official": None}
    noted = Point.Disposition.NOTED
    Point.objects.filter(pk=point.pk).update(text="—", answer="", topic="", disposition=noted, **nobody)
