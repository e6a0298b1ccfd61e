"""A visitor who was received: the record and the matters raised, in one transaction, and the ticket settled by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.contacts.actions import Promised, Raised, record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions import Lodged
from huiyin.matters.actions.raising import lodge_points
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.people.actions import enter_resident
from huiyin.receptions import rules
from huiyin.receptions.actions.bookings import receive_ticket
from huiyin.receptions.actions.sessions import claim
from huiyin.receptions.models import QueueTicket, ReceptionSession


@dataclass(frozen=True)
class Reception:
    """What the form held."""

    points: Sequence[Raised]
    promises: Sequence[Promised]
    people: int
    place: Unit | None = None
    name: str = ""
    phone: str = ""
    note: str = ""


@transaction.atomic
def record_reception(
    reception: Reception, *, ticket: QueueTicket, root: Unit, by: Official, at: datetime
) -> tuple[Contact, list[Lodged]]:
    """Write down what a visitor said, in the name of the official who received; points to route become matters."""
    session = claim(ticket.session, None)
    refuse(_objection(session, ticket, by, at))
    refuse(rules.objection_to_people(reception.people, charter_of(at)))
    if not reception.points:
        raise Refused(_("Please write down at least one point, and what becomes of it."))
    place = reception.place or session.office.unit
    person = ticket.person
    if person is None and (reception.name.strip() or reception.phone.strip()):
        person = enter_resident(
            name=reception.name, phone=reception.phone, place=reception.place, by=by.key, at=at
        )
    typist = None if by.pk == session.official_id else by
    contact = record(
        kind=Contact.Kind.RECEPTION,
        place=place,
        held_on=session.planned_on,
        points=reception.points,
        promises=reception.promises,
        person=person,
        note=reception.note,
        details=Details(headcount=reception.people, entered_by=typist),
        by=session.official,
        at=at,
    )
    lodged = lodge_points(contact, root=root, by=session.official, at=at)
    receive_ticket(ticket=ticket, contact=contact, by=by, at=at)
    return contact, lodged


def _objection(session: ReceptionSession, ticket: QueueTicket, by: Official, at: datetime) -> str | None:
    if not rules.may_receive(session, by, at):
        return _("Only those who run this reception office can do this.")
    if session.state != ReceptionSession.State.OPEN:
        return _("Visitors are written down while the session goes on.")
    if ticket.contact_id is not None:
        return _("There is a record of this visitor already.")
    return None
