"""The staff pages of reception days: the calendar, today, one session with its queue, and the deeds there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.orgs.deeds import done, page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.people.views import show_revealed
from huiyin.receptions import deeds, pages, rules, words
from huiyin.receptions.actions import bookings
from huiyin.receptions.forms import TicketForm
from huiyin.receptions.models import ReceptionSession
from huiyin.ui.deeds import DeedPage, posted, shown

TICKET_PAGE = "receptions/ticket.html"


def _session(request: StaffRequest, ref: str) -> ReceptionSession:
    return get_object_or_404(pages.seen_sessions(request), reference=ref)


def _there(session: ReceptionSession) -> str:
    return reverse("receptions:see", kwargs={"ref": session.reference})


@require_safe
@staff
def sessions(request: StaffRequest) -> HttpResponse:
    """Who receives where and when."""
    return render(request, "receptions/receptions.html", pages.listing(request))


@require_safe
@staff
def today(request: StaffRequest) -> HttpResponse:
    """What is on today?"""
    return render(request, "receptions/today.html", pages.today(request))


@require_safe
@staff
def session(request: StaffRequest, ref: str) -> HttpResponse:
    """One session: who booked, who waits, who is inside, what is left to do."""
    return render(request, "receptions/reception.html", pages.session_page(request, _session(request, ref)))


@staff_deed
def do(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One deed on one session."""
    found, page = _session(request, ref), deeds.SESSION.get(noun)
    if page is None:
        raise Http404
    form = page.form(posted(request), session=found, by=request.user, at=request.at)
    objection = rules.objection(found, page.deed, request.user, request.at)
    return page_done(request, page, form, _there, session=found) or shown(
        request,
        page.template,
        form,
        page=page,
        session=found,
        back=_there(found),
        objection=None if form.is_bound else objection,
        draft=f"reception-{noun}-{ref}",
    )


def _tap(request: StaffRequest, found: ReceptionSession, page: DeedPage, **on: Any) -> HttpResponse:
    """One tap about one visitor: done at once when sent, asked about when opened."""
    back = _there(found)
    there = f"{back}calls/" if request.POST.get("then") == "calls" else back
    form = page.form(posted(request))
    return page_done(request, page, form, there, **on) or shown(
        request, page.template, form, page=page, session=found, back=back
    )


@staff_deed
def ticket(request: StaffRequest, ref: str, number: int, turn: str) -> HttpResponse:
    """Call a number in, or note that it has left."""
    found, page = _session(request, ref), deeds.TICKET.get(turn)
    if page is None:
        raise Http404
    held = get_object_or_404(found.tickets.select_related("session__office__unit"), number=number)
    return _tap(request, found, page, ticket=held)


@staff_deed
def booking(request: StaffRequest, ref: str, booked: str, deed: str) -> HttpResponse:
    """Somebody who booked has come, did not come, or was rung."""
    found, page = _session(request, ref), deeds.BOOKING.get(deed)
    if page is None:
        raise Http404
    rows = found.bookings.select_related("session__office__unit", "person")
    return _tap(request, found, page, booking=get_object_or_404(rows, reference=booked))


@staff_deed
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
    return render(request, "receptions/calls.html", context)


@staff_deed
def walk_in(request: StaffRequest, ref: str) -> HttpResponse:
    """Somebody walks in: a number."""
    found = _session(request, ref)
    form = TicketForm(posted(request))
    gone = done(request, form, lambda: _given(request, found, form.given()))
    objection = None if form.is_bound else rules.objection_to_ticket(found)
    return gone or shown(request, TICKET_PAGE, form, session=found, back=_there(found), objection=objection)


def _given(request: StaffRequest, found: ReceptionSession, wanted: dict[str, Any]) -> str:
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
