"""The digest upward counts households by topic and tells them in steps, none of few (S12, ADR 18)."""

import re
from datetime import timedelta

import pytest

from huiyin.accounts import digests
from huiyin.contacts import actions as contacts
from huiyin.contacts.actions.recording import Raised
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs.actions import adopt_charter
from huiyin.orgs.charter import charter_of
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import AdoptedCharter
from tests import make
from tests.accounts.heard import LATER, heads, heard, homes, raised, written
from tests.world import AT, World


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are cut to steps where they stand, so that tests know what is told."""
    monkeypatch.setattr(digests, "_moved", lambda _unit, _topic, _step: 0)


def test_households_are_told_in_steps_and_those_of_few_not_at_all(world: World) -> None:
    first, second, third = heads()[:3]
    for topic, times in ((first, 9), (second, 4), (third, 5)):
        raised(world, topic, homes(world, times))
    found = written(world)
    assert found.counts == [[first, 5], [third, 5]]
    assert found.step == 5


def test_each_count_is_moved_before_it_is_cut_and_always_alike(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    moved = [digests._moved(unit, topic, 5) for unit in (world.town, world.sibling) for topic in heads()]
    assert moved == [
        digests._moved(unit, topic, 5) for unit in (world.town, world.sibling) for topic in heads()
    ]
    assert set(moved) > {0, 1}
    assert set(moved) <= set(range(5))


@pytest.mark.parametrize("moved", range(5))
def test_what_is_told_is_less_than_a_step_off(
    world: World, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    monkeypatch.setattr(digests, "_moved", lambda _unit, _topic, _step: moved)
    topic, ground = heads()[0], Ground()
    for count in range(30):
        shown = digests.told({topic: count}, world.town, ground, LATER)
        assert abs(shown.get(topic, 0) - count) < 5
        assert set(shown) <= {topic}, "a topic of nobody is never told"


def test_a_household_counts_once_a_topic_however_often_it_spoke(world: World) -> None:
    topic = heads()[0]
    raised(world, topic, homes(world, 1) * 7)
    assert heard(world) == {topic: 1}
    assert written(world).counts == []


def test_a_resident_counts_with_their_household(world: World) -> None:
    topic = heads()[0]
    raised(world, topic, [world.home, world.home])
    Matter.objects.filter(pk=Matter.objects.latest("pk").pk).update(household=None, resident=world.wang)
    assert heard(world) == {topic: 1}


def test_all_without_a_name_count_as_one(world: World) -> None:
    topic = heads()[0]
    raised(world, topic, [None] * 7)
    assert heard(world) == {topic: 1}


def test_a_sheet_is_of_one_level_so_that_none_is_the_sum_of_others(world: World) -> None:
    assert set(digests.DESKS) == {"township", "street"}
    with pytest.raises(Refused, match="township or street"):
        digests.write_digest(unit=world.root, words="", version=0, by=world.sun, at=LATER)


def test_a_topic_counts_with_the_one_that_heads_it_and_a_point_that_became_a_matter_does_not(
    world: World,
) -> None:
    for home in homes(world, 4):
        found = make.routed(world)  # street lights, which stand under getting around
        Matter.objects.filter(pk=found.pk).update(household=home)
    contacts.record(
        place=world.village,
        household=world.home,
        held_on=AT.date(),
        points=[Raised("桥面护栏松动", "noted", "bridge"), Raised("电视没有信号", "matter", "telecom")],
        promises=[],
        note="走访",
        by=world.chen,
        at=AT,
    )
    assert heard(world)["mobility"] == 5


def test_topics_of_an_earlier_charter_keep_their_head_and_their_words(world: World) -> None:
    raised(world, "bridge", homes(world, 6))
    adopted = AdoptedCharter.objects.get()
    later = re.sub(r"(?m)^bridge = .*\n", "", adopted.text)
    later = re.sub(r'(?m)^version = "[^"]*"', 'version = "later"', later)
    assert later != adopted.text
    adopt_charter(text=later, effective_at=AT + timedelta(days=30), by="test", at=AT)
    assert "bridge" not in {topic.code for topic in charter_of(LATER).topics}
    assert written(world).counts == [["mobility", 5]]
