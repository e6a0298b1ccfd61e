"""Minutes on the way between places: as a table says, else by where they stand, else a guess from the tree of units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Final

from huiyin.lib.charter import Charter
from huiyin.orgs.models import Unit
from huiyin.rounds.models import Site, TravelTime

EARTH_KM: Final = 6371.0088  # mean radius (IUGG 1980)
TOWNS: Final = (Unit.Kind.TOWNSHIP, Unit.Kind.STREET)
OTHER_TOWN: Final = 2  # a village of another township is guessed to be so many times as far

Point = tuple[float, float]  # degrees east, degrees north


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance by the haversine formula, in kilometres (0–20,016). Source: Sinnott 1984."""
    (east_a, north_a), (east_b, north_b) = ((radians(x), radians(y)) for x, y in (a, b))
    half = sin((north_b - north_a) / 2) ** 2 + cos(north_a) * cos(north_b) * sin((east_b - east_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def minutes_by_road(a: Point, b: Point, charter: Charter) -> int:
    """Minutes between two sites: straight line × detour ÷ speed, rounded up, never below the minutes within a village."""
    detour, speed = (charter.figure(f"rounds.{name}").value for name in ("detour_percent", "speed_kmh"))
    road = kilometres(a, b) * detour / 100
    return max(int(charter.figure("rounds.within_minutes").value), ceil(road / speed * 60))


@dataclass
class Ways:
    """Minutes from place to place, in the order of `places`; pairs known by neither table nor site are counted."""

    places: list[Unit]
    minutes: list[list[int]]
    stated: int = 0
    measured: int = 0
    guessed: int = 0
    sites: dict[int, Point] = field(default_factory=dict)


def sites_of(places: Sequence[Unit]) -> dict[int, Point]:
    """Where these places stand, by id."""
    rows = Site.objects.filter(place__in=[one.pk for one in places]).values_list("place", "east", "north")
    return {place: (float(east), float(north)) for place, east, north in rows}


def ways(places: Sequence[Unit], charter: Charter) -> Ways:
    """The minutes between all of these places: three queries, whatever their number."""
    ids = [one.pk for one in places]
    rows = TravelTime.objects.filter(from_place__in=ids, to_place__in=ids)
    table = {(a, b): n for a, b, n in rows.values_list("from_place", "to_place", "minutes")}
    found = Ways(list(places), [], sites=sites_of(places))
    towns = _towns(places)
    within = int(charter.figure("rounds.within_minutes").value)
    for a in places:
        row = []
        for b in places:
            stated = table.get((a.pk, b.pk), table.get((b.pk, a.pk)))
            if a.pk == b.pk:
                row.append(within)
            elif stated is not None:
                found.stated += 1
                row.append(stated)
            elif a.pk in found.sites and b.pk in found.sites:
                found.measured += 1
                row.append(minutes_by_road(found.sites[a.pk], found.sites[b.pk], charter))
            else:
                found.guessed += 1
                row.append(_guess(a, b, towns, charter))
        found.minutes.append(row)
    return found


def _guess(a: Unit, b: Unit, towns: Mapping[int, int | None], charter: Charter) -> int:
    between = int(charter.figure("rounds.between_minutes").value)
    same = towns[a.pk] is not None and towns[a.pk] == towns[b.pk]
    return between if same else OTHER_TOWN * between


def _towns(places: Sequence[Unit]) -> dict[int, int | None]:
    """The township of each place, or itself."""
    above = {int(key) for one in places for key in one.path.strip("/").split("/")}
    known = set(Unit.objects.filter(pk__in=above, kind__in=TOWNS).values_list("pk", flat=True))
    return {
        one.pk: next((int(key) for key in one.path.strip("/").split("/") if int(key) in known), None)
        for one in places
    }
