"""What visitors are told of their session, in whole sentences."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils.translation import gettext as _

from huiyin.receptions.models import Booking, ReceptionSession, SessionChange
from huiyin.ui.templatetags.ui import day

Kind = SessionChange.Kind


def hours(begins: time, ends: time) -> str:
    """From hour to hour."""
    return f"{begins:%H:%M}–{ends:%H:%M}"


def history(session: ReceptionSession) -> Iterator[ReceptionSession]:
    """The session and those it was moved from, newest first."""
    here: ReceptionSession | None = session
    while here is not None:
        yield here
        here = ReceptionSession.objects.filter(moved_to=here).first()


def changes(session: ReceptionSession, since: datetime | None = None) -> list[tuple[SessionChange, str]]:
    """What changed, oldest first, each as a sentence; `since`: only what came after that moment."""
    keys = [one.pk for one in history(session)]
    found = SessionChange.objects.filter(session__in=keys).select_related(
        "before", "after", "session__moved_to", "session"
    )
    if since is not None:
        found = found.filter(at__gte=since)
    return [(change, sentence(change)) for change in found]


def sentence(change: SessionChange) -> str:
    """One change in words."""
    if change.kind == Kind.SUBSTITUTED:
        facts = {
            "before": change.before.name if change.before else "",
            "after": change.after.name if change.after else "",
            "why": change.reason,
        }
        return _("%(after)s receives you instead of %(before)s. Reason: %(why)s") % facts
    if change.kind == Kind.MOVED and change.session.moved_to is not None:
        new = change.session.moved_to
        facts = {"day": day(new.planned_on), "hour": f"{new.begins:%H:%M}", "why": change.reason}
        return _("The session now takes place on %(day)s from %(hour)s. Reason: %(why)s") % facts
    return _("The session is called off. Reason: %(why)s") % {"why": change.reason}


def place(session: ReceptionSession) -> str:
    """The office and its address."""
    return _("%(office)s, %(address)s") % {"office": session.office.name, "address": session.office.address}


def announcement(session: ReceptionSession) -> str:
    """When somebody receives people next, and where: one sentence for a card."""
    facts = {"name": session.official.name, "day": day(session.planned_on), "place": place(session)}
    words = _("%(day)s, %(hours)s: %(name)s receives people at %(place)s. Book a time, or just come.")
    return words % {**facts, "hours": hours(session.begins, session.ends)}


def standing(booking: Booking) -> str:
    """How a booking stands, in one sentence."""
    session = booking.session
    facts = {
        "day": day(session.planned_on),
        "hour": f"{booking.slot_at:%H:%M}",
        "who": f"{session.post_title} {session.official.name}",
        "where": place(session),
    }
    if booking.state == Booking.State.CANCELLED:
        return _("You have called this booking off; the time is free for somebody else.")
    if session.state == ReceptionSession.State.CANCELLED:
        return _("The session of %(day)s does not take place. We are sorry; below are the next ones.") % facts
    if booking.state == Booking.State.CONFIRMED:
        return _("%(who)s receives you on %(day)s at %(hour)s. Place: %(where)s.") % facts
    words = {
        Booking.State.ARRIVED: _("You have come on %(day)s; your number will be called."),
        Booking.State.RECEIVED: _("You were received on %(day)s."),
        Booking.State.NO_SHOW: _(
            "You were expected on %(day)s at %(hour)s. You are welcome to book another time."
        ),
    }
    return words[Booking.State(booking.state)] % facts
