"""Where villages and seats stand, from a workbook: degrees east and north of the place, never of a household."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from huiyin.lib.words import narrow
from huiyin.rounds.models import Site
from huiyin.rounds.travel_actions import enter_sites
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Line,
    Moment,
    Progress,
    agreeing,
    in_chunks,
    said_by,
    united,  # fmt: skip
)
from huiyin.sheets.columns import shape
from huiyin.sheets.lookups import Units

SHAPE = "sites"
KEY, SAYS = ("place",), ("east", "north", "source")
MOST = {"east": 180, "north": 90}
SIXTH = Decimal("0.000001")


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Site]:
    """What the rows would add and change."""
    result: Checked[Site] = Checked()
    units = Units(moment.day)
    said = said_by(lines, shape(SHAPE), result.findings, lambda cells: _said(cells, units, area))
    good = agreeing(said, key=KEY, says=SAYS, shape=shape(SHAPE), findings=result.findings)
    rows = united(good, KEY)
    kept = {
        one.place_id: one for one in Site.objects.filter(place__in=[row.words["place"].pk for row in rows])
    }
    for row in rows:
        old = kept.get(row.words["place"].pk)
        if old is None:
            result.new.append(Site(**row.words))
        elif any(getattr(old, name) != row.words[name] for name in SAYS):
            result.changed.append(Site(**row.words))
        else:
            result.same.append(old)
    return result


def _said(cells: Cells, units: Units, area: Area) -> dict[str, Any]:
    return {
        "place": units.standing_at(cells, "place", area),
        "east": _degrees(cells, "east"),
        "north": _degrees(cells, "north"),
        "source": cells.text("source", 80),
    }


def _degrees(cells: Cells, column: str) -> Decimal:
    """Degrees with a decimal point; degrees, minutes and seconds are not taken."""
    text = narrow(cells.text(column, 40)).strip()
    if not text:
        return Decimal(0)
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) or abs(Decimal(text)) > MOST[column]:
        facts = {"text": text[:20], "n": MOST[column]}
        cells.wrong(
            column, _("“%(text)s” is no number of degrees from -%(n)d to %(n)d, such as 112.345678.") % facts
        )
        return Decimal(0)
    return Decimal(text).quantize(SIXTH)


def write(checked: Checked[Site], moment: Moment, progress: Progress) -> None:
    """Do it, some hundreds at a time."""
    rows, by, at = [*checked.new, *checked.changed], moment.by, moment.at
    in_chunks(rows, lambda some: enter_sites(rows=some, by=by, at=at), progress)
