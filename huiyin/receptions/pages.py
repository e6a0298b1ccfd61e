"""What the staff pages of reception days need: lists by key, a session with its queue, a year's plan, an office."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.receptions import rules, words
from huiyin.receptions.models import QueueTicket, ReceptionOffice, ReceptionSession
from huiyin.receptions.models.reception import ReceptionSessions
from huiyin.ui import address
from huiyin.ui.keyset import page

MOST_OVERLOOKED = 25
MOVES = timedelta(days=20)  # the longest days off in a row, and as many days taken behind them
State = ReceptionSession.State
TONES = {
    State.DRAFT: "quiet",
    State.PUBLISHED: "calm",
    State.OPEN: "soon",
    State.HELD: "done",
    State.CANCELLED: "quiet",
    State.MOVED: "quiet",
}


def seen_sessions(request: StaffRequest) -> ReceptionSessions:
    """What the asker may see, with what a line of a list shows."""
    seen = ReceptionSession.objects.visible_to(request.user, request.at)
    return seen.select_related("office__unit", "official", "county", "moved_to")


def seen_offices(request: StaffRequest) -> list[ReceptionOffice]:
    """Offices in use that the asker may see."""
    seen = ReceptionOffice.objects.visible_to(request.user, request.at)
    return list(seen.open_on(local_day(request.at, request.county)).select_related("unit"))


def run_by(request: StaffRequest, offices: list[ReceptionOffice]) -> list[ReceptionOffice]:
    """Those among them that the asker runs."""
    return [office for office in offices if rules.runs(office, request.user, request.at)]


@dataclass(frozen=True)
class Line:
    """One session in a list: its state as tone, how many have booked and come."""

    session: ReceptionSession
    tone: str
    booked: int
    came: int
    is_overlooked: bool


def _counted(rows: ReceptionSessions) -> Any:
    """With two figures each, counted by the database."""
    return rows.annotate(
        booked=Count("bookings", filter=~Q(bookings__state="cancelled"), distinct=True),
        came=Count("tickets", distinct=True),
    )


def lines(rows: ReceptionSessions, day: date) -> list[Line]:
    """Lines of a list."""
    return _lines(_counted(rows), day)


def _lines(counted: Iterable[Any], day: date) -> list[Line]:
    return [
        Line(
            session,
            TONES[State(session.state)],
            session.booked,
            session.came,
            session.planned_on < day and session.is_running,
        )
        for session in counted
    ]


def listing(request: StaffRequest) -> dict[str, Any]:
    """Coming, past, drafts or overlooked sessions, a page of them by key."""
    day = local_day(request.at, request.county)
    seen = seen_sessions(request)
    choices: dict[str, tuple[str, ReceptionSessions]] = {
        "coming": (_("Coming"), seen.public().filter(planned_on__gte=day)),
        "past": (_("Past"), seen.public().filter(planned_on__lt=day)),
        "drafts": (_("Drafts"), seen.filter(state=State.DRAFT)),
        "overlooked": (_("Still to be closed"), seen.overlooked(day)),
    }
    chosen = address.chosen(request, "list", choices, "coming")
    by_day = ("-planned_on", "-pk") if chosen == "past" else ("planned_on", "pk")
    found = page(_counted(choices[chosen][1]), request, *by_day)
    return {
        "lines": _lines(found.rows, day),
        "tabs": address.choices(request, "list", {key: one[0] for key, one in choices.items()}, chosen),
        "chosen": chosen,
        **found.links,
    }


def today(request: StaffRequest) -> dict[str, Any]:
    """The sessions of today, and those whose day is over though nobody closed them."""
    day = local_day(request.at, request.county)
    seen = seen_sessions(request)
    return {
        "day": day,
        "today": lines(seen.public().filter(planned_on=day).order_by("begins", "pk"), day),
        "overlooked": lines(seen.overlooked(day).soonest_first()[:MOST_OVERLOOKED], day),
        "next": seen.public().taking_place().filter(planned_on__gt=day).soonest_first().first(),
    }


def session_page(request: StaffRequest, session: ReceptionSession) -> dict[str, Any]:
    """One session: how it stands, what can be done, who booked, who waits, who was received."""
    at = request.at
    runs = rules.runs(session.office, request.user, at)
    tickets = list(session.tickets.select_related("booking__person", "person").with_points(request.user, at))
    waiting = [ticket for ticket in tickets if ticket.state == QueueTicket.State.WAITING]
    bookings = list(session.bookings.select_related("person").in_order())
    return {
        "session": session,
        "tone": TONES[State(session.state)],
        "runs": runs,
        "sees_office": ReceptionOffice.objects.visible_to(request.user, at)
        .filter(pk=session.office_id)
        .exists(),
        "receives": rules.may_receive(session, request.user, at),
        "deeds": list(rules.TRANSITIONS[session.state]) if runs else [],
        "hours": words.hours(session.begins, session.ends),
        "bookings": bookings,
        "booked_twice": rules.booked_twice(bookings),
        "to_ring": sum(1 for one in bookings if one.ring_from and one.rung_at is None and one.is_live),
        "waiting": rules.next_in_line(waiting, session, at),
        "inside": [ticket for ticket in tickets if ticket.state == QueueTicket.State.CALLED],
        "settled": [ticket for ticket in tickets if ticket.contact or ticket.state == QueueTicket.State.LEFT],
        "changes": words.changes(session),
        "closing": rules.objection_to_closing(session) if session.state == State.OPEN else None,
        "is_overlooked": session.is_running and session.planned_on < local_day(at, request.county),
        "opens_later": rules.objection_to_opening(session, at) is not None,
        "staff": list(
            session.office.staff.live_on(session.planned_on).values_list("official__name", flat=True)
        ),
    }


@dataclass(frozen=True)
class Month:
    """One month of a plan: its sessions, how many take place, and how many there should be at least."""

    first: date
    lines: list[Line]
    count: int
    least: int
    is_short: bool  # fewer than the institution asks for, since the office has been there


def year_plan(request: StaffRequest, office: ReceptionOffice, year: int) -> list[Month]:
    """The twelve months of an office's plan, with the least number that the charter names."""
    least = int(charter_of(request.at).figure("reception.per_month_min").value)
    rows = seen_sessions(request).filter(office=office, planned_on__year=year)
    rows = rows.exclude(state=State.CANCELLED, published_at=None).soonest_first()
    found = lines(rows, local_day(request.at, request.county))
    gone = (State.CANCELLED, State.MOVED)
    counts = Counter(line.session.planned_on.month for line in found if line.session.state not in gone)
    since = office.valid_from.replace(day=1)
    return [
        Month(
            date(year, month, 1),
            [line for line in found if line.session.planned_on.month == month],
            counts[month],
            least,
            counts[month] < least and date(year, month, 1) >= since,
        )
        for month in range(1, 13)
    ]


