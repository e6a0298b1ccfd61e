"""The branch as a whole: aggregate and distribution for its members and those who lead it; no names, no order."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from huiyin.ui import strokes as drawing
from tests.reach import made
from tests.reach.test_mirror import page
from tests.world import World, official

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]


def _five(world: World) -> list[Official]:
    return [world.chen, *(official(f"x{n}", f"某{n}", world.branch, "委员", "officer") for n in range(4))]


def test_members_and_those_who_lead_read_it_and_nobody_else(world: World, enter: Enter) -> None:
    for who, answer in (
        (world.chen, 200),
        (world.ma, 200),
        (world.sun, 200),
        (world.qian, 404),
        (world.he, 404),
    ):
        assert enter(who).get(f"/reach/branch/?unit={world.branch.code}").status_code == answer, who.name
    assert "本页供支部成员" in page(enter, world.he, "/reach/branch/")


def test_fewer_than_five_are_no_distribution(world: World, enter: Enter) -> None:
    made.peopled(world)
    assert "少于5位，因此不显示分布" in page(enter, world.ma, "/reach/branch/")


def test_the_distribution_names_nobody_and_rings_only_oneself(world: World, enter: Enter) -> None:
    five = _five(world)
    made.peopled(world)
    for number, who in enumerate(five):
        made.visit(who, made.home(world.hamlet, 70 + number, "worker"), 4)
    own = page(enter, world.chen, "/reach/branch/").split('id="spread"')[1].split("</section>")[0]
    assert own.count('class="dot') >= 5
    assert own.count("dot is-reader") == 2, "once for households, once for the mix"
    theirs = page(enter, world.ma, "/reach/branch/").split('id="spread"')[1].split("</section>")[0]
    assert "is-reader" not in theirs
    assert not any(one.name in own + theirs for one in five)


def test_a_member_reads_the_sum_but_not_the_records_of_colleagues(world: World, enter: Enter) -> None:
    made.peopled(world)
    html = page(enter, world.chen, "/reach/branch/")
    assert "15户" in html
    assert "/contacts/?" not in html.split("<main")[1]
    assert re.search(r"/contacts/\?unit=", page(enter, world.ma, "/reach/branch/"))


def test_small_counts_of_a_branch_are_withheld(world: World, enter: Enter) -> None:
    made.peopled(world)
    html = page(enter, world.chen, "/reach/branch/")
    assert "不列" in re.split(r'class="pair-name">\s*老党员', html)[1].split("</li>")[0]


def test_dots_heap_up_in_steps_without_an_order() -> None:
    found = drawing.dots([0.0, 3.0, 4.0, 9.0, 4.0], 4.0, step=2, bins=5, digits=0)
    assert found.steps == (("0–1", 1), ("2–3", 1), ("4–5", 2), ("8–9", 1))
    assert [dot.is_reader for dot in found.dots] == [False, False, True, False, False]
    assert found == drawing.dots([9.0, 4.0, 4.0, 3.0, 0.0], 4.0, step=2, bins=5, digits=0)
