"""The estate: the cast, with one thing of every kind that somebody from elsewhere must not see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, time, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import Promised, Raised, bookings, receptions
from huiyin.contacts.models import Contact, Promise, QueueTicket
from huiyin.intake.reception import Reception, record_reception
from huiyin.intake.visit import Visit, record_visit
from huiyin.matters import actions
from huiyin.matters.actions import Lodged
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make, make_reception
from tests.house.doors import BOOKING_DEEDS, FIGURES, NOUNS, RECEPTION_NOUNS, TURNS
from tests.world import AT, World, build

WORDS = "上河村口的路灯坏了三盏"
PROMISE = "周五前回话说明路灯何时修好"
TOPIC = "想问承包地流转的事"


@dataclass
class Estate:
    """What stands in Heyang: a visit with a matter in progress and a promise, and a message still unread."""

    world: World
    contact: Contact
    promise: Promise
    matter: Matter  # in progress, raised at the visit by Chen, handled by He
    fresh: Lodged  # came in by the public form, anonymous
    ticket: QueueTicket  # of a session that goes on today: had booked, has come, is waiting; the next one is on record

    @property
    def secrets(self) -> list[str]:
        """Words and numbers that may appear on no page of somebody from elsewhere."""
        world = self.world
        references = [self.contact.reference, self.matter.reference, self.fresh.matter.reference]
        visitor = ["来访的老李", "19900005678", TOPIC]
        if self.ticket.booking:
            references.append(self.ticket.booking.reference)
        known = [WORDS, PROMISE, "村口的路灯坏了三盏", "王秀兰", "19900001234", world.home.code]
        return [*references, *known, *visitor]

    @property
    def staff_line(self) -> int:
        """The line of the office's roster."""
        with county_scope(self.world.county.pk):
            found = self.ticket.session.office.staff.values_list("pk", flat=True)[0]
        close_the_wall()
        return found

    def values(self) -> dict[tuple[str, str], list[str]]:
        """What each kwarg of an address stands for: our own things."""
        matters = [self.matter.reference, self.fresh.matter.reference]
        session, booking = self.ticket.session, self.ticket.booking
        office = session.office
        return {
            **{(space, "ref"): [session.reference] for space in ("receptions", "receiving")},
            ("receptions", "noun"): RECEPTION_NOUNS,
            ("receptions", "turn"): TURNS,
            ("receptions", "deed"): BOOKING_DEEDS,
            ("receptions", "booked"): [booking.reference if booking else ""],
            ("receptions", "key"): [str(office.key)],
            ("receptions", "line"): [str(self.staff_line)],
            ("*", "number"): [str(self.ticket.number), str(self.ticket.number + 1)],
            ("reports", "ref"): [session.reference],
            ("portal", "key"): ["a-key-that-was-never-given"],
            ("matters", "ref"): matters,
            ("matters", "noun"): NOUNS,
            ("reports", "figure"): FIGURES,
            ("contacts", "ref"): [self.contact.reference],
            ("contacts", "pk"): [str(self.promise.pk)],
            ("people", "key"): [str(self.world.home.key), str(self.world.wang.key)],
            ("portal", "ref"): matters,
            ("say", "ref"): matters,
            ("*", "county"): [self.world.county.slug],
            ("portal", "token"): ["a-token-that-was-never-given"],
            ("say", "token"): ["a-token-that-was-never-given"],
        }


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


def close_the_wall() -> None:
    """As at the beginning of a real request: in no county's scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('huiyin.county', '', false)")


@pytest.fixture
def estate(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Estate]:
    """The estate, seen from outside: the wall of its county is closed again."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    world = build()
    with county_scope(world.county.pk):
        visit = Visit(
            place=world.village,
            held_on=AT.date(),
            points=[Raised(text=WORDS, disposition="matter", topic="streetlight")],
            promises=[Promised(text=PROMISE, due_on=AT.date())],
            household=world.home,
            person=world.wang,
        )
        contact, (lodged,) = record_visit(visit, root=world.root, by=world.chen, at=AT)
        found = lodged.matter
        found = actions.route(
            matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=AT
        )
        found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
        found = actions.start(matter=found, words="到现场看了线路", version=found.version, by=world.he, at=AT)
        fresh = make.lodged(world)
        promise = contact.promises.get()
        ticket = waiting(world)
    close_the_wall()
    yield Estate(world, contact, promise, found, fresh, ticket)
    close_the_wall()


def signed_in(official: Official, *, csrf: bool = False) -> Client:
    """A browser in which this official has logged in."""
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
    session = client.session
    session[SESSION_KEY] = str(official.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = official.get_session_auth_hash()
    session["county"] = official.county_id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign somebody in, each in a browser of their own."""
    return signed_in
