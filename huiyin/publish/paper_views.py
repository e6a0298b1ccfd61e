"""The door to a policy brief on paper; that one was taken is on record."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken
from huiyin.publish import papers
from huiyin.publish.models import PolicyBrief


@require_safe
@staff
def brief_sheet(request: StaffRequest, brief: int) -> HttpResponse:
    """A policy on one sheet."""
    seen = PolicyBrief.objects.visible_to(request.user, request.at).select_related("unit")
    found = get_object_or_404(seen.prefetch_related("questions"), pk=brief)
    content = papers.brief_sheet(found, local_day(request.at, request.county))
    return taken(request, content, file_name(gettext_lazy("Policy brief"), found.pk), on=f"brief:{found.pk}")
