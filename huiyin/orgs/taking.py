"""A file that an official takes along: it is on record who took which, and of people with the number of rows (I-37)."""

from django.http import HttpResponse

from huiyin.audit.actions import record
from huiyin.orgs.doors import StaffRequest
from huiyin.ui.taking import as_file

TAKEN = "report.taken"


def taken(
    request: StaffRequest, content: bytes, name: str, *, on: str, deed: str = TAKEN, **facts: object
) -> HttpResponse:
    """The file as an answer, and that it was taken in the trail."""
    record(by=request.user.key, deed=deed, on=on, at=request.at, file=name, **facts)
    return as_file(content, name)
