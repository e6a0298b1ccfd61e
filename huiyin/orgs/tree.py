"""The tree: its top, and which units stood under another in a period, for reports (access follows the tree of today)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from huiyin.orgs.models import Unit


class Stood(NamedTuple):
    """A unit under its parent, from when to when."""

    unit: int
    parent: int | None
    begins: date
    ends: date | None
    end_noted: datetime | None

    def between(self, first: date, end: date, known_at: datetime | None) -> bool:
        """Whether it existed on a day of [first, end); with `known_at` an end that was noted later does not count."""
        noted_later = known_at is not None and self.end_noted is not None and self.end_noted > known_at
        return self.begins < end and (self.ends is None or self.ends > first or noted_later)


@dataclass(frozen=True)
class Tree:
    """All units of the county with their days: read once, when first asked, for as many periods as a page needs."""

    @cached_property
    def rows(self) -> list[Stood]:
        """Every unit there ever was."""
        found = Unit.objects.order_by().values_list("pk", "parent_id", "valid_from", "valid_to", "ended_at")
        return [Stood(*row) for row in found]

    def below(self, unit: int, first: date, end: date, *, known_at: datetime | None = None) -> list[int]:
        """Ids of the unit and of all that stood below it on any day of [first, end), by the parents of that time.

        With `known_at` an end that was noted later does not count: a figure of that moment stays as it was.
        """
        return self.below_each([unit], first, end, known_at=known_at)[unit]

    def below_each(
        self, units: Iterable[int], first: date, end: date, *, known_at: datetime | None = None
    ) -> dict[int, list[int]]:
        """The same for many units at once."""
        children: dict[int | None, list[int]] = {}
        for row in self.rows:
            if row.between(first, end, known_at):
                children.setdefault(row.parent, []).append(row.unit)
        return {unit: _below(unit, children) for unit in units}

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Tree":
        """The tree of units that somebody has read already; all of them."""
        tree = cls()
        tree.__dict__["rows"] = [
            Stood(one.pk, one.parent_id, one.valid_from, one.valid_to, one.ended_at) for one in units
        ]
        return tree


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
