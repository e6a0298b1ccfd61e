"""The addresses of the whole site, found by walking the URLconf, and whose door each one is.

One that opens without a login belongs in one of the two tables below; until then the sweep fails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from huiyin.inspection import rectification_views
from huiyin.inspection import steps as inspection_steps
from huiyin.lots import steps as draw_steps
from huiyin.matters.deeds import DEEDS
from huiyin.matters.deeds.parts import PARTS
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.rules.life import TRANSITIONS
from huiyin.receptions.deeds import BOOKING, SESSION, TICKET
from huiyin.reports.words import LABELS
from tests.house.machines import FOR_SYSTEMS

# Doors that open without a login, and why.
PUBLIC = {
    "set_language": "anybody chooses the language they read",
    "login": "one has to be able to log in",
    "logout": "ending a session needs no permission; POST only",
    "health": "a load balancer asks whether the database answers; says nothing else",
    "portal:front": "the first page: which counties there are",
    "portal:home": "a county's public first page",
    "portal:logo": "the county's logo, for the heads of its pages",
    "portal:using": "how the public pages are used",
    "portal:about": "what the programme is, and the rights one has",
    "portal:robots": "what search engines leave alone",
    "portal:process": "what happens with a matter, drawn from the rules",
    "portal:ask": "number and code are asked for here; wrong pairs slow down whoever guesses",
    "say:say": "anybody may say something",
    "portal:briefs": "policies in plain words are for everybody",
    "portal:brief": "a policy in plain words, while it is public",
    "portal:documents": "the rules by which officials work are for everybody",
    "portal:document": "one of these rules as a file, while it holds",
    "portal:receptions": "who receives when and where is announced to everybody",
    "portal:receptions_notice": "the same on one sheet, for the notice board",
    "portal:receptions_feed": "the same for the calendars of telephones and computers",
    "portal:reception": "one published session; a draft has no page here",
    "say:book": "anybody may book a time, without a name if they like",
    "portal:draws": "which lots are drawn in public, when and where",
    "portal:draw": "one draw with all its lists: lot numbers, which name nobody",
    "portal:data_request_ask": "anybody may ask what is held about them; all get the same receipt",
    "say:report": "whoever reports wrongdoing need not say who they are; nothing of it can be read here",
    "portal:groups_ask": "a household that was given a slip types number and code; wrong pairs slow down whoever guesses",
    "slips:ask": "who was given a slip types name and code; wrong pairs slow down whoever guesses",
    "portal:draw_proof": "the same as a file that anybody can check",
    **FOR_SYSTEMS,
}

# Doors that open without a login only to who holds a code or a link.
HELD = {
    "portal:follow": "the link given with the receipt",
    "portal:receipt": "a sealed address, open for a day to who has just told us something",
    "portal:matter": "opened before by code or link, in this browser",
    "portal:leave": "closes the page of a matter that was opened in this browser",
    "say:rate": "opened before by code or link, in this browser",
    "say:report_kept": "a sealed address given to who has just handed in a report; shows its number and its reader",
    "say:add": "opened before by code or link, in this browser",
    "portal:file": "opened before by code or link, in this browser; only what the person may see",
    "say:reopen": "opened before by code or link, in this browser",
    "say:tell_anew": "opened before by code or link, in this browser",
    "say:supply": "opened before by code or link, in this browser",
    "say:review": "opened before by code or link, in this browser",
    "say:withdraw": "opened before by code or link, in this browser",
    "portal:booking_receipt": "a sealed address, open for a day to who has just booked",
    "portal:follow_booking": "the link given with the receipt of a booking",
    "portal:booking": "opened before by code or link, in this browser",
    "portal:leave_booking": "closes the page of a booking that was opened in this browser",
    "say:cancel_booking": "opened before by code or link, in this browser",
    "portal:data_request_receipt": "a sealed address, open for a day to who has just asked about their own data",
    "portal:data_request": "opened before by code, in this browser",
    "portal:leave_data_request": "closes the page of a request that was opened in this browser",
    "portal:your_lot": "lot number and code of one's slip are asked for; wrong pairs slow down whoever guesses",
    "portal:groups": "a signed address, given with a slip to a household; lets a browser on until the slip is used",
    "portal:groups_slip": "opened before by code or link, in this browser; says the same to everybody",
    "portal:groups_say": "opens only with the mark that number and code, or the link of a slip, leave in the session",
    "portal:stop_mail": "the link at the foot of a mail: deletes the address it went to, shows nothing",
    "portal:brief_link": "the link of an SMS: leads to where number and code are asked for, shows nothing",
    "founding:where": "an address that the console gives, for a day and for one county",
    "founding:begin": "an address that the console gives, for a day and for one county",
    "slips:link": "the link on a slip, used once",
    "slips:password": "opened before with a slip, in this browser",
    "portal:screen": "a television has nobody to sign in; a long key that can be renewed shows queue numbers, no names",
}

# All other doors are for officials (`huiyin.orgs.doors.staff` says so itself). An address with parts names one thing of ours
# and does not exist for others, but for these, which show whatever the official may see.
NAMES_NO_THING = {
    "intake:blank",
    "imports:bring",
    "imports:template",
    "imports:rejected",
    "reports:kpi",
    "reports:rows",
    "reach:rows",
    "duties:running_rows",
    "documents:file",
}
# What answers with a document instead of a page, or sends on to another, besides addresses that end in docx/ or xlsx/.
NO_PAGE = {
    "slips:link",
    "portal:groups",
    "portal:brief_link",
    "draws:of_forum",
    "draws:progress",
    "matters:file",
    "portal:file",
    "letters:picture",
    "rounds:calendar",
    "rounds:progress",
    "rounds:halt",
    "rounds:drop",
    "rounds:do",
    "inspection:proof",
    "imports:template",
    "duties:confirm",
    "duties:submit",
    "duties:accept",
    "duties:restate",
    "duties:hand_in_sheets",
    "reports:forum_invitation",
    "reports:forum_paper",
    "reports:contact_card",
    "receptions:screen",
    "documents:file",
    "administration:document",
    "administration:logo_picture",
    "portal:logo",
    "portal:document",
    *FOR_SYSTEMS,
}
# Pages that show more, or anything at all, only when they are asked.
QUERIES = {
    "privacy:requests": ("?list=done",),
    "administration:places": ("?town=990100101&town=990100103",),
    "contacts:promise": ("?do=revise", "?do=not_keep", "?do=void"),
    "matters:see": ("?trail=whole",),
    "matters:list": ("?list=open&view=table&narrow=1",),
    "search:find": ("?q=路灯", "?q=上河村"),
    "supervision:waiting_matters": ("?what=work&below=1",),
}


@dataclass(frozen=True)
class Address:
    """One line of the URLconf."""

    name: str
    kwargs: tuple[str, ...]
    view: Any
    pattern: str = ""

    @property
    def is_staff(self) -> bool:
        """Whether its door lets officials in and nobody else."""
        return getattr(self.view, "door", "") in ("staff", "administration")

    @property
    def is_by_key(self) -> bool:
        """Whether its door lets in who shows a key and nobody else (`huiyin.api.door`)."""
        return getattr(self.view, "door", "") == "key"

    @property
    def administered_by(self) -> tuple[str, ...]:
        """Which administrators it is for; none where officials serve."""
        return self.view.of if getattr(self.view, "door", "") == "administration" else ()


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[Address]:
    """Every address, with its full name and the kwargs it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            for found in addresses(entry, inner):
                yield replace(found, kwargs=(*entry.pattern.converters, *found.kwargs))
        elif isinstance(entry, URLPattern):
            name, kwargs = f"{space}{entry.name or '?'}", tuple(entry.pattern.converters)
            yield Address(name, kwargs, entry.callback, str(entry.pattern))


