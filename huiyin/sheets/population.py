"""Who lives where, from a workbook: households of a village, in all or of one group, as of a day, by a source."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from huiyin.lib.words import folded, narrow, table
from huiyin.reach.actions import enter_population
from huiyin.reach.models import Population
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Finding,
    Line,
    Moment,
    Progress,
    Said,
    Spelled,
    agreeing,
    in_chunks,
    said_by,
    united,  # fmt: skip
)
from huiyin.sheets.columns import shape
from huiyin.sheets.lookups import Units, spellings_of

SHAPE = "population"
KEY, SAYS = ("place", "group", "as_of"), ("households", "source")
MOST = 1_000_000


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Population]:
    """What the rows would add and change."""
    result: Checked[Population] = Checked()
    units, groups = Units(moment.day), _groups(moment)
    said = said_by(
        lines, shape(SHAPE), result.findings, lambda cells: _said(cells, units, groups, area, moment)
    )
    good = agreeing(said, key=KEY, says=SAYS, shape=shape(SHAPE), findings=result.findings)
    rows = united(good, KEY)
    kept = _kept(rows)
    for row in _possible(rows, kept, result):
        _weigh(row, kept, result)
    return result


def _groups(moment: Moment) -> Spelled:
    """The words for groups, and those for all households together."""
    column = shape(SHAPE).column("group")
    known = spellings_of("groups", moment.at)
    behind = table("lists")["words"]["of_households"]
    for word, code in list(known.items()):
        known.setdefault(word + behind, code)
    known.update({folded(word): "" for word in column.also_all})
    return known


def _said(cells: Cells, units: Units, groups: Spelled, area: Area, moment: Moment) -> dict[str, Any]:
    place = units.place(cells, "place", area)
    if place is None and not cells.bad:
        cells.wrong("place", _("This cell is empty, but needed."))
    return {
        "place": place,
        "group": cells.choice("group", groups),
        "households": _number(cells, "households"),
        "as_of": cells.day("as_of", latest=moment.day),
        "source": cells.text("source", 80),
    }


def _number(cells: Cells, column: str) -> int:
    text = narrow(cells.text(column, 20)).strip()
    bare = text.removesuffix(table("lists")["words"]["of_households"]).strip()
    plain = re.sub(r"(?<=\d)[, ](?=\d{3}(?:\D|$))", "", bare).removesuffix(".0")
    if not plain.isdecimal() or int(plain) > MOST:
        if text:
            cells.wrong(column, _("“%(text)s” is no number of households.") % {"text": text[:20]})
        return 0
    return int(plain)


def _kept(rows: Sequence[Said]) -> dict[tuple[int, str, Any], Population]:
    places = {row.words["place"].pk for row in rows}
    found = Population.objects.filter(place__in=places)
    return {(one.place_id, one.group, one.as_of): one for one in found}


def _possible(
    rows: Sequence[Said], kept: dict[tuple[int, str, Any], Population], result: Checked[Population]
) -> list[Said]:
    """No group of a village has more households than the village has in all, as of the same day."""
    totals = {(place, as_of): one.households for (place, group, as_of), one in kept.items() if not group}
    said = [row for row in rows if not row.words["group"]]
    totals.update({(row.words["place"].pk, row.words["as_of"]): row.words["households"] for row in said})
    good = []
    for row in rows:
        total = totals.get((row.words["place"].pk, row.words["as_of"]))
        if row.words["group"] and total is not None and row.words["households"] > total:
            sentence = _("One group has more households than the village has in all (%(n)d).") % {"n": total}
            result.findings.append(Finding(row.line, shape(SHAPE).column("households").shown, sentence))
        else:
            good.append(row)
    return good


def _weigh(row: Said, kept: dict[tuple[int, str, Any], Population], result: Checked[Population]) -> None:
    words = row.words
    old = kept.get((words["place"].pk, words["group"], words["as_of"]))
    new = Population(**words)
    if old is None:
        result.new.append(new)
    elif (old.households, old.source) != (new.households, new.source):
        result.changed.append(new)
    else:
        result.same.append(old)


def write(checked: Checked[Population], moment: Moment, progress: Progress) -> None:
    """Do it, some hundreds at a time."""
    rows, by, at = [*checked.new, *checked.changed], moment.by, moment.at
    in_chunks(rows, lambda some: enter_population(rows=some, by=by, at=at), progress)
