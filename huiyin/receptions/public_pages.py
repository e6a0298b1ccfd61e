"""What the public reads of reception days: the calendar by month, one session, the feed, a booking, the waiting room."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from huiyin.lib import periods
from huiyin.lib.periods import Period
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import PublicRequest, whole_address
from huiyin.orgs.handles import Held
from huiyin.orgs.models import Unit
from huiyin.people.models import Reveal
from huiyin.receptions import rules, words
from huiyin.receptions.models import Booking, QueueTicket, ReceptionOffice, ReceptionSession, SessionChange
from huiyin.receptions.models.reception import ReceptionSessions

MOST = 200
NEXT = 3
SCREEN_NEXT = 8
FEED_BACK, FEED_AHEAD = timedelta(days=31), timedelta(days=400)
State = ReceptionSession.State
STATUS = {State.CANCELLED: "CANCELLED", State.MOVED: "CANCELLED"}


@dataclass(frozen=True)
class Shown:
    """One session in the calendar: how many times are free, and whether it can be booked now, or from which day on."""

    session: ReceptionSession
    free: int
    can_book: bool
    is_off: bool
    objection: str


def _published() -> ReceptionSessions:
    return ReceptionSession.objects.public().select_related("office__unit", "official", "county", "moved_to")


def _shown(request: PublicRequest, found: list[ReceptionSession]) -> list[Shown]:
    charter = charter_of(request.at)
    taken: dict[int, set[Any]] = {session.pk: set() for session in found}
    for key, slot in Booking.objects.live().filter(session__in=taken).values_list("session", "slot_at"):
        taken[key].add(slot)
    made = []
    for session in found:
        slots = rules.slots_of(session, taken[session.pk])
        free = sum(1 for slot in slots if slot.is_free and rules.moment(session, slot.begins) > request.at)
        objection = rules.objection_to_booking(session, charter, request.at) or ""
        is_off = session.state in (State.CANCELLED, State.MOVED)
        made.append(Shown(session, free, free > 0 and not objection, is_off, objection))
    return made


def _month(request: PublicRequest) -> Period:
    """The month asked for; this month when none is."""
    now = periods.of("month", local_day(request.at, request.county))
    asked = periods.read(request.GET.get("month", ""))
    near = asked is not None and asked.kind == now.kind and abs(asked.first.year - now.first.year) <= 3
    return asked if asked is not None and near else now


def _units(request: PublicRequest) -> list[Unit]:
    """The units that have a reception office in use."""
    offices = ReceptionOffice.objects.open_on(local_day(request.at, request.county))
    return list(Unit.objects.filter(pk__in=offices.values("unit")).in_tree_order())


def calendar_page(request: PublicRequest) -> dict[str, Any]:
    """One month, of the whole county or of one unit."""
    month, units = _month(request), _units(request)
    asked = request.GET.get("unit", "")
    unit = next((one for one in units if one.code == asked), None)
    rows = _published().planned_between(month.first, month.end).soonest_first()
    if unit is not None:
        rows = rows.filter(office__unit=unit)
    tail = f"&unit={unit.code}" if unit else ""
    feed = reverse("portal:receptions_feed", kwargs={"county": request.county.slug})
    shown, day = _shown(request, list(rows[:MOST])), local_day(request.at, request.county)
    to_come = [one for one in shown if one.session.planned_on >= day]
    later = [] if to_come or month.end <= day else _shown(request, list(_later(month, unit)[:NEXT]))
    return {
        "county": request.county,
        "month": month.first,
        "units": units,
        "unit": unit,
        "all": shown,
        "shown": to_come,
        "later": later,
        "past": [one for one in shown if one.session.planned_on < day],
        "before_url": f"?month={month.before.key}{tail}",
        "after_url": f"?month={month.after.key}{tail}",
        "query": f"?month={month.key}{tail}",
        "feed_url": whole_address(request, feed + (f"?unit={unit.code}" if unit else "")),
        "offices": list(
            ReceptionOffice.objects.open_on(local_day(request.at, request.county)).select_related("unit")
        ),
    }


def _later(month: Period, unit: Unit | None) -> ReceptionSessions:
    """What comes after a month in which nothing more is to come."""
    rows = _published().filter(planned_on__gte=month.end).soonest_first()
    return rows if unit is None else rows.filter(office__unit=unit)


def session_page(request: PublicRequest, ref: str) -> dict[str, Any]:
    """One session: who, when, where, what changed, which times are free."""
    session = _published().filter(reference=ref).first()
    if session is None:
        raise Http404
    shown = _shown(request, [session])[0]
    objection = rules.objection_to_booking(session, charter_of(request.at), request.at)
    most = charter_of(request.at).figure("reception.representatives_max")
    return {
        "county": request.county,
        "session": session,
        "shown": shown,
        "objection": objection,
        "changes": words.changes(session),
        "next": [] if not shown.is_off else coming(request, session),
        "most": most,
    }


def coming(request: PublicRequest, session: ReceptionSession) -> list[Shown]:
    """The next sessions that can be booked instead: of the same office first, then of the county."""
    day = local_day(request.at, request.county)
    rows = _published().filter(state=State.PUBLISHED, planned_on__gte=day).exclude(pk=session.pk)
    same = list(rows.filter(office=session.office_id).soonest_first()[: NEXT * 2])
    others = list(rows.exclude(office=session.office_id).soonest_first()[: NEXT * 2])
    return [shown for shown in _shown(request, same + others) if shown.can_book][:NEXT]


# --- the feed that other programs read ---


def feed(request: PublicRequest) -> bytes:
    """An iCalendar of the published sessions: of the county, of one unit, or of one office."""
    day = local_day(request.at, request.county)
    rows = _published().planned_between(day - FEED_BACK, day + FEED_AHEAD).soonest_first()
    rows = rows.filter(_asked_of(request))
    made = Calendar()
    made.add("prodid", "-//Huiyin//Reception days//")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Reception days of %(place)s") % {"place": request.county.name})
    for session in rows[: MOST * 5]:
        made.add_component(_event(request, session))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _asked_of(request: PublicRequest) -> Q:
    unit, office = request.GET.get("unit", ""), request.GET.get("office", "")
    asked = Q()
    if unit:
        asked &= Q(office__unit__code=unit)
    if office:
        keys = [one.pk for one in ReceptionOffice.objects.all() if str(one.key) == office]
        asked &= Q(office__in=keys)
    return asked


def _event(request: PublicRequest, session: ReceptionSession) -> Event:
    where = {"county": request.county.slug, "ref": session.reference}
    event = Event()
    event.add("uid", f"{session.reference}@huiyin")
    event.add("dtstamp", session.published_at)
    event.add("dtstart", rules.moment(session, session.begins))
    event.add("dtend", rules.moment(session, session.ends))
    event.add("sequence", session.version)
    event.add("summary", f"{session.post_title} {session.official.name}")
    event.add("location", words.place(session))
    if session.topic:
        event.add("description", session.topic)
    event.add("status", STATUS.get(State(session.state), "CONFIRMED"))
    event.add("url", whole_address(request, reverse("portal:reception", kwargs=where)))
    return event


# --- one's own booking ---


def booking_page(request: PublicRequest, booking: Booking) -> dict[str, Any]:
    """How my booking stands, what has changed, and what else there is."""
    session = booking.session
    gone = session.state == State.CANCELLED or booking.state in (
        Booking.State.CANCELLED,
        Booking.State.NO_SHOW,
    )
    ticket = QueueTicket.objects.filter(booking=booking).first()
    return {
        "county": request.county,
        "booking": booking,
        "session": session,
        "standing": words.standing(booking),
        "changes": words.changes(session, since=booking.booked_at),
        "may_call_off": rules.objection_to_calling_off(booking) is None and session.state != State.CANCELLED,
        "next": coming(request, session) if gone else [],
        "number": f"{ticket.number:03d}" if ticket else "",
        "looks": _looks(booking),
        "draft_done": request.GET.get("done", "")[:80],
    }


def _looks(booking: Booking) -> list[tuple[str, int]] | None:
    """How often the name and number were opened, by unit; None when nobody is on record."""
    if booking.person_id is None:
        return None
    units = (
        Reveal.objects.filter(resident_id=booking.person_id)
        .order_by("at")
        .values_list("unit__name", flat=True)
    )
    return list(Counter(units).items())


def receipt_page(request: PublicRequest, found: Held[Booking]) -> dict[str, Any]:
    """Number, code, the day and hour, the place, the link."""
    follow = reverse("portal:follow_booking", kwargs={"county": request.county.slug, "token": found.link})
    return {
        "county": request.county,
        "booking": found.thing,
        "session": found.thing.session,
        "code": found.code,
        "link": whole_address(request, follow),
        "draft_done": request.GET.get("done", "")[:80],
    }


# --- the waiting room ---


def screen_page(request: PublicRequest, key: str) -> dict[str, Any]:
    """The numbers of the session that goes on in this office; no names."""
    office = ReceptionOffice.objects.exclude(screen_key="").filter(screen_key=key).first()
    if office is None:
        raise Http404
    day = local_day(request.at, request.county)
    here = office.sessions.filter(planned_on=day).select_related("official", "county", "office")
    session = here.filter(state=State.OPEN).order_by("begins").first()
    page: dict[str, Any] = {"office": office, "session": session, "now": request.at, "key": key}
    if session is None:
        page["next_session"] = here.filter(state=State.PUBLISHED).order_by("begins").first()
        return page
    tickets = list(session.tickets.select_related("booking"))
    waiting = [ticket for ticket in tickets if ticket.state == QueueTicket.State.WAITING]
    inside = [ticket for ticket in tickets if ticket.state == QueueTicket.State.CALLED]
    inside.sort(key=_called, reverse=True)
    page["inside"] = inside
    page["waiting"] = rules.next_in_line(waiting, session, request.at)[:SCREEN_NEXT]
    page["more"] = max(0, len(waiting) - SCREEN_NEXT)
    substituted = session.changes.filter(kind=SessionChange.Kind.SUBSTITUTED)
    page["substitution"] = [
        words.sentence(one) for one in substituted.select_related("before", "after", "session")
    ]
    return page


def _called(ticket: QueueTicket) -> datetime:
    return ticket.called_at or ticket.came_at