def unknown(found: list[Address], values: dict[tuple[str, str], list[str]]) -> list[str]:
    """What nobody thought of: addresses that open without a login and do not say why, and kwargs without a value."""
    problems = []
    for address in found:
        homes = (address.name in PUBLIC) + (address.name in HELD) + address.is_staff + address.is_by_key
        if homes != 1:
            problems.append(f"{address.name} has {homes} doors in tests/house/doors.py")
        space = address.name.partition(":")[0]
        for kwarg in address.kwargs:
            if (space, kwarg) not in values and ("*", kwarg) not in values:
                problems.append(f"{address.name} takes {kwarg}, for which the sweep has no value")
    problems += [
        f"{name} is in a table but not in the URLconf"
        for name in sorted({*PUBLIC, *HELD, *NAMES_NO_THING, *NO_PAGE, *QUERIES} - {a.name for a in found})
    ]
    return problems


def paths(address: Address, values: dict[tuple[str, str], list[str]]) -> list[str]:
    """The address with each combination of our values put in, as it is and with all that it may be asked for."""
    space = address.name.partition(":")[0]
    keys = [[(address.name, kwarg), (space, kwarg), ("*", kwarg)] for kwarg in address.kwargs]
    choices = [next(values[key] for key in row if key in values) for row in keys]
    combinations = [dict(zip(address.kwargs, chosen, strict=True)) for chosen in product(*choices)]
    asked = ("", *QUERIES.get(address.name, ()))
    return [reverse(address.name, kwargs=kwargs) + query for kwargs in combinations for query in asked]


def asking(url: str, query: str) -> str:
    """An address that may have been asked for something already, asked for more."""
    return url + query.replace("?", "&") if "?" in url else url + query


STAFF = [address for address in addresses() if address.is_staff]
OBJECTS = {address.name for address in STAFF if address.kwargs and address.name not in NAMES_NO_THING}
PAGES = {address.name for address in STAFF} - OBJECTS
DOCUMENTS = NO_PAGE | {address.name for address in STAFF if address.pattern.endswith(("docx/", "xlsx/"))}
NOUNS = sorted(DEEDS)
RECEPTION_NOUNS = sorted(SESSION)
TURNS = sorted(TICKET)
BOOKING_DEEDS = sorted(BOOKING)
STEPS = sorted({*inspection_steps.STEPS, *rectification_views.STEPS})
FIGURES = sorted(LABELS)
DRAW_STEPS = sorted(draw_steps.STEPS)


def together(**chosen: Matter) -> list[str]:
    """The page of one step for several matters, with one chosen for each step."""
    there = reverse("matters:together")
    return [there, *(f"{there}?step={step}&ref={one.reference}" for step, one in chosen.items())]


def for_nobody(states: Mapping[str, str], parts: Iterable[SubTask]) -> set[str]:
    """Deeds that the table does not know in the state of their matter, and parts asked for under another matter."""
    found = {
        reverse("matters:do", kwargs={"ref": ref, "noun": noun})
        for (ref, state), (noun, deed) in product(states.items(), DEEDS.items())
        if deed.deed not in TRANSITIONS[state]
    }
    for part, ref, noun in product(parts, states, PARTS):
        if part.matter.reference != ref:
            found.add(reverse("matters:part", kwargs={"ref": ref, "part": part.pk, "step": noun}))
    return found
