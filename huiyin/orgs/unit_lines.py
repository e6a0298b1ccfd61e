"""Rows about units: read, checked against each other and against the tree, and put into it, parents first."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.csv_rows import Broken, Record
from huiyin.lib.sheet_reading import day_in
from huiyin.orgs.actions import raise_unit
from huiyin.orgs.models import County, Unit

COLUMNS: Final = (
    "code", "name", "short_name", "kind", "parent_code", "reports_to_code", "valid_from", "phone", "address",
)  # fmt: skip
REQUIRED: Final = ("code", "name", "kind", "parent_code")
LENGTHS: Final = {"code": 30, "name": 80, "short_name": 40, "phone": 30, "address": 120}
REVISED: Final = ("name", "short_name", "phone", "address")
K = Unit.Kind
# GB/T 10114, statistics bureau: nine digits for a township, twelve for a village, its parent's first.
DIGITS: Final = {K.COUNTY: 6, K.TOWNSHIP: 9, K.STREET: 9, K.VILLAGE: 12, K.COMMUNITY: 12}
PARENTS: Final = {
    K.TOWNSHIP: (K.COUNTY,),
    K.STREET: (K.COUNTY,),
    K.VILLAGE: (K.TOWNSHIP, K.STREET),
    K.COMMUNITY: (K.TOWNSHIP, K.STREET),
    K.DEPARTMENT: (K.COUNTY,),
    K.OFFICE: (K.TOWNSHIP, K.STREET),
}


@dataclass(frozen=True)
class Line:
    """A row of the file, with its kind and day read."""

    line: int
    code: str
    kind: Unit.Kind
    parent: str
    reports_to: str
    valid_from: date | None
    words: Mapping[str, str]


class Rejection(NamedTuple):
    """A row that cannot stand: its line, why, and in which column."""

    line: int
    reason: str
    column: str = ""


@dataclass
class Tally:
    """What became of the rows."""

    rows: int = 0
    raised: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    kept: bool = True


class _BadError(Exception):
    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.reason, self.column = reason, column


@dataclass
class Weighed:
    """What rows would do to the tree: the good ones, parents first, and what is on record."""

    tally: Tally
    lines: list[Line]
    standing: dict[str, Unit]


def weigh(
    records: Iterable[Record | Broken], county: County, covers: Callable[[Unit], bool] | None = None
) -> Weighed:
    """Look at every row without writing; `covers` says which units the one who imports may touch."""
    tally = Tally()
    lines = _read(records, tally)
    standing = {
        unit.code: unit for unit in Unit.objects.filter(valid_to=None).select_related("parent", "reports_to")
    }
    good = _sound(lines, standing, county, tally, covers)
    for line in good:
        if line.code not in standing:
            tally.raised += 1
        elif changes(standing[line.code], line):
            tally.revised += 1
        else:
            tally.unchanged += 1
    return Weighed(tally, good, standing)


def apply(weighed: Weighed, county: County, *, by: str, at: datetime) -> None:
    """First all units, then whom they report to: that may stand anywhere in the file."""
    standing, raised = weighed.standing, set()
    for line in weighed.lines:
        if line.code not in standing:
            standing[line.code] = _put(line, standing, county, by, at)
            raised.add(line.code)
    for line in weighed.lines:
        unit = standing[line.code]
        changed = changes(unit, line)
        if line.reports_to and (unit.reports_to is None or unit.reports_to.code != line.reports_to):
            unit.reports_to = standing[line.reports_to]
        if changed:
            for name in changed:
                if name in line.words:
                    setattr(unit, name, line.words[name])
            unit.save(update_fields=changed)
            audit(by=by, deed="unit.revised", on=f"unit:{unit.code}", at=at, fields=changed)


def changes(unit: Unit, line: Line) -> list[str]:
    """What of the unit a row brings up to date; an empty cell leaves what is there."""
    changed = [name for name, text in line.words.items() if text and getattr(unit, name) != text]
    if line.reports_to and (unit.reports_to is None or unit.reports_to.code != line.reports_to):
        changed.append("reports_to")
    return changed


def _read(records: Iterable[Record | Broken], tally: Tally) -> dict[str, Line]:
    """The rows by code; those that say nothing sensible by themselves are rejected here."""
    found: dict[str, Line] = {}
    for record in records:
        tally.rows += 1
        try:
            if isinstance(record, Broken):
                raise _BadError(record.sentence(get_language() or "zh-hans"))
            line = _line(record.line, record.values)
            if line.code in found:
                raise _BadError(
                    _("the code “%(code)s” stands on line %(line)d already")
                    % {"code": line.code, "line": found[line.code].line},
                    "code",
                )
            found[line.code] = line
        except _BadError as no:
            tally.rejected.append(Rejection(record.line, no.reason, no.column))
    return found


def _line(number: int, values: Mapping[str, str]) -> Line:
    for name in ("code", "name", "kind"):
        if not values[name]:
            raise _BadError(_("%(column)s is empty") % {"column": name}, name)
    for name, most in LENGTHS.items():
        if len(values.get(name, "")) > most:
            reason = _("%(column)s is longer than %(n)d characters") % {"column": name, "n": most}
            raise _BadError(reason, name)
    kinds = {key: kind for kind in Unit.Kind for key in (kind.value, str(kind.label))}
    kind = kinds.get(values["kind"])
    if kind is None:
        known = ", ".join(f"{one.value} ({one.label})" for one in Unit.Kind)
        raise _BadError(
            _("“%(kind)s” is no kind of unit; the kinds are: %(all)s")
            % {"kind": values["kind"], "all": known},
            "kind",
        )
    words = {name: values[name] for name in REVISED if name in values}
    return Line(
        number,
        values["code"],
        kind,
        values["parent_code"],
        values.get("reports_to_code", ""),
        _day(values),
        words,
    )


def _day(values: Mapping[str, str]) -> date | None:
    text = values.get("valid_from", "")
    found = day_in(text)
    if text and found is None:
        facts = {"text": text[:40], "column": "valid_from"}
        raise _BadError(_("“%(text)s” (%(column)s) is not a day or moment") % facts, "valid_from")
    return found


def _sound(
    lines: Mapping[str, Line],
    standing: Mapping[str, Unit],
    county: County,
    tally: Tally,
    covers: Callable[[Unit], bool] | None,
) -> list[Line]:
    """The rows that can stand in the tree, parents first; what leans on a rejected row falls with it."""
    good: dict[str, Line] = {}
    for code, line in lines.items():
        found = _first_objection(line, lines, standing, county, covers)
        if found is None:
            good[code] = line
        else:
            tally.rejected.append(Rejection(line.line, *found))
    while fallen := [(line, code) for line in good.values() if (code := _missing(line, good, standing))]:
        for line, code in fallen:
            del good[line.code]
            reason = _("the unit it leans on, on line %(line)d, is rejected") % {"line": lines[code].line}
            tally.rejected.append(Rejection(line.line, reason, "parent_code"))
    return sorted(good.values(), key=lambda line: _depth(line, good))


def _missing(line: Line, good: Mapping[str, Line], standing: Mapping[str, Unit]) -> str:
    leans_on = [code for code in (line.parent, line.reports_to) if code]
    return next((code for code in leans_on if code not in good and code not in standing), "")


def _depth(line: Line, good: Mapping[str, Line]) -> int:
    depth = 0
    while line.parent in good:
        line, depth = good[line.parent], depth + 1
    return depth


def _first_objection(
    line: Line,
    lines: Mapping[str, Line],
    standing: Mapping[str, Unit],
    county: County,
    covers: Callable[[Unit], bool] | None,
) -> tuple[str, str] | None:
    """What stands against a row by its code, its parent and what is on record, and the column it concerns."""
    objections: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("parent_code", lambda: _objection_to_standing(line, lines, standing)),
        ("code", lambda: _objection_to_code(line, county)),
        ("parent_code", lambda: _objection_to_parent(line, lines, standing)),
        ("code", lambda: _objection_to_moving(line, standing)),
        ("code", lambda: _objection_to_area(line, standing, covers)),
        ("reports_to_code", lambda: _objection_to_rings(line, lines, standing)),
    )
    for column, objection in objections:
        if reason := objection():
            return reason, column
    return None


def _objection_to_standing(line: Line, lines: Mapping[str, Line], standing: Mapping[str, Unit]) -> str | None:
    """Every unit but the county stands under another."""
    if line.kind == K.COUNTY:
        return _("the county stands at the top and has no parent_code") if line.parent else None
    if not line.parent:
        return _("parent_code is empty")
    if line.parent not in lines and line.parent not in standing:
        facts = {"code": line.parent}
        return _("there is no unit “%(code)s” to stand under, in the file or on record") % facts
    return None


def _objection_to_area(
    line: Line, standing: Mapping[str, Unit], covers: Callable[[Unit], bool] | None
) -> str | None:
    """One changes only units of one's own area, and adds only under them."""
    touched = standing.get(line.code) or standing.get(line.parent)
    if covers is not None and touched is not None and not covers(touched):
        return _("%(unit)s lies outside your area.") % {"unit": touched}
    return None


