"""The page of matters that nobody carries: empty as long as every rule was kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.matters.lists import row_of
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.supervision.orphans import KINDS
from huiyin.supervision.orphans import orphans as lacking
from huiyin.ui.address import choices, chosen
from huiyin.ui.keyset import page


@require_safe
@staff
def orphans(request: StaffRequest) -> HttpResponse:
    """What lacks somebody, a clock or a way to the person, among the matters one may see."""
    kind, day = chosen(request, "list", KINDS, next(iter(KINDS))), local_day(request.at, request.county)
    seen, charter = Matter.objects.visible_to(request.user, request.at), charter_of(request.at)
    words = {key: f"{one.words} ({lacking(seen, key, day, charter).count()})" for key, one in KINDS.items()}
    found = page(lacking(seen, kind, day, charter).for_lists(), request, "pk")
    context = {
        "tabs": choices(request, "list", words, kind),
        "rows": [row_of(matter, request) for matter in found.rows],
        **found.links,
    }
    return render(request, "supervision/orphans.html", context)
