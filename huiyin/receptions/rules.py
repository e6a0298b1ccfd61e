"""What follows on reception days: slots, the order of the queue, who may do what, and why something may not be done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Beside
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.limits import Most
from huiyin.orgs.models import Appointment, Official
from huiyin.orgs.standing import DESK
from huiyin.receptions.models import Booking, QueueTicket, ReceptionOffice, ReceptionSession
from huiyin.ui.templatetags.ui import day as day_words

PAST = gettext_lazy("The day lies in the past.")

State = ReceptionSession.State
# What may be done with a session, and what comes of it. The first row is how one begins.
TRANSITIONS: dict[str, dict[str, str]] = {
    "": {"plan": State.DRAFT},
    State.DRAFT: {"change": State.DRAFT, "remove": State.CANCELLED, "publish": State.PUBLISHED},
    State.PUBLISHED: {
        "substitute": State.PUBLISHED,
        "open": State.OPEN,
        "cancel": State.CANCELLED,
        "move": State.MOVED,
    },
    State.OPEN: {"substitute": State.OPEN, "cancel": State.CANCELLED, "close": State.HELD},
    State.HELD: {},
    State.CANCELLED: {},
    State.MOVED: {},
}
FROM_ONE_CONNECTION = Most(5, timedelta(hours=1))  # bookings, so that nobody takes all the times
_DESK = (*DESK, "unit_head")
MAX_REASON = 200


# --- slots ---


@dataclass(frozen=True)
class Slot:
    """One stretch of a session that one visitor, or one group, can book."""

    begins: time
    ends: time
    is_free: bool = True


def slots(begins: time, ends: time, minutes: int) -> list[Slot]:
    """Slots one after another that lie whole inside the hours; what is left at the end is for who walks in."""
    found, at, end = [], _minutes(begins), _minutes(ends)
    while at + minutes <= end:
        found.append(Slot(_time(at), _time(at + minutes)))
        at += minutes
    return found


def slots_of(session: ReceptionSession, taken: Iterable[time]) -> list[Slot]:
    """The slots of a session, with those marked that somebody holds."""
    held = set(taken)
    return [
        Slot(slot.begins, slot.ends, slot.begins not in held)
        for slot in slots(session.begins, session.ends, session.slot_minutes)
    ]


def shifted(slot: time, session: ReceptionSession, begins: time) -> time:
    """Where a slot lies when its session begins at another hour."""
    return _time(_minutes(slot) - _minutes(session.begins) + _minutes(begins))


def end_of(begins: time, session: ReceptionSession) -> time | None:
    """When a session of the same length ends that begins at another hour; None if it ran past midnight."""
    end = _minutes(begins) + _minutes(session.ends) - _minutes(session.begins)
    return _time(end) if end < 24 * 60 else None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def moment(session: ReceptionSession, clock: time) -> datetime:
    """An hour of the session's day, in the county's zone."""
    return datetime.combine(session.planned_on, clock, tzinfo=session.county.zone)


# --- the order of the queue ---


def next_in_line(
    tickets: Sequence[QueueTicket], session: ReceptionSession, at: datetime
) -> list[QueueTicket]:
    """Who is called when: booked visitors whose time has come, by slot; then everybody else by number.

    Who booked but came after the end of the slot waits like those who walked in. Who booked and came early is called
    before their time only when nobody else waits.
    """
    return sorted(tickets, key=lambda ticket: _turn(ticket, session, at))


def _turn(ticket: QueueTicket, session: ReceptionSession, at: datetime) -> tuple[int, int, int]:
    if ticket.booking is None:
        return 1, ticket.number, 0
    slot = moment(session, ticket.booking.slot_at)
    if ticket.came_at >= slot + timedelta(minutes=session.slot_minutes):
        return 1, ticket.number, 0
    since_midnight = _minutes(ticket.booking.slot_at)
    return (0 if at >= slot else 2), since_midnight, ticket.number


# --- who may do what ---


def runs(office: ReceptionOffice, by: Official, at: datetime) -> bool:
    """On the roster of the office today, or at the desk or the head of its unit or above."""
    if by.standing(at).over(office.unit, *_DESK):
        return True
    return office.staff.live_on(local_day(at, by.county)).filter(official=by).exists()


def leads(office: ReceptionOffice, by: Official, at: datetime) -> bool:
    """Coordinates or heads the office's unit, or a unit above it: names its staff and its duties."""
    return by.standing(at).over(office.unit, "coordinator", "unit_head")


