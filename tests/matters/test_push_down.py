"""Nothing that is not plainly a village's duty is passed down to it without approval that is on record (I-07)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.folding import folded
from huiyin.matters.models import Matter
from huiyin.matters.trail import line_words
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World

Enter = Callable[[Official], Client]
WHY = "村里自己铺的这一段，由村里先看"


def route(world: World, found: Matter, **said: Any) -> Matter:
    given = {"to": world.village, "topic": "", "note": WHY, "approved_by": world.ma, **said}
    return actions.route(matter=found, version=found.version, by=world.liu, at=AT, **given)


@pytest.mark.parametrize("topic", ["", "bridge"])
def test_with_a_head_of_the_township_and_a_reason_it_goes_and_both_are_on_record(
    world: World, topic: str
) -> None:
    found = route(world, make.matter(world), topic=topic)
    assert (found.state, found.level, found.lead_unit) == ("routed", "village", world.village)
    step = found.steps.select_related("unit", "by").get(deed="route")
    assert (step.facts["approved_by"], step.note) == (world.ma.pk, WHY)
    assert told(found, "pushed_down") == ["ma"], "so that nobody is named who knows nothing of it"
    (line,) = folded([step])
    assert "马成" in line_words(line, found)


@pytest.mark.parametrize("topic", ["", "bridge"])
@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"approved_by": None}, "pushed down"),
        ({"approved_by": "qian"}, "head of the township"),
        ({"approved_by": "gao"}, "head of the township"),
        ({"approved_by": "liu"}, "head of the township"),
        ({"note": " "}, "why the village"),
    ],
)
def test_without_it_stays_where_it_is(world: World, topic: str, said: dict[str, Any], match: str) -> None:
    found = make.matter(world)
    by = said.get("approved_by")
    given = {**said, "approved_by": getattr(world, by)} if by else said
    with pytest.raises(Refused, match=match):
        route(world, found, topic=topic, **given)
    assert Matter.objects.get(pk=found.pk).state == "received"


def test_what_is_no_higher_levels_duty_goes_by_itself_and_names_nobody(world: World) -> None:
    found = route(world, make.matter(world), topic="road", approved_by=None, note="")
    assert "approved_by" not in found.steps.get(deed="route").facts
    other = route(world, make.matter(world), topic="road")
    assert told(other, "pushed_down") == [], "an approval that nothing asks for is nobody's"
    assert route(world, make.matter(world), to=world.office, approved_by=None).level == "town"


def test_an_objection_upheld_in_favour_of_a_village_needs_the_same(world: World) -> None:
    found = make.disputed(world)
    given = {"to": world.village, "topic": "bus", "version": found.version, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="pushed down"):
        actions.uphold(matter=found, **given)
    found = actions.uphold(matter=found, **given, note=WHY, approved_by=world.ma)
    assert found.steps.get(deed="uphold").facts["approved_by"] == world.ma.pk


def test_the_page_offers_the_heads_of_the_township_and_says_beside_the_field_what_is_missing(
    world: World, enter: Enter
) -> None:
    found = make.matter(world)
    client = enter(world.liu)
    url = f"/matters/{found.reference}/routing/"
    offered = client.get(url).context["form"].fields["approved_by"].queryset
    assert list(offered) == [world.ma]
    given = {
        "version": found.version,
        "to": world.village.pk,
        "topic": "bridge",
        "note": WHY,
        "approved_by": "",
    }
    refused = client.post(url, given)
    assert refused.status_code == 422
    assert refused.context["form"].errors["approved_by"]
    assert client.post(url, {**given, "approved_by": world.ma.pk}).status_code == 302
    assert "马成" in words_of(client.get(f"/matters/{found.reference}/"))
