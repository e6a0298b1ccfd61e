"""What a test finds is as new as on the first day, whatever the tests before it did."""

import pytest
from django.db import connection

from huiyin.audit.scope import county_scope
from huiyin.orgs.models import County
from huiyin.people.models import Household
from tests.scenes import SCENES, scene_of
from tests.world import AT, World, household


def used(cast: World) -> None:
    """What tests do: rows of their own, and the cast's own models changed in memory."""
    assert (cast.wang.name, cast.home.code) == ("王秀兰", "SH-001")
    with county_scope(cast.county.pk):
        assert not Household.objects.filter(code="XH-099").exists()
        household(cast.hamlet, "XH-099", "赵六", "", cast.chen)
    cast.wang.name, cast.home.code = "换了名字", "换了号"


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_does_the_next_does_not_see(cast: World, turn: int) -> None:
    used(cast)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_nor_what_was_committed(cast: World, turn: int) -> None:
    used(cast)
    connection.close()
    with county_scope(cast.county.pk):
        assert Household.objects.filter(code="XH-099").exists(), "it was committed"


@pytest.mark.django_db
def test_where_no_scene_is_asked_for_nothing_stands() -> None:
    assert not County.objects.exists()


def test_a_scene_that_takes_long_to_found_is_founded_by_one_process(request: pytest.FixtureRequest) -> None:
    scenes = {item.nodeid: scene_of(item) for item in request.session.items}
    assert {*scenes.values()} - {""} <= SCENES.keys()
    if hasattr(request.config, "workerinput"):  # the scheduler reads the group out of the id alone
        long = {node: scene for node, scene in scenes.items() if scene not in ("", "cast")}
        assert [node for node, scene in long.items() if not node.endswith(f"@{scene}")] == []


def test_people_of_the_cast_are_the_same_person_wherever_they_are_met(cast: World) -> None:
    assert cast.line.person is cast.wang
    assert cast.town.parent is cast.root
    with county_scope(cast.county.pk):
        fresh = Household.objects.get(code=cast.home.code)
    assert fresh == cast.home
    assert fresh is not cast.home
    assert fresh.created_at <= AT