def may_receive(session: ReceptionSession, by: Official, at: datetime) -> bool:
    """Those who run the office, and the official who sits there."""
    return session.official_id == by.pk or runs(session.office, by, at)


def objection(session: ReceptionSession, deed: str, by: Official, at: datetime) -> str | None:
    """Whether this deed is one of the session's state, and this person's to do."""
    if deed not in TRANSITIONS[session.state]:
        return _("This session is %(state)s; that is not possible any more.") % {
            "state": session.get_state_display()
        }
    if not runs(session.office, by, at):
        return _("Only those who run this reception office can do this.")
    return None


# --- why not ---


def objection_to_hours(begins: time, ends: time, minutes: int) -> str | None:
    """Hours run forward and hold at least one slot."""
    if not slots(begins, ends, minutes):
        return ngettext(
            "Between these hours not even one slot of %(n)d minute fits.",
            "Between these hours not even one slot of %(n)d minutes fits.",
            minutes,
        ) % {"n": minutes}
    return None


def objection_to_sitting(
    official: Official, day: date, begins: time, ends: time, *, without: int | None = None
) -> str | None:
    """Nobody sits in two sessions at once."""
    same = ReceptionSession.objects.taking_place().filter(official=official, planned_on=day)
    clash = same.filter(begins__lt=ends, ends__gt=begins).exclude(pk=without or 0).first()
    if clash is None:
        return None
    words = _("%(name)s receives at that time already: %(reference)s.")
    return words % {"name": official.name, "reference": clash.reference}


def objection_to_publishing(
    session: ReceptionSession, charter: Charter, short: str, at: datetime
) -> str | None:
    """An official who serves, somebody on the staff (S20), and enough days ahead, or a reason for fewer."""
    if not _serves(session.official, session.planned_on):
        return _("%(name)s holds no post on that day; please name another official.") % {
            "name": session.official.name
        }
    if not session.office.staff.live_on(session.planned_on).exists():
        return _("Nobody is on the staff of this reception office on that day; please name somebody first.")
    today = local_day(at, session.county)
    if session.planned_on < today:
        return str(PAST)
    if short.strip() or not is_short(session, charter, today):
        return None
    figure = charter.figure("reception.notice_days")
    words = ngettext(
        "A session is published at least %(n)d day ahead (%(source)s). If it has to be later, please write the reason here;"
        " it is shown to the public.",
        "A session is published at least %(n)d days ahead (%(source)s). If it has to be later, please write the reason here;"
        " it is shown to the public.",
        int(figure.value),
    )
    return Beside("short_notice", words % {"n": figure.value, "source": figure.source})


def is_short(session: ReceptionSession, charter: Charter, today: date) -> bool:
    """Whether it is fewer days ahead than the charter names."""
    return (session.planned_on - today).days < charter.figure("reception.notice_days").value


def objection_to_its_day(session: ReceptionSession, charter: Charter, today: date) -> str | None:
    """Among others that are published at once: it lies ahead, by as many days as the charter names.

    Fewer need a reason, which is asked for on the page of the session alone.
    """
    if session.planned_on < today:
        return str(PAST)
    if not is_short(session, charter, today):
        return None
    figure = charter.figure("reception.notice_days")
    words = ngettext(
        "A session is published at least %(n)d day ahead (%(source)s). If it has to be later, please say why on its own"
        " page; the reason is shown to the public.",
        "A session is published at least %(n)d days ahead (%(source)s). If it has to be later, please say why on its own"
        " page; the reason is shown to the public.",
        int(figure.value),
    )
    return words % {"n": figure.value, "source": figure.source}


def _serves(official: Official, day: date) -> bool:
    return official.is_active and Appointment.objects.filter(official=official).live_on(day).exists()


def is_late(session: ReceptionSession, charter: Charter, at: datetime) -> bool:
    """Whether a substitution is told later than it should be."""
    ahead = (session.planned_on - local_day(at, session.county)).days
    return ahead < charter.figure("reception.substitution_days").value


def objection_to_people(people: int, charter: Charter) -> str | None:
    """Those who come with one matter send representatives; the law fixes how many at most (article 20)."""
    figure = charter.figure("reception.representatives_max")
    if people < 1:
        return _("At least one person comes.")
    if people > figure.value:
        words = _(
            "At most %(n)d representatives can come together with one matter (%(source)s). Please choose up to %(n)d"
            " among you."
        )
        return words % {"n": figure.value, "source": figure.source}
    return None


