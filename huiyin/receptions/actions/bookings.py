"""What visitors do, and what is done at the door: booking, calling off, coming, being called in, leaving."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.audit.actions import record as audit
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs.charter import charter_of
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official
from huiyin.orgs.references import Register, next_reference
from huiyin.people.actions import enter_resident
from huiyin.people.models import Resident
from huiyin.receptions import rules
from huiyin.receptions.actions.sessions import claim
from huiyin.receptions.doors import BOOKINGS
from huiyin.receptions.models import Booking, QueueTicket, ReceptionSession


@dataclass(frozen=True)
class Booked:
    """A new booking, and what only the person gets to hold: the code and the link."""

    booking: Booking
    code: str
    link: str


@dataclass(frozen=True)
class Wish:
    """What the booking form held."""

    slot_at: time
    people: int
    name: str = ""
    phone: str = ""
    topic_words: str = ""
    access_needs: str = ""


@transaction.atomic
def book(*, session: ReceptionSession, wish: Wish, at: datetime, address: str = "") -> Booked:
    """Keep a slot for somebody, without a login and if they like without a name; one slot, one visitor.

    Whether a number has booked already is told to nobody: who types in another's number would learn it.
    """
    found, charter = claim(session, None), charter_of(at)
    refuse(rules.objection_to_booking(found, charter, at))
    refuse(rules.objection_to_people(wish.people, charter))
    refuse(rules.objection_to_text(wish.topic_words, wish.access_needs, wish.name))
    refuse(rules.objection_to_slot(found, wish.slot_at, at))
    here = ring().blind(address, "receptions_booking.from") if address else ""  # kept for a day
    recent = Booking.objects.from_there(here, at - rules.FROM_ONE_CONNECTION.within).count() if here else 0
    refuse(rules.objection_to_many(recent))
    reference = next_reference(found.county, at, Register.BOOKING)
    code, link, kept = BOOKINGS.made_for(reference)
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                reference=reference,
                session=found,
                slot_at=wish.slot_at,
                person=_person(wish.name, wish.phone, RESIDENT, at),
                people=wish.people,
                topic_words=wish.topic_words.strip(),
                access_needs=wish.access_needs.strip(),
                booked_at=at,
                from_index=here,
                **kept,
            )
    except IntegrityError:
        raise Refused(_("Somebody has just taken this time; please choose another one.")) from None
    audit(by=RESIDENT, deed="booking.made", on=reference, at=at, session=found.reference)
    where = reverse("receptions:see", kwargs={"ref": found.reference})
    tell(to=found.official, kind="booked", about=found.reference, where=where, at=at)
    return Booked(booking, code, link)


def _person(name: str, phone: str, by: str, at: datetime) -> Resident | None:
    if not (name.strip() or phone.strip()):
        return None
    return enter_resident(name=name, phone=phone, place=None, by=by, at=at)


@transaction.atomic
def call_off(*, booking: Booking, at: datetime) -> None:
    """The person gives the slot back; somebody else can have it at once."""
    claim(booking.session, None)
    refuse(rules.objection_to_calling_off(booking))
    changed = (
        Booking.objects.filter(pk=booking.pk)
        .expected()
        .update(state=Booking.State.CANCELLED, cancelled_at=at, version=F("version") + 1)
    )
    if not changed:
        raise Refused(_("This booking can no longer be called off."))
    audit(by=RESIDENT, deed="booking.called_off", on=booking.reference, at=at)


@transaction.atomic
def arrive(*, booking: Booking, by: Official, at: datetime) -> QueueTicket:
    """Somebody who booked has come: they get a number too."""
    session = _at_the_door(booking.session, by, at)
    changed = (
        Booking.objects.filter(pk=booking.pk)
        .expected()
        .update(state=Booking.State.ARRIVED, version=F("version") + 1)
    )
    if not changed:
        raise Refused(_("This booking has been noted already."))
    ticket = _ticket(session, at, booking=booking, person=booking.person, people=booking.people)
    audit(by=by.key, deed="booking.arrived", on=booking.reference, at=at, number=ticket.number)
    return ticket


@transaction.atomic
def give_ticket(
    *, session: ReceptionSession, people: int, name: str, phone: str, by: Official, at: datetime
) -> QueueTicket:
    """Somebody walked in: a number, and no name unless they give one (G16)."""
    found = _at_the_door(session, by, at)
    refuse(rules.objection_to_people(people, charter_of(at)))
    refuse(rules.objection_to_text(name))
    ticket = _ticket(found, at, person=_person(name, phone, by.key, at), people=people)
    audit(by=by.key, deed="ticket.given", on=found.reference, at=at, number=ticket.number)
    return ticket


def _at_the_door(session: ReceptionSession, by: Official, at: datetime) -> ReceptionSession:
    found = claim(session, None)
    refuse(rules.objection_to_ticket(found))
    if not rules.may_receive(found, by, at):
        raise Refused(_("Only those who run this reception office can do this."))
    return found


def _ticket(
    session: ReceptionSession,
    at: datetime,
    *,
    people: int,
    person: Resident | None,
    booking: Booking | None = None,
) -> QueueTicket:
    """The next number; the session is locked, so that no two visitors get the same."""
    last = session.tickets.aggregate(last=Max("number"))["last"] or 0
    return QueueTicket.objects.create(
        session=session, number=last + 1, booking=booking, person=person, people=people, came_at=at
    )


@transaction.atomic
def call_in(*, ticket: QueueTicket, by: Official, at: datetime) -> None:
    """Call a number in; the screen of the waiting room shows it. Calling it again is allowed."""
    _at_the_door(ticket.session, by, at)
    changed = (
        QueueTicket.objects.filter(pk=ticket.pk)
        .unsettled()
        .update(state=QueueTicket.State.CALLED, called_at=at, version=F("version") + 1)
    )
    if not changed:
        raise Refused(_("This number has been dealt with already."))
    audit(by=by.key, deed="ticket.called", on=ticket.session.reference, at=at, number=ticket.number)


@transaction.atomic
def call_next(*, session: ReceptionSession, by: Official, at: datetime) -> QueueTicket:
    """Whoever is next by the rule of the queue."""
    found = _at_the_door(session, by, at)
    waiting = list(found.tickets.waiting().select_related("booking"))
    if not waiting:
        raise Refused(_("Nobody is waiting."))
    first = rules.next_in_line(waiting, found, at)[0]
    first.session = found
    call_in(ticket=first, by=by, at=at)
    return first


@transaction.atomic
def note_left(*, ticket: QueueTicket, by: Official, at: datetime) -> None:
    """The visitor went without being received."""
    _at_the_door(ticket.session, by, at)
    changed = (
        QueueTicket.objects.filter(pk=ticket.pk)
        .unsettled()
        .update(state=QueueTicket.State.LEFT, version=F("version") + 1)
    )
    if not changed:
        raise Refused(_("This number has been dealt with already."))
    audit(by=by.key, deed="ticket.left", on=ticket.session.reference, at=at, number=ticket.number)


@transaction.atomic
def note_absent(*, booking: Booking, by: Official, at: datetime) -> None:
    """Somebody who booked did not come."""
    _at_the_door(booking.session, by, at)
    changed = (
        Booking.objects.filter(pk=booking.pk)
        .expected()
        .update(state=Booking.State.NO_SHOW, version=F("version") + 1)
    )
    if not changed:
        raise Refused(_("This booking has been noted already."))
    audit(by=by.key, deed="booking.missed", on=booking.reference, at=at)


@transaction.atomic
def receive_ticket(*, ticket: QueueTicket, contact: Contact, by: Official, at: datetime) -> None:
    """The record of a visit is there: the ticket and the booking are settled by it."""
    called = ticket.called_at or at
    changed = (
        QueueTicket.objects.filter(pk=ticket.pk)
        .unsettled()
        .update(state=QueueTicket.State.RECEIVED, contact=contact, called_at=called, version=F("version") + 1)
    )
    if not changed:
        raise Refused(_("There is a record of this visitor already."))
    if ticket.booking_id:
        Booking.objects.filter(pk=ticket.booking_id).update(
            state=Booking.State.RECEIVED, version=F("version") + 1
        )
    audit(by=by.key, deed="ticket.received", on=contact.reference, at=at, number=ticket.number)


@transaction.atomic
def note_rung(*, booking: Booking, by: Official, at: datetime) -> None:
    """The person was told by telephone."""
    if not rules.runs(booking.session.office, by, at):
        raise Refused(_("Only those who run this reception office can do this."))
    if not Booking.objects.filter(pk=booking.pk).to_ring().update(rung_at=at, rung_by=by):
        raise Refused(_("This has been noted already."))
    audit(by=by.key, deed="booking.rung", on=booking.reference, at=at)
