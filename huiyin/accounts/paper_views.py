"""A report up the line as a paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.accounts import papers, snapshots
from huiyin.accounts.models import Report
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import taken


@require_safe
@staff
def account(request: StaffRequest, ref: str) -> HttpResponse:
    """The frozen report as docx (or the draft, which says so); that it was taken is on record."""
    seen = Report.objects.visible_to(request.user, request.at)
    seen = seen.select_related("official", "unit", "charter", "assignment__household").defer("charter__text")
    report = get_object_or_404(seen, reference=ref)
    said = report.frozen or snapshots.taken(report, county=request.county, at=request.at)
    content = papers.document(report, said, request.county)
    return taken(request, content, f"{report.reference}.docx", on=report.reference)
