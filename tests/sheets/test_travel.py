"""Travel times and positions from workbooks: what is taken, what is not and why, and which of them a plan goes by."""

from decimal import Decimal
from typing import Any

import pytest

from huiyin.orgs.charter import charter_at
from huiyin.rounds.models import Site, TravelTime
from huiyin.rounds.travel import kilometres, minutes_by_road, ways
from huiyin.sheets.checking import Area
from tests.sheets.books import book, taken
from tests.world import AT, World

WAY = ["从", "到", "路上分钟数"]
WHERE = ["村（社区）或驻地", "经度", "纬度", "来源"]


def site(**changed: Any) -> list[Any]:
    words = {"place": "上河村", "east": "112.5", "north": "37.25", "source": "地名库"}
    return list({**words, **changed}.values())


def test_both_ways_may_differ_and_the_same_file_changes_nothing(world: World) -> None:
    content = book(WAY, [["上河村", "下河村", 12], ["990100101202", "上河村", 18], ["柳林镇", "上河村", "9"]])
    assert taken(world, "travel", content).new == 3
    assert taken(world, "travel", content).same == 3
    assert taken(world, "travel", book(WAY, [["上河村", "下河村", 13]])).changed == 1
    found = ways([world.town, world.village, world.hamlet], charter_at(AT).charter)
    assert found.minutes == [[5, 9, 25], [9, 5, 13], [25, 18, 5]]
    assert (found.stated, found.measured, found.guessed) == (4, 0, 2)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["没有的村", "上河村", 5], "no village or township"),
        (["", "上河村", 5], "empty, but needed"),
        (["上河村", "上河村", 5], "same place"),
        (["上河村", "下河村", "很近"], "no number of minutes"),
        (["上河村", "下河村", 0], "no number of minutes"),
        (["上河村", "下河村", 601], "no number of minutes"),
        (["上河村", "下河村", 2.5], "no number of minutes"),
    ],
)
def test_a_bad_way_says_why(world: World, row: list[Any], reason: str) -> None:
    outcome = taken(world, "travel", book(WAY, [["柳林镇", "上河村", 9], row]))
    assert [finding.line for finding in outcome.findings] == [3]
    assert reason in outcome.findings[0].sentence
    assert TravelTime.objects.count() == 0


def test_two_rows_that_differ_are_both_named(world: World) -> None:
    outcome = taken(world, "travel", book(WAY, [["上河村", "下河村", 12], ["上河村", "下河村", 15]]))
    assert [finding.line for finding in outcome.findings] == [2, 3]


def test_a_township_brings_in_only_its_own(world: World) -> None:
    area = Area((world.town.path,))
    outcome = taken(world, "travel", book(WAY, [["上河村", "石门村", 40]]), area=area)
    assert "outside your area" in outcome.findings[0].sentence
    outcome = taken(world, "sites", book(WHERE, [site(place="石门村")]), area=area)
    assert "outside your area" in outcome.findings[0].sentence


def test_positions_are_kept_to_the_sixth_place(world: World) -> None:
    rows = [site(east="112.1234567"), site(place="柳林镇", north="-37")]
    assert taken(world, "sites", book(WHERE, rows)).new == 2
    found = Site.objects.get(place=world.village)
    assert (found.east, found.north, found.source) == (Decimal("112.123457"), Decimal("37.25"), "地名库")
    assert taken(world, "sites", book(WHERE, [site(source="县志")])).changed == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"east": "112°30'"}, "no number of degrees"),
        ({"east": "181"}, "no number of degrees"),
        ({"north": "90.5"}, "no number of degrees"),
        ({"north": ""}, "empty, but needed"),
        ({"source": ""}, "empty, but needed"),
        ({"place": "无此地"}, "no village or township"),
    ],
)
def test_a_bad_position_says_why(world: World, changed: dict[str, Any], reason: str) -> None:
    outcome = taken(world, "sites", book(WHERE, [site(**changed)]))
    assert any(reason in finding.sentence for finding in outcome.findings)
    assert Site.objects.count() == 0


def test_a_degree_of_the_meridian_is_as_long_as_it_is() -> None:
    assert kilometres((110, 30), (110, 31)) == pytest.approx(111.195, abs=0.001)
    assert kilometres((110, 60), (111, 60)) == pytest.approx(55.597, abs=0.01)
    assert kilometres((110, 30), (110, 30)) == 0


def test_from_positions_the_straight_line_is_made_a_road(world: World) -> None:
    """0.1 degrees of a meridian are 11.12 km; by 1.4 and 30 km/h that is 31.1 minutes, rounded up."""
    charter = charter_at(AT).charter
    assert minutes_by_road((110, 30), (110, 30.1), charter) == 32
    assert minutes_by_road((110, 30), (110, 30.0001), charter) == 5
    for place, north in ((world.village, "30"), (world.hamlet, "30.1")):
        Site.objects.create(place=place, east=Decimal(110), north=Decimal(north), source="图", entered_at=AT)
    found = ways([world.village, world.hamlet, world.far_village], charter)
    assert found.minutes[0] == [
        5,
        32,
        50,
    ]  # another township is twice as far as another village, for want of better
    assert (found.measured, found.guessed) == (2, 4)