def objection_to_text(*texts: str) -> str | None:
    """Numbers that identify somebody are not needed here (G17)."""
    if any(found.kind == "id_card" for text in texts for found in find_personal(text)):
        return _("Please leave out the identity number; it is not needed here.")
    return None


def objection_to_booking(session: ReceptionSession, charter: Charter, at: datetime) -> str | None:
    """Whether the session can be booked now."""
    if session.state != State.PUBLISHED:
        return _("This session can no longer be booked.")
    if moment(session, session.ends) <= at:
        return _("This session is over.")
    ahead = int(charter.figure("reception.book_ahead_days").value)
    opens = session.planned_on - timedelta(days=ahead)
    if local_day(at, session.county) < opens:
        return _("This session can be booked from %(day)s on.") % {"day": day_words(opens)}
    return None


def objection_to_many(recent: int) -> str | None:
    """From one connection only so many bookings an hour, so that nobody takes all the times."""
    if not FROM_ONE_CONNECTION.reached(recent):
        return None
    return _(
        "Several times have been booked from this connection within the last hour. Please try later, or ring us."
    )


def booked_twice(bookings: Iterable[Booking]) -> set[int]:
    """Ids of bookings that still hold a time and whose number holds another one of the session, too."""
    live = [one for one in bookings if one.is_live and one.person is not None and one.person.phone_index]
    times = Counter(one.person.phone_index for one in live if one.person)
    return {one.pk for one in live if one.person and times[one.person.phone_index] > 1}


def objection_to_slot(session: ReceptionSession, slot_at: time, at: datetime) -> str | None:
    """The slot is one of the session's, and has not begun."""
    if slot_at not in {slot.begins for slot in slots(session.begins, session.ends, session.slot_minutes)}:
        return _("Please choose one of the times.")
    if moment(session, slot_at) <= at:
        return _("This time has passed; please choose a later one.")
    return None


def objection_to_calling_off(booking: Booking) -> str | None:
    """Only what still lies ahead is called off."""
    if booking.state != Booking.State.CONFIRMED:
        return _("This booking can no longer be called off.")
    return None


def objection_to_opening(session: ReceptionSession, at: datetime) -> str | None:
    """A session begins on its day."""
    if session.planned_on > local_day(at, session.county):
        return _("This session begins on its day, not before.")
    return None


def _spoken(numbers: Sequence[int]) -> str:
    """Numbers as they stand on the tickets."""
    return pgettext("between parts of a spoken list", "; ").join(f"{number:03d}" for number in numbers)


def objection_to_closing(session: ReceptionSession) -> str | None:
    """Every visitor who was received has a record; nobody is left waiting."""
    inside = list(session.tickets.inside().values_list("number", flat=True))
    if inside:
        words = _(
            "There is no record yet of the visitor with number %(numbers)s. Please write it down first."
        )
        return words % {"numbers": _spoken(inside)}
    waiting = list(session.tickets.waiting().values_list("number", flat=True))
    if waiting:
        words = _("Still waiting: number %(numbers)s. Please receive them, or note that they have left.")
        return words % {"numbers": _spoken(waiting)}
    return None


def objection_to_ending(session: ReceptionSession) -> str | None:
    """Once somebody has come, a session is closed, not called off."""
    if session.tickets.exists():
        return _("Somebody has come already; please close the session instead.")
    return None


def objection_to_reason(reason: str) -> str | None:
    """What changes for the public is explained to the public."""
    if not reason.strip():
        return _("Please say why; the reason is shown to everybody who booked.")
    if len(reason) > MAX_REASON:
        return _("The reason can be at most %(n)d characters long.") % {"n": MAX_REASON}
    return objection_to_text(reason)


def objection_to_moving(session: ReceptionSession, day: date, begins: time, at: datetime) -> str | None:
    """To a day that lies ahead."""
    if day <= local_day(at, session.county):
        return _("Please choose a day that lies ahead.")
    if day == session.planned_on and begins == session.begins:
        return _("This is the day and hour it has already.")
    if end_of(begins, session) is None:
        return _("At that hour the session would run past midnight.")
    return objection_to_day(day)


def objection_to_day(day: date) -> str | None:
    """A session is for a day on which offices are open, as the plan of the year has it."""
    if calendar().is_working(day):
        return None
    return _("%(day)s is a day off; please choose a working day.") % {"day": day_words(day)}


def objection_to_ticket(session: ReceptionSession) -> str | None:
    """Tickets are given while a session goes on."""
    return None if session.state == State.OPEN else _("Tickets are given once the session has been opened.")
