"""The deeds of the reception pages, by the noun in their address: what each asks for, what it is called, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.contacts import reception_forms as ask
from huiyin.contacts.actions import bookings, receptions
from huiyin.contacts.models import Booking, QueueTicket, ReceptionSession
from huiyin.orgs.doors import StaffRequest


@dataclass(frozen=True)
class SessionDeed:
    """Something done to a session."""

    deed: str  # as in the table of rules
    title: Any
    lead: Any
    button: Any
    form: type[ask.OnSession]
    do: Callable[..., ReceptionSession]
    done: Any


def _next(
    *, session: ReceptionSession, version: int, by: Any, at: Any
) -> ReceptionSession:  # the queue moves on; the session itself does not change
    return bookings.call_next(session=session, by=by, at=at).session


SESSION: Mapping[str, SessionDeed] = {
    "publication": SessionDeed(
        "publish",
        _("Publish this session"),
        _("From then on everybody can read it and book a time."),
        _("Publish it"),
        ask.PublishForm,
        receptions.publish_session,
        _("Published. It stands in the public calendar now."),
    ),
    "change": SessionDeed(
        "change",
        _("Change this draft"),
        _("Nobody outside has seen it yet."),
        _("Save the draft"),
        ask.ChangeForm,
        receptions.change_session,
        _("Saved."),
    ),
    "removal": SessionDeed(
        "remove",
        _("Take this draft out of the plan"),
        _("Nobody outside has seen it yet."),
        _("Take it out"),
        ask.PlainForm,
        receptions.remove_session,
        _("Taken out of the plan."),
    ),
    "substitution": SessionDeed(
        "substitute",
        _("Another official receives"),
        _("Everybody who booked is told on their page; who left a number goes onto the call list."),
        _("Name the substitute"),
        ask.SubstituteForm,
        receptions.substitute,
        _("Changed. Everybody who booked is told."),
    ),
    "cancellation": SessionDeed(
        "cancel",
        _("Call this session off"),
        _("Everybody who booked is told on their page; who left a number goes onto the call list."),
        _("Call it off"),
        ask.ReasonForm,
        receptions.cancel_session,
        _("Called off. Everybody who booked is told."),
    ),
    "move": SessionDeed(
        "move",
        _("Move this session to another day"),
        _("Who booked keeps their place on the new day and can call it off."),
        _("Move it"),
        ask.MoveForm,
        receptions.move_session,
        _("Moved. Everybody who booked is told; this is the new session."),
    ),
    "opening": SessionDeed(
        "open",
        _("Open this session"),
        _("From then on tickets are given and numbers are called."),
        _("Open it"),
        ask.PlainForm,
        receptions.open_session,
        _("Open. The next visitor gets a number."),
    ),
    "closing": SessionDeed(
        "close",
        _("Close this session"),
        _("Who booked and did not come is noted as such."),
        _("Close it"),
        ask.PlainForm,
        receptions.close_session,
        _("Closed. The minutes can be printed."),
    ),
    "next": SessionDeed(
        "close",
        _("Call the next number"),
        _("Booked visitors whose time has come go first, then everybody by number."),
        _("Call the next number"),
        ask.PlainForm,
        _next,
        _("Called; the number stands on the screen."),
    ),
}


@dataclass(frozen=True)
class SmallDeed:
    """One tap about one visitor."""

    title: Any
    button: Any
    do: Callable[[Any, StaffRequest], object]
    done: Any


def _call(ticket: QueueTicket, request: StaffRequest) -> object:
    return bookings.call_in(ticket=ticket, by=request.user, at=request.at)


def _left(ticket: QueueTicket, request: StaffRequest) -> object:
    return bookings.note_left(ticket=ticket, by=request.user, at=request.at)


def _arrive(booking: Booking, request: StaffRequest) -> object:
    return bookings.arrive(booking=booking, by=request.user, at=request.at)


def _absent(booking: Booking, request: StaffRequest) -> object:
    return bookings.note_absent(booking=booking, by=request.user, at=request.at)


def _rung(booking: Booking, request: StaffRequest) -> object:
    return bookings.note_rung(booking=booking, by=request.user, at=request.at)


TICKET: Mapping[str, SmallDeed] = {
    "call": SmallDeed(
        _("Call this number"), _("Call in"), _call, _("Called; the number stands on the screen.")
    ),
    "leaving": SmallDeed(_("This visitor has left"), _("Has left"), _left, _("Noted.")),
}
BOOKING: Mapping[str, SmallDeed] = {
    "arrival": SmallDeed(_("This visitor has come"), _("Has come"), _arrive, _("Noted; here is the number.")),
    "absence": SmallDeed(_("This visitor did not come"), _("Did not come"), _absent, _("Noted.")),
    "ringing": SmallDeed(_("This person was told by telephone"), _("Has been told"), _rung, _("Noted.")),
}
