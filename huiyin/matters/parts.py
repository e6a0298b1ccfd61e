"""What the page of a matter shows of the parts that others were asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiyin.matters.deeds.parts import PART_NOUNS, PARTS
from huiyin.matters.models import Matter, Step, SubTask
from huiyin.matters.rules import sub_tasks
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest


@dataclass(frozen=True)
class PartRow:
    """One part: what was asked of whom, whether it is late, and what the reader can do about it."""

    part: SubTask
    is_late: bool
    buttons: list[dict[str, Any]]


def rows_of(request: StaffRequest, matter: Matter) -> list[PartRow]:
    """Every part of the matter, the first asked first."""
    day = local_day(request.at, request.county)
    found = matter.sub_tasks.select_related("unit", "handler", "by", "closed_by")
    return [_row(request, matter, part, day) for part in found]


def asked_above(matter: Matter) -> SubTask | None:
    """What was put to the level above and is not taken over yet."""
    found = matter.sub_tasks.open().filter(kind=SubTask.Kind.UPWARD)
    return found.select_related("unit", "handler", "by", "closed_by").first()


def _row(request: StaffRequest, matter: Matter, part: SubTask, day: date) -> PartRow:
    part.matter = matter
    late = part.closed_at is None and part.due_on < day
    offered = [
        deed for deed in PART_NOUNS if sub_tasks.objection(deed, part, request.user, request.at) is None
    ]
    return PartRow(part, late, [_button(deed, part) for deed in offered])


def _button(deed: str, part: SubTask) -> dict[str, Any]:
    noun = PART_NOUNS[deed]
    again = deed == Step.Deed.TAKE_PART and part.handler is not None
    words = _("Give it to somebody else") if again else PARTS[noun].title
    if deed == Step.Deed.ANSWER_PART and part.unit is None:
        words = _("Write down what they say")
    return {"noun": noun, "label": words}
