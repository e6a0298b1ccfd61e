"""The door to a policy brief on paper; that one was taken is on record."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.audit.actions import record
from huiyin.contacts.models import PolicyBrief
from huiyin.lib.paper import DOCX
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reports import brief_papers as papers


def _taken(request: StaffRequest, content: bytes, name: str, on: str) -> HttpResponse:
    record(by=request.user.key, deed="report.taken", on=on, at=request.at, what=name)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response


@require_safe
@staff
def brief_sheet(request: StaffRequest, brief: int) -> HttpResponse:
    """A policy on one sheet."""
    seen = PolicyBrief.objects.visible_to(request.user, request.at).select_related("unit")
    found = get_object_or_404(seen.prefetch_related("questions"), pk=brief)
    return _taken(
        request,
        papers.brief_sheet(found, local_day(request.at, request.county)),
        f"brief-{found.pk}",
        f"brief:{found.pk}",
    )
