"""The staff pages of reception days: the calendar, today, one session with its queue, and the deeds there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import reception_deeds as deeds
from huiyin.contacts import reception_pages as pages
from huiyin.contacts import reception_rules as rules
from huiyin.contacts import reception_words as words
from huiyin.contacts.actions import bookings
from huiyin.contacts.models import ReceptionSession
from huiyin.contacts.reception_forms import TicketForm
from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import once_sent
from huiyin.people.views import show_revealed
from huiyin.ui.forms import new_token

FORM = "contacts/reception_deed.html"


def _session(request: StaffRequest, ref: str) -> ReceptionSession:
    return get_object_or_404(pages.seen_sessions(request), reference=ref)


def _there(session: ReceptionSession) -> str:
    return reverse("receptions:see", kwargs={"ref": session.reference})


@require_safe
@staff
def sessions(request: StaffRequest) -> HttpResponse:
    """Who receives where and when."""
    return render(request, "contacts/receptions.html", pages.listing(request))


@require_safe
@staff
def today(request: StaffRequest) -> HttpResponse:
    """What is on today?"""
    return render(request, "contacts/reception_today.html", pages.today(request))


@require_safe
@staff
def session(request: StaffRequest, ref: str) -> HttpResponse:
    """One session: who booked, who waits, who is inside, what is left to do."""
    return render(request, "contacts/reception.html", pages.session_page(request, _session(request, ref)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def do(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One deed on one session."""
    found, page = _session(request, ref), deeds.SESSION.get(noun)
    if page is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = page.form(posted, session=found, by=request.user, at=request.at)
    objection = rules.objection(found, page.deed, request.user, request.at)
    if posted is not None and form.is_valid():
        try:
            result = page.do(session=found, by=request.user, at=request.at, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, page.done)
            return redirect(_there(result))
    context = {"page": page, "session": found, "form": form, "back": _there(found)}
    context |= {"objection": objection if posted is None else None, "draft": f"reception-{noun}-{ref}"}
    return render(request, FORM, context, status=422 if posted is not None else 200)


def _small(request: StaffRequest, found: ReceptionSession, page: deeds.SmallDeed, thing: Any) -> HttpResponse:
    """One tap: done at once when sent, asked about when opened."""
    refusal = ""
    if request.method == "POST":
        try:
            page.do(thing, request)
        except Refused as no:
            refusal = no.sentence
        else:
            messages.success(request, page.done)
            return redirect(
                (request.POST.get("then") == "calls" and f"{_there(found)}calls/") or _there(found)
            )
    context = {"page": page, "session": found, "back": _there(found), "refusal": refusal, "thing": thing}
    return render(request, FORM, context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def ticket(request: StaffRequest, ref: str, number: int, turn: str) -> HttpResponse:
    """Call a number in, or note that it has left."""
    found, page = _session(request, ref), deeds.TICKET.get(turn)
    if page is None:
        raise Http404
    held = get_object_or_404(found.tickets.select_related("session__office__unit"), number=number)
    return _small(request, found, page, held)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def booking(request: StaffRequest, ref: str, booked: str, deed: str) -> HttpResponse:
    """Somebody who booked has come, did not come, or was rung."""
    found, page = _session(request, ref), deeds.BOOKING.get(deed)
    if page is None:
        raise Http404
    rows = found.bookings.select_related("session__office__unit", "person")
    return _small(request, found, page, get_object_or_404(rows, reference=booked))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def person(request: StaffRequest, ref: str, booked: str) -> HttpResponse:
    """The name and number of somebody who booked, for a purpose; only for who runs the office."""
    found = _session(request, ref)
    if not rules.runs(found.office, request.user, request.at):
        raise Http404
    rows = found.bookings.select_related("person").filter(person__isnull=False)
    held = get_object_or_404(rows, reference=booked)
    assert held.person is not None  # noqa: S101 - asked for above
    return show_revealed(request, held.person, about=held.reference, back=f"{_there(found)}calls/")


@require_safe
@staff
def calls(request: StaffRequest, ref: str) -> HttpResponse:
    """Whom to ring because something changed."""
    found = _session(request, ref)
    if not rules.runs(found.office, request.user, request.at):
        raise Http404
    rows = found.bookings.filter(ring_from__isnull=False).select_related("person", "rung_by").in_order()
    context = {"session": found, "bookings": list(rows), "changes": words.changes(found)}
    return render(request, "contacts/reception_calls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def walk_in(request: StaffRequest, ref: str) -> HttpResponse:
    """Somebody walks in: a number."""
    found = _session(request, ref)
    posted = request.POST if request.method == "POST" else None
    form = TicketForm(posted, initial={"once": new_token()})
    if posted is not None and form.is_valid():
        try:
            there, _fresh = once_sent(
                request,
                form,
                lambda: _given(request, found, form.cleaned_data),
                scope=f"ticket:{found.reference}:{request.user.pk}",
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect(there)
    context = {"form": form, "session": found, "back": _there(found)}
    context["objection"] = rules.objection_to_ticket(found) if posted is None else None
    status = 422 if posted is not None else 200
    return render(request, "contacts/reception_ticket.html", context, status=status)


def _given(request: StaffRequest, found: ReceptionSession, data: dict[str, Any]) -> str:
    wanted = {name: data[name] for name in ("people", "name", "phone")}
    made = bookings.give_ticket(session=found, by=request.user, at=request.at, **wanted)
    messages.success(request, _("The number is %(number)s.") % {"number": pages.number_shown(made)})
    return _there(found)


@require_safe
@staff
def screen(request: StaffRequest, ref: str) -> HttpResponse:
    """To the screen of the waiting room, which a television shows without a login."""
    found = _session(request, ref)
    if not found.office.screen_key:
        raise Http404
    where = {"county": request.county.slug, "key": found.office.screen_key}
    return redirect(reverse("portal:screen", kwargs=where))
