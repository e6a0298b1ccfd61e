"""The pages of supervision: where things wait under a unit, and the matters behind each number."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.matters.lists import row_of
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.line import units_led
from huiyin.orgs.models import Unit
from huiyin.supervision import pages, waiting
from huiyin.ui.address import decimal
from huiyin.ui.keyset import page


def _led(request: StaffRequest) -> Unit | None:
    """The unit asked for among those one answers for, else the widest; for everybody else none exists."""
    led, asked = units_led(request.user, request.at), request.GET.get("unit", "")
    if not asked:
        return led.valid_on(local_day(request.at, request.county)).in_tree_order().first()
    found: Unit = get_object_or_404(led.select_related("parent"), pk=decimal(asked))
    return found


@require_safe
@staff
def waiting_at(request: StaffRequest) -> HttpResponse:
    """What waits at a unit itself, and under each unit below it: in the order of the tree, never of a figure."""
    unit = _led(request)
    context: dict[str, Any] = {} if unit is None else pages.level(request, unit)
    return render(request, "supervision/waiting.html", context)


@require_safe
@staff
def matters(request: StaffRequest) -> HttpResponse:
    """The matters behind a number, the urgent first, then the oldest."""
    unit, what = _led(request), request.GET.get("what", "")
    if unit is None or what not in pages.COLUMNS:
        raise Http404
    below = request.GET.get("below") == "1"
    day = local_day(request.at, request.county)
    found = waiting.rows(request.user, unit, what, day, request.at, below=below)
    shown = page(found.urgent_first().for_lists(), request, "calm", "received_at", "pk")
    context = {
        "unit": unit,
        "below": below,
        "words": pages.COLUMNS[what],
        "rows": [row_of(matter, request) for matter in shown.rows],
        **shown.links,
    }
    return render(request, "supervision/matters.html", context)
