"""Where a page stands: five sections by what one does, and the pages inside each. A new page adds its line here.

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
from huiyin.orgs.standing import CALLERS, DESK, LEADING
from huiyin.ui.shell import Inside, NavGroup, NavItem


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
class Group:
    """Pages of a section that belong together; the label stands above them where they stand below each other."""

    label: Any
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Section:
    """One entry of the main navigation: a task, which opens the first of its pages."""

    label: Any
    icon: str
    groups: tuple[Group, ...]

    def pages_for(self, capacities: frozenset[str]) -> tuple[NavGroup, ...]:
        """The pages that somebody with these capacities needs, in the language in use."""
        found = ((group.label, _needed(group.entries, capacities)) for group in self.groups)
        return tuple(NavGroup(str(label), items) for label, items in found if items)


def _needed(entries: tuple[Entry, ...], capacities: frozenset[str]) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(reverse(entry.url), str(entry.label), "") for entry in entries if entry.is_for(capacities)
    )


def _alone(label: Any, icon: str, *entries: Entry) -> Section:
    """A section of so few pages that they need no groups."""
    return Section(label, icon, (Group("", entries),))


TODAY = _alone(
    _("Today"),
    "home",
    Entry("desk", _("Desk")),
    Entry("duties:mine", _("My duties")),
    Entry("duties:reports", _("My reports")),
    Entry("duties:inbox", _("Reports for me to take in"), ("coordinator", "unit_head")),
    Entry("receptions:today", _("Receptions today")),
)
VISITS = Section(
    _("Visits and contacts"),
    "users",
    (
        Group(
            _("Records"),
            (
                Entry("contacts:list", _("Contacts")),
                Entry("contacts:promises", _("Promises")),
                Entry("contacts:echoes", _("Echoes")),
                Entry("contacts:signals", _("Second look")),
                Entry("intake:paper", _("From paper"), DESK),
            ),
        ),
        Group(
            _("Households"),
            (
                Entry("contacts:register", _("Register")),
                Entry("contacts:visit_list", _("Visit list"), ("officer", *DESK)),
                Entry("rounds:list", _("Plans of visits")),
                Entry("contacts:dormant", _("Long not met")),
                Entry("contacts:below_quota", _("Below quota"), LEADING),
                Entry("contacts:held_apart", _("To be told apart"), LEADING),
                Entry("contacts:load", _("Who keeps how many"), LEADING),
                Entry("contacts:absences", _("Standing in and exemptions")),
                Entry("imports:choose", _("Import"), LEADING),
            ),
        ),
        Group(
            _("Help and research"),
            (
                Entry("contacts:aid", _("Paired assistance")),
                Entry("contacts:research", _("Field research")),
            ),
        ),
        Group(
            _("Breadth"),
            (Entry("reach:mine", _("My mirror")), Entry("reach:branch", _("Breadth of the branch"))),
        ),
    ),
)
CASEWORK = Section(
    _("Casework"),
    "inbox",
    (
        Group(
            _("Handling"),
            (
                Entry("matters:list", _("Matters")),
                Entry("matters:calls", _("Call-backs"), CALLERS),
                Entry("matters:templates", _("Reply templates")),
            ),
        ),
        Group(
            _("Coming in"),
            (
                Entry("matters:triage", _("Next message"), ("coordinator",)),
                Entry("calls:new", _("Take down a call"), DESK),
                Entry("calls:letters", _("Book of letters"), DESK),
                Entry("calls:team", _("Intake team"), (*DESK, *LEADING)),
                Entry("letters:list", _("Letters that wait"), DESK),
                Entry("privacy:take_down", _("Take down a request about one's own data"), DESK),
                Entry("sealed:list", _("Sealed reports"), ("sealed_clerk",)),
            ),
        ),
        Group(
            _("Followed up"),
            (
                Entry("supervision:waiting", _("Where things wait"), LEADING),
                Entry("supervision:list", _("Supervisions")),
                Entry("supervision:cared_for", _("In leaders' care"), LEADING),
                Entry("privacy:requests", _("Requests about one's own data"), ("data_officer", *LEADING)),
            ),
        ),
    ),
)
MEETINGS = Section(
    _("Meeting residents"),
    "calendar",
    (
        Group(
            _("Receptions"),
            (
                Entry("receptions:list", _("Reception days")),
                Entry("receptions:plan", _("Plan of the year"), (*DESK, "unit_head")),
                Entry("receptions:offices", _("Reception offices")),
            ),
        ),
        Group(
            _("Forums and lots"),
            (Entry("forums:list", _("Residents' forums")), Entry("draws:list", _("Drawing lots"))),
        ),
        Group(
            _("Villages and policies"),
            (
                Entry("contacts:villages", _("Village development")),
                Entry("contacts:village_meetings", _("Village meetings")),
                Entry("contacts:briefs", _("Policy briefs")),
                Entry("documents:list", _("Institution documents")),
            ),
        ),
    ),
)
REVIEW = Section(
    _("Review"),
    "report",
    (
        Group(
            _("Duties and reports"),
            (
                Entry("duties:branch", _("Duties of the branch"), LEADING),
                Entry("duties:all_reports", _("All reports"), LEADING),
                Entry("reports:work_summary", _("Work summary"), LEADING),
                Entry("duties:digests", _("Digests upward"), LEADING),
            ),
        ),
        Group(
            _("Statistics"),
            (
                Entry("reports:kpis", _("Figures of service"), LEADING),
                Entry("reports:classes", _("Figures by class"), LEADING),
                Entry("reach:area", _("Breadth of the area"), LEADING),
                Entry("reach:statistics", _("For statisticians"), LEADING),
            ),
        ),
        Group(
            _("Inspections"),
            (
                Entry("inspection:fact_sheets", _("Fact sheets")),
                Entry("inspection:list", _("Inspections")),
                Entry("inspection:ledger", _("Ledger of problems")),
            ),
        ),
        Group(
            _("Contacts counted"),
            (
                Entry("reports:contact_forms", _("By form")),
                Entry("reports:contact_days", _("Days at the grass roots")),
            ),
        ),
    ),
)
SECTIONS = (TODAY, VISITS, CASEWORK, MEETINGS, REVIEW)

ADMINISTRATION = (
    _alone(_("Overview"), "home", Entry("administration:overview", _("Administration"))),
    _alone(_("Units"), "building-community", Entry("administration:units", _("Units"), (SYSTEM,))),
    _alone(
        _("Accounts of officials"),
        "users",
        Entry("administration:officials", _("Accounts of officials"), (SYSTEM, SECURITY)),
        Entry("systems:list", _("Other systems"), (SECURITY,)),
    ),
    _alone(
        _("Rules"),
        "book",
        Entry("administration:charter", _("Charter"), (SYSTEM,)),
        Entry("administration:calendar", _("Working calendar"), (SYSTEM,)),
        Entry("administration:documents", _("Institution documents"), (SYSTEM,)),
        Entry("administration:numbers", _("Telephone numbers for the public"), (SYSTEM,)),
        Entry("administration:logo", _("Logo of the county"), (SYSTEM,)),
    ),
    _alone(
        _("Trail and running"),
        "history",
        Entry("administration:trail", _("Trail of the administration"), (AUDIT,)),
        Entry("clock", _("Does the clock run"), (SYSTEM, AUDIT)),
        Entry("outbox:list", _("Mail"), (SYSTEM,)),
        Entry("wechat:account", _("WeChat"), (SYSTEM,)),
        Entry("outbox:sms", _("SMS"), (SYSTEM,)),
        Entry("outbox:words", _("Words of the messages"), (SYSTEM,)),
        Entry("reports:burden", _("Burden of forms"), (SYSTEM, AUDIT)),
    ),
)


def _sections(capacities: frozenset[str]) -> tuple[Section, ...]:
    """By what somebody may do: capacities and duties of administration never meet in one account."""
    return SECTIONS if capacities.isdisjoint(Official.Administers.values) else ADMINISTRATION


@lru_cache(maxsize=128)  # by what decides it: few sets of capacities, two languages
def _menu(capacities: frozenset[str], _language: str) -> tuple[tuple[NavItem, tuple[NavGroup, ...]], ...]:
    """Each section that somebody needs, with its pages; addresses are looked up once in a process."""
    found = ((section, section.pages_for(capacities)) for section in _sections(capacities))
    return tuple(
        (NavItem(groups[0].items[0].url, str(section.label), section.icon), groups)
        for section, groups in found
        if groups
    )


@lru_cache(maxsize=1024)  # by what decides it, as above; `at` is one of the addresses of the menu
def _standing_at(
    capacities: frozenset[str], language: str, at: str
) -> tuple[tuple[NavItem, ...], Inside | None]:
    nav: list[NavItem] = []
    inside: Inside | None = None
    for section, groups in _menu(capacities, language):
        pages = [page for group in groups for page in group.items]
        current = next((page for page in pages if page.url == at), None)
        nav.append(replace(section, current=current is not None))
        if current and len(pages) > 1:
            inside = Inside(section.label, current.label, tuple(_marked(group, at) for group in groups))
    return tuple(nav), inside


def _marked(group: NavGroup, at: str) -> NavGroup:
    """The group with the page in which the reader stands marked."""
    return replace(group, items=tuple(replace(page, current=page.url == at) for page in group.items))


@lru_cache(maxsize=128)
def _addresses(capacities: frozenset[str]) -> tuple[str, ...]:
    """Where the pages of the menu are, the longest first."""
    groups = (group for section in _sections(capacities) for group in section.pages_for(capacities))
    return tuple(sorted((page.url for group in groups for page in group.items), key=len, reverse=True))


def navigation(capacities: frozenset[str], here: str) -> tuple[tuple[NavItem, ...], Inside | None]:
    """The main navigation, and the pages of the section in which the reader stands (none if it has only one)."""
    at = next((url for url in _addresses(capacities) if here.startswith(url)), "")
    return _standing_at(capacities, get_language() or "", at)
