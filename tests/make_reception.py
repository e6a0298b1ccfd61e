"""Plain makers of reception days: an office with its staff, a session as far along as a test needs, a booking, a ticket."""

from datetime import date, datetime, time, timedelta
from typing import Any

from huiyin.orgs.models import Official
from huiyin.receptions.actions import bookings, offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.actions.bookings import Booked, Wish
from huiyin.receptions.models import QueueTicket, ReceptionOffice, ReceptionSession
from huiyin.receptions.plan import Planned
from tests.world import AT, SHANGHAI, World

DAY = date(2026, 3, 12)  # a Thursday, ten days on
ON_THE_DAY = datetime(2026, 3, 12, 9, 5, tzinfo=SHANGHAI)
NINE, ELEVEN = time(9, 0), time(11, 0)


def office(world: World) -> ReceptionOffice:
    """The township's office; Liu is its staff."""
    found = ReceptionOffice.objects.filter(unit=world.town).first()
    if found is not None:
        return found
    return offices.open_office(
        unit=world.town,
        name="柳林镇接访室",
        address="柳林镇政府一楼",
        phone="0990-2000000",
        duty_text="接待来访群众\n登记反映的问题",
        by=world.liu,
        at=AT - timedelta(days=90),
    )


def draft(
    world: World, *, official: Official | None = None, day: date = DAY, **hours: Any
) -> ReceptionSession:
    """Planned for Ma, from nine to eleven."""
    who = official or world.ma
    hours = {"begins": NINE, "ends": ELEVEN, "topic": "", **hours}
    rows = [Planned(day, day, who)]
    return receptions.plan_sessions(office=office(world), rows=rows, by=world.liu, at=AT, **hours)[0]


def published(world: World, *, at: datetime = AT, **fields: Any) -> ReceptionSession:
    """Everybody can book it."""
    made = draft(world, **fields)
    return receptions.publish_session(
        session=made, short_notice="", version=made.version, by=world.liu, at=at
    )


def opened(world: World, *, at: datetime = ON_THE_DAY, **fields: Any) -> ReceptionSession:
    """It goes on."""
    made = published(world, **fields)
    return receptions.open_session(session=made, version=made.version, by=world.liu, at=at)


def booked(session: ReceptionSession, *, at: datetime = AT, **wish: Any) -> Booked:
    """Half past nine, or at least twenty past, for Aunt Wang."""
    wish = {"slot_at": time(9, 20), "people": 1, "name": "王阿姨", "phone": "19900007777", **wish}
    return bookings.book(session=session, wish=Wish(**wish), at=at)


def ticket(world: World, session: ReceptionSession, *, at: datetime = ON_THE_DAY, **who: Any) -> QueueTicket:
    """Somebody walks in."""
    who = {"people": 1, "name": "", "phone": "", **who}
    return bookings.give_ticket(session=session, by=world.liu, at=at, **who)
