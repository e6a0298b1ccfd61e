"""Where the marks of a drawing stand: plain numbers for the templates, which draw them as SVG."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from huiyin.lib.breadth.chance import Chance

LEFT, RIGHT = 6.0, 94.0  # per cent of the width between which a line runs
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def percent(share: float) -> str:
    """A share as a length."""
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


@dataclass(frozen=True)
class Strip:
    """The effective share on its scale from 0 to 1, and where chance alone would put it."""

    own: str
    low: str
    mean: str
    own_anchor: str
    mean_anchor: str


def strip(share: float, chance: Chance) -> Strip:
    """The three marks, as lengths of the whole width, and to which side their words lean."""
    own, mean = anchor(share), anchor(chance.mean)
    return Strip(percent(share), percent(chance.low), percent(chance.mean), own, mean)


def anchor(share: float) -> str:
    """Words near an end lean inwards."""
    return "start" if share < 0.2 else "end" if share > 0.8 else "middle"


@dataclass(frozen=True)
class Knot:
    """One point of a line: where, and the words beside it."""

    x: str
    y: str
    label_y: str
    name: str
    words: str


@dataclass(frozen=True)
class Stretch:
    """The straight line between two neighbouring points that both have a value."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Line:
    """A short series over time, first to last; a missing value leaves a gap."""

    knots: tuple[Knot, ...]
    stretches: tuple[Stretch, ...]


def line(names: Sequence[str], values: Sequence[float | None], words: Sequence[str]) -> Line:
    """A line from zero up to the largest value; heights in em, widths in per cent."""
    top = max((value for value in values if value is not None), default=0) or 1
    step = (RIGHT - LEFT) / max(1, len(values) - 1)
    found: list[Knot | None] = []
    for number, value in enumerate(values):
        if value is None:
            found.append(None)
            continue
        y = 5.0 - 3.4 * value / top
        x = f"{LEFT + number * step:.1f}%"
        found.append(Knot(x, f"{y:.2f}em", f"{y - 0.7:.2f}em", names[number], words[number]))
    pairs = pairwise(found)
    return Line(
        tuple(knot for knot in found if knot),
        tuple(Stretch(a.x, a.y, b.x, b.y) for a, b in pairs if a and b),
    )


@dataclass(frozen=True)
class Dot:
    """One official of a distribution, without a name; `is_reader` marks one's own."""

    x: str
    y: str
    is_reader: bool


@dataclass(frozen=True)
class Dots:
    """Values heaped up in steps: how they spread, in no order of people."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[str, str], ...]
    height: str
    base: str
    label: str
    steps: tuple[tuple[str, int], ...]


def dots(values: Sequence[float], own: float | None, *, step: float, bins: int, digits: int) -> Dots:
    """Each value as a dot above its step; the reader's own lies lowest in its heap."""
    places = Counter(min(bins - 1, int(value / step + 1e-9)) for value in values)
    mine = None if own is None else min(bins - 1, int(own / step + 1e-9))
    highest = max(places.values(), default=1)
    base = 1.0 + 1.15 * highest
    width = (RIGHT - LEFT) / max(1, bins - 1)
    found = [
        Dot(
            f"{LEFT + place * width:.1f}%",
            f"{base - 0.9 - 1.15 * number:.2f}em",
            place == mine and not number,
        )
        for place in sorted(places)
        for number in range(places[place])
    ]
    every = max(1, -(-bins // 6))
    ticks = tuple(
        (f"{LEFT + place * width:.1f}%", f"{place * step:.{digits}f}") for place in range(0, bins, every)
    )
    steps = tuple((_span(place, step, digits), places[place]) for place in sorted(places))
    return Dots(
        tuple(found), ticks, f"{base + 2.2:.2f}em", f"{base:.2f}em", f"{(base + 1.4) / 0.875:.2f}em", steps
    )


def _span(place: int, step: float, digits: int) -> str:
    if digits == 0:
        first, last = int(place * step), int((place + 1) * step) - 1
        return f"{first}" if first == last else f"{first}\u2013{last}"
    return f"{place * step:.{digits}f}"


def box(path: str) -> list[float]:
    """West, north, east and south of an outline, in units of its drawing."""
    numbers = [float(one) for one in NUMBER.findall(path)]
    xs, ys = numbers[::2], numbers[1::2]
    return [min(xs), min(ys), max(xs), max(ys)]


def around(boxes: Sequence[Sequence[float]]) -> str:
    """The view that shows all of these, with a little air."""
    west, north = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, south = max(b[2] for b in boxes), max(b[3] for b in boxes)
    air = max(east - west, south - north, 1) * 0.02
    return f"{west - air:.1f} {north - air:.1f} {east - west + 2 * air:.1f} {south - north + 2 * air:.1f}"
