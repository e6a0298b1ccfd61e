"""A report up the line as a paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.audit.actions import record
from huiyin.duties.models import Report
from huiyin.duties.snapshots import taken
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reports import account_paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@staff
def account(request: StaffRequest, ref: str) -> HttpResponse:
    """The frozen report as docx (or the draft, which says so); that it was taken is on record."""
    seen = Report.objects.visible_to(request.user, request.at)
    seen = seen.select_related("official", "unit", "charter", "assignment__household").defer("charter__text")
    report = get_object_or_404(seen, reference=ref)
    said = report.frozen or taken(report, county=request.county, at=request.at)
    content = account_paper.document(report, said, request.county)
    record(by=request.user.key, deed="report.taken", on=report.reference, at=request.at)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{report.reference}.docx"'
    return response
