"""Who lives here: the denominators, and where there are none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from huiyin.orgs.counts import lists
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


def stated_of(places: Iterable[int], day: date) -> dict[str, QuerySet[Any]]:
    """What is read for it: households on record by village, and the aggregates."""
    wanted = list(places)
    of_them = Household.objects.filter(place__in=wanted).order_by()
    homes, later = (
        of_them.filter(voided_at=None),
        of_them.filter(turned_at__isnull=False, voided_at__date__gt=day),
    )
    stated = Population.objects.filter(place__in=wanted).standing_on(day)
    return {
        "homes": homes.values_list("place").annotate(n=Count("pk")),
        "later": later.values_list("place").annotate(n=Count("pk")),
        "stated": stated.values_list("place", "group", "households", "source", "as_of"),
    }


def living_in(places: Iterable[int], day: date) -> Lives:
    """The denominators of these villages as of a day: one query, whatever their number."""
    found = Lives()
    read = lists(**stated_of(places, day))
    for known in ("homes", "later"):  # on record still, and taken off after that day
        found.known.update(dict(read[known]))
    for place, group, households, source, as_of in read["stated"]:
        found.sources.add((source, as_of))
        if group:
            found.groups[group] += households
            found.by_place.setdefault(place, {})[group] = households
        else:
            found.estimated[place] = households
    return found
