"""What the pages of inspections are told: the half-years and their branches, one inspection for whoever looks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from huiyin.contacts.marks import mark
from huiyin.contacts.models import Contact, Signal
from huiyin.inspection import rules
from huiyin.inspection.models import CallBack, Finding, Inspection, Rectification
from huiyin.inspection.results import result_of, year_of
from huiyin.inspection.steps import STEPS
from huiyin.lib.periods import Span
from huiyin.orgs.calendar import calendar, local_day, start_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import Unit
from huiyin.orgs.references import Register
from huiyin.orgs.standing import LEADING
from huiyin.reach.areas import seat_of
from huiyin.reach.models import PopulationChange
from huiyin.register.models import GroupSlip
from huiyin.ui.deeds import DeedPage

MOST_SIGNALS = 200
MOST_SPOTS = 200
TONES: dict[str, str] = {
    Inspection.State.PLANNED: "quiet",
    Inspection.State.CONCLUDED: "done",
    Inspection.State.VERIFIED: "done",
}


@dataclass(frozen=True)
class Row:
    """A branch in a half-year: its inspection, or that none is planned yet."""

    branch: Unit
    inspection: Inspection | None
    tone: str


@dataclass(frozen=True)
class Half:
    """A half-year with its branches in the order of the tree."""

    period: Span
    rows: list[Row]


def halves(request: StaffRequest) -> list[Half]:
    """This half-year and the two before it: every branch one supervises, and inspections one sees otherwise.

    Of a half-year that ended before the county had a charter, only inspections there are.
    """
    ground = Ground()
    periods = rules.half_years(local_day(request.at, request.county), ground.charter_of(request.at))
    began = min(local_day(one.effective_at, request.county) for one in ground.adopted)
    seen = Inspection.objects.visible_to(request.user, request.at).select_related("branch", "inspector")
    full = seen.filter(first_on__gte=periods[-1].first, kind=Inspection.Kind.FULL)
    found = {(i.first_on, i.branch_id): i for i in full}
    branches = {unit.pk: unit for unit in rules.branches_under(request.user, request.at)}
    halves = []
    for period in periods:
        here = dict(branches) if period.end > began else {}
        here.update({i.branch_id: i.branch for (first, _b), i in found.items() if first == period.first})
        ordered = sorted(here.values(), key=lambda unit: unit.path)
        rows = [_row(unit, found.get((period.first, unit.pk))) for unit in ordered]
        if rows:
            halves.append(Half(period, rows))
    return halves


def small_checks(request: StaffRequest) -> list[Row]:
    """The small checks of the last twelve months that one may see: latest month first, then in the order of the tree."""
    day = local_day(request.at, request.county)
    seen = Inspection.objects.visible_to(request.user, request.at).select_related("branch", "inspector")
    spots = seen.filter(kind=Inspection.Kind.SPOT, first_on__gte=day - timedelta(days=400))
    return [_row(one.branch, one) for one in spots.in_tree_order()[:MOST_SPOTS]]


def _row(branch: Unit, inspection: Inspection | None) -> Row:
    return Row(branch, inspection, TONES.get(inspection.state, "calm") if inspection else "quiet")


@dataclass(frozen=True)
class Next:
    """A step that the page offers, and why it cannot be done just now."""

    noun: str
    step: DeedPage
    objection: str | None


def next_steps(request: StaffRequest, inspection: Inspection) -> list[Next]:
    """The steps of this state, for whoever carries the inspection out; done ones of the same state left out."""
    if not rules.may_lead(inspection, request.user, request.at):
        return []
    if inspection.state == Inspection.State.PLANNED:
        wanted = "list" if inspection.frozen_at is None else "number" if not inspection.seed else "sample"
        nouns = [wanted]
    else:
        nouns = [n for n, s in STEPS.items() if s.deed in rules.TRANSITIONS[inspection.state]]
    return [
        Next(n, STEPS[n], rules.objection_to(STEPS[n].deed, inspection, request.user, request.at))
        for n in nouns
    ]


def whole(request: StaffRequest, inspection: Inspection) -> dict[str, Any]:
    """One inspection: what everybody of the branch may know, and what only those see who carry it out."""
    leads = rules.may_lead(inspection, request.user, request.at)
    findings = Finding.objects.visible_to(request.user, request.at).filter(inspection=inspection)
    calls = CallBack.objects.visible_to(request.user, request.at).filter(inspection=inspection)
    lines = Rectification.objects.visible_to(request.user, request.at).filter(finding__inspection=inspection)
    return {
        "inspection": inspection,
        "leads": leads,
        "tone": TONES.get(inspection.state, "calm"),
        "steps": next_steps(request, inspection),
        "draw_is_open": leads or inspection.is_checked,
        # While people are still being rung, a counter would tell the branch what the last of them said.
        "result": result_of(inspection) if inspection.is_checked or (leads and inspection.drawn_at) else None,
        "calls": _calls(calls),
        "findings": [_shown(f, request) for f in _with_people(findings)],
        "may_find": leads and rules.Deed.FIND in rules.TRANSITIONS[inspection.state],
        "may_list": leads and rules.Deed.LIST in rules.TRANSITIONS[inspection.state],
        "signals": _signals(inspection, request.at) if leads else [],
        "slips": _slips(inspection) if leads else [],
        "tables": _tables(inspection) if leads else [],
        "lines": list(lines.select_related("owner", "unit").in_tree_order()),
        "day": local_day(request.at, request.county),
        "to_draw": inspection.size() if inspection.frozen_at else None,
        "sure": f"{float(inspection.figure('confidence')) * 100:g}",
        "share": f"{float(inspection.figure('false_share')) * 100:g}",
        "to_ring": inspection.most_calls() if inspection.frozen_at else None,
        "year": year_of(inspection.branch, inspection.end_on)
        if inspection.is_spot and inspection.is_checked
        else None,
    }


def _calls(calls: Any) -> list[CallBack]:
    """The drawn records, by the order of the draw."""
    rows = calls.select_related("contact__place", "contact__official").prefetch_related("tries")
    found = list(rows.order_by("number"))
    mark(one.contact for one in found)
    return found


@dataclass(frozen=True)
class Pointed:
    """A signal as an inspection reads it: what stood out, what its author says of it, the records of this branch."""

    signal: Signal
    records: list[tuple[str, str]]


def _signals(inspection: Inspection, at: datetime) -> list[Pointed]:
    """What stood out in the branch's records of the half-year, by day; only what its author had time to answer (S78)."""
    contacts = Contact.objects.filter(unit=inspection.branch)
    held = contacts.held_between(inspection.first_on, inspection.end_on)
    county = inspection.county
    told = calendar().before(local_day(at, county), int(inspection.figure("answer_wd")))
    signals = Signal.objects.for_inspection(
        held.order_by().values_list("official_id", flat=True).distinct(),
        inspection.first_on,
        inspection.end_on,
        told_before=start_of(told, county),
    )
    rows = list(signals.order_by("about_on", "pk")[:MOST_SIGNALS])
    named = {reference for row in rows for reference in row.references}
    own = set(contacts.filter(reference__in=named).values_list("reference", flat=True))
    found = [(row, [one for one in row.references if one in own]) for row in rows]
    return [Pointed(row, record_links(records, county.prefix)) for row, records in found if records]


