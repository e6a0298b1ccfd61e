"""Maps for pages without a map service: a tile for every village, or the real shapes of a GeoJSON as SVG paths.

Tiles need nothing but the unit tree; where all villages of a township have a centroid, the tiles keep north above
south and west left of east. Shapes are drawn in a plain equirectangular projection, which is true enough for a
county, whether the coordinates are WGS 84 or those of Chinese maps (GCJ-02): nothing is laid over another map.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

PER_ROW: Final = 7
WIDTH: Final = 1000
MOST_POINTS: Final = 200_000
STEP: Final = 0.5  # in units of the viewBox

Point = tuple[float, float]
Reason = Literal[
    "not_json", "no_collection", "no_shape", "not_closed", "not_degrees", "too_many_points", "no_unit"
]


@dataclass(frozen=True)
class Unit:
    """A village as a map needs it: `parent` is the township, `centroid` longitude and latitude in degrees."""

    code: str
    name: str
    parent: str
    centroid: Point | None = None


@dataclass(frozen=True)
class Tile:
    """A village in its place: column and row count from 0 within its township."""

    code: str
    name: str
    column: int
    row: int


@dataclass(frozen=True)
class Block:
    """The tiles of one township; a narrow page may let `tiles` flow in their order instead."""

    parent: str
    columns: int
    rows: int
    tiles: tuple[Tile, ...]


def layout(units: Iterable[Unit], per_row: int = PER_ROW) -> tuple[Block, ...]:
    """Every unit once, grouped by township, rows of at most `per_row`; the same for the same units in any order.

    Townships stand in the order of their smallest code, and so do villages in theirs, unless all of a township have a
    centroid: then rows run from north to south and each from west to east.
    """
    known: dict[str, Unit] = {}
    for unit in units:
        if unit.code in known:
            raise ValueError(f"a unit stands twice: {unit.code}")
        known[unit.code] = unit
    groups: dict[str, list[Unit]] = {}
    for code in sorted(known):
        groups.setdefault(known[code].parent, []).append(known[code])
    return tuple(_block(parent, members, per_row) for parent, members in groups.items())


def _block(parent: str, members: list[Unit], per_row: int) -> Block:
    """Rows as even as they can be, the longer ones first."""
    number = len(members)
    rows = -(-number // per_row)
    places = {unit.code: unit.centroid for unit in members if unit.centroid}
    if len(places) == number:
        members = sorted(members, key=lambda unit: (-places[unit.code][1], unit.code))
    tiles: list[Tile] = []
    for row in range(rows):
        length = number // rows + (row < number % rows)
        here = members[len(tiles) : len(tiles) + length]
        if len(places) == number:
            here = sorted(here, key=lambda unit: (places[unit.code][0], unit.code))
        tiles += [Tile(unit.code, unit.name, column, row) for column, unit in enumerate(here)]
    return Block(parent, -(-number // rows), rows, tuple(tiles))


class BadShapes(ValueError):
    """A GeoJSON that can not be drawn; `reason` says why, `feature` which one (from 1), if it is one."""

    def __init__(self, reason: Reason, feature: int | None = None) -> None:
        super().__init__(reason if feature is None else f"{reason} (feature {feature})")
        self.reason: Reason = reason
        self.feature = feature


@dataclass(frozen=True)
class Shape:
    """The outline of a unit: an SVG path (fill-rule evenodd), and where its label may stand."""

    code: str
    name: str
    path: str
    label: Point


@dataclass(frozen=True)
class Drawing:
    """The shapes that were matched, in the order of the units, and what was not: units by code, features by name."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    missing: tuple[str, ...]
    unmatched: tuple[str, ...]

    @property
    def view_box(self) -> str:
        """For the `viewBox` of the SVG."""
        return f"0 0 {self.width} {self.height}"


Ring = list[Point]


