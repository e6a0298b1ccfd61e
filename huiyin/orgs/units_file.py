"""Importing units from a CSV file: codes and parents checked; a second time brings names up to date."""

import argparse
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.lib.csv_rows import Broken, Record, Unreadable, open_csv
from huiyin.lib.refusal import Refused
from huiyin.orgs.actions import raise_unit
from huiyin.orgs.models import County, Unit

COLUMNS: Final = (
    "code", "name", "short_name", "kind", "parent_code", "reports_to_code", "valid_from", "phone", "address",
)  # fmt: skip
REQUIRED: Final = ("code", "name", "kind", "parent_code")
LENGTHS: Final = {"code": 30, "name": 80, "short_name": 40, "phone": 30, "address": 120}
REVISED: Final = ("name", "short_name", "phone", "address")
BY: Final = "command:import"
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


@dataclass
class Tally:
    """What became of the rows."""

    rows: int = 0
    raised: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)
    kept: bool = True


class _BadError(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _NothingKeptError(Exception):
    """Takes the whole transaction back."""


def county_of_unit(code: str, slug: str | None) -> County:
    """The county named, or the only one with a living unit of that code."""
    if slug:
        return county_named(slug)
    found = []
    for county in County.objects.all():
        with county_scope(county.pk):
            if Unit.objects.filter(code=code, valid_to=None).exists():
                found.append(county)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(county.slug for county in found)
        raise Refused(
            _("Several counties have a unit with the code “%(code)s”: %(names)s.")
            % {"code": code, "names": names}
        )
    raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": code})


def county_named(slug: str) -> County:
    """The county of that short address; refuses, naming those there are."""
    county = County.objects.filter(slug=slug).first()
    if county is None:
        names = ", ".join(County.objects.values_list("slug", flat=True)) or "—"
        raise Refused(
            _("There is no county “%(slug)s”; there are: %(names)s.") % {"slug": slug, "names": names}
        )
    return county


def command(args: argparse.Namespace) -> int:
    """`huiyin import units`: 0 when done, 1 when rows were rejected and so nothing was kept."""
    tally = import_units(
        Path(args.file), county=county_named(args.county), keep_good=args.keep_good, at=timezone.now()
    )
    for line, reason in sorted(tally.rejected):
        print(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})
    facts = {
        "raised": tally.raised,
        "revised": tally.revised,
        "unchanged": tally.unchanged,
        "rejected": len(tally.rejected),
    }
    if tally.kept:
        print(
            _("added: %(raised)d; updated: %(revised)d; unchanged: %(unchanged)d; rejected: %(rejected)d.")
            % facts
        )
    else:
        print(_("rejected: %(rejected)d; nothing was imported. --keep-good takes the others.") % facts)
    return 0 if tally.kept else 1


def import_units(path: Path, *, county: County, keep_good: bool, at: datetime) -> Tally:
    """Read the file and bring the county's units up to it, in one transaction."""
    tally = Tally()
    try:
        file = open_csv(path)
        with county_scope(county.pk):
            lines = _read(file.records(), tally, path)
            standing = {
                unit.code: unit
                for unit in Unit.objects.filter(valid_to=None).select_related("parent", "reports_to")
            }
            _apply(_sound(lines, standing, county, tally), standing, county, tally, at)
            if tally.rejected and not keep_good:
                raise _NothingKeptError
            audit(
                by=BY, deed="units.imported", on=f"county:{county.slug}", at=at, rows=tally.rows,
                raised=tally.raised, revised=tally.revised, rejected=len(tally.rejected), sha256=file.sha256,
            )  # fmt: skip
    except Unreadable as no:
        raise Refused(no.sentence(get_language() or "zh-hans")) from no
    except _NothingKeptError:
        tally.kept = False
    return tally


def _apply(lines: list[Line], standing: dict[str, Unit], county: County, tally: Tally, at: datetime) -> None:
    """First all units, then whom they report to: that may stand anywhere in the file."""
    new = [line for line in lines if line.code not in standing]
    for line in new:
        _put(line, standing, county, at)
    tally.raised, raised = len(new), {line.code for line in new}
    for line in lines:
        reports_to = standing[line.reports_to] if line.reports_to else None
        if line.code in raised:
            if reports_to is not None:
                _revise(standing[line.code], line, reports_to, at)
        elif _revise(standing[line.code], line, reports_to, at):
            tally.revised += 1
        else:
            tally.unchanged += 1


def _read(records: Iterable[Record | Broken], tally: Tally, path: Path) -> dict[str, Line]:
    """The rows by code; those that say nothing sensible by themselves are rejected here."""
    found: dict[str, Line] = {}
    for record in records:
        tally.rows += 1
        try:
            if isinstance(record, Broken):
                raise _BadError(record.sentence(get_language() or "zh-hans"))
            _columns_known(record.values, path)
            line = _line(record.line, record.values)
            if line.code in found:
                raise _BadError(
                    _("the code “%(code)s” stands on line %(line)d already")
                    % {"code": line.code, "line": found[line.code].line}
                )
            found[line.code] = line
        except _BadError as no:
            tally.rejected.append((record.line, no.reason))
    if not tally.rows:
        raise Unreadable("no_rows", path=path)
    return found


