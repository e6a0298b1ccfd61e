"""The pages of breadth: one's own mirror, a branch, an area, the statistician's page, and the rows behind depth."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.contacts.models import Contact, Promise
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import LEADING
from huiyin.reach import area_pages, measures, mirror, rows, scope, suggesting
from huiyin.reach.windows import YEAR, Window, named


def _window(request: StaffRequest) -> Window:
    """The window asked for, else the last twelve months."""
    found = named(request.GET.get("window", "") or YEAR, local_day(request.at, request.county))
    if found is None:
        raise Http404
    return found


def _area(request: StaffRequest) -> Unit | None:
    """The area asked for, else the widest one leads; for everybody else it does not exist."""
    led, code = scope.areas_led(request.user, request.at), request.GET.get("unit", "")
    if not code:
        return led.in_tree_order().first()
    found: Unit = get_object_or_404(led.filter(code=code).in_tree_order()[:1])
    return found


def _may_import(request: StaffRequest) -> bool:
    """Whether the reader is one of those who bring in workbooks."""
    return request.user.standing(request.at).has(*LEADING)


@require_safe
@staff
def mine(request: StaffRequest) -> HttpResponse:
    """My own mirror: nobody else can open it, whatever their post."""
    context: dict[str, Any] = {}
    if request.user.standing(request.at).hats:
        context = mirror.of_official(request.user, _window(request), request.at)
        day = local_day(request.at, request.county)
        context["suggestion"] = suggesting.suggested(context["meetings"], lambda: context["around"], day)
        context["may_import"] = _may_import(request)
    return render(request, "reach/mirror.html", context)


@require_safe
@staff
def branch(request: StaffRequest) -> HttpResponse:
    """A branch as a whole, for who leads it and for its members: no names, no order."""
    seen, code = scope.branches_of(request.user, request.at), request.GET.get("unit", "")
    offered = list(seen.in_tree_order()[:200])
    if not offered and not code:
        return render(request, "reach/branch.html", {})
    mine = request.user.standing(request.at).unit_ids
    first = next((unit for unit in offered if unit.pk in mine), next(iter(offered), None))
    unit = next((one for one in offered if one.code == code), None) if code else first
    if unit is None:
        raise Http404
    opens = scope.leads(request.user, unit, request.at)
    ids = scope.members(unit, request.at)
    context = mirror.of_branch(unit, _window(request), request.user, opens=opens, ids=ids, at=request.at)
    context |= {"offered": offered, "may_import": _may_import(request)}
    return render(request, "reach/branch.html", context)


@require_safe
@staff
def area(request: StaffRequest) -> HttpResponse:
    """A county, township or village, for who leads it."""
    unit = _area(request)
    if unit is None:
        return render(request, "reach/area.html", {})
    context = area_pages.of_area(unit, _window(request), request.user, request.at)
    context["may_import"] = True
    context["may_give_shapes"] = request.user.standing(request.at).over(unit, "coordinator", "supervisor")
    return render(request, "reach/area.html", context)


@require_safe
@staff
def area_depth(request: StaffRequest) -> HttpResponse:
    """Promises and matters of an area, put into its page after it is there."""
    unit = _area(request)
    if unit is None:
        raise Http404
    found = area_pages.depth_of_area(unit, _window(request), request.at)
    whole = not request.headers.get("HX-Request")
    return render(
        request, "reach/area_depth.html" if whole else "reach/shares.html", {"shares": found, "unit": unit}
    )


@require_safe
@staff
def statistics(request: StaffRequest) -> HttpResponse:
    """Every measure of an area with what it stands on."""
    unit = _area(request)
    if unit is None:
        return render(request, "reach/statistics.html", {})
    context = measures.of_area(unit, _window(request), request.at)
    context["supervises"] = request.user.standing(request.at).over(unit, "supervisor")
    return render(request, "reach/statistics.html", context)


@require_safe
@staff
def behind(request: StaffRequest, figure: str) -> HttpResponse:
    """The contacts, promises or matters that a figure was counted from: one's own, or of a unit one leads."""
    if figure not in rows.FIGURES:
        raise Http404
    of: Official | Unit = request.user
    if code := request.GET.get("unit", ""):
        led = scope.units_led(request.user, request.at).filter(code=code)
        of = get_object_or_404(led.order_by("path")[:1])
    seen = {
        "contacts": Contact.objects.visible_to(request.user, request.at),
        "promises": Promise.objects.visible_to(request.user, request.at),
        "matters": Matter.objects.visible_to(request.user, request.at),
    }
    context = rows.listing(figure, of, _window(request), seen, request)
    return render(request, "reach/rows.html", context)
