"""Tiles for every village, and shapes where they are given: always the same picture, and a reason when there is none."""

import json
import math
import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import tiles
from huiyin.lib.tiles import Unit

NORTH, SOUTH = Unit("101", "Upper", "T1", (105.2, 31.9)), Unit("102", "Lower", "T1", (105.2, 31.1))


def square(west: float, south: float, size: float = 0.1) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(properties: Any, coordinates: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(100, 199)), max_size=60, unique_by=lambda one: one[1])
)
def test_every_unit_has_a_tile_of_its_own_whatever_the_order(given: list[tuple[int, int]]) -> None:
    units = [Unit(str(code), f"V{code}", f"T{parent}") for parent, code in given]
    blocks = tiles.layout(units)
    mixed = units[:]
    random.Random(1).shuffle(mixed)
    assert tiles.layout(mixed) == blocks
    assert sorted(tile.code for block in blocks for tile in block.tiles) == sorted(
        unit.code for unit in units
    )
    for block in blocks:
        places = {(tile.column, tile.row) for tile in block.tiles}
        assert len(places) == len(block.tiles)
        assert block.columns == max(column for column, _ in places) + 1 <= tiles.PER_ROW
        assert block.rows == max(row for _, row in places) + 1 == math.ceil(len(block.tiles) / tiles.PER_ROW)
        assert [tile.code for tile in block.tiles] == sorted(tile.code for tile in block.tiles)


def test_rows_are_even_and_townships_stand_by_their_codes() -> None:
    units = [Unit(f"2{n:02}", f"V{n}", "South") for n in range(8)] + [Unit("101", "V", "North")]
    north, south = tiles.layout(units)
    assert (north.parent, north.columns, north.rows) == ("North", 1, 1)
    assert [(tile.column, tile.row) for tile in south.tiles][3:5] == [(3, 0), (0, 1)]
    assert tiles.layout([]) == ()
    with pytest.raises(ValueError, match="twice: 101"):
        tiles.layout([units[-1], units[-1]])


def test_with_centroids_north_stays_above_south_and_west_left_of_east() -> None:
    grid = [Unit(f"{9 - x}{y}", "V", "T", (105 + x / 10, 31 + y / 10)) for x in range(3) for y in range(3)]
    (block,) = tiles.layout(grid, per_row=3)
    assert [tile.code for tile in block.tiles] == ["92", "82", "72", "91", "81", "71", "90", "80", "70"]
    without = tiles.layout([*grid, Unit("01", "V", "T")], per_row=3)[0]
    assert [tile.code for tile in without.tiles] == sorted(tile.code for tile in without.tiles), (
        "one has none: by code"
    )


def test_shapes_are_matched_by_code_or_name_and_the_rest_is_named() -> None:
    given = collection(
        feature({"code": 101, "name": "other"}, [square(105, 31.1)]),
        feature({"name": "Lower"}, [square(105, 31)]),
        feature({"name": "Lower"}, [[square(105.1, 31)], [square(105.3, 31)]], "MultiPolygon"),
        feature({"name": "Abroad"}, [square(0, 0)]),
        feature(None, [square(0, 0)]),
    )
    third = Unit("103", "Middle", "T1")
    drawn = tiles.project(json.dumps(given), [NORTH, SOUTH, third])
    assert [shape.code for shape in drawn.shapes] == ["101", "102"]
    assert drawn.missing == ("103",)
    assert drawn.unmatched == ("Abroad", "")
    upper, lower = drawn.shapes
    assert lower.path.count("M") == lower.path.count("Z") == 3
    assert upper.label[1] < lower.label[1], "north is above"
    assert re.fullmatch(r"(M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+){2,}Z)+", upper.path + lower.path)
    twins = [NORTH, Unit("104", "Upper", "T2")]
    with pytest.raises(tiles.BadShapes, match="no_unit"):
        tiles.project(collection(feature({"name": "Upper"}, [square(105, 31)])), twins)