def _columns_known(values: Mapping[str, str], path: Path) -> None:
    unknown = [name for name in values if name not in COLUMNS]
    if unknown:
        raise Refused(
            _("There is no column “%(name)s”; the columns are: %(all)s.")
            % {"name": unknown[0], "all": ", ".join(COLUMNS)}
        )
    for name in REQUIRED:
        if name not in values:
            raise Unreadable("no_column", path=path, wanted=name, columns=", ".join(values))


def _line(number: int, values: Mapping[str, str]) -> Line:
    for name in ("code", "name", "kind"):
        if not values[name]:
            raise _BadError(_("%(column)s is empty") % {"column": name})
    for name, most in LENGTHS.items():
        if len(values.get(name, "")) > most:
            raise _BadError(_("%(column)s is longer than %(n)d characters") % {"column": name, "n": most})
    kinds = {key: kind for kind in Unit.Kind for key in (kind.value, str(kind.label))}
    kind = kinds.get(values["kind"])
    if kind is None:
        known = ", ".join(f"{one.value} ({one.label})" for one in Unit.Kind)
        raise _BadError(
            _("“%(kind)s” is no kind of unit; the kinds are: %(all)s")
            % {"kind": values["kind"], "all": known}
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
    try:
        return date.fromisoformat(text.replace("/", "-")) if text else None
    except ValueError:
        raise _BadError(
            _("“%(text)s” (%(column)s) is not a day or moment") % {"text": text[:40], "column": "valid_from"}
        ) from None


def _sound(
    lines: Mapping[str, Line], standing: Mapping[str, Unit], county: County, tally: Tally
) -> list[Line]:
    """The rows that can stand in the tree, parents first; what leans on a rejected row falls with it."""
    good: dict[str, Line] = {}
    for code, line in lines.items():
        reason = _objection(line, lines, standing, county) or _objection_to_rings(line, lines, standing)
        if reason is None:
            good[code] = line
        else:
            tally.rejected.append((line.line, reason))
    while fallen := [(line, code) for line in good.values() if (code := _missing(line, good, standing))]:
        for line, code in fallen:
            del good[line.code]
            tally.rejected.append(
                (
                    line.line,
                    _("the unit it leans on, on line %(line)d, is rejected") % {"line": lines[code].line},
                )
            )
    return sorted(good.values(), key=lambda line: _depth(line, good))


def _missing(line: Line, good: Mapping[str, Line], standing: Mapping[str, Unit]) -> str:
    leans_on = [code for code in (line.parent, line.reports_to) if code]
    return next((code for code in leans_on if code not in good and code not in standing), "")


def _depth(line: Line, good: Mapping[str, Line]) -> int:
    depth = 0
    while line.parent in good:
        line, depth = good[line.parent], depth + 1
    return depth


def _objection(
    line: Line, lines: Mapping[str, Line], standing: Mapping[str, Unit], county: County
) -> str | None:
    """What stands against a row by its code, its parent and what is on record."""
    if line.kind == K.COUNTY:
        if line.parent:
            return _("the county stands at the top and has no parent_code")
    elif not line.parent:
        return _("parent_code is empty")
    elif line.parent not in lines and line.parent not in standing:
        return _("there is no unit “%(code)s” to stand under, in the file or on record") % {
            "code": line.parent
        }
    return (
        _objection_to_code(line, county)
        or _objection_to_parent(line, lines, standing)
        or _objection_to_moving(line, standing)
    )


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


def _put(line: Line, standing: dict[str, Unit], county: County, at: datetime) -> None:
    """Raise a unit that is not on record."""
    words = {**line.words, "short_name": line.words.get("short_name") or line.words["name"][:40]}
    standing[line.code] = raise_unit(
        by=BY,
        at=at,
        parent=standing[line.parent] if line.parent else None,
        code=line.code,
        kind=line.kind,
        valid_from=line.valid_from or county.started_on,
        **words,
    )


def _revise(unit: Unit, line: Line, reports_to: Unit | None, at: datetime) -> bool:
    """Bring names, telephone, address and line up to date; an empty cell leaves what is there."""
    wanted: dict[str, object] = {name: text for name, text in line.words.items() if text}
    if reports_to is not None:
        wanted["reports_to"] = reports_to
    changed = [name for name, value in wanted.items() if getattr(unit, name) != value]
    if changed:
        for name in changed:
            setattr(unit, name, wanted[name])
        unit.save(update_fields=changed)
        audit(by=BY, deed="unit.revised", on=f"unit:{unit.code}", at=at, fields=changed)
    return bool(changed)
