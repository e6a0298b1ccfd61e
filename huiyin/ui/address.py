"""What stands in an address: numbers that are asked for, one choice of several, and the same address changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict


def decimal(text: str, *, digits: int = 15) -> int | None:
    """The number these digits write, if they are nothing but digits and no more than fit; else None."""
    return int(text) if text.isdecimal() and len(text) <= digits else None


def chosen(request: HttpRequest, name: str, offered: Collection[str], otherwise: str) -> str:
    """Which of the offered choices the address names; what nobody offered counts as nothing asked."""
    asked = request.GET.get(name, "")
    return asked if asked in offered else otherwise


@dataclass(frozen=True)
class Choice:
    """One of the choices that a list can be narrowed to: where it leads, its words, and whether it is the present one."""

    url: str
    name: str
    current: bool


def choices(
    request: HttpRequest, name: str, offered: Mapping[str, str], present: str, *, drop: Collection[str] = ()
) -> list[Choice]:
    """A link for each choice, which keeps what else the address asks for and begins at the first page."""
    gone = dict.fromkeys(("from", *drop), "")
    return [
        Choice(same(request.GET, **gone, **{name: key}), words, key == present)
        for key, words in offered.items()
    ]


def tail(**parts: object) -> str:
    """The query of an address, without the question mark and without what is empty."""
    return urlencode({name: str(value) for name, value in parts.items() if value})


def same(query: QueryDict, **changed: object) -> str:
    """The tail of an address with the same query and something changed; what becomes empty is left out."""
    kept = query.copy()
    for name, value in changed.items():
        if value is None or value == "":
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{kept.urlencode()}"
