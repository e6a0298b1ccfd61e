"""Of reception days: a session that goes on today, somebody who had booked and waits, and a visitor on record."""

from datetime import time, timedelta

from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.receptions.actions import bookings
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.actions.coming import Reception, record_reception
from huiyin.receptions.models import QueueTicket
from tests import make_reception
from tests.house.doors import BOOKING_DEEDS, RECEPTION_NOUNS, TURNS
from tests.house.parts import Part
from tests.world import AT, World

TOPIC = "想问承包地流转的事"


def stand(world: World, contact: Contact) -> Part:
    """The session, its booking and its tickets."""
    ticket = waiting(world)
    session, booking = ticket.session, ticket.booking
    assert booking is not None
    values = {
        **{(space, "ref"): [session.reference] for space in ("receptions", "receiving", "reports")},
        ("receptions", "noun"): RECEPTION_NOUNS,
        ("receptions", "turn"): TURNS,
        ("receptions", "deed"): BOOKING_DEEDS,
        ("receptions", "booked"): [booking.reference],
        ("receptions", "key"): [str(session.office.key)],
        ("receptions", "line"): [str(session.office.staff.values_list("pk", flat=True)[0])],
        ("*", "number"): [str(ticket.number), str(ticket.number + 1)],
        ("portal", "key"): ["a-key-that-was-never-given"],
    }
    return Part(values, [booking.reference, "来访的老李", "19900005678", TOPIC])


def waiting(world: World) -> QueueTicket:
    """A reception goes on today; somebody who had booked waits."""
    before = AT - timedelta(days=5)
    hours = {"begins": time(9, 0), "ends": time(12, 0)}
    session = make_reception.published(world, day=AT.date(), at=before, **hours)
    who = {"name": "来访的老李", "phone": "19900005678", "topic_words": TOPIC, "access_needs": "坡道"}
    held = make_reception.booked(session, at=before, slot_at=time(10, 0), **who)
    session = receptions.open_session(session=session, version=session.version, by=world.liu, at=AT)
    found = bookings.arrive(booking=held.booking, by=world.liu, at=AT)
    found.session = session
    other = make_reception.ticket(world, session, at=AT)
    said = Reception(points=[Raised("门口的井盖松了", "matter")], promises=[], people=1)
    record_reception(said, ticket=other, root=world.root, by=world.liu, at=AT)
    return found
