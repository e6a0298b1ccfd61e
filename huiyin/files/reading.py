"""Opening what was sealed: a name for a list, the bytes for who may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from huiyin.files.checking import TYPES
from huiyin.files.models import Attachment
from huiyin.lib.sealing import DataKey


@dataclass(frozen=True)
class Shown:
    """A file in a list: its address, and that of the small picture, if it is one."""

    row: Attachment
    name: str
    url: str
    small: str

    @property
    def kind(self) -> str:
        """As one calls it."""
        return self.row.kind.upper()


def listed(rows: Iterable[Attachment], key: DataKey, address: Callable[[str, str], str]) -> list[Shown]:
    """Each with its name and its addresses; `address` gives those of a digest, whole or small."""
    return [
        Shown(
            row,
            name_of(row, key),
            address(row.digest, "whole"),
            address(row.digest, "small") if row.is_picture else "",
        )
        for row in rows
    ]


def name_of(row: Attachment, key: DataKey) -> str:
    """The name it came with."""
    return key.open(bytes(row.name), row.bound_to("name"))


def content_of(row: Attachment, key: DataKey) -> bytes:
    """Its bytes."""
    return key.opened(bytes(row.content), row.bound_to("content"))


def served(row: Attachment, key: DataKey, size: str) -> HttpResponse:
    """Pictures to be looked at, everything else to be taken along; kept by no cache, able to do nothing."""
    small = size == "small" and row.is_picture
    content = key.opened(bytes(row.small), row.bound_to("small")) if small else content_of(row, key)
    return sent(content, row.kind, name_of(row, key), is_picture=row.is_picture)


def sent(content: bytes, kind: str, name: str, *, is_picture: bool) -> HttpResponse:
    """The bytes of what was checked, under the same care."""
    response = HttpResponse(content, content_type=TYPES[kind])
    named = content_disposition_header(not is_picture, name)
    response["Content-Disposition"] = named or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