def _objection_to_code(line: Line, county: County) -> str | None:
    """The division code of a place begins with its parent's (I-42)."""
    digits = DIGITS.get(line.kind)
    if digits is None:
        if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]*", line.code):
            return _("a code is written with letters, digits, dots and dashes")
        return None
    if not re.fullmatch(rf"[0-9]{{{digits}}}", line.code):
        return _("the code of a %(kind)s has %(n)d digits") % {"kind": line.kind.label, "n": digits}
    if line.kind == K.COUNTY and line.code != county.division_code:
        return _("the division code of this county is %(code)s") % {"code": county.division_code}
    if line.kind != K.COUNTY and not line.code.startswith(line.parent):
        return _("the code does not begin with the code of the unit above it (%(code)s)") % {
            "code": line.parent
        }
    return None


def _objection_to_parent(line: Line, lines: Mapping[str, Line], standing: Mapping[str, Unit]) -> str | None:
    allowed = PARENTS.get(line.kind)
    if allowed is None or not line.parent:
        return None
    above = lines[line.parent].kind if line.parent in lines else Unit.Kind(standing[line.parent].kind)
    if above not in allowed:
        return _("a %(kind)s does not stand under a %(above)s") % {
            "kind": line.kind.label,
            "above": above.label,
        }
    return None


