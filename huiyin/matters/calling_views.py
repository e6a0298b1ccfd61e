"""The list of call-backs that wait to be made at one's desk."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.matters.models import CallBack
from huiyin.matters.models.call_back import SOONEST
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.standing import CALLERS
from huiyin.ui.keyset import page


@require_safe
@staff
def calls(request: StaffRequest) -> HttpResponse:
    """Whom to ring about an answer, soonest first; each row leads to the two questions."""
    if not request.user.standing(request.at).has(*CALLERS):
        raise Http404
    seen = CallBack.objects.visible_to(request.user, request.at).to_make()
    rows = seen.select_related("matter__lead_unit", "matter__resident", "matter__place", "unit")
    found = page(rows, request, *SOONEST)
    context: dict[str, Any] = {
        "calls": found.rows,
        "all": found.count,
        "today": local_day(request.at, request.county),
        **found.links,
    }
    return render(request, "matters/calls.html", context)
