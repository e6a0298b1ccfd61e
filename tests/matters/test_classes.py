"""Means and fields of help on the actions of a matter, its topic re-classified, and the organisation it came through."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_s29_an_action_is_classed_by_means_and_the_trail_shows_it(world: World, enter: Enter) -> None:
    found = make.accepted(world)
    url = f"/matters/{found.reference}/start/"
    client = enter(world.he)
    sent = {
        "version": str(found.version), "words": "联系供电所一起看了线路",
        "means": ["coordination", "information"], "help_fields": ["economy"],
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302
    step = found.steps.get(deed="start")
    assert step.facts == {"means": ["coordination", "information"], "help_fields": ["economy"]}
    page = client.get(f"/matters/{found.reference}/").content.decode()
    assert "沟通协调 · 信息传递 · 发展经济" in page


def test_s29_nothing_of_it_is_required(world: World, enter: Enter) -> None:
    found = make.accepted(world)
    client = enter(world.he)
    sent = {"version": str(found.version), "words": "到现场看了线路"}
    assert client.post(f"/matters/{found.reference}/start/", sent).status_code == 302
    assert found.steps.get(deed="start").facts == {}


def test_s29_only_classes_of_the_charter(world: World) -> None:
    found = make.accepted(world)
    with pytest.raises(Refused, match="lists of the institution"):
        actions.start(
            matter=found, words="到现场看了", means=("money",), version=found.version, by=world.he, at=AT
        )


def test_s30_a_topic_that_is_changed_stays_readable_in_the_trail(world: World, enter: Enter) -> None:
    found = make.routed(world)
    found = actions.route(
        matter=found, to=world.traffic, topic="bridge", version=found.version, by=world.liu, at=AT
    )
    assert found.steps.filter(deed="route").last().facts["topic"] == ["streetlight", "bridge"]  # type: ignore[union-attr]
    page = enter(world.liu).get(f"/matters/{found.reference}/").content.decode()
    assert "类别由“路灯”改为“桥梁安全”" in page


def test_s33_a_matter_says_through_which_organisation_it_came(world: World, enter: Enter) -> None:
    through, direct = make.matter(world, source_org="union"), make.matter(world)
    client = enter(world.liu)
    assert "工会" in client.get(f"/matters/{through.reference}/").content.decode()
    assert "工会" not in client.get(f"/matters/{direct.reference}/").content.decode()
