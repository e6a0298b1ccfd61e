"""Nothing that is not plainly a village's duty is passed down to it without a reason, and its township's approval (I-07)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.folding import folded
from huiyin.matters.models import Matter
from huiyin.matters.rules import life
from huiyin.matters.trail import line_words
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World, official

Enter = Callable[[Official], Client]
WHY = "村里自己铺的这一段，由村里先看"


def route(world: World, found: Matter, **said: Any) -> Matter:
    given = {"to": world.village, "topic": "", "note": WHY, **said}
    return actions.route(matter=found, version=found.version, by=world.liu, at=AT, **given)


def accept(world: World, found: Matter, by: Official) -> Matter:
    return actions.accept(matter=found, handler=world.he, version=found.version, by=by, at=AT)


@pytest.fixture
def lu(world: World) -> Official:
    """Head of the village."""
    return official("lu", "陆明", world.village, "村主任", "unit_head")


@pytest.mark.parametrize("topic", ["", "bridge"])
def test_it_waits_for_the_head_of_the_township_who_approves_by_taking_it_over(
    world: World, lu: Official, topic: str
) -> None:
    found = route(world, make.matter(world), topic=topic)
    assert (found.state, found.level, found.lead_unit) == ("routed", "village", world.village)
    assert (told(found, "pushed_down"), told(found, "routed")[-1]) == (["ma"], "lu")
    with pytest.raises(Refused, match="the head of its township takes it over"):
        accept(world, found, lu)
    found = accept(world, found, world.ma)
    assert (found.state, found.accountable_head) == ("accepted", lu), "who answers for it there"
    steps = found.steps.select_related("unit", "by").filter(deed__in=["route", "accept"])
    words = [line_words(line, found) for line in folded(list(steps))]
    assert ("waits for the head" in words[0], "approved" in words[1]) == (True, True)


def test_the_head_of_the_township_can_hand_it_back(world: World) -> None:
    found = route(world, make.matter(world))
    given = {"reason": "属镇级职责", "proposed": world.office, "version": found.version, "by": world.ma}
    assert actions.hand_back(matter=found, at=AT, **given).matter.state == "return_disputed"  # type: ignore[arg-type]


@pytest.mark.parametrize("topic", ["", "bridge"])
def test_without_a_reason_it_stays_where_it_is(world: World, topic: str) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match="why the village"):
        route(world, found, topic=topic, note=" ")
    assert Matter.objects.get(pk=found.pk).state == "received"


def test_what_is_no_higher_levels_duty_goes_by_itself(world: World, lu: Official) -> None:
    found = route(world, make.matter(world), topic="road", note="")
    assert "pushed_down" not in found.steps.get(deed="route").facts
    assert told(found, "pushed_down") == [], "an approval that nothing asks for is nobody's"
    assert accept(world, found, lu).state == "accepted"
    assert route(world, make.matter(world), to=world.office, note="").level == "town"


def test_an_objection_upheld_in_favour_of_a_village_needs_the_same(world: World, lu: Official) -> None:
    found = make.disputed(world)
    given = {"to": world.village, "topic": "bus", "version": found.version, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="why the village"):
        actions.uphold(matter=found, **given)
    found = actions.uphold(matter=found, **given, note=WHY)
    assert told(found, "pushed_down") == ["ma"]
    assert "takes it over" in str(life.objection("accept", found, lu, AT))
    assert life.objection("accept", found, world.ma, AT) is None


def test_the_page_says_beside_the_field_what_is_missing(world: World, enter: Enter) -> None:
    found = make.matter(world)
    client = enter(world.liu)
    url = f"/matters/{found.reference}/routing/"
    given = {"version": found.version, "to": world.village.pk, "topic": "bridge", "note": ""}
    refused = client.post(url, given)
    assert refused.status_code == 422
    assert refused.context["form"].errors["note"]
    assert client.post(url, {**given, "note": WHY}).status_code == 302
    assert WHY in words_of(client.get(f"/matters/{found.reference}/"))
