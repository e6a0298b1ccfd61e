"""Whom to meet next: groups and places, never a resident, and no group so small that it points at one (S10)."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.reach.suggesting import Suggestion, contacts_of, days_of_suggestions, suggestion_for
from huiyin.reach.which import Terms
from tests.reach import made
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def suggested_to(official: Official) -> Suggestion | None:
    """As the desk asks it."""
    days = days_of_suggestions(local_day(AT, official.county))
    return suggestion_for(official, AT, contacts_of(official, *days, Terms.by(charter_of(AT))))


def test_s10_it_names_groups_and_places_and_no_resident(world: World) -> None:
    made.peopled(world)
    found = suggested_to(world.chen)
    assert found is not None
    assert found.groups[:2] == ("Students", "Mobile residents")
    assert found.places == ("下河村", "石桥村", "南坡村", "高庄村", "东岭村")
    assert (
        "not visited for 120 days or more: 下河村, 石桥村, 南坡村 and others, 5 villages in all"
        in found.words
    )
    for secret in (world.wang.name, world.home.code, world.wang.phone, "M-"):
        assert secret not in found.words


def test_s10_a_group_so_small_that_it_is_somebody_is_not_named(world: World) -> None:
    made.figures([world.village], {"": 400, "farmer": 300, "student": 4, "mobile": 5})
    made.visit(world.chen, world.home)
    found = suggested_to(world.chen)
    assert found is not None
    assert found.groups == ("Mobile residents",)


def test_nothing_is_said_of_groups_of_which_nobody_knows_whether_they_live_here(world: World) -> None:
    made.visit(world.chen, world.home)
    found = suggested_to(world.chen)
    assert found is not None
    assert found.groups == ()


def test_somebody_without_a_contact_is_not_told_what_to_do(world: World) -> None:
    made.figures([world.village])
    assert suggested_to(world.chen) is None


def test_the_desk_says_it_once_quietly_and_to_oneself_alone(
    world: World, enter: Callable[[Official], Client]
) -> None:
    made.peopled(world)
    desk = enter(world.chen).get("/desk/").content.decode()
    assert desk.count("本半年还没联系过") == 1
    assert "本半年还没联系过" not in enter(world.ma).get("/desk/").content.decode()
