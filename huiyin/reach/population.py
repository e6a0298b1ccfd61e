"""Who lives here: the denominators, and where there are none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from huiyin.orgs.counts import lists
from huiyin.people.models import Household
from huiyin.reach.models import Population
from huiyin.reach.which import is_counted
from huiyin.reach.windows import Window


@dataclass
class Lives:
    """The households of an area. What nobody has stated is missing here, never zero.

    `known` are households on record by village, `off` those taken off since, with
    the day, `estimated` those that live there by the aggregate, `groups` those
    of each group; `partial` names groups that only some of the villages with figures state.
    """

    known: Counter[int] = field(default_factory=Counter)
    off: Counter[tuple[int, date]] = field(default_factory=Counter)
    estimated: dict[int, int] = field(default_factory=dict)
    groups: Counter[str] = field(default_factory=Counter)
    by_place: dict[int, dict[str, int]] = field(default_factory=dict)
    sources: set[tuple[str, date]] = field(default_factory=set)

    def known_in(self, window: Window) -> Counter[int]:
        """Households that stood on record on a day of the window, by village: whoever was met in it is among them."""
        found = Counter(self.known)
        for (place, last), households in self.off.items():
            if last >= window.first:
                found[place] += households
        return found

    def silent(self, places: Iterable[int]) -> list[int]:
        """Villages for which no number of households is stated."""
        return [place for place in places if place not in self.estimated]

    @property
    def overlaps(self) -> bool:
        """Whether the source counts a household under several groups: together they are more than live there."""
        whole = sum(self.estimated.get(place, 0) for place in self.by_place)
        parts = sum(
            sum(stated.values()) for place, stated in self.by_place.items() if place in self.estimated
        )
        return parts > whole

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
    again = Q(counts_as__isnull=False, counts_as__voided_at=None)  # as one with another that stands
    of_them = Household.objects.filter(is_counted(), place__in=wanted).exclude(again).order_by()
    homes, off = of_them.filter(voided_at=None), of_them.filter(turned_at__isnull=False)
    stated = Population.objects.filter(place__in=wanted).standing_on(day)
    return {
        "homes": homes.values_list("place").annotate(n=Count("pk")),
        "off": off.filter(voided_at__isnull=False)
        .values_list("place", "voided_at__date")
        .annotate(n=Count("pk")),
        "stated": stated.values_list("place", "group", "households", "source", "as_of"),
    }


def living_in(places: Iterable[int], day: date) -> Lives:
    """The denominators of these villages as of a day: one query, whatever their number."""
    found = Lives()
    read = lists(**stated_of(places, day))
    found.known.update(dict(read["homes"]))
    for place, last, households in read["off"]:
        if last > day:  # taken off after that day
            found.known[place] += households
        else:
            found.off[place, last] += households
    for place, group, households, source, as_of in read["stated"]:
        found.sources.add((source, as_of))
        if group:
            found.groups[group] += households
            found.by_place.setdefault(place, {})[group] = households
        else:
            found.estimated[place] = households
    return found
