"""The register and the contact card to take along; each taking is on record with the number of its rows (I-37)."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.audit.actions import record
from huiyin.contacts.homes import homes_seen
from huiyin.contacts.register import card, lines
from huiyin.contacts.register_forms import day_asked
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reports import register

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = ("unit", "official", "village")


def _asked(request: StaffRequest) -> tuple[list[Any], date, str]:
    """The lines that are asked for, their day, and the branch if it is one."""
    day = day_asked(request.GET.get("on", ""), local_day(request.at, request.county))
    wanted = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    found = list(lines(request.user, request.at, day, **wanted))
    name = found[0].unit.name if found and wanted["unit"] else request.county.name
    return found, day, name


def _taken(request: StaffRequest, kind: str, day: date, rows: int) -> None:
    record(
        by=request.user.key,
        deed="register.taken",
        on="register",
        at=request.at,
        purpose="register",
        kind=kind,
        day=day.isoformat(),
        rows=rows,
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@staff
def docx(request: StaffRequest) -> HttpResponse:
    """The register as a document."""
    found, day, name = _asked(request)
    content = register.docx(found, day=day, county=request.county, unit_name=name)
    _taken(request, "docx", day, len(found))
    return _file(content, DOCX, f"register-{day:%Y%m%d}.docx")


@require_safe
@staff
def xlsx(request: StaffRequest) -> HttpResponse:
    """The register as a workbook."""
    found, day, name = _asked(request)
    content = register.xlsx(found, day=day, unit_name=name)
    _taken(request, "xlsx", day, len(found))
    return _file(content, XLSX, f"register-{day:%Y%m%d}.xlsx")


@require_safe
@staff
def contact_card(request: StaffRequest, key: str) -> HttpResponse:
    """The contact card of a household as a document."""
    seen = homes_seen(request.user, request.at).select_related("place")
    found = get_object_or_404(seen, key=key)
    day = local_day(request.at, request.county)
    content = register.card_docx(found, card(found, day), day)
    record(by=request.user.key, deed="card.taken", on=f"household:{found.key}", at=request.at, rows=1)
    return _file(content, DOCX, f"contact-card-{found.code}.docx")
