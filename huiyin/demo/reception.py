"""Reception days of the demo county: two offices, a plan, a session that was held, one that changed, one going on today."""

import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.contacts.actions import Raised
from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.demo.lives import Demand, Pace
from huiyin.demo.visits import Intake
from huiyin.receptions.actions import bookings, offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.actions.bookings import Wish
from huiyin.receptions.actions.coming import Reception, record_reception
from huiyin.receptions.models import QueueTicket, ReceptionOffice, ReceptionSession
from huiyin.receptions.plan import Pattern, Planned, plan

TOWN = "lh"
BEGUN, HELD, TODAY = 35, 9, 0  # working days before the last one
PUBLISHED_AHEAD = timedelta(days=45)
MORNING, AFTERNOON = (time(9), time(11, 20)), (time(14, 40), time(17))
PACES = (Pace(route=1, answer=5, rate=2, satisfied=5), Pace(route=0, stop="in_progress"))


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "reception.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class ReceptionDays:
    """The life of the township's reception office, by the deeds of Chen, who runs it."""

    def __init__(self, realm: Realm, days: Days, intake: Intake) -> None:
        self.realm, self.days, self.intake = realm, days, intake
        self.chen, self.heads = realm.people["chen"], (realm.people["wanglx"], realm.people["zhou"])
        self._number = 0

    def live(self) -> Life:
        """From the opening of the office to this morning."""
        begun = self._moment(BEGUN, 9)
        yield begun
        office = self._open(begun)
        held = self._session(office, self.days.back(HELD), self.heads[1], MORNING, begun)
        self._publish(self._plan(office, begun), begun, until=self.days.last + PUBLISHED_AHEAD)
        yield self._moment(HELD + 3, 10)
        booked = self._book(held, self._moment(HELD + 3, 10), _words()["visitor"][0], slot=0)
        on_the_day = self._moment(HELD, 9)
        yield on_the_day
        self._hold(held, booked, on_the_day)
        yield self._moment(2, 10)
        self._coming(office, self._moment(2, 10))
        this_morning = self._moment(TODAY, 9)
        yield this_morning
        if self.days.last == self.days.now.date():
            self._today(office, this_morning)

    def _moment(self, ago: int, hour: int) -> datetime:
        day = self.days.back(ago)
        return datetime.combine(day, time(hour, 2), tzinfo=self.days.zone)

    def _open(self, at: datetime) -> ReceptionOffice:
        for key, unit, by in (("county", "root", "sun"), ("office", TOWN, "chen")):
            raw, where = _words()[key], self.realm.units[unit]
            found = offices.open_office(
                unit=where,
                name=raw["name"],
                address=raw["address"],
                phone=where.phone,
                duty_text=raw["duties"],
                by=self.realm.people[by],
                at=at,
            )
        helper = self.realm.people["wuxy"]
        offices.join_staff(office=found, official=helper, from_on=at.date(), by=self.chen, at=at)
        return found

    def _session(
        self, office: ReceptionOffice, day: Any, official: Any, hours: tuple[time, time], at: datetime
    ) -> ReceptionSession:
        rows = [Planned(day, day, official)]
        (made,) = receptions.plan_sessions(
            office=office, rows=rows, begins=hours[0], ends=hours[1], topic="", by=self.chen, at=at
        )
        return receptions.publish_session(session=made, short_notice="", version=1, by=self.chen, at=at)

    def _plan(self, office: ReceptionOffice, at: datetime) -> list[ReceptionSession]:
        """Every second Thursday from the week after the last day on: the near ones are published, the rest are drafts."""
        first = self.days.last + timedelta(days=3)
        pattern = Pattern(first, first + timedelta(days=110), weekday=3, weeks=2)
        rows = plan(pattern, self.heads, self.days.calendar)
        begins, ends = MORNING
        topic = _words()["words"]["topics"][1]
        return receptions.plan_sessions(
            office=office, rows=rows, begins=begins, ends=ends, topic=topic, by=self.chen, at=at
        )

    def _publish(self, drafts: list[ReceptionSession], at: datetime, *, until: Any) -> None:
        for draft in drafts:
            if draft.planned_on <= until:
                receptions.publish_session(session=draft, short_notice="", version=1, by=self.chen, at=at)

    def _book(self, session: ReceptionSession, at: datetime, raw: dict[str, Any], *, slot: int) -> Any:
        begins = session.begins.hour * 60 + session.begins.minute + slot * session.slot_minutes
        wish = Wish(
            slot_at=time(begins // 60, begins % 60),
            people=raw["people"],
            name=raw["name"],
            phone=raw.get("phone", ""),
            topic_words=raw.get("words", ""),
            access_needs=raw.get("needs", ""),
        )
        return bookings.book(session=session, wish=wish, at=at).booking

    def _hold(self, session: ReceptionSession, booked: Any, at: datetime) -> None:
        """Four visits, each with a record; two of them become matters that go on living."""
        session = receptions.open_session(session=session, version=session.version, by=self.chen, at=at)
        for n, raw in enumerate(_words()["visitor"]):
            came = at + timedelta(minutes=20 * n + 3)
            ticket = (
                bookings.arrive(booking=booked, by=self.chen, at=came)
                if raw.get("booked")
                else self._walk_in(session, raw, came)
            )
            bookings.call_in(ticket=ticket, by=self.chen, at=came + timedelta(minutes=2))
            self._write_down(ticket, raw, came + timedelta(minutes=14))
        receptions.close_session(
            session=session, version=session.version, by=self.chen, at=at + timedelta(minutes=130)
        )

    def _walk_in(self, session: ReceptionSession, raw: dict[str, Any], at: datetime) -> QueueTicket:
        return bookings.give_ticket(
            session=session, people=raw["people"], name=raw["name"], phone="", by=self.chen, at=at
        )

    def _write_down(self, ticket: QueueTicket, raw: dict[str, Any], at: datetime) -> None:
        demand, place = None, None
        if "lead" in raw:
            demand = Demand(texts.case(raw["topic"], raw["lead"]), TOWN, raw["place"], 3)
            place = self.realm.units[raw["place"]]
            point = Raised(demand.fill(demand.case.body), "matter", demand.case.topic)
        else:
            point = Raised(raw["text"], raw["kind"], raw["point_topic"], raw.get("answer", ""))
        reception = Reception(points=[point], promises=[], people=raw["people"], place=place)
        _contact, lodged = record_reception(
            reception, ticket=ticket, root=self.realm.root, by=self.chen, at=at
        )
        for entered in lodged:
            assert demand is not None  # noqa: S101 - only a demand is lodged
            self._number += 1
            self.intake.begin(entered, demand, PACES[(self._number - 1) % len(PACES)])

    def _coming(self, office: ReceptionOffice, at: datetime) -> None:
        """The next session is booked, and then somebody else receives; the one after is called off."""
        rows = office.sessions.filter(state=ReceptionSession.State.PUBLISHED, planned_on__gt=self.days.last)
        first, second = rows.order_by("planned_on")[:2]
        for n, raw in enumerate(_words()["booking"]):
            self._book(first, at - timedelta(hours=1), raw, slot=n * 2)
        reasons = _words()["words"]
        other = next(head for head in self.heads if head.pk != first.official_id)
        first = ReceptionSession.objects.get(pk=first.pk)
        receptions.substitute(
            session=first,
            official=other,
            reason=reasons["substituted"],
            version=first.version,
            by=self.chen,
            at=at,
        )
        receptions.cancel_session(
            session=second, reason=reasons["cancelled"], version=second.version, by=self.chen, at=at
        )

    def _today(self, office: ReceptionOffice, at: datetime) -> None:
        """A session goes on; one visitor is inside, two wait."""
        before = self._moment(BEGUN, 9)
        hours = MORNING if self.days.now.time() < AFTERNOON[0] else AFTERNOON
        session = self._session(office, self.days.last, self.heads[0], hours, before)
        start = min(datetime.combine(self.days.last, hours[0], tzinfo=self.days.zone), self.days.now)
        start = max(start, at)
        session = receptions.open_session(session=session, version=session.version, by=self.chen, at=start)
        tickets = [self._walk_in(session, raw, start) for raw in _words()["visitor"][1:4]]
        bookings.call_in(ticket=tickets[0], by=self.chen, at=start)
