"""The addresses of the whole site, found by walking the URLconf, and whose door each one is.

A new address belongs in one of the two tables below; until then the sweep fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from huiyin.duties import inspection_steps, rectification_views
from huiyin.matters.views import DEEDS
from huiyin.reports.words import LABELS

# Doors that open without a login, and why.
PUBLIC = {
    "set_language": "anybody chooses the language they read",
    "login": "one has to be able to log in",
    "logout": "ending a session needs no permission; POST only",
    "health": "a load balancer asks whether the database answers; says nothing else",
    "portal:front": "the first page: which counties there are",
    "portal:home": "a county's public first page",
    "portal:about": "what the programme is, and the rights one has",
    "portal:robots": "what search engines leave alone",
    "portal:ask": "number and code are asked for here; wrong pairs slow down whoever guesses",
    "say:say": "anybody may say something",
}

# Doors that open without a login only to who holds a code or a link.
HELD = {
    "portal:follow": "the link given with the receipt",
    "portal:receipt": "a sealed address, open for a day to who has just told us something",
    "portal:matter": "opened before by code or link, in this browser",
    "portal:leave": "closes the page of a matter that was opened in this browser",
    "say:rate": "opened before by code or link, in this browser",
    "say:reopen": "opened before by code or link, in this browser",
}

# Everybody else has to be an official: addresses that name one thing of ours …
OBJECTS = {
    "matters:see",
    "matters:person",
    "matters:receipt",
    "matters:do",
    "contacts:see",
    "contacts:void",
    "contacts:keep",
    "people:household",
    "people:reveal",
    "inspection:see",
    "inspection:proof",
    "inspection:verification",
    "inspection:call",
    "inspection:find",
    "inspection:answer",
    "inspection:withdraw",
    "inspection:do",
    "inspection:rectification",
    "inspection:put_right",
    "inspection:fact_sheet",
    "reports:inspection_notice",
    "reports:checklist",
    "reports:fact_sheet_docx",
}
# … and pages that show whatever the official may see.
PAGES = {
    "desk",
    "notices",
    "clock",
    "matters:list",
    "matters:triage",
    "contacts:list",
    "contacts:register",
    "contacts:promises",
    "intake:visit",
    "reports:work_summary",
    "reports:docx",
    "reports:rows",
    "inspection:list",
    "inspection:plan",
    "inspection:ledger",
    "inspection:list_problem",
    "inspection:fact_sheets",
    "reports:ledger_docx",
    "reports:ledger_xlsx",
}


@dataclass(frozen=True)
class Address:
    """One line of the URLconf."""

    name: str
    kwargs: tuple[str, ...]
    view: Any


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[Address]:
    """Every address, with its full name and the kwargs it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            for found in addresses(entry, inner):
                yield Address(found.name, (*entry.pattern.converters, *found.kwargs), found.view)
        elif isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name or '?'}", tuple(entry.pattern.converters), entry.callback)


def unknown(found: list[Address], values: dict[tuple[str, str], list[str]]) -> list[str]:
    """What nobody thought of: addresses in no table or in two, and kwargs for which there is no value."""
    tables = (set(PUBLIC), set(HELD), OBJECTS, PAGES)
    problems = []
    for address in found:
        homes = sum(address.name in table for table in tables)
        if homes != 1:
            problems.append(f"{address.name} stands in {homes} tables of tests/house/doors.py")
        space = address.name.partition(":")[0]
        for kwarg in address.kwargs:
            if (space, kwarg) not in values and ("*", kwarg) not in values:
                problems.append(f"{address.name} takes {kwarg}, for which the sweep has no value")
    known = {address.name for address in found}
    problems += [
        f"{name} is in a table but not in the URLconf" for name in sorted(set().union(*tables) - known)
    ]
    return problems


def paths(address: Address, values: dict[tuple[str, str], list[str]]) -> list[str]:
    """The address with each combination of our values put in."""
    space = address.name.partition(":")[0]
    choices = [values.get((space, kwarg)) or values[("*", kwarg)] for kwarg in address.kwargs]
    combinations = [dict(zip(address.kwargs, chosen, strict=True)) for chosen in product(*choices)]
    return [reverse(address.name, kwargs=kwargs) for kwargs in combinations]


NOUNS = sorted(DEEDS)
STEPS = sorted({*inspection_steps.STEPS, *rectification_views.STEPS})
FIGURES = sorted(LABELS)
