"""What an official may do at a moment: the hats that follow from live appointments."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from huiyin.orgs.models import Official, Unit

LEADING = ("coordinator", "unit_head", "supervisor")  # who answers for a unit and everything below it


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

    def over(self, unit: "Unit | None", *capacities: str) -> bool:
        """Whether a hat of one of these capacities stands at the unit or above it."""
        return unit is not None and any(
            h.capacity in capacities and unit.is_within(h.path) for h in self.hats
        )

    def at(self, unit: "Unit | None", *capacities: str) -> bool:
        """Whether a hat of one of these capacities stands at exactly this unit."""
        return unit is not None and any(h.capacity in capacities and h.unit_id == unit.pk for h in self.hats)

    def paths_of(self, *capacities: str) -> tuple[str, ...]:
        """The subtrees where one of these capacities is held, widest first, none inside another."""
        found = sorted({hat.path for hat in self.hats if hat.capacity in capacities}, key=len)
        return tuple(path for i, path in enumerate(found) if not any(path.startswith(p) for p in found[:i]))

    @property
    def paths(self) -> tuple[str, ...]:
        """The subtrees of all hats."""
        return self.paths_of(*{hat.capacity for hat in self.hats})

    def units_of(self, *capacities: str) -> list[int]:
        """Ids of the units where one of these capacities is held and of all below them, by the tree of today.

        As a list and not as a condition on paths: so the database finds rows by the index of their unit.
        """
        from huiyin.orgs.models import Unit

        below = Q(pk=None)
        for path in self.paths_of(*capacities):
            below |= Q(path__startswith=path)
        return (
            list(Unit.objects.filter(below).order_by("pk").values_list("pk", flat=True)) if self.hats else []
        )

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units in which a hat is worn."""
        return tuple(dict.fromkeys(hat.unit_id for hat in self.hats))


def standing_of(official: "Official", at: datetime) -> Standing:
    """The official's hats on the county's day of `at`, read once per object and day."""
    from huiyin.orgs.calendar import local_day
    from huiyin.orgs.models import Appointment

    day = local_day(at, official.county)
    kept: dict[object, Standing] = official.__dict__.setdefault("_standings", {})
    if day not in kept:
        live = Appointment.objects.filter(official=official, from_on__lte=day)
        live = live.filter(Q(to_on=None) | Q(to_on__gt=day)).select_related("post__unit")
        hats = [
            Hat(
                capacity,
                a.post.unit_id,
                a.post.unit.short_name,
                a.post.unit.kind,
                a.post.unit.path,
                a.post.title,
            )
            for a in live
            for capacity in a.post.capacities
        ]
        kept[day] = Standing(official.pk, tuple(hats) if official.is_active else ())
    return kept[day]
