"""A file that an official takes along: it is on record who took which, and of people with the number of rows (I-37)."""

from typing import Literal

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import override

from huiyin.audit.actions import record
from huiyin.lib.letterhead import with_logo
from huiyin.lib.organs import in_full
from huiyin.lib.paper import LANGUAGE
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import County, Logo, Unit
from huiyin.ui.taking import as_file

TAKEN = "report.taken"


def file_name(*parts: str | Promise | int, ending: Literal["docx", "xlsx"] = "docx") -> str:
    """The name of a file in the language of papers: what it is called (a lazy translation), of what, of when."""
    with override(LANGUAGE):
        return "-".join(str(part) for part in parts) + f".{ending}"


def organ_of(request: StaffRequest) -> str:
    """Who signs a paper that is of no unit of its own: the first unit in which the official serves, else the county."""
    hats = request.user.standing(request.at).hats
    unit = Unit.objects.filter(pk=hats[0].unit_id).first() if hats else None
    return unit.on_paper if unit is not None else organ_of_county(request.county)


def organ_of_county(county: County) -> str:
    """Who signs in the name of the county: as its own unit does."""
    top = Unit.objects.filter(kind=Unit.Kind.COUNTY, parent=None).first()
    return top.on_paper if top is not None else in_full(county.name, Unit.Kind.COUNTY)


def logo_of(county: County) -> bytes:
    """The picture in the heads of its pages and papers, as PNG."""
    return bytes(Logo.objects.shown_by(county).content)


def taken(
    request: StaffRequest,
    content: bytes,
    name: str,
    *,
    on: str,
    deed: str = TAKEN,
    of: Unit | None = None,
    **facts: object,
) -> HttpResponse:
    """The file as an answer, a document with the logo there is; and that it was taken in the trail.

    `of` is the unit whose paper it is; where none is named, that in which the official serves first.
    """
    if name.endswith(".docx"):
        hats = request.user.standing(request.at).hats
        path = of.path if of is not None else hats[0].path if hats else ""
        logo = Logo.objects.on_papers_of(path, request.county)
        content = with_logo(content, bytes(logo.content)) if logo else content
    record(by=request.user.key, deed=deed, on=on, at=request.at, file=name, **facts)
    return as_file(content, name)
