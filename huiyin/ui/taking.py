"""A file to take along: its name, the content type that its ending stands for, and that it is kept, not shown."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from huiyin.lib.paper import DOCX

TYPES: Final = {
    "pdf": "application/pdf",
    "docx": DOCX,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


def as_file(content: bytes | str, name: str) -> HttpResponse:
    """The answer with a file; a name may hold any character. KeyError for an ending that nobody thought of."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
