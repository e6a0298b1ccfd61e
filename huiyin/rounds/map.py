"""The way of a round as a small drawing: where the stops lie to each other, in the order of the visits. No map service."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from huiyin.orgs.models import Unit
from huiyin.rounds.travel import sites_of

WIDTH, HEIGHT, MARGIN = 320, 220, 26


@dataclass(frozen=True)
class Mark:
    """A place with the numbers of the stops there; `start` where one sets out."""

    x: float
    y: float
    words: str
    name: str
    is_start: bool = False
    is_low: bool = False  # its name stands above, so that it does not leave the drawing


@dataclass(frozen=True)
class Leg:
    """The way of one official: points for a polyline, and which line it is (1, 2, 3 …)."""

    points: str
    number: int


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn, in its own units."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    legs: tuple[Leg, ...]


def drawn(start: Unit, ways: Sequence[Sequence[tuple[int, Unit]]]) -> Drawing | None:
    """The ways of the officials (number and place of each stop); None where fewer than two places have a position."""
    units = {start.pk: start, **{place.pk: place for way in ways for _n, place in way}}
    sites = sites_of(list(units.values()))
    numbers: dict[int, list[int]] = {}
    for way in ways:
        for number, place in way:
            numbers.setdefault(place.pk, []).append(number)
    shown = [pk for pk in units if pk in sites and (pk in numbers or pk == start.pk)]
    if len(shown) < 2:
        return None
    middle = sum(sites[pk][1] for pk in shown) / len(shown)
    flat = {pk: (sites[pk][0] * cos(radians(middle)), -sites[pk][1]) for pk in shown}
    at = _fitted(flat)
    marks = tuple(
        Mark(
            *at[pk],
            _run(numbers.get(pk, [])),
            units[pk].short_name,
            pk == start.pk,
            at[pk][1] > HEIGHT - 2 * MARGIN,
        )
        for pk in shown
    )
    legs = []
    for n, way in enumerate(ways, start=1):
        stops = [place.pk for _number, place in way if place.pk in at]
        along = [pk for pk in (start.pk, *stops, start.pk) if pk in at]
        if len(set(along)) > 1:
            legs.append(Leg(" ".join(f"{at[pk][0]:.1f},{at[pk][1]:.1f}" for pk in along), n))
    return Drawing(WIDTH, HEIGHT, marks, tuple(legs))


def _fitted(flat: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """The same points within the drawing, both directions at one scale, in the middle."""
    xs, ys = [x for x, _y in flat.values()], [y for _x, y in flat.values()]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room = (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
    scale = min(room[0] / wide if wide else float("inf"), room[1] / high if high else float("inf"))
    scale = scale if scale != float("inf") else 0.0
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return {
        pk: (round(left + (x - min(xs)) * scale, 1), round(top + (y - min(ys)) * scale, 1))
        for pk, (x, y) in flat.items()
    }


def _run(numbers: Sequence[int]) -> str:
    """1 · 3–5 · 8."""
    parts: list[list[int]] = []
    for n in sorted(numbers):
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in parts)