@dataclass(frozen=True)
class Replaced:
    """Figures of who lives in the branch's area that took the place of others on one day."""

    day: date
    count: int
    places: int
    before_source: str
    source: str


def _tables(inspection: Inspection) -> list[Replaced]:
    """With what the people met are compared, where that was changed in the half-year: by day and source (S78)."""
    county = inspection.county
    span = (start_of(inspection.first_on, county), start_of(inspection.end_on, county))
    changes = PopulationChange.objects.filter(
        at__gte=span[0], at__lt=span[1], place__path__startswith=seat_of(inspection.branch).path
    )
    rows = changes.order_by("at__date", "before_source", "source").values_list(
        "at__date", "before_source", "source"
    )
    found = rows.annotate(n=Count("pk"), places=Count("place", distinct=True))[:MOST_SIGNALS]
    return [Replaced(day, n, places, before, source) for day, before, source, n, places in found]


def _slips(inspection: Inspection) -> list[GroupSlip]:
    """With which slips households of the branch said their groups in the half-year: who gave each, when it was used."""
    branch, county = inspection.branch, inspection.county
    used = GroupSlip.objects.used_for(branch, inspection.first_on, inspection.end_on, county=county)
    return list(used[:MOST_SIGNALS])


def _with_people(findings: Any) -> Any:
    return findings.select_related("official", "answered_by", "inspection__branch").order_by("number")


@dataclass(frozen=True)
class Shown:
    """A finding as this reader sees it, with links to its records and what they may do."""

    finding: Finding
    records: list[tuple[str, str]]
    may_answer: bool


def _shown(finding: Finding, request: StaffRequest) -> Shown:
    objection = rules.objection_to_answering(finding, request.user, request.at)
    return Shown(finding, record_links(finding.records, request.county.prefix), objection is None)


def record_links(records: list[str], prefix: str) -> list[tuple[str, str]]:
    """Each cited record and the page it has; `prefix` is the county's, which every reference begins with."""
    found = []
    for reference in records:
        if reference.startswith(rules.PROMISE):
            found.append((reference, reverse("contacts:promises")))
            continue
        found.append((reference, reverse(_page_of(reference, prefix), kwargs={"ref": reference})))
    return found


def _page_of(reference: str, prefix: str) -> str:
    """Contacts and reports carry their register's letter behind the county's prefix; matters the prefix alone."""
    letter = reference.partition("-")[0].removeprefix(prefix)
    pages: dict[str, str] = {Register.CONTACT: "contacts:see", Register.REPORT: "duties:report"}
    return pages.get(letter, "matters:see")


def ledger(request: StaffRequest) -> dict[str, Any]:
    """The ledger of problems: by unit as the units stand, due by day; open ones first, then what was verified."""
    seen = Rectification.objects.visible_to(request.user, request.at).select_related(
        "unit", "owner", "finding"
    )
    day = local_day(request.at, request.county)
    closed = seen.filter(state=Rectification.State.VERIFIED).order_by("-verified_at", "-pk")
    return {
        "open": list(seen.open().in_tree_order()[:200]),
        "verified": list(closed[:25]),
        "day": day,
        "may_list": request.user.standing(request.at).has(*LEADING),
    }
