"""Units in the browser: the tree, one of them, entering, correcting, and ending one with its successors."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.administration import forms, stations, units
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Unit
from huiyin.ui import keyset
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted

LIST = gettext_lazy("Units")
SHOWN = {"": gettext_lazy("Those there are"), "ended": gettext_lazy("Those that ended")}

ENTER = DeedPage(gettext_lazy("Enter a unit"), forms.UnitForm, units.enter_unit, gettext_lazy("Entered."))
REVISE = DeedPage(
    gettext_lazy("Correct or rename"),
    forms.UnitDetailsForm,
    units.revise_unit,
    gettext_lazy("Kept; the trail says what it was called before."),
)
END = DeedPage(
    gettext_lazy("End this unit"),
    forms.EndingForm,
    units.end_unit,
    gettext_lazy("The unit has ended. Capacities over others are given anew by the security administrator."),
    is_grave=True,
    template="administration/ending.html",
)


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def listed(request: StaffRequest) -> HttpResponse:
    """Every unit, in tree order."""
    day, show = local_day(request.at, request.county), chosen(request, "show", SHOWN, "")
    offered = units.units_of(request.user, day)
    within = offered.filter(code=request.GET.get("unit", "")).first()
    found = units.units_of(request.user, day, ended=show == "ended")
    page = keyset.page(found.within(within) if within else found, request, "path")
    context: dict[str, Any] = {
        "units": page.rows,
        "shown": choices(request, "show", {key: str(words) for key, words in SHOWN.items()}, show),
        "show": show,
        "narrow": forms.narrow_by(offered, within),
        **page.links,
    }
    return render(request, "administration/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def enter(request: StaffRequest) -> HttpResponse:
    """A new unit."""
    day = local_day(request.at, request.county)
    kind = chosen(request, "kind", dict(Unit.Kind.choices[1:]), "")
    form = ENTER.form(posted(request), initial={"valid_from": day, "kind": kind})
    for name in ("parent", "reports_to"):
        forms.offer_units(form, name, units.units_of(request.user, day))
    return deed_page(request, ENTER, form, (reverse("administration:units"), LIST), _page_of)


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def see(request: StaffRequest, unit: int) -> HttpResponse:
    """One unit, what came of it, and what can be done."""
    found = _unit(request, unit)
    context = {
        "unit": found,
        "successors": [
            one.after for one in found.successions.select_related("after").order_by("-is_primary", "pk")
        ],
        "predecessors": [one.before for one in found.predecessions.select_related("before").order_by("pk")],
        "objection": units.objection_to_ending(found),
    }
    if found.kind == Unit.Kind.STATION:
        context |= _station(request, found)
    return render(request, "administration/unit.html", context)


def _station(request: StaffRequest, found: Unit) -> dict[str, Any]:
    day = local_day(request.at, request.county)
    live, past = stations.members(found, day)
    return {"members": live, "past": past, "lacking": stations.lacking(live, charter_of(request.at), day)}


MEMBER = DeedPage(
    gettext_lazy("Add a member"), stations.MemberForm, stations.add_member, gettext_lazy("Entered.")
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def add_member(request: StaffRequest, unit: int) -> HttpResponse:
    """Somebody takes a place at a contact station."""
    found = _unit(request, unit, alive=True)
    if found.kind != Unit.Kind.STATION:
        raise Http404
    form = MEMBER.form(posted(request), initial={"from_on": local_day(request.at, request.county)})
    around = {"lead": found.name}
    return deed_page(request, MEMBER, form, (_page_of(found), found.name), around=around, station=found)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def revise(request: StaffRequest, unit: int) -> HttpResponse:
    """Another name, telephone, address or line."""
    found = _unit(request, unit, alive=True)
    initial = {name: getattr(found, name) for name in units.REVISED}
    initial["reports_to"] = found.reports_to.code if found.reports_to else None
    form = REVISE.form(posted(request), initial=initial)
    others = units.units_of(request.user, local_day(request.at, request.county)).exclude(pk=found.pk)
    forms.offer_units(form, "reports_to", others)
    return deed_page(
        request, REVISE, form, (_page_of(found), found.name), around={"lead": found.name}, unit=found
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def end(request: StaffRequest, unit: int) -> HttpResponse:
    """End a unit; before anything is done the page says how much moves."""
    found, day = _unit(request, unit, alive=True), local_day(request.at, request.county)
    form = END.form(posted(request), initial={"on": day})
    others = units.units_of(request.user, day).exclude(path__startswith=found.path)
    for name in ("into", "second", "third"):
        forms.offer_units(form, name, others)
    found_here = units.moving(found)
    around = {
        "lead": found.name,
        "seats": found_here.seats,
        "counted": _counted(found_here),
        "objection": units.objection_to_ending(found),
    }
    return deed_page(request, END, form, (_page_of(found), found.name), around=around, unit=found)


def _counted(found: units.Moving) -> list[tuple[str, int]]:
    """What moves, in words, with how much of it."""
    words = {
        "matters": _("open matters, which keep their number"),
        "parts": _("parts asked of this unit"),
        "lines": _("contact households"),
        "promises": _("open promises"),
        "offices": _("reception offices"),
    }
    return [(words[name], n) for name, n in found.counted.items()]


def _unit(request: StaffRequest, key: int, *, alive: bool = False) -> Unit:
    day = local_day(request.at, request.county)
    seen = units.units_of(request.user, day)
    if not alive:
        seen = seen | units.units_of(request.user, day, ended=True)
    found: Unit = get_object_or_404(seen, pk=key)
    return found


def _page_of(unit: Unit) -> str:
    return reverse("administration:unit", kwargs={"unit": unit.pk})