def project(geojson: str | bytes | Mapping[str, Any], units: Sequence[Unit], width: int = WIDTH) -> Drawing:
    """The shapes of the units out of a FeatureCollection of polygons in degrees.

    A feature belongs to the unit whose code is its property `code`, or else whose name (which no other unit bears) is
    its property `name`. Several features of one unit are one shape. BadShapes where something can not be drawn or
    nothing belongs to a unit.
    """
    codes = {unit.code for unit in units}
    names = [unit.name for unit in units]
    by_name = {unit.name: unit.code for unit in units if names.count(unit.name) == 1}
    found: dict[str, list[Ring]] = {}
    unmatched = []
    for properties, rings in _features(geojson):
        code, name = str(properties.get("code") or ""), str(properties.get("name") or "")
        owner = code if code in codes else by_name.get(name)
        if owner is None:
            unmatched.append(name or code)
        else:
            found.setdefault(owner, []).extend(rings)
    if not found:
        raise BadShapes("no_unit")
    points = [point for rings in found.values() for ring in rings for point in ring]
    scale = _Scale.over(points, width)
    shapes = tuple(_shape(unit, found[unit.code], scale) for unit in units if unit.code in found)
    missing = tuple(unit.code for unit in units if unit.code not in found)
    return Drawing(width, scale.height, shapes, missing, tuple(unmatched))


@dataclass(frozen=True)
class _Scale:
    """Equirectangular: x = (λ − λ₀)·cos φₘ, y = φ₁ − φ, both times one factor."""

    west: float
    north: float
    across: float
    down: float
    height: int

    @classmethod
    def over(cls, points: Sequence[Point], width: int) -> "_Scale":
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        shrink = math.cos(math.radians((south + north) / 2))
        # A shape without any width or height has an area of nothing, but must not divide by it.
        down = width / max((east - west) * shrink, (north - south) / 10, 1e-9)
        return cls(west, north, down * shrink, down, max(1, math.ceil((north - south) * down)))

    def at(self, point: Point) -> Point:
        return round((point[0] - self.west) * self.across, 1), round((self.north - point[1]) * self.down, 1)


def _shape(unit: Unit, rings: list[Ring], scale: _Scale) -> Shape:
    drawn = [[scale.at(point) for point in ring] for ring in rings]
    path = "".join(_path(ring) for ring in drawn)
    largest = max(drawn, key=lambda ring: abs(_area(ring)))
    return Shape(unit.code, unit.name, path, _middle(largest))


def _path(ring: Ring) -> str:
    """A closed path without the corners that nobody can see: those nearer than `STEP` to the one before."""
    kept = ring[:1]
    for x, y in ring[1:-1]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= STEP:
            kept.append((x, y))
    corners = kept if len(kept) > 2 else ring[:-1]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z"


def _area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _middle(ring: Ring) -> Point:
    """The centre of gravity of a ring, or the mean of its corners where it has no area."""
    area = _area(ring)
    if abs(area) < 1e-6:
        corners = ring[:-1]
        return round(sum(x for x, _ in corners) / len(corners), 1), round(
            sum(y for _, y in corners) / len(corners), 1
        )
    x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        turn = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * turn, y + (y0 + y1) * turn
    return round(x / (6 * area), 1), round(y / (6 * area), 1)


def _features(geojson: str | bytes | Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], list[Ring]]]:
    if isinstance(geojson, str | bytes):
        try:
            given = json.loads(geojson)
        except (ValueError, RecursionError) as error:
            raise BadShapes("not_json") from error
    else:
        given = geojson
    if not isinstance(given, Mapping) or given.get("type") != "FeatureCollection":
        raise BadShapes("no_collection")
    features = given.get("features")
    if not isinstance(features, list) or not features:
        raise BadShapes("no_collection")
    points = 0
    for number, feature in enumerate(features, 1):
        rings = list(_rings(feature, number))
        points += sum(map(len, rings))
        if points > MOST_POINTS:
            raise BadShapes("too_many_points", number)
        properties = feature.get("properties")
        yield properties if isinstance(properties, Mapping) else {}, rings


def _rings(feature: object, number: int) -> Iterator[Ring]:
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    if not isinstance(geometry, Mapping):
        raise BadShapes("no_shape", number)
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        coordinates = [coordinates]
    elif geometry.get("type") != "MultiPolygon":
        raise BadShapes("no_shape", number)
    if not isinstance(coordinates, list) or not coordinates:
        raise BadShapes("no_shape", number)
    for polygon in coordinates:
        if not isinstance(polygon, list) or not polygon:
            raise BadShapes("no_shape", number)
        for ring in polygon:
            yield _ring(ring, number)


def _ring(ring: object, number: int) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise BadShapes("not_closed", number)
    points = []
    for position in ring:
        if not isinstance(position, list) or len(position) < 2:
            raise BadShapes("not_degrees", number)
        x, y = position[:2]
        if not (_is_number(x) and _is_number(y) and -180 <= x <= 180 and -90 <= y <= 90):
            raise BadShapes("not_degrees", number)
        points.append((float(x), float(y)))
    return points


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
