"""The tree: its top, and which units stood under another in a period, for reports (access follows the tree of today)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

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
    def units(self) -> dict[int, Unit]:
        """Every unit there ever was by its key, parents first and at hand: for a page that also names them."""
        found: dict[int, Unit] = {}
        for unit in Unit.objects.in_tree_order():
            unit.parent = found.get(unit.parent_id or 0)
            found[unit.pk] = unit
        return found

    @cached_property
    def rows(self) -> list[Stood]:
        """Every unit there ever was, no more than its days."""
        if "units" in self.__dict__:
            units = self.units.values()
            return [Stood(u.pk, u.parent_id, u.valid_from, u.valid_to, u.ended_at) for u in units]
        return [Stood(*row) for row in self.all_that_stood()]

    @staticmethod
    def all_that_stood() -> "QuerySet[Unit, Any]":
        """What is read for `rows`."""
        return Unit.objects.order_by().values_list("pk", "parent_id", "valid_from", "valid_to", "ended_at")

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

    def places_within(self, seat: Unit, day: date) -> list[Unit]:
        """The villages and communities of an area that exist on that day, in tree order."""
        return [
            unit
            for unit in self.units.values()
            if unit.is_place
            and unit.is_within(seat.path)
            and unit.valid_from <= day
            and (unit.valid_to is None or unit.valid_to > day)
        ]


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
