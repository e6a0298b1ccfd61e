"""The tree: its top, and which units stood under another in a period, for reports (access follows the tree of today)."""

from collections.abc import Iterable
from datetime import date, datetime

from huiyin.orgs.models import Unit


def subtree_during(unit: Unit, first: date, end: date, *, known_at: datetime | None = None) -> list[int]:
    """Ids of the unit and of all that stood below it on any day of [first, end), by the parents of that time.

    With `known_at` an end that was noted later does not count: a figure of that moment stays as it was.
    """
    return subtrees_during([unit.pk], first, end, known_at=known_at)[unit.pk]


def subtrees_during(
    units: Iterable[int], first: date, end: date, *, known_at: datetime | None = None
) -> dict[int, list[int]]:
    """The same for many units at once, in one query."""
    rows = Unit.objects.valid_between(first, end, known_at=known_at)
    children: dict[int | None, list[int]] = {}
    for pk, parent in rows.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    return {unit: _below(unit, children) for unit in units}


def _below(unit: int, children: dict[int | None, list[int]]) -> list[int]:
    found, waiting = [], [unit]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(children.get(here, ()))
    return found


def county_desk() -> Unit:
    """The county's own desk: the top of the unit tree in the open county."""
    return Unit.objects.filter(kind=Unit.Kind.COUNTY, parent=None).get()
