"""The pages on which the staff of a reception office writes down a visitor, and prints what the visitor takes home."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.matters.point_forms import points_form
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.tree import county_desk
from huiyin.receptions import rules
from huiyin.receptions.actions.coming import Reception, record_reception
from huiyin.receptions.booking_form import VisitorForm
from huiyin.receptions.models import QueueTicket, ReceptionSession
from huiyin.receptions.receipts import receipts_of
from huiyin.ui.deeds import posted, shown

PAGE = "receptions/point.html"


def _ticket(request: StaffRequest, ref: str, number: int) -> QueueTicket:
    seen = ReceptionSession.objects.visible_to(request.user, request.at)
    session = get_object_or_404(seen.select_related("office__unit", "official", "county"), reference=ref)
    if not rules.may_receive(session, request.user, request.at):
        raise Http404
    rows = session.tickets.select_related("booking", "person", "contact")
    found: QueueTicket = get_object_or_404(rows, number=number)
    found.session = session
    return found


@staff_deed
def record(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Write down what a visitor said and what becomes of it."""
    ticket = _ticket(request, ref, number)
    if ticket.contact is not None:
        return redirect("receiving:receipts", ref=ref, number=number)
    form = VisitorForm(posted(request), by=request.user, at=request.at, ticket=ticket)
    points = points_form(posted(request), "point", 1, charter_of(request.at))
    draft = f"reception-{ref}-{number}"
    gone = done(
        request, form, lambda: f"{_recorded(request, ticket, form, points)}?done={draft}", beside=points
    )
    return gone or shown(
        request, PAGE, form, points=points, ticket=ticket, session=ticket.session, draft=draft
    )


def _recorded(request: StaffRequest, ticket: QueueTicket, form: VisitorForm, points: Any) -> str:
    data = form.cleaned_data
    reception = Reception(
        points=points.raised(),
        promises=points.promised(),
        people=data["people"],
        place=data["place"],
        name=data.get("name", ""),
        phone=data.get("phone", ""),
        note=data["note"],
    )
    _contact, lodged = record_reception(
        reception, ticket=ticket, root=county_desk(), by=request.user, at=request.at
    )
    words = ngettext("Recorded; one matter registered.", "Recorded; %(n)d matters registered.", len(lodged))
    messages.success(request, words % {"n": len(lodged)} if lodged else _("Recorded."))
    where = {"ref": ticket.session.reference, "number": ticket.number}
    return reverse("receiving:receipts", kwargs=where)


@require_safe
@staff
def receipts(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """What the visitor takes home: number and code of each matter; only for who wrote it down or received."""
    ticket = _ticket(request, ref, number)
    if ticket.contact is None:
        return redirect("receiving:record", ref=ref, number=number)
    mine = request.user.pk in (ticket.contact.official_id, ticket.contact.entered_by_id)
    context = {
        "ticket": ticket,
        "session": ticket.session,
        "contact": ticket.contact,
        "points": list(ticket.contact.points.open_to(request.user, request.at).select_related("matter")),
        "receipts": receipts_of(request, ticket.contact) if mine else [],
        "draft_done": request.GET.get("done", "")[:80],
    }
    return render(request, "receptions/receipts.html", context)
