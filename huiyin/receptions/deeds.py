"""The deeds of the reception pages, by the noun in their address: what each asks for, what it is called, what it does."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.receptions import forms
from huiyin.receptions.actions import bookings, sessions
from huiyin.receptions.models import ReceptionSession
from huiyin.ui.deeds import DeedPage
from huiyin.ui.forms import DeedForm

PAGE = "receptions/deed.html"


def _next(
    *, session: ReceptionSession, version: int, by: Any, at: Any
) -> ReceptionSession:  # the queue moves on; the session itself does not change
    return bookings.call_next(session=session, by=by, at=at).session


SESSION: Mapping[str, DeedPage] = {
    "publication": DeedPage(
        _("Publish this session"),
        forms.PublishForm,
        sessions.publish_session,
        _("Published. It stands in the public calendar now."),
        _("Publish it"),
        _("From then on everybody can read it and book a time."),
        "publish",
        template=PAGE,
    ),
    "change": DeedPage(
        _("Change this draft"),
        forms.ChangeForm,
        sessions.change_session,
        _("Saved."),
        _("Save the draft"),
        _("Nobody outside has seen it yet."),
        "change",
        template=PAGE,
    ),
    "removal": DeedPage(
        _("Take this draft out of the plan"),
        forms.PlainForm,
        sessions.remove_session,
        _("Taken out of the plan."),
        _("Take it out"),
        _("Nobody outside has seen it yet."),
        "remove",
        template=PAGE,
    ),
    "substitution": DeedPage(
        _("Another official receives"),
        forms.SubstituteForm,
        sessions.substitute,
        _("Changed. Everybody who booked is told."),
        _("Name the substitute"),
        _("Everybody who booked is told on their page; who left a number goes onto the call list."),
        "substitute",
        template=PAGE,
    ),
    "cancellation": DeedPage(
        _("Call this session off"),
        forms.ReasonForm,
        sessions.cancel_session,
        _("Called off. Everybody who booked is told."),
        _("Call it off"),
        _("Everybody who booked is told on their page; who left a number goes onto the call list."),
        "cancel",
        template=PAGE,
    ),
    "move": DeedPage(
        _("Move this session to another day"),
        forms.MoveForm,
        sessions.move_session,
        _("Moved. Everybody who booked is told; this is the new session."),
        _("Move it"),
        _("Who booked keeps their place on the new day and can call it off."),
        "move",
        template=PAGE,
    ),
    "opening": DeedPage(
        _("Open this session"),
        forms.PlainForm,
        sessions.open_session,
        _("Open. The next visitor gets a number."),
        _("Open it"),
        _("From then on tickets are given and numbers are called."),
        "open",
        template=PAGE,
    ),
    "closing": DeedPage(
        _("Close this session"),
        forms.PlainForm,
        sessions.close_session,
        _("Closed. The minutes can be printed."),
        _("Close it"),
        _("Who booked and did not come is noted as such."),
        "close",
        template=PAGE,
    ),
    "next": DeedPage(
        _("Call the next number"),
        forms.PlainForm,
        _next,
        _("Called; the number stands on the screen."),
        _("Call the next number"),
        _("Booked visitors whose time has come go first, then everybody by number."),
        "close",
        template=PAGE,
    ),
}
TICKET: Mapping[str, DeedPage] = {
    "call": DeedPage(
        _("Call this number"),
        DeedForm,
        bookings.call_in,
        _("Called; the number stands on the screen."),
        _("Call in"),
        template=PAGE,
    ),
    "leaving": DeedPage(
        _("This visitor has left"), DeedForm, bookings.note_left, _("Noted."), _("Has left"), template=PAGE
    ),
}
BOOKING: Mapping[str, DeedPage] = {
    "arrival": DeedPage(
        _("This visitor has come"),
        DeedForm,
        bookings.arrive,
        _("Noted; here is the number."),
        _("Has come"),
        template=PAGE,
    ),
    "absence": DeedPage(
        _("This visitor did not come"),
        DeedForm,
        bookings.note_absent,
        _("Noted."),
        _("Did not come"),
        template=PAGE,
    ),
    "ringing": DeedPage(
        _("This person was told by telephone"),
        DeedForm,
        bookings.note_rung,
        _("Noted."),
        _("Has been told"),
        template=PAGE,
    ),
}
