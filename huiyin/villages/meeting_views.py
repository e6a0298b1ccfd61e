"""The page of village representatives' meetings that are on record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.orgs.doors import StaffRequest, staff
from huiyin.villages import meetings


@require_safe
@staff
def village_meetings(request: StaffRequest) -> HttpResponse:
    """Village representatives' meetings on record, by village and quarter of a year."""
    return render(request, "villages/meetings.html", meetings.by_quarter(request))
