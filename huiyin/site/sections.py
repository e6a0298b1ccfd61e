"""Where a page stands: the sections of the main navigation, and the pages inside each. A new page adds its line here.

Officials who serve and administrators have navigations of their own, which share nothing.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.administrators import AUDIT, SECURITY, SYSTEM
from huiyin.orgs.models import Official
from huiyin.orgs.standing import DESK, LEADING
from huiyin.ui.shell import NavItem


@dataclass(frozen=True)
class Entry:
    """One page of a section; `only` names the capacities that need it (empty: everybody)."""

    url: str
    label: Any
    only: tuple[str, ...] = ()

    def is_for(self, capacities: frozenset[str]) -> bool:
        """Whether somebody with these capacities needs the page."""
        return not self.only or not capacities.isdisjoint(self.only)


@dataclass(frozen=True)
class Section:
    """One entry of the main navigation, which opens its first page."""

    label: Any
    icon: str
    entries: tuple[Entry, ...]

    def pages_for(self, capacities: frozenset[str]) -> tuple[NavItem, ...]:
        """The pages that somebody with these capacities needs, in the language in use."""
        return tuple(
            NavItem(reverse(entry.url), str(entry.label), "")
            for entry in self.entries
            if entry.is_for(capacities)
        )


SECTIONS = (
    Section(_("Desk"), "home", (Entry("desk", _("Desk")),)),
    Section(
        _("Duties"),
        "checklist",
        (
            Entry("duties:mine", _("My duties")),
            Entry("duties:branch", _("Duties of the branch"), LEADING),
        ),
    ),
    Section(
        _("Contacts"),
        "users",
        (
            Entry("contacts:list", _("Contacts")),
            Entry("contacts:promises", _("Promises")),
            Entry("contacts:echoes", _("Echoes")),
            Entry("forums:list", _("Residents' forums")),
            Entry("contacts:visit_list", _("Visit list"), ("officer", *DESK)),
            Entry("intake:paper", _("From paper"), DESK),
            Entry("contacts:aid", _("Paired assistance")),
            Entry("contacts:research", _("Field research")),
            Entry("contacts:villages", _("Village development")),
            Entry("contacts:village_meetings", _("Village meetings")),
            Entry("contacts:briefs", _("Policy briefs")),
            Entry("contacts:signals", _("Second look")),
        ),
    ),
    Section(
        _("Coming in"),
        "mail-opened",
        (
            Entry("matters:triage", _("Next message"), ("coordinator",)),
            Entry("calls:new", _("Take down a call"), DESK),
            Entry("privacy:take_down", _("Take down a request about one's own data"), DESK),
            Entry("sealed:list", _("Sealed reports"), ("sealed_clerk",)),
        ),
    ),
    Section(
        _("Matters"),
        "inbox",
        (
            Entry("matters:list", _("Matters")),
            Entry("supervision:waiting", _("Where things wait"), LEADING),
            Entry("supervision:list", _("Supervisions")),
            Entry("supervision:cared_for", _("In leaders' care"), LEADING),
            Entry("matters:templates", _("Reply templates")),
        ),
    ),
    Section(
        _("Receptions"),
        "calendar",
        (
            Entry("receptions:list", _("Reception days")),
            Entry("receptions:today", _("Receptions today")),
            Entry("receptions:plan", _("Plan of the year"), (*DESK, "unit_head")),
            Entry("receptions:offices", _("Reception offices")),
        ),
    ),
    Section(
        _("Register"),
        "address-book",
        (
            Entry("contacts:register", _("Register")),
            Entry("contacts:below_quota", _("Below quota")),
            Entry("contacts:dormant", _("Long not met")),
            Entry("contacts:load", _("Who keeps how many")),
            Entry("contacts:absences", _("Standing in and exemptions")),
            Entry("imports:choose", _("Import"), LEADING),
            Entry("privacy:requests", _("Requests about one's own data"), ("data_officer", *LEADING)),
        ),
    ),
    Section(
        _("Breadth"),
        "chart-dots",
        (
            Entry("reach:mine", _("My mirror")),
            Entry("reach:branch", _("The branch")),
            Entry("reach:area", _("The area"), LEADING),
            Entry("reach:statistics", _("For statisticians"), LEADING),
            Entry("rounds:list", _("Plans of visits")),
            Entry("draws:list", _("Drawing lots")),
        ),
    ),
    Section(
        _("Accounts"),
        "file-text",
        (
            Entry("duties:reports", _("My reports")),
            Entry("duties:inbox", _("For me to take in"), ("coordinator", "unit_head")),
            Entry("duties:all_reports", _("All, in tree order"), LEADING),
        ),
    ),
    Section(
        _("Reports"),
        "report",
        (
            Entry("reports:work_summary", _("Work summary"), LEADING),
            Entry("reports:kpis", _("Figures of service"), LEADING),
            Entry("reports:classes", _("Figures by class"), LEADING),
            Entry("reports:contact_forms", _("By form")),
            Entry("reports:contact_days", _("Days at the grass roots")),
            Entry("reports:burden", _("Burden of forms")),
        ),
    ),
    Section(
        _("Inspections"),
        "list-search",
        (
            Entry("inspection:list", _("Inspections")),
            Entry("inspection:ledger", _("Ledger of problems")),
            Entry("inspection:fact_sheets", _("Fact sheets")),
        ),
    ),
)

ADMINISTRATION = (
    Section(_("Overview"), "home", (Entry("administration:overview", _("Administration")),)),
    Section(_("Units"), "building-community", (Entry("administration:units", _("Units"), (SYSTEM,)),)),
    Section(
        _("Accounts of officials"),
        "users",
        (Entry("administration:officials", _("Accounts of officials"), (SYSTEM, SECURITY)),),
    ),
    Section(
        _("Rules"),
        "book",
        (
            Entry("administration:charter", _("Charter"), (SYSTEM,)),
            Entry("administration:calendar", _("Working calendar"), (SYSTEM,)),
        ),
    ),
    Section(
        _("Trail"), "history", (Entry("administration:trail", _("Trail of the administration"), (AUDIT,)),)
    ),
)


def _sections(capacities: frozenset[str]) -> tuple[Section, ...]:
    """By what somebody may do: capacities and duties of administration never meet in one account."""
    return SECTIONS if capacities.isdisjoint(Official.Administers.values) else ADMINISTRATION


@lru_cache(maxsize=128)  # by what decides it: few sets of capacities, two languages
def _menu(capacities: frozenset[str], _language: str) -> tuple[tuple[NavItem, tuple[NavItem, ...]], ...]:
    """Each section that somebody needs, with its pages; addresses are looked up once in a process."""
    found = ((section, section.pages_for(capacities)) for section in _sections(capacities))
    return tuple(
        (NavItem(pages[0].url, str(section.label), section.icon), pages) for section, pages in found if pages
    )


@lru_cache(maxsize=1024)  # by what decides it, as above; `at` is one of the addresses of the menu
def _standing_at(
    capacities: frozenset[str], language: str, at: str
) -> tuple[tuple[NavItem, ...], tuple[NavItem, ...]]:
    nav: list[NavItem] = []
    inside: tuple[NavItem, ...] = ()
    for section, pages in _menu(capacities, language):
        current = any(page.url == at for page in pages)
        nav.append(replace(section, current=current))
        if current and len(pages) > 1:
            inside = tuple(replace(page, current=page.url == at) for page in pages)
    return tuple(nav), inside


@lru_cache(maxsize=128)
def _addresses(capacities: frozenset[str]) -> tuple[str, ...]:
    """Where the pages of the menu are, the longest first."""
    entries = (
        entry for section in _sections(capacities) for entry in section.entries if entry.is_for(capacities)
    )
    return tuple(sorted((reverse(entry.url) for entry in entries), key=len, reverse=True))


def navigation(capacities: frozenset[str], here: str) -> tuple[tuple[NavItem, ...], tuple[NavItem, ...]]:
    """The main navigation, and the pages of the section in which the reader stands (none if it has only one)."""
    at = next((url for url in _addresses(capacities) if here.startswith(url)), "")
    return _standing_at(capacities, get_language() or "", at)