def test_the_projection_keeps_proportions_in_the_middle() -> None:
    """A degree of longitude is cos φ of a degree of latitude."""
    drawn = tiles.project(collection(feature({"code": "101"}, [square(105, 59.5, 1)])), [NORTH])
    assert drawn.view_box == "0 0 1000 2000"
    assert drawn.shapes[0].path == "M0 2000L1000 2000L1000 0L0 0Z"
    assert drawn.shapes[0].label == (500.0, 1000.0)


def test_corners_nobody_sees_are_left_out_and_the_smallest_island_stays() -> None:
    circle = [[105 + math.cos(n / 2000) / 10, 31 + math.sin(n / 2000) / 10] for n in range(12567)]
    drawn = tiles.project(
        collection(
            feature({"code": "101"}, [[*circle, circle[0]]]),
            feature({"code": "102"}, [square(105, 31, 0.00001)]),
        ),
        [NORTH, SOUTH],
    )
    assert drawn.shapes[0].path.count("L") < 6400
    assert drawn.shapes[0].label == (500.0, 583.3)
    assert drawn.shapes[1].path.startswith("M")
    flat = tiles.project(collection(feature({"code": "101"}, [[[105, 31]] * 4])), [NORTH])
    assert (flat.view_box, flat.shapes[0].label) == ("0 0 1000 1", (0.0, 0.0))


def test_a_hole_stays_a_hole() -> None:
    drawn = tiles.project(
        collection(feature({"code": "101"}, [square(105, 31, 1), square(105.4, 31.4)])), [NORTH]
    )
    assert drawn.shapes[0].path.count("M") == 2
    assert drawn.shapes[0].label[0] == 500


RING = square(105, 31)


@pytest.mark.parametrize(
    ("given", "reason", "number"),
    [
        ("{", "not_json", None),
        (b"\xff\xfe\xfa", "not_json", None),
        ("[" * 100_000, "not_json", None),
        ([], "no_collection", None),
        ({"type": "Feature"}, "no_collection", None),
        (collection(), "no_collection", None),
        (collection(7), "no_shape", 1),
        (collection({"type": "Feature", "geometry": None}), "no_shape", 1),
        (collection(feature({}, [105, 31], "Point")), "no_shape", 1),
        (collection(feature({}, [])), "no_shape", 1),
        (collection(feature({}, 5, "MultiPolygon")), "no_shape", 1),
        (collection(feature({"code": "101"}, [RING]), feature({}, [RING[:-1]])), "not_closed", 2),
        (collection(feature({}, [5])), "not_closed", 1),
        (collection(feature({}, [[[1, 2], [3, 4], [1, 2]]])), "not_closed", 1),
        (collection(feature({}, [[[181, 2], [3, 4], [5, 5], [181, 2]]])), "not_degrees", 1),
        (collection(feature({}, [[[10**400, 2], [3, 4], [5, 5], [10**400, 2]]])), "not_degrees", 1),
        (collection(feature({}, [[["1", 2], [3, 4], [5, 5], ["1", 2]]])), "not_degrees", 1),
        (collection(feature({}, [[[True, 2], [3, 4], [5, 5], [True, 2]]])), "not_degrees", 1),
        (collection(feature({}, [[[1], [3, 4], [5, 5], [1]]])), "not_degrees", 1),
        (json.dumps(collection(feature({}, [[[1, 2], [math.nan, 4], [5, 5], [1, 2]]]))), "not_degrees", 1),
        (collection(feature({"code": "9"}, [RING])), "no_unit", None),
    ],
)
def test_what_can_not_be_drawn_says_why(given: Any, reason: str, number: int | None) -> None:
    with pytest.raises(tiles.BadShapes) as found:
        tiles.project(given, [NORTH])
    assert (found.value.reason, found.value.feature) == (reason, number)
    assert isinstance(found.value, ValueError)


def test_a_file_too_large_for_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "MOST_POINTS", 9)
    with pytest.raises(tiles.BadShapes, match=r"too_many_points \(feature 2\)"):
        tiles.project(collection(feature({"code": "101"}, [RING]), feature({}, [RING])), [NORTH])
