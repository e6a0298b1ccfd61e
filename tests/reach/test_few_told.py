"""Counts of an area leave `reach.stepped` as whole steps or as values that say that they are few, never as half a step."""

import ast
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_type_hints

import pytest
from django.utils.translation import override

from huiyin.reach import area_pages, cards, counts, depth, measures, shares
from huiyin.reach.figures import Reached
from huiyin.reach.mirror import Around
from huiyin.reach.stepped import HEARD, HOMES
from huiyin.reach.windows import rolling
from huiyin.ui.few import Count, Few
from tests.reach import made
from tests.reach.test_stepped import county
from tests.world import AT, World

pytestmark = pytest.mark.django_db
YEAR: Final = rolling(AT.date())
K: Final = 5
# Everything of an area's pages that is counted, by where it is kept on its way to a page.
TOLD: Final[dict[type, tuple[str, ...]]] = {
    counts.ToldCounts: (*HOMES, *HEARD),
    area_pages.Part: ("met", "met_stated", "known", "groups"),
    area_pages.Table: ("columns",),
    cards.Breadth: ("met_here", "known"),
    cards.Bar: ("met", "lives"),
    shares.Share: ("part", "whole"),
    depth.Deep: ("due", "kept", "raised", "rated"),
}


def test_what_is_told_of_an_area_is_by_its_type_a_count_that_may_be_few() -> None:
    """So mypy refuses to reckon with it, and no page can print half a step."""
    for kind, names in TOLD.items():
        hints = get_type_hints(kind)
        for name in names:
            assert hints[name] in (Count, list[Count], Count | None), (kind, name)


def every(context: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each count in what a page is made of."""
    breadth, table = context["breadth"], context["table"]
    things = [
        breadth,
        breadth.reached,
        table,
        *table.parts,
        *breadth.bars,
        *context["shares"],
        *context["quarters"],
    ]
    for one in things:
        for name in TOLD.get(type(one), ()):
            value = getattr(one, name)
            yield from (
                (f"{type(one).__name__}.{name}", n) for n in (value if isinstance(value, list) else [value])
            )


def test_every_count_of_an_areas_pages_is_whole_steps_or_says_that_it_is_few(world: World) -> None:
    made.figures([world.village, world.hamlet], {"": 300, "farmer": 200, "worker": 40, "mobile": 60})
    few = 0
    for seed in range(3):
        tallies = county(world, random.Random(seed))
        towns = {tally.place.parent for tally in tallies if tally.place.parent}
        for seat in [world.root, *towns, tallies[0].place]:
            for where, n in every(area_pages.of_area(seat, YEAR, world.sun, AT)):
                few += isinstance(n, Few)
                assert n is None or isinstance(n, Few) or n % K == 0 or "lives" in where, (where, n)
    assert few > 100


def test_of_few_contacts_and_homes_a_measure_says_so_by_itself(world: World) -> None:
    reached = counts.ToldCounts(20, Few(5), 10, Few(5), Few(5), Few(10), Few(10))
    around = Around.of(world.town, AT)
    found = {one.name: one for one in measures.shares(reached, around, YEAR, Few(5), Few(5))}
    assert found["Familiar share"].of == "fewer than 5 contacts"
    assert found["Undeclared"].value == found["Met in every quarter"].value == "fewer than 5"
    assert found["Differing views heard"].value == "fewer than 10"
    assert found["Reach among known households"].value == "fewer than 5"
    with override("zh-hans"):
        assert measures.concentration(reached)[0].of == "联系少于5次"


def test_an_officials_own_counts_are_numbers() -> None:
    assert {get_type_hints(Reached)[name] for name in (*HOMES, *HEARD)} == {int}


def test_half_a_step_is_reckoned_with_in_one_place_alone() -> None:
    """What stands for a count of few in a sum is asked for by its name, and by `reach.stepped` only."""
    asked = {
        str(path)
        for path in Path("huiyin").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "middle"
    }
    assert asked == {"huiyin/reach/stepped.py"}
