"""The papers of reception days, for those who run the office and for who receives there."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken
from huiyin.receptions import papers, rules
from huiyin.receptions.models import ReceptionOffice, ReceptionSession
from huiyin.ui.address import decimal


def _session(request: StaffRequest, ref: str) -> ReceptionSession:
    """The session, for who runs it or receives there."""
    seen = ReceptionSession.objects.visible_to(request.user, request.at)
    found: ReceptionSession = get_object_or_404(
        seen.select_related("office__unit", "official", "county"), reference=ref
    )
    if not rules.may_receive(found, request.user, request.at):
        raise Http404
    return found


@require_safe
@staff
def visitor_form(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """The registration form of one visitor."""
    session = _session(request, ref)
    ticket = get_object_or_404(session.tickets.select_related("person", "contact"), number=number)
    ticket.session = session
    content = papers.visitor_form(ticket, request.user, request.at)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Visitor's form"), ref, f"{number:03d}"),
        on=ref,
        of=session.office.unit,
        rows=1,
    )


@require_safe
@staff
def minutes(request: StaffRequest, ref: str) -> HttpResponse:
    """The minutes of a session."""
    session = _session(request, ref)
    content = papers.minutes(session, request.user, request.at)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Minutes of a reception"), ref),
        on=ref,
        of=session.office.unit,
    )


@require_safe
@staff
def register(request: StaffRequest, ref: str) -> HttpResponse:
    """The register of a session, masked."""
    session = _session(request, ref)
    content, rows = papers.register(session, request.user, request.at)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Register of a reception"), ref, ending="xlsx"),
        on=ref,
        rows=rows,
    )


@require_safe
@staff
def plan(request: StaffRequest) -> HttpResponse:
    """The published days of an office in a year."""
    day = local_day(request.at, request.county)
    seen = ReceptionOffice.objects.visible_to(request.user, request.at).open_on(day).select_related("unit")
    asked = request.GET.get("office", "")
    office = next((one for one in seen if str(one.key) == asked), None)
    if office is None:
        raise Http404
    named = decimal(request.GET.get("year", ""), digits=4)
    year = named if named is not None and abs(named - day.year) <= 5 else day.year
    rows = ReceptionSession.objects.visible_to(request.user, request.at).filter(
        office=office, planned_on__year=year
    )
    sessions = list(rows.public().select_related("official").soonest_first())
    content = papers.plan(office, sessions, year, request.at)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Plan of receptions"), year),
        on=f"office:{office.key}",
        of=office.unit,
    )
