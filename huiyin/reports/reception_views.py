"""The papers of reception days, for those who run the office and for who receives there."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.audit.actions import record
from huiyin.contacts import reception_rules as rules
from huiyin.contacts.models import ReceptionOffice, ReceptionSession
from huiyin.lib.paper import DOCX
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reports import reception_paper as paper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _session(request: StaffRequest, ref: str) -> ReceptionSession:
    """The session, for who runs it or receives there."""
    seen = ReceptionSession.objects.visible_to(request.user, request.at)
    found: ReceptionSession = get_object_or_404(
        seen.select_related("office__unit", "official", "county"), reference=ref
    )
    if not rules.may_receive(found, request.user, request.at):
        raise Http404
    return found


def _sent(request: StaffRequest, content: bytes, kind: str, name: str, on: str, **facts: int) -> HttpResponse:
    """A file; that it was taken is on record, and of people with the number of rows (I-37)."""
    record(by=request.user.key, deed="report.taken", on=on, at=request.at, file=name, **facts)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@staff
def visitor_form(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """The registration form of one visitor."""
    session = _session(request, ref)
    ticket = get_object_or_404(session.tickets.select_related("person", "contact"), number=number)
    ticket.session = session
    content = paper.visitor_form(ticket, request.at)
    return _sent(request, content, DOCX, f"reception-{ref}-{number:03d}.docx", ref, rows=1)


@require_safe
@staff
def minutes(request: StaffRequest, ref: str) -> HttpResponse:
    """The minutes of a session."""
    session = _session(request, ref)
    content = paper.minutes(session, request.at)
    return _sent(request, content, DOCX, f"reception-{ref}-minutes.docx", ref)


@require_safe
@staff
def register(request: StaffRequest, ref: str) -> HttpResponse:
    """The register of a session, masked."""
    session = _session(request, ref)
    content, rows = paper.register(session, request.at)
    return _sent(request, content, XLSX, f"reception-{ref}.xlsx", ref, rows=rows)


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
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 and abs(int(text) - day.year) <= 5 else day.year
    rows = ReceptionSession.objects.visible_to(request.user, request.at).filter(
        office=office, planned_on__year=year
    )
    sessions = list(rows.public().select_related("official").soonest_first())
    content = paper.plan(office, sessions, year, request.at)
    return _sent(request, content, DOCX, f"receptions-{year}.docx", f"office:{office.key}")
