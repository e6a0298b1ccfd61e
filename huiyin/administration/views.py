"""The administrators' first page, and the trail that one of them reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import guide
from huiyin.administration import trail as trails
from huiyin.orgs.administrators import AUDIT, SECURITY, SYSTEM
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Official
from huiyin.ui import keyset
from huiyin.ui.address import choices, chosen


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM, SECURITY, AUDIT)
def overview(request: StaffRequest) -> HttpResponse:
    """What this account is for, and what the county still lacks of what it looks after."""
    duties = [Official.Administers(duty) for duty in request.user.administers]
    steps = guide.steps_for(request.user, request.at)
    left = sum(not step.is_done for step in steps)
    return render(request, "administration/overview.html", {"duties": duties, "steps": steps, "left": left})


@require_http_methods(["GET", "HEAD"])
@administration(AUDIT)
def trail(request: StaffRequest) -> HttpResponse:
    """What the other two administrators did, the newest first."""
    offered = {"": _("By anybody"), **{one.key: one.name for one in trails.administrators()}}
    by = chosen(request, "by", offered, "")
    page = keyset.page(trails.events(by), request, "-pk", size=50)
    people = choices(request, "by", offered, by)
    context = {"lines": trails.lines(page.rows), "people": people, **page.links}
    return render(request, "administration/trail.html", context)
