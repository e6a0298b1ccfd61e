"""Taking the papers of inspections: each only for whom it is, and each taking is on record."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.inspection import papers
from huiyin.inspection.fact_sheet_views import asked
from huiyin.inspection.models import Finding, Inspection, Rectification
from huiyin.inspection.rules import may_lead
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, organ_of, taken


def _final(request: StaffRequest, ref: str) -> Inspection:
    seen = Inspection.objects.visible_to(request.user, request.at).select_related(
        "branch__parent", "branch__reports_to", "inspector", "charter"
    )
    return get_object_or_404(seen, reference=ref, concluded_at__isnull=False)


@require_safe
@staff
def notice(request: StaffRequest, ref: str) -> HttpResponse:
    """The notice of a concluded inspection, with the findings that the reader may see."""
    found = _final(request, ref)
    seen = Finding.objects.visible_to(request.user, request.at).final().filter(inspection=found)
    findings = list(seen.select_related("official", "answered_by").order_by("number"))
    content = papers.notice(found, findings, request.county)
    return taken(
        request, content, file_name(gettext_lazy("Notice of inspection"), found.reference), on=found.reference
    )


@require_safe
@staff
def checklist(request: StaffRequest, ref: str) -> HttpResponse:
    """The check sheet of a concluded inspection; only for those who carry it out or supervise."""
    found = _final(request, ref)
    if not may_lead(found, request.user, request.at):
        raise Http404
    content = papers.checklist(found, request.county)
    return taken(
        request, content, file_name(gettext_lazy("Check sheet"), found.reference), on=found.reference
    )


def _lines(request: StaffRequest) -> list[Rectification]:
    seen = Rectification.objects.visible_to(request.user, request.at).select_related("unit", "owner")
    return list(seen.in_tree_order())


@require_safe
@staff
def ledger_docx(request: StaffRequest) -> HttpResponse:
    """The ledger of problems that the reader may see."""
    day = local_day(request.at, request.county)
    content = papers.ledger_docx(_lines(request), organ_of(request), day)
    return taken(
        request, content, file_name(gettext_lazy("Ledger of problems"), f"{day:%Y%m%d}"), on="ledger"
    )


@require_safe
@staff
def ledger_xlsx(request: StaffRequest) -> HttpResponse:
    """The same as a workbook."""
    day = local_day(request.at, request.county)
    content = papers.ledger_xlsx(_lines(request), day)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Ledger of problems"), f"{day:%Y%m%d}", ending="xlsx"),
        on="ledger",
    )


@require_safe
@staff
def fact_sheet(request: StaffRequest, who: str) -> HttpResponse:
    """The fact sheet of one's own, or of somebody whom one heads or supervises."""
    sheet = asked(request, who)
    content = papers.fact_sheet(sheet, request.county, organ_of(request))
    name = file_name(gettext_lazy("Fact sheet"), who, sheet.period.key)
    return taken(request, content, name, on=sheet.official.key)
