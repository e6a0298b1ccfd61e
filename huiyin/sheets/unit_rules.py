"""What rows about units may say: codes, parents and rings, checked against each other and against the tree on record."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.lib.words import table
from huiyin.orgs.models import County, Unit
from huiyin.sheets.places import usual

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

NAMED: Final = {9: (K.STREET, K.TOWNSHIP), 12: (K.VILLAGE, K.COMMUNITY)}  # told apart by the end of the name
LOW: Final = {9: (100, K.STREET, K.TOWNSHIP), 12: (200, K.COMMUNITY, K.VILLAGE)}  # by the last group of three


def kind_of(code: str, name: str) -> Unit.Kind | None:
    """What a division is, by how long its code is, then by its name, else by its last three digits (GB/T 10114)."""
    if not (code.isascii() and code.isdecimal()) or len(code) not in {6, *LOW}:
        return None
    if len(code) == DIGITS[K.COUNTY]:
        return K.COUNTY
    end = usual(name)
    ends = table("lists")["places"]
    named = next((kind for kind in NAMED[len(code)] if end.endswith(tuple(ends[kind.value]))), None)
    below, low, high = LOW[len(code)]
    return named or (low if int(code[-3:]) < below else high)


@dataclass(frozen=True)
class Wanted:
    """A unit as a row wants it, with its kind and day read."""

    line: int
    code: str
    kind: Unit.Kind
    parent: str
    reports_to: str
    valid_from: date | None
    words: Mapping[str, str]
    is_of_either_level: bool = False  # an organ of the county or of a township


class Objection(NamedTuple):
    """Why a row cannot stand, and in which column."""

    column: str
    reason: str


def sound(
    lines: Mapping[str, Wanted],
    standing: Mapping[str, Unit],
    county: County,
    covers: Callable[[Unit], bool],
) -> tuple[list[Wanted], dict[int, Objection]]:
    """The rows that can stand in the tree, parents first; what leans on a rejected row falls with it."""
    good: dict[str, Wanted] = {}
    against: dict[int, Objection] = {}
    for code, line in lines.items():
        found = _first_objection(line, lines, standing, county, covers)
        if found is None:
            good[code] = line
        else:
            against[line.line] = found
    while fallen := [(line, code) for line in good.values() if (code := _missing(line, good, standing))]:
        for line, code in fallen:
            del good[line.code]
            reason = _("the unit it leans on, on line %(line)s, is rejected") % {"line": lines[code].line}
            against[line.line] = Objection("parent_code", reason)
    return sorted(good.values(), key=lambda line: _depth(line, good)), against


def _missing(line: Wanted, good: Mapping[str, Wanted], standing: Mapping[str, Unit]) -> str:
    leans_on = [code for code in (line.parent, line.reports_to) if code]
    return next((code for code in leans_on if code not in good and code not in standing), "")


def _depth(line: Wanted, good: Mapping[str, Wanted]) -> int:
    depth = 0
    while line.parent in good:
        line, depth = good[line.parent], depth + 1
    return depth


def _first_objection(
    line: Wanted,
    lines: Mapping[str, Wanted],
    standing: Mapping[str, Unit],
    county: County,
    covers: Callable[[Unit], bool],
) -> Objection | None:
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
            return Objection(column, reason)
    return None


def _objection_to_standing(
    line: Wanted, lines: Mapping[str, Wanted], standing: Mapping[str, Unit]
) -> str | None:
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
    line: Wanted, standing: Mapping[str, Unit], covers: Callable[[Unit], bool]
) -> str | None:
    """One changes only units of one's own area, and adds only under them."""
    touched = standing.get(line.code) or standing.get(line.parent)
    if touched is not None and not covers(touched):
        return _("%(unit)s lies outside your area.") % {"unit": touched}
    return None


def _objection_to_code(line: Wanted, county: County) -> str | None:
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


def _objection_to_parent(
    line: Wanted, lines: Mapping[str, Wanted], standing: Mapping[str, Unit]
) -> str | None:
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


def _objection_to_moving(line: Wanted, standing: Mapping[str, Unit]) -> str | None:
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
            "day": date_format(old.valid_from, "DATE_FORMAT")
        }
    return None


def _objection_to_rings(
    line: Wanted, lines: Mapping[str, Wanted], standing: Mapping[str, Unit]
) -> str | None:
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


def _next(code: str, lines: Mapping[str, Wanted], standing: Mapping[str, Unit]) -> str:
    """Where a unit reports to: the one named, else the one on record, else the one above."""
    unit = standing.get(code)
    if code in lines:
        kept = unit.reports_to.code if unit and unit.reports_to else ""
        return lines[code].reports_to or kept or lines[code].parent
    above = (unit.reports_to or unit.parent) if unit else None
    return above.code if above else ""
