"""A file that an official takes along: it is on record who took which, and of people with the number of rows (I-37)."""

from typing import Literal

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import override

from huiyin.audit.actions import record
from huiyin.lib.letterhead import with_logo
from huiyin.lib.paper import LANGUAGE
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import County, Logo
from huiyin.ui.taking import as_file

TAKEN = "report.taken"


def file_name(*parts: str | Promise | int, ending: Literal["docx", "xlsx"] = "docx") -> str:
    """The name of a file in the language of papers: what it is called (a lazy translation), of what, of when."""
    with override(LANGUAGE):
        return "-".join(str(part) for part in parts) + f".{ending}"


def logo_of(county: County) -> bytes:
    """The picture in the heads of its pages and papers, as PNG."""
    return bytes(Logo.objects.shown_by(county).content)


def taken(
    request: StaffRequest, content: bytes, name: str, *, on: str, deed: str = TAKEN, **facts: object
) -> HttpResponse:
    """The file as an answer, a document with the county's logo where it has one; and that it was taken in the trail."""
    if request.county.logo and name.endswith(".docx"):
        content = with_logo(content, logo_of(request.county))
    record(by=request.user.key, deed=deed, on=on, at=request.at, file=name, **facts)
    return as_file(content, name)
