"""The addresses of the whole site, found by walking the URLconf, and whose door each one is.

A new address belongs in one of the two tables below; until then the sweep fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from huiyin.inspection import rectification_views
from huiyin.inspection import steps as inspection_steps
from huiyin.lots import steps as draw_steps
from huiyin.matters.deeds import DEEDS
from huiyin.receptions.deeds import BOOKING, SESSION, TICKET
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
    "portal:briefs": "policies in plain words are for everybody",
    "portal:brief": "a policy in plain words, while it is public",
    "portal:receptions": "who receives when and where is announced to everybody",
    "portal:receptions_notice": "the same on one sheet, for the notice board",
    "portal:receptions_feed": "the same for the calendars of telephones and computers",
    "portal:reception": "one published session; a draft has no page here",
    "say:book": "anybody may book a time, without a name if they like",
    "portal:draws": "which lots are drawn in public, when and where",
    "portal:draw": "one draw with all its lists: lot numbers, which name nobody",
    "portal:draw_proof": "the same as a file that anybody can check",
}

# Doors that open without a login only to who holds a code or a link.
HELD = {
    "portal:follow": "the link given with the receipt",
    "portal:receipt": "a sealed address, open for a day to who has just told us something",
    "portal:matter": "opened before by code or link, in this browser",
    "portal:leave": "closes the page of a matter that was opened in this browser",
    "say:rate": "opened before by code or link, in this browser",
    "say:reopen": "opened before by code or link, in this browser",
    "portal:booking_receipt": "a sealed address, open for a day to who has just booked",
    "portal:follow_booking": "the link given with the receipt of a booking",
    "portal:booking": "opened before by code or link, in this browser",
    "portal:leave_booking": "closes the page of a booking that was opened in this browser",
    "say:cancel_booking": "opened before by code or link, in this browser",
    "portal:your_lot": "lot number and code of one's slip are asked for; wrong pairs slow down whoever guesses",
    "portal:screen": "a television in the waiting room has nobody to sign in; the long key shows queue numbers, no names,"
    " and the office can renew it",
}

# Everybody else has to be an official: addresses that name one thing of ours …
OBJECTS = {
    "matters:see",
    "matters:person",
    "matters:receipt",
    "matters:do",
    "contacts:see",
    "contacts:void",
    "reports:field_stay",
    "intake:take_out",
    "contacts:keep",
    "contacts:household",
    "contacts:card",
    "contacts:describe",
    "contacts:consent",
    "contacts:withdraw",
    "contacts:end",
    "contacts:hand_over",
    "contacts:change_person",
    "contacts:call_back",
    "contacts:decide",
    "contacts:end_secondment",
    "posts:leaving",
    "reports:contact_card",
    "contacts:promise",
    "contacts:signal",
    "forums:see",
    "forums:change",
    "forums:invite",
    "forums:hold",
    "forums:cancel",
    "forums:close",
    "forums:points",
    "forums:point",
    "reports:forum_invitation",
    "reports:forum_paper",
    "people:household",
    "people:reveal",
    "contacts:aid_plan",
    "contacts:aid_act",
    "contacts:aid_end",
    "contacts:need",
    "contacts:need_refer",
    "contacts:need_withdraw",
    "contacts:receipt",
    "contacts:research_plan",
    "contacts:research_trip",
    "contacts:research_finding",
    "contacts:research_report",
    "contacts:research_measure",
    "contacts:measure",
    "contacts:village",
    "contacts:village_issue",
    "contacts:village_decide",
    "contacts:village_advise",
    "contacts:brief",
    "contacts:brief_rewrite",
    "contacts:brief_publish",
    "contacts:brief_withdraw",
    "contacts:brief_answer",
    "briefs:question",
    "reports:aid_plan",
    "reports:referral_letter",
    "reports:research_report",
    "reports:brief_sheet",
    "receptions:see",
    "receptions:do",
    "receptions:calls",
    "receptions:screen",
    "receptions:walk_in",
    "receptions:ticket",
    "receptions:booking",
    "receptions:person",
    "receptions:office",
    "receptions:change_office",
    "receptions:duties",
    "receptions:renew_screen",
    "receptions:leave_staff",
    "receiving:record",
    "receiving:receipts",
    "reports:reception_minutes",
    "reports:reception_register",
    "reports:reception_form",
    "duties:of_official",
    "duties:rows",
    "duties:report",
    "duties:report_rows",
    "duties:confirm",
    "duties:submit",
    "duties:accept",
    "duties:send_back",
    "duties:restate",
    "reports:account",
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
    "rounds:see",
    "rounds:progress",
    "rounds:halt",
    "rounds:paper",
    "rounds:calendar",
    "rounds:drop",
    "rounds:do",
    "reports:inspection_notice",
    "reports:checklist",
    "reports:fact_sheet_docx",
    "draws:of_forum",
    "draws:see",
    "draws:quotas",
    "draws:progress",
    "draws:do",
    "draws:room",
    "draws:slips",
    "draws:letters",
    "draws:answer",
    "draws:person",
    "draws:proof",
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
    "contacts:pair",
    "contacts:below_quota",
    "contacts:dormant",
    "contacts:load",
    "contacts:absences",
    "contacts:stand_in",
    "contacts:exemption",
    "contacts:second",
    "reports:register_docx",
    "reports:register_xlsx",
    "contacts:promises",
    "contacts:signals",
    "forums:list",
    "forums:plan",
    "reports:burden",
    "intake:visit",
    "reports:work_summary",
    "reports:docx",
    "reports:rows",
    "contacts:aid",
    "contacts:aid_start",
    "contacts:needs",
    "contacts:need_assess",
    "contacts:research",
    "contacts:research_start",
    "contacts:villages",
    "contacts:briefs",
    "contacts:brief_write",
    "reports:classes",
    "reports:class_rows",
    "reports:classes_xlsx",
    "reports:aid_ledger",
    "reports:research_plans",
    "reports:research_results",
    "receptions:list",
    "receptions:today",
    "receptions:plan",
    "receptions:publish_plan",
    "receptions:offices",
    "receptions:open_office",
    "reports:reception_plan",
    "contacts:village_meetings",
    "reports:contact_forms",
    "reports:contact_days",
    "reports:volunteering",
    "duties:mine",
    "duties:branch",
    "duties:reports",
    "duties:inbox",
    "duties:all_reports",
    "duties:hand_in_sheets",
    "intake:paper",
    "intake:blank",
    "imports:choose",
    "imports:bring",
    "imports:template",
    "imports:rejected",
    "contacts:visit_list",
    "rounds:list",
    "rounds:new",
    "inspection:list",
    "inspection:critical_voices",
    "inspection:plan",
    "inspection:ledger",
    "inspection:list_problem",
    "inspection:fact_sheets",
    "reports:ledger_docx",
    "reports:ledger_xlsx",
    "draws:list",
    "draws:plan",
    "draws:plan_visits",
    "reach:mine",
    "reach:branch",
    "reach:area",
    "reach:area_depth",
    "reach:statistics",
    "reach:shapes",
    "reach:rows",
}
# Of these, what answers with a document instead of a page, or sends on to another.
DOCUMENTS = {
    "draws:of_forum",
    "draws:progress",
    "rounds:calendar",
    "rounds:progress",
    "rounds:halt",
    "rounds:drop",
    "rounds:do",
    "reports:inspection_notice",
    "reports:checklist",
    "reports:fact_sheet_docx",
    "reports:ledger_docx",
    "reports:ledger_xlsx",
    "inspection:proof",
    "imports:template",
    "reports:account",
    "duties:confirm",
    "duties:submit",
    "duties:accept",
    "duties:restate",
    "duties:hand_in_sheets",
    "reports:forum_invitation",
    "reports:forum_paper",
    "reports:field_stay",
    "reports:volunteering",
    "reports:reception_minutes",
    "reports:reception_register",
    "reports:reception_form",
    "reports:reception_plan",
    "receptions:screen",
    "reports:docx",
    "reports:register_docx",
    "reports:register_xlsx",
    "reports:contact_card",
    "reports:classes_xlsx",
    "reports:aid_plan",
    "reports:aid_ledger",
    "reports:referral_letter",
    "reports:research_plans",
    "reports:research_report",
    "reports:research_results",
    "reports:brief_sheet",
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
RECEPTION_NOUNS = sorted(SESSION)
TURNS = sorted(TICKET)
BOOKING_DEEDS = sorted(BOOKING)
STEPS = sorted({*inspection_steps.STEPS, *rectification_views.STEPS})
FIGURES = sorted(LABELS)
DRAW_STEPS = sorted(draw_steps.STEPS)
