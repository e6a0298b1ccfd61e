"""The pages of duties: one's own, those of a branch by name, and the rows behind each number."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.duties import branches, pages, scope
from huiyin.duties.coming import coming
from huiyin.duties.owed import owed, owed_now
from huiyin.duties.rows import counted
from huiyin.lib import periods
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Official, Unit
from huiyin.ui.keyset import Page, slice_of

MOST_SUMMED = 300  # more than a township has; to sum a county's takes seconds, and its accounts hold the sums


def _official(request: StaffRequest, pk: int) -> Official:
    """Somebody whose duties the reader may look at; for everybody else they do not exist."""
    found: Official = get_object_or_404(Official.objects.visible_to(request.user, request.at), pk=pk)
    if not scope.may_read(request.user, found, request.at, local_day(request.at, request.county)):
        raise Http404
    return found


def _duties(request: StaffRequest, official: Official) -> HttpResponse:
    parts = pages.parts(official, county=request.county, at=request.at, reader=request.user)
    own = official.pk == request.user.pk
    context = {"official": official, "own": own, "parts": parts, "left": sum(len(p.left) for p in parts)}
    context["coming"] = coming(official, county=request.county, at=request.at)
    return render(request, "duties/mine.html", context)


@require_safe
@staff
def mine(request: StaffRequest) -> HttpResponse:
    """What my post owes this month, quarter, half-year and year; what is left is one tap from done."""
    return _duties(request, request.user)


@require_safe
@staff
def of_official(request: StaffRequest, pk: int) -> HttpResponse:
    """The same page of somebody in one's area or branch."""
    return _duties(request, _official(request, pk))


@require_safe
@staff
def rows(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """What counted for one duty in one period; of a colleague's also to whoever stands in, as far as it is households."""
    key, absent = request.GET.get("period", ""), scope.absent_colleague(request.user, pk, request.at)
    official = absent or _official(request, pk)
    asked = periods.read(key) if key else None
    if key and asked is None:
        raise Http404
    spans = [asked] if asked else periods.now(local_day(request.at, request.county))
    all_of_it = owed([official.pk], spans, county=request.county, at=request.at)[official.pk]
    found = next((one for one in all_of_it if one.duty.code == code), None)
    if found is None:
        raise Http404
    if absent and found.duty.each != "household":
        absent = None
        _official(request, pk)
    labels = pages.labels_of([found], request.user, request.at)
    own = official.pk == request.user.pk or absent is not None
    context = {
        "official": official,
        "own": own,
        "line": pages.line_of(found, labels, own=own, instead_of=absent.name if absent else ""),
        "items": counted(found, labels, reader=request.user, at=request.at),
    }
    return render(request, "duties/rows.html", context)


def _unit(request: StaffRequest, offered: list[Unit]) -> Unit | None:
    """The unit named in the address, else the one branch one leads, else the widest unit, with all its branches."""
    code = request.GET.get("unit", "")
    if not code:
        branches = [unit for unit in offered if unit.kind == Unit.Kind.BRANCH]
        return branches[0] if len(branches) == 1 else next(iter(offered), None)
    led = line.units_led(request.user, request.at)
    found = led.filter(code=code).order_by("-valid_from").first()
    if found is None:
        raise Http404
    return found


def _branches(
    request: StaffRequest, unit: Unit, offered: list[Unit], day: date
) -> tuple[branches.Seats, Page[Unit]]:
    """The branches within a wider unit, some at a time, with who sits in them; none of a branch itself."""
    inside = [one for one in offered if one.kind == Unit.Kind.BRANCH and one.is_within(unit.path)]
    below = slice_of([] if unit.kind == Unit.Kind.BRANCH else inside, request, named="branches")
    return (branches.seats_of(unit, day) if below.rows else {}), below


@require_safe
@staff
def branch(request: StaffRequest) -> HttpResponse:
    """Duties of a unit: its branches beside each other, sums by duty, then its officials by name."""
    day = local_day(request.at, request.county)
    led = line.units_led(request.user, request.at).valid_on(day)
    offered = list(led.filter(kind__in=OFFERED).in_tree_order())
    unit = _unit(request, offered)
    if unit is None:
        return render(request, "duties/branch.html", {"unit": None, "day": day})
    people = [(one.pk, one.name) for one in line.members(unit, day)]
    is_summed, shown = len(people) <= MOST_SUMMED, slice_of(people, request)
    seats, below = _branches(request, unit, offered, day)
    asked = {pk for pk, _name in (people if is_summed else shown.rows)}
    inside = set[int]().union(*(branches.officials_of(one, seats) for one in below.rows))
    is_below = len(inside) <= MOST_SUMMED
    asked |= inside if is_below else set()
    everybody = owed_now(sorted(asked), county=request.county, at=request.at)
    context = {
        "unit": unit,
        "units": offered,
        "day": day,
        "count": len(people),
        "totals": pages.totals(everybody) if is_summed else [],
        "branches": branches.lines_of(below.rows, seats, everybody, is_summed=is_below),
        "periods": list(pages.headings().values()),
        "more_branches": below.links,
        "is_summed": is_summed,
        "rows": [pages.row_of(pk, name, everybody[pk]) for pk, name in shown.rows],
        **shown.links,
    }
    return render(request, "duties/branch.html", context)


OFFERED = (Unit.Kind.BRANCH, Unit.Kind.COMMITTEE, Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.COUNTY)
