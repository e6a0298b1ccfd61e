"""What an official may do at a moment: the hats that follow from live appointments."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q

LEADING = ("coordinator", "unit_head", "supervisor")  # who answers for a unit and everything below it
DESK = ("desk_clerk", "coordinator")  # who sits at the desk of a unit and takes in what comes

TOP = 2  # slashes in the path of the county itself
CALLERS = (*DESK, "supervisor")  # who may ring residents about the work of others


class Place(Protocol):
    """A unit, as far as a hat needs to know it."""

    @property
    def pk(self) -> Any:
        """Its key."""

    def is_within(self, path: str) -> bool:
        """Whether it stands in the subtree of that path."""


def step(key: int) -> str:
    """A unit's own part of its path: as long for every unit, so that paths sort as units were entered."""
    return f"{key:09d}/"


@dataclass(frozen=True)
class Hat:
    """One capacity at one unit."""

    capacity: str
    unit_id: int
    unit_name: str
    unit_kind: str
    path: str
    title: str


@dataclass(frozen=True)
class Standing:
    """All hats of an official on one day."""

    official_id: int
    hats: tuple[Hat, ...]

    def has(self, *capacities: str) -> bool:
        """Whether any hat is of one of these capacities."""
        return any(hat.capacity in capacities for hat in self.hats)

    def over(self, unit: Place | None, *capacities: str) -> bool:
        """Whether a hat of one of these capacities stands at the unit or above it."""
        return self.nearest(unit, *capacities) is not None

    def nearest(self, unit: Place | None, *capacities: str) -> Hat | None:
        """The hat of one of these capacities that stands at the unit or least far above it."""
        over = [h for h in self.hats if unit and h.capacity in capacities and unit.is_within(h.path)]
        return max(over, key=lambda hat: len(hat.path), default=None)

    def at(self, unit: Place | None, *capacities: str) -> bool:
        """Whether a hat of one of these capacities stands at exactly this unit."""
        return unit is not None and any(h.capacity in capacities and h.unit_id == unit.pk for h in self.hats)

    def paths_of(self, *capacities: str) -> tuple[str, ...]:
        """The subtrees where one of these capacities (any, if none is named) is held, none inside another."""
        found = sorted(
            {hat.path for hat in self.hats if not capacities or hat.capacity in capacities}, key=len
        )
        return tuple(path for i, path in enumerate(found) if not any(path.startswith(p) for p in found[:i]))

    def is_over_all(self, *capacities: str) -> bool:
        """Whether one of these capacities is held at the top of the tree, so that the whole county lies below it."""
        return any(path.count("/") == TOP for path in self.paths_of(*capacities))

    def scope(self, road: str, *capacities: str) -> Q:
        """Rows whose unit stands where one of these capacities (any, if none is named) is held, or below.

        `road` leads from the row to its unit ("unit__", "household__place__"; "" for units themselves).
        Access follows the tree of today. Who holds no such capacity is shown nothing, without a query.
        """
        found = Q(pk__in=[])
        for path in self.paths_of(*capacities):
            found |= Q(**{f"{road}path__startswith": path})
        return found

    def meant(self, unit: str, official: str) -> Q:
        """Rows that are about this official, or about a unit in or below which a hat is worn; the fields by their roads."""
        above = {int(key) for hat in self.hats for key in hat.path.strip("/").split("/")}
        return Q(**{f"{unit}__in": above}) | Q(**{official: self.official_id})

    def is_meant(self, unit: int | None, official: int | None) -> bool:
        """The same of one row, by the keys of its unit and its official."""
        if unit is None:
            return official == self.official_id
        return official == self.official_id or any(f"/{step(unit)}" in hat.path for hat in self.hats)

    @property
    def capacities(self) -> frozenset[str]:
        """All capacities that any hat gives."""
        return frozenset(hat.capacity for hat in self.hats)

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units in which a hat is worn."""
        return tuple(dict.fromkeys(hat.unit_id for hat in self.hats))
