"""What a report says: an official's own figures, a household's sheet, or the sum of children with the missing named."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiyin.accounts.models import Report
from huiyin.accounts.models.report import Reports
from huiyin.contacts.models import Contact
from huiyin.duties import figures
from huiyin.duties.owed import once_per_unit, owed
from huiyin.orgs.models import Appointment, County

# Which accounts a parent is made of.
CHILDREN = {
    Report.Kind.QUARTER: (Report.Kind.MONTH,),
    Report.Kind.HALF_YEAR: (Report.Kind.QUARTER, Report.Kind.HALF_YEAR),
}


def taken(report: Report, *, county: County, at: datetime) -> dict[str, Any]:
    """What the report says at that moment; this is what is frozen when it is handed in."""
    if report.kind == Report.Kind.SHEET:
        return sheet(report, at)
    if report.is_own:
        assert report.official_id is not None  # noqa: S101 - held by the database
        own = figures.known([report.official_id], report.period, county=county, as_of=at)
        return own[report.official_id].snapshot()
    return summed(report, county=county, at=at)


def children(report: Report) -> Reports:
    """The accounts that this one is made of: the newest version of each, in the order of units and names."""
    kinds = CHILDREN.get(Report.Kind(report.kind), ())
    found = Report.objects.current().filter(kind__in=kinds, to_unit=report.unit_id).within(report.period)
    return found.exclude(pk=report.pk).order_by("first", "unit__path", "official__name_key", "pk")


def summed(report: Report, *, county: County, at: datetime) -> dict[str, Any]:
    """The sum of what its children froze; a child that has not come in is named, never guessed."""
    sums: Counter[str] = Counter(dict.fromkeys(figures.SUMS, 0))
    households: set[int] = set()
    villages: set[int] = set()
    lines, missing = [], []
    for child in children(report).select_related("official", "unit"):
        said = {
            "reference": child.reference,
            "who": child.whose,
            "period": child.period.key,
            "kind": child.kind,
        }
        if not child.is_in:
            missing.append(said)
            continue
        frozen = child.frozen
        sums.update(frozen["sums"])
        households |= set(frozen["households"])
        villages |= set(frozen["villages"])
        lines.append({**said, "number": child.number, "sums": frozen["sums"]})
    return {
        "sums": dict(sums),
        "households": sorted(households),
        "villages": sorted(villages),
        "children": lines,
        "missing": missing,
        "of_units": _of_units(report, county=county, at=at),
    }


def _of_units(report: Report, *, county: County, at: datetime) -> list[dict[str, Any]]:
    """Duties of the unit in which a committee stands (a forum, the meetings of its villages), told once for the unit."""
    if report.kind != Report.Kind.HALF_YEAR:
        return []
    where = report.unit.parent_id or report.unit_id
    live = Appointment.objects.live_between(report.first, report.end, known_at=at)
    live = live.filter(post__unit=where)
    periods = [report.period, *report.period.parts("quarter"), *report.period.parts("month")]
    people = list(live.order_by("pk").values_list("official_id", flat=True).distinct())
    found = owed(dict.fromkeys(people), periods, county=county, at=at)
    by_duty: dict[tuple[str, str], list[Any]] = {}
    for duties in found.values():
        for one in duties:
            if one.duty.each in ("unit", "village"):
                by_duty.setdefault((one.duty.code, one.period.key), []).append(one)
    told = []
    for (code, key), rows in by_duty.items():
        kept = once_per_unit(rows)
        asked, left = sum(o.wanted for o in kept), sum(o.left for o in kept)
        told.append({"duty": code, "period": key, "asked": asked, "left": left})
    return told


def sheet(report: Report, at: datetime) -> dict[str, Any]:
    """Exactly the quarter's contacts of that official with that household (S04); no words of residents are copied."""
    line = report.assignment
    assert line is not None  # noqa: S101 - held by the database
    rows = Contact.objects.filter(official=report.official_id, household=line.household_id).known_at(at)
    rows = rows.held_between(report.first, report.end).order_by("held_on", "pk")
    rows = rows.select_related("place")
    contacts = []
    for row in rows.prefetch_related("points__matter", "promises"):
        points = list(row.points.all())
        contacts.append(
            {
                "reference": row.reference,
                "on": row.held_on.isoformat(),
                "kind": row.kind,
                "place": row.place.short_name,
                "headcount": row.headcount,
                "points": len(points),
                "topics": list(dict.fromkeys(point.topic for point in points if point.topic)),
                "matters": [point.matter.reference for point in points if hasattr(point, "matter")],
                "promises": len(row.promises.all()),
            }
        )
    return {"sums": {"contacts": len(contacts)}, "contacts": contacts, "household": line.household.code}


def changed_since(report: Report) -> int:
    """How many rows were added, struck out or handed in since the report was frozen: it could be restated."""
    if report.as_of is None:
        return 0
    if report.is_own:
        rows = Contact.objects.filter(official=report.official_id).held_between(report.first, report.end)
        if report.assignment is not None:
            rows = rows.filter(household=report.assignment.household_id)
        late = Q(recorded_at__gt=report.as_of, voided_at=None)
        gone = Q(recorded_at__lte=report.as_of, voided_at__gt=report.as_of)
        return rows.filter(late | gone).count()
    counted = [line["reference"] for line in report.frozen["children"]]
    return children(report).handed_in().exclude(reference__in=counted).count()


def missing_words(missing: Iterable[dict[str, Any]]) -> list[str]:
    """Who has not handed in, and for which period."""
    return [f"{one['who']} {one['period']}" for one in missing]
