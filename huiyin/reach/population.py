"""Who lives here: the denominators, and where there are none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from huiyin.people.models import Household
from huiyin.reach.models import Population


@dataclass
class Lives:
    """The households of an area. What nobody has stated is missing here, never zero.

    `known` are households on record by village, `estimated` those that live there by the aggregate, `groups` those
    of each group; `partial` names groups that only some of the villages with figures state.
    """

    known: Counter[int] = field(default_factory=Counter)
    estimated: dict[int, int] = field(default_factory=dict)
    groups: Counter[str] = field(default_factory=Counter)
    by_place: dict[int, dict[str, int]] = field(default_factory=dict)
    sources: set[tuple[str, date]] = field(default_factory=set)

    def silent(self, places: Iterable[int]) -> list[int]:
        """Villages for which no number of households is stated."""
        return [place for place in places if place not in self.estimated]

    @property
    def partial(self) -> list[str]:
        """Groups stated for some of the villages only: their shares say too little."""
        return [
            group
            for group in self.groups
            if any(group not in stated for stated in self.by_place.values() if stated)
        ]


def living_in(places: Iterable[int], day: date) -> Lives:
    """The denominators of these villages as of a day: two queries, whatever their number."""
    wanted, found = list(places), Lives()
    homes = Household.objects.filter(place__in=wanted, voided_at=None).order_by()
    found.known.update(dict(homes.values_list("place").annotate(n=Count("pk"))))
    rows = Population.objects.filter(place__in=wanted).standing_on(day)
    for place, group, households, source, as_of in rows.values_list(
        "place", "group", "households", "source", "as_of"
    ):
        found.sources.add((source, as_of))
        if group:
            found.groups[group] += households
            found.by_place.setdefault(place, {})[group] = households
        else:
            found.estimated[place] = households
    return found
