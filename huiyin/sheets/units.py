"""Units from a file: by their code; a second time brings names and numbers up to date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.words import folded
from huiyin.orgs.actions import raise_unit
from huiyin.orgs.models import County, Unit
from huiyin.orgs.models.unit import tree_has_changed
from huiyin.sheets.checking import Area, Cells, Checked, Finding, Line, Moment, Progress
from huiyin.sheets.columns import shape
from huiyin.sheets.lookups import spellings_of
from huiyin.sheets.places import usual
from huiyin.sheets.unit_names import Names, is_of_either_level
from huiyin.sheets.unit_rules import DIGITS, Wanted, kind_of, sound
from huiyin.ui.listing import in_line

SHAPE = "units"
LONGEST = 30
LENGTHS = {"name": 80, "short_name": 40, "phone": 30, "address": 120, "paper_name": 80}


@dataclass
class CheckedUnits(Checked[Wanted]):
    """The rows, parents first, and the units that are on record."""

    rows: list[Wanted] = field(default_factory=list)
    standing: dict[str, Unit] = field(default_factory=dict)


def check(lines: Sequence[Line], area: Area, moment: Moment) -> CheckedUnits:
    """What the rows would add and change."""
    live = Unit.objects.filter(valid_to=None).select_related("parent", "reports_to")
    result = CheckedUnits(standing={unit.code: unit for unit in live})
    kinds = spellings_of("kinds", moment.at)
    wanted: dict[str, Wanted] = {}
    for line in lines:
        cells = Cells(line, shape(SHAPE), result.findings)
        said = _said(cells, kinds, wanted)
        if said is not None:
            wanted[said.code] = said
    wanted = Names(wanted, result.standing, result.findings).settle()
    result.rows, against = sound(wanted, result.standing, moment.county, area.covers)
    for at, objection in against.items():
        result.findings.append(Finding(at, shape(SHAPE).column(objection.column).shown, objection.reason))
    for one in result.rows:
        old = result.standing.get(one.code)
        changed = changes(old, one) if old is not None else []
        kept = result.new if old is None else result.changed if changed else result.same
        kept.append(one)
        if old is not None and old.paper_name and "name" in changed and "paper_name" not in changed:
            facts = {"unit": old.code, "organ": old.paper_name}
            sentence = _(
                "%(unit)s gets another full name; its papers are still signed “%(organ)s”, as it was entered"
            )
            result.findings.notes[sentence % facts] += 1
    return result


def _said(cells: Cells, kinds: Mapping[str, str], above: Mapping[str, Wanted]) -> Wanted | None:
    """What a row says by itself; None where it says nothing sensible."""
    bureau = not {"kind", "parent_code"} & set(cells.line.values)
    code = _code(cells, "code")
    if bureau:
        return _of_bureau(cells, code, above)
    words = {name: cells.text(name, most) for name, most in LENGTHS.items() if name in cells.line.values}
    kind = _kind(cells, kinds)
    wanted = (_code(cells, "parent_code"), _code(cells, "reports_to_code"), cells.day("valid_from"))
    if code in above:
        facts = {"code": code, "line": above[code].line}
        cells.wrong("code", _("the code “%(code)s” stands on line %(line)s already") % facts)
    if cells.bad or kind is None:
        return None
    return Wanted(
        cells.line.line, code, kind, *wanted, words, is_of_either_level(cells.line.values.get("kind", ""))
    )


def _of_bureau(cells: Cells, code: str, above: Mapping[str, Wanted]) -> Wanted | None:
    """A row of the statistics bureau's list, whose code says the kind and the unit above (GB/T 10114)."""
    digits = re.sub(r"(?:000){1,2}$", "", code) if len(code) == DIGITS[Unit.Kind.VILLAGE] else code
    kind = kind_of(digits, cells.line.values.get("name", ""))
    if code and kind is None:
        cells.wrong(
            "code", _("The kind of unit does not follow from this code; please add the column of the kind.")
        )
    words = {name: cells.text(name, most) for name, most in LENGTHS.items() if name in cells.line.values}
    if not words.get("short_name") and (kind in Unit.PLACES):
        words["short_name"] = usual(words.get("name", ""))[: LENGTHS["short_name"]]
    if digits in above:
        facts = {"code": digits, "line": above[digits].line}
        cells.wrong("code", _("the code “%(code)s” stands on line %(line)s already") % facts)
    if cells.bad or kind is None:
        return None
    parent = {DIGITS[Unit.Kind.TOWNSHIP]: digits[:6], DIGITS[Unit.Kind.VILLAGE]: digits[:9]}.get(
        len(digits), ""
    )
    cells.note(_("kind and unit above follow from the code"))
    return Wanted(cells.line.line, digits, kind, parent, "", cells.day("valid_from"), words)


def _code(cells: Cells, column: str) -> str:
    """A code; of another unit its name may stand behind it, or in place of it (`unit_names`)."""
    text = cells.line.values.get(column, "")
    if column == "parent_code" and not text:
        return ""  # the county stands under nothing; the rules know of the others
    words = cells.text(column, 120).split()
    if column != "code":
        return " ".join(words)
    code = (words or [""])[0]
    if len(code) > LONGEST:
        facts = {"n": LONGEST, "found": len(code)}
        cells.wrong(column, _("At most %(n)d characters fit here; these are %(found)d.") % facts)
    return code


def _kind(cells: Cells, kinds: Mapping[str, str]) -> Unit.Kind | None:
    text = cells.text("kind", 40)
    found = Unit.Kind.OFFICE if is_of_either_level(text) else kinds.get(folded(text))
    if text and found is None:
        known = in_line(str(one.label) for one in Unit.Kind)
        facts = {"kind": text, "all": known}
        cells.wrong("kind", _("“%(kind)s” is no kind of unit; the kinds are: %(all)s") % facts)
    return Unit.Kind(found) if found else None


def changes(unit: Unit, row: Wanted) -> list[str]:
    """What of the unit a row brings up to date; an empty cell leaves what is there."""
    changed = [name for name, text in row.words.items() if text and getattr(unit, name) != text]
    if row.reports_to and (unit.reports_to is None or unit.reports_to.code != row.reports_to):
        changed.append("reports_to")
    return changed


def write(checked: CheckedUnits, moment: Moment, progress: Progress) -> None:
    """First all units, parents first, then whom they report to: that may stand anywhere in the file."""
    standing = checked.standing
    for row in checked.rows:
        if row.code not in standing:
            standing[row.code] = _raised(row, standing, moment.county, moment.by, moment.at)
    for row in checked.rows:
        unit = standing[row.code]
        changed = changes(unit, row)
        for name in changed:
            setattr(unit, name, standing[row.reports_to] if name == "reports_to" else row.words[name])
        if changed:
            unit.save(update_fields=changed)
            audit(by=moment.by, deed="unit.revised", on=f"unit:{unit.code}", at=moment.at, fields=changed)
    tree_has_changed()
    progress(len(checked.rows), len(checked.rows))


def _raised(row: Wanted, standing: Mapping[str, Unit], county: County, by: str, at: datetime) -> Unit:
    words = {**row.words, "short_name": row.words.get("short_name") or row.words["name"][:40]}
    return raise_unit(
        by=by,
        at=at,
        parent=standing[row.parent] if row.parent else None,
        code=row.code,
        kind=row.kind,
        valid_from=row.valid_from or county.started_on,
        **words,
    )