def _objection_to_moving(line: Line, standing: Mapping[str, Unit]) -> str | None:
    """A unit on record keeps its kind, place and first day: what moves is a new unit with a predecessor."""
    old = standing.get(line.code)
    if old is None:
        if line.kind == K.COUNTY and any(unit.kind == K.COUNTY for unit in standing.values()):
            return _("the county has its unit already")
        return None
    if old.kind != line.kind:
        return _("it is on record as a %(kind)s; a unit that changes is ended and has a successor") % {
            "kind": old.get_kind_display()
        }
    if (old.parent.code if old.parent else "") != line.parent:
        return _("it is on record under “%(code)s”; a unit that moves is ended and has a successor") % {
            "code": old.parent.code if old.parent else "—"
        }
    if line.valid_from is not None and line.valid_from != old.valid_from:
        return _("it is on record from %(day)s on, which an import does not change") % {
            "day": old.valid_from.isoformat()
        }
    return None


def _objection_to_rings(line: Line, lines: Mapping[str, Line], standing: Mapping[str, Unit]) -> str | None:
    """Standing under and reporting upward both end somewhere, and whom it reports to exists."""
    if line.reports_to and line.reports_to not in lines and line.reports_to not in standing:
        return _("there is no unit “%(code)s” to report to, in the file or on record") % {
            "code": line.reports_to
        }
    ring = _ring(line.code, lambda code: lines[code].parent if code in lines else "")
    if ring:
        return _("it stands below itself: %(chain)s") % {"chain": " → ".join(ring)}
    ring = _ring(line.code, lambda code: _next(code, lines, standing))
    if ring:
        return _("it reports to itself: %(chain)s") % {"chain": " → ".join(ring)}
    return None


def _ring(start: str, above: Callable[[str], str]) -> list[str]:
    """The way from a unit back to itself, if any; a ring further up is the fault of the rows in it."""
    chain, here = [start], above(start)
    while here and here not in chain:
        chain.append(here)
        here = above(here)
    return [*chain, start] if here == start else []


def _next(code: str, lines: Mapping[str, Line], standing: Mapping[str, Unit]) -> str:
    """Where a unit reports to: the one named, else the one on record, else the one above."""
    unit = standing.get(code)
    if code in lines:
        kept = unit.reports_to.code if unit and unit.reports_to else ""
        return lines[code].reports_to or kept or lines[code].parent
    above = (unit.reports_to or unit.parent) if unit else None
    return above.code if above else ""


def _put(line: Line, standing: Mapping[str, Unit], county: County, by: str, at: datetime) -> Unit:
    """Raise a unit that is not on record."""
    words = {**line.words, "short_name": line.words.get("short_name") or line.words["name"][:40]}
    return raise_unit(
        by=by,
        at=at,
        parent=standing[line.parent] if line.parent else None,
        code=line.code,
        kind=line.kind,
        valid_from=line.valid_from or county.started_on,
        **words,
    )
