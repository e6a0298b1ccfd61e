"""The register and the contact card to take along; each taking is on record with the number of its rows (I-37)."""

from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.line import units_led
from huiyin.orgs.models import Unit
from huiyin.orgs.taking import file_name, taken
from huiyin.register import papers
from huiyin.register.card import card
from huiyin.register.forms import day_asked
from huiyin.register.homes import homes_seen
from huiyin.register.listing import lines

FILTERS = ("unit", "official", "village")


def _asked(request: StaffRequest) -> tuple[list[Any], date, Unit | None]:
    """The lines that are asked for, their day, and the unit whose they are; none where they are somebody's own."""
    day = day_asked(request.GET.get("on", ""), local_day(request.at, request.county))
    wanted = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    found = list(lines(request.user, request.at, day, **wanted))
    if found and wanted["unit"]:
        return found, day, found[0].unit
    return found, day, units_led(request.user, request.at).order_by("path").first()


def _taken(
    request: StaffRequest, content: bytes, kind: Literal["docx", "xlsx"], day: date, rows: int
) -> HttpResponse:
    """The whole register: a deed of its own, since nothing else holds so many people at once."""
    name = file_name(gettext_lazy("Register of contact households"), f"{day:%Y%m%d}", ending=kind)
    return taken(
        request,
        content,
        name,
        on="register",
        deed="register.taken",
        purpose="register",
        kind=kind,
        day=day.isoformat(),
        rows=rows,
    )


@require_safe
@staff
def docx(request: StaffRequest) -> HttpResponse:
    """The register as a document."""
    found, day, unit = _asked(request)
    whose, organ = (unit.name, unit.on_paper) if unit else (request.user.name, request.user.name)
    content = papers.docx(found, day=day, whose=whose, organ=organ)
    return _taken(request, content, "docx", day, len(found))


@require_safe
@staff
def xlsx(request: StaffRequest) -> HttpResponse:
    """The register as a workbook."""
    found, day, unit = _asked(request)
    content = papers.xlsx(found, day=day, whose=unit.name if unit else request.user.name)
    return _taken(request, content, "xlsx", day, len(found))


@require_safe
@staff
def contact_card(request: StaffRequest, key: str) -> HttpResponse:
    """The contact card of a household as a document."""
    seen = homes_seen(request.user, request.at).select_related("place")
    found = get_object_or_404(seen, key=key)
    day = local_day(request.at, request.county)
    content = papers.card_docx(found, card(found, day), day)
    name = file_name(gettext_lazy("Contact card"), found.code)
    return taken(request, content, name, on=f"household:{found.key}", rows=1)
