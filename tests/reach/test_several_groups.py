"""Households of several declared groups leave nothing open: each counts in one, and only who declared none widens the range."""

from collections.abc import Callable
from itertools import permutations
from typing import Any, Final

import pytest
from django.test import Client

from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.reach import measures, mirror
from huiyin.reach.windows import rolling
from tests.reach.made import figures, home, visit
from tests.world import AT, World

pytestmark = pytest.mark.django_db
YEAR: Final = rolling(AT.date())
PEOPLE: Final = {"": 200, "farmer": 120, "worker": 40, "elderly_alone": 40}


def test_in_whatever_order_groups_are_named_a_household_counts_in_the_same_one(world: World) -> None:
    charter = charter_of(AT)
    for named in (("farmer", "elderly_alone"), ("worker", "ordinary", "farmer"), ("student", "mobile")):
        assert len({charter.counted_group(one) for one in permutations(named)}) == 1


def test_several_groups_leave_no_range_and_none_leaves_one(world: World) -> None:
    figures([world.village], PEOPLE)
    for n in range(6):
        visit(world.chen, home(world.village, n, "farmer", "elderly_alone"))

    def between() -> Any:
        return mirror.of_official(world.chen, YEAR, AT)["breadth"].between

    low, high = between()
    assert low == high == pytest.approx(40 / 200), "all of them count as old people who live alone"
    visit(world.chen, home(world.village, 9))
    low, high = between()
    assert low < high, "who declared nothing may be of any group"


@pytest.mark.parametrize(("old", "overlaps"), [(40, False), (41, True)])
def test_a_source_that_counts_households_twice_is_said_to(
    world: World, enter: Callable[[Official], Client], old: int, overlaps: bool
) -> None:
    figures([world.village], PEOPLE | {"elderly_alone": old})
    found = measures.of_area(world.village, YEAR, AT)
    assert found["overlaps"] == overlaps
    there = f"/reach/area/statistics/?unit={world.village.code}"
    page = enter(world.ma).get(there, headers={"accept-language": "en"})
    assert ("whichever others it declared" in page.content.decode()) == overlaps
