"""What the pages of reports show: lists with their echo lines, and one report from top to bottom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from huiyin.accounts import rules, snapshots, words
from huiyin.accounts.chain import units_kept
from huiyin.accounts.echo import line_of
from huiyin.accounts.models import Report
from huiyin.accounts.models.report import Reports
from huiyin.duties import figures, periods
from huiyin.orgs.doors import StaffRequest
from huiyin.ui.echo import EchoLine

RECENT = 6
TREE_ORDER = ("unit__path", "name", "pk")


@dataclass(frozen=True)
class Row:
    """One report in a list."""

    report: Report
    title: str
    line: EchoLine


def rows_of(reports: Any, today: date) -> list[Row]:
    """With their echo lines; no query."""
    return [Row(report, words.title(report), line_of(report, today)) for report in reports]


def mine(request: StaffRequest) -> Reports:
    """Reports that the reader writes: their own, and those of the units for which they speak."""
    spoken = Q(official=None, unit__in=units_kept(request.user, request.at))
    return (
        Report.objects.visible_to(request.user, request.at)
        .filter(Q(official=request.user) | spoken)
        .for_lists()
    )


def waiting(request: StaffRequest) -> Reports:
    """Reports that wait for the reader to take them in."""
    seen = Report.objects.visible_to(request.user, request.at).filter(state=Report.State.SUBMITTED)
    seen = seen.filter(to_unit__in=units_kept(request.user, request.at)).exclude(kind=Report.Kind.SHEET)
    return seen.exclude(official=request.user).exclude(submitted_by=request.user).for_lists()


def not_in_yet(request: StaffRequest) -> Reports:
    """Reports owed to the reader's units that have not come, sheets left aside."""
    seen = Report.objects.visible_to(request.user, request.at).open().exclude(kind=Report.Kind.SHEET)
    return (
        seen.filter(to_unit__in=units_kept(request.user, request.at))
        .exclude(official=request.user)
        .for_lists()
    )


def in_tree_order(reports: Reports) -> Reports:
    """Units in the order of the tree, then people by name: never by a figure."""
    named = reports.annotate(name=Coalesce("official__name_key", Value("")))
    return named.order_by(*TREE_ORDER)


def choices(kind: str, today: date) -> list[periods.Period]:
    """The last periods of a kind that have ended, newest first."""
    found = [periods.of(Report.PERIODS[Report.Kind(kind)], today).before]
    while len(found) < RECENT:
        found.append(found[-1].before)
    return found


def so_far(request: StaffRequest, today: date) -> list[words.Entry]:
    """What the running month's note would say today."""
    month = periods.of("month", today)
    own = figures.known([request.user.pk], month, county=request.county, as_of=request.at)[request.user.pk]
    sums = own.snapshot()["sums"]
    named = words.labels()
    keys = ("contacts", "matters_raised", "promises_kept")
    return [words.Entry(key, named[key], str(sums[key])) for key in keys]


def context(request: StaffRequest, report: Report, today: date) -> dict[str, Any]:
    """One report: frozen as it was, or as it stands now while it is open."""
    said = report.frozen or snapshots.taken(report, county=request.county, at=request.at)
    charter = report.charter.charter
    writes = rules.objection_to_writing(report, request.user, today) is None
    changed = snapshots.changed_since(report) if report.is_in else 0
    return {
        "report": report,
        "title": words.title(report),
        "line": line_of(report, today),
        "said": said,
        "entries": [(entry, _rows_url(report, entry.key)) for entry in words.entries(said, charter)]
        if report.kind != Report.Kind.SHEET
        else [],
        "distinct": [(entry, _rows_url(report, entry.key)) for entry in words.distinct(said)],
        "duties": words.duty_lines(said, charter),
        "missing": said.get("missing", []),
        "children": said.get("children", []),
        "sheet": _sheet(said, charter) if "contacts" in said else None,
        "sentence": getattr(report, "sentence", None),
        "writes": writes,
        "changed": changed,
        "may_restate": writes and bool(changed),
        "may_decide": report.state == Report.State.SUBMITTED
        and rules.objection_to_deciding(report, request.user, request.at, today) is None,
        "versions": versions(report),
        "is_empty": said["sums"]["contacts"] == 0,
    }


def _rows_url(report: Report, figure: str) -> str:
    return reverse("duties:report_rows", kwargs={"ref": report.reference, "figure": figure})


def _sheet(said: dict[str, Any], charter: Any) -> list[dict[str, Any]]:
    """The rows of an activity sheet with their codes in words."""
    from django.utils.translation import get_language

    lang = get_language() or "en"
    forms = {form.code: form.words.in_language(lang) for form in charter.listed("form")}
    topics = {topic.code: topic.words.in_language(lang) for topic in charter.topics}
    return [
        {
            **row,
            "on": date.fromisoformat(row["on"]),
            "form": forms.get(row["kind"], row["kind"]),
            "topic_words": [topics.get(code, code) for code in row["topics"]],
        }
        for row in said["contacts"]
    ]


def versions(report: Report) -> list[Report]:
    """All versions of the same account, oldest first, if there is more than one."""
    same = Report.objects.filter(
        kind=report.kind, unit=report.unit_id, official=report.official_id,
        assignment=report.assignment_id, first=report.first,
    ).defer("snapshot")  # fmt: skip
    found = list(same.order_by("number"))
    return found if len(found) > 1 else []