def taken_days(office: ReceptionOffice, first: date, last: date, begins: time, ends: time) -> list[date]:
    """The days on which this office has a session already that touches these hours; a day off moves past the last."""
    rows = office.sessions.taking_place().filter(planned_on__gte=first, planned_on__lte=last + MOVES)
    rows = rows.filter(begins__lt=ends, ends__gt=begins)
    return list(rows.values_list("planned_on", flat=True))


def chosen_office(request: StaffRequest) -> tuple[list[ReceptionOffice], ReceptionOffice | None]:
    """The offices one runs, and the one asked for; the first when none is."""
    offices = run_by(request, seen_offices(request))
    asked = request.GET.get("office", "")
    named = [office for office in offices if str(office.key) == asked]
    return offices, next(iter(named or offices), None)


def chosen_year(request: StaffRequest) -> int:
    """The year asked for, this year when none is."""
    now = local_day(request.at, request.county).year
    asked = address.decimal(request.GET.get("year", ""), digits=4)
    return asked if asked is not None and abs(asked - now) <= 5 else now


def office_page(request: StaffRequest, office: ReceptionOffice) -> dict[str, Any]:
    """One office: what the public reads of it, its staff, its screen."""
    day = local_day(request.at, request.county)
    staff = list(office.staff.live_on(day).select_related("official"))
    return {
        "office": office,
        "leads": rules.leads(office, request.user, request.at),
        "runs": rules.runs(office, request.user, request.at),
        "staff": staff,
        "staff_names": [line.official.name for line in staff],
        "duties": [line.strip() for line in office.duty_text.splitlines() if line.strip()],
        "coming": lines(
            seen_sessions(request).filter(office=office, planned_on__gte=day).public().soonest_first()[:5],
            day,
        ),
    }


def number_shown(ticket: QueueTicket) -> str:
    """The number as it is called and printed."""
    return f"{ticket.number:03d}"


def waits(ticket: QueueTicket, at: datetime) -> int:
    """Whole minutes since somebody came."""
    return int((at - ticket.came_at).total_seconds() // 60)
