"""How long one is on the way from village to village, from a workbook: one row for a pair, the way back its own row."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from huiyin.lib.words import narrow
from huiyin.rounds.models import TravelTime
from huiyin.rounds.travel_actions import enter_travel
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Line,
    Moment,
    Progress,
    Said,
    agreeing,
    in_chunks,
    said_by,
    united,  # fmt: skip
)
from huiyin.sheets.columns import shape
from huiyin.sheets.lookups import Units

SHAPE = "travel"
KEY, SAYS = ("from_place", "to_place"), ("minutes",)
MOST = 600


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[TravelTime]:
    """What the rows would add and change."""
    result: Checked[TravelTime] = Checked()
    units = Units(moment.day)
    said = said_by(lines, shape(SHAPE), result.findings, lambda cells: _said(cells, units, area))
    good = agreeing(said, key=KEY, says=SAYS, shape=shape(SHAPE), findings=result.findings)
    rows = united(good, KEY)
    kept = _kept(rows)
    for row in rows:
        old = kept.get((row.words["from_place"].pk, row.words["to_place"].pk))
        if old is None:
            result.new.append(TravelTime(**row.words))
        elif old.minutes != row.words["minutes"]:
            result.changed.append(TravelTime(**row.words))
        else:
            result.same.append(old)
    return result


def _said(cells: Cells, units: Units, area: Area) -> dict[str, Any]:
    ends = {name: units.standing_at(cells, name, area) for name in KEY}
    if not cells.bad and ends["from_place"] == ends["to_place"]:
        cells.wrong("to_place", _("This way begins and ends at the same place."))
    return {**ends, "minutes": _minutes(cells)}


def _minutes(cells: Cells) -> int:
    text = narrow(cells.text("minutes", 20)).strip().removesuffix(".0")
    if not re.fullmatch(r"\d{1,4}", text) or not 1 <= int(text) <= MOST:
        if text:
            facts = {"text": text[:20], "n": MOST}
            cells.wrong("minutes", _("“%(text)s” is no number of minutes from 1 to %(n)d.") % facts)
        return 0
    return int(text)


def _kept(rows: Sequence[Said]) -> dict[tuple[int, int], TravelTime]:
    begins = {row.words["from_place"].pk for row in rows}
    found = TravelTime.objects.filter(from_place__in=begins)
    return {(one.from_place_id, one.to_place_id): one for one in found}


def write(checked: Checked[TravelTime], moment: Moment, progress: Progress) -> None:
    """Do it, some hundreds at a time."""
    rows, by, at = [*checked.new, *checked.changed], moment.by, moment.at
    in_chunks(rows, lambda some: enter_travel(rows=some, by=by, at=at), progress)
