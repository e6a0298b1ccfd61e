"""What the pages of supervision show: a level of the tree with what waits there, each number with the way to its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.line import units_led
from huiyin.orgs.models import Unit
from huiyin.supervision import waiting
from huiyin.supervision.waiting import LATE, STAGES, Group, Waiting

COLUMNS: dict[str, Any] = {LATE: _("past the date")} | {stage.code: stage.words for stage in STAGES}


@dataclass(frozen=True)
class Line:
    """A unit with its numbers, each with the address of its rows and its column; the way down if something lies below."""

    unit: Unit
    numbers: tuple[tuple[int, str, Any], ...]
    oldest: datetime | None
    down: str = ""


def level(request: StaffRequest, unit: Unit) -> dict[str, Any]:
    """The unit's own queue, and beneath it one line for each unit directly below."""
    day = local_day(request.at, request.county)
    found = waiting.groups(request.user, unit, day, request.at)
    lines = [_line(child, found, below=True) for child in waiting.directly_below(unit, found, day)]
    own = _line(unit, found, below=False)
    return {
        "unit": unit,
        "above": _above(request, unit),
        "columns": list(COLUMNS.values()),
        "own": [own] if own.oldest is not None else [],
        "lines": [line for line in lines if line.oldest is not None],
        "calm": [line.unit for line in lines if line.oldest is None],
        "all": waiting.summed(found, unit.path, below=True).all,
    }


def _above(request: StaffRequest, unit: Unit) -> Unit | None:
    """The unit one level up, for whoever answers for it too."""
    if len(above := unit.path.strip("/").split("/")) < 2:
        return None
    found: Unit | None = units_led(request.user, request.at).filter(pk=int(above[-2])).first()
    return found


def _line(unit: Unit, found: list[Group], *, below: bool) -> Line:
    here = waiting.summed(found, unit.path, below=below)
    numbers = tuple((n, _rows(unit, what, below) if n else "", COLUMNS[what]) for what, n in _numbers(here))
    deeper = any(one.path != unit.path and one.path.startswith(unit.path) for one in found)
    down = f"{reverse('supervision:waiting')}?{urlencode({'unit': unit.pk})}" if below and deeper else ""
    return Line(unit, numbers, here.oldest, down)


def _numbers(here: Waiting) -> list[tuple[str, int]]:
    return [(LATE, here.late), *here.of_stages.items()]


def _rows(unit: Unit, what: str, below: bool) -> str:
    asked = {"unit": str(unit.pk), "what": what} | ({"below": "1"} if below else {})
    return f"{reverse('supervision:waiting_matters')}?{urlencode(asked)}"
