"""Who lives where from a workbook: aggregates by village and group, every bad row with its reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.reach.models import Population
from huiyin.reach.population import living_in
from huiyin.sheets.checking import Area
from tests.sheets.books import book, taken
from tests.world import AT, World

HEADS = ["村（社区）", "群体", "户数", "截至日期", "来源"]
YEARBOOK = "2025年度统计年报"


def row(**changed: Any) -> list[Any]:
    words = {"place": "上河村", "group": "农民", "households": 260, "as_of": "2025-12-31", "source": YEARBOOK}
    return list({**words, **changed}.values())


def test_totals_and_groups_are_kept_with_day_and_source(world: World) -> None:
    rows = [row(group="合计", households="1,320"), row(group=""), row(place="990100101202")]
    rows[1][2] = 1320  # the total once more, as a bare number
    outcome = taken(world, "population", book(HEADS, rows))
    assert outcome.kept, outcome.findings
    lives = living_in([world.village.pk, world.hamlet.pk], AT.date())
    assert lives.estimated == {world.village.pk: 1320}
    assert lives.groups == {"farmer": 260}
    assert lives.silent([world.village.pk, world.hamlet.pk]) == [world.hamlet.pk]
    assert lives.sources == {(YEARBOOK, date(2025, 12, 31))}
    assert lives.known == {world.village.pk: 1, world.hamlet.pk: 1}


def test_the_same_file_again_changes_nothing_and_a_new_number_takes_the_place(world: World) -> None:
    content = book(HEADS, [row()])
    taken(world, "population", content)
    assert taken(world, "population", content).same == 1
    assert taken(world, "population", book(HEADS, [row(households=270)])).changed == 1
    assert Population.objects.get().households == 270


def test_a_later_day_is_read_from_that_day_on(world: World) -> None:
    taken(world, "population", book(HEADS, [row(), row(households=300, as_of="2026-02-28")]))
    place = world.village.pk
    assert living_in([place], date(2026, 2, 27)).groups == {"farmer": 260}
    assert living_in([place], date(2026, 2, 28)).groups == {"farmer": 300}
    assert living_in([place], date(2025, 12, 30)).groups == {}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"place": "没有的村"}, "no village or community"),
        ({"place": ""}, "empty, but needed"),
        ({"group": "外星人"}, "does not stand in the list"),
        ({"households": "约三百"}, "no number of households"),
        ({"households": -3}, "no number of households"),
        ({"households": 12.5}, "no number of households"),
        ({"as_of": (AT.date() + timedelta(days=1)).isoformat()}, "lies in the future"),
        ({"source": ""}, "empty, but needed"),
        ({"households": 1400}, "more households than the village has in all"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_taken_when_asked(
    world: World, bad: dict[str, Any], reason: str
) -> None:
    content = book(HEADS, [row(group="合计", households=1320), row(**bad)])
    outcome = taken(world, "population", content)
    assert not outcome.kept
    assert [one.line for one in outcome.findings] == [3]
    assert reason in outcome.findings[0].sentence
    assert taken(world, "population", content, keep_good=True).kept
    assert Population.objects.get().group == ""


def test_two_rows_that_disagree_are_both_named(world: World) -> None:
    outcome = taken(world, "population", book(HEADS, [row(), row(households=261)]))
    assert [one.line for one in outcome.findings] == [2, 3]


def test_a_village_of_another_area_is_refused(world: World) -> None:
    area = Area((world.sibling.path,))
    outcome = taken(world, "population", book(HEADS, [row()]), area=area)
    assert "lies outside your area" in outcome.findings[0].sentence
