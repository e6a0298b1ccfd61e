"""Taken back by the desk before it was signed for: with its first date, which is missed once (T04r)."""

from datetime import date
from typing import Any

import pytest

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.models import Matter
from huiyin.matters.story import story
from tests import make
from tests.matters.test_hand_back import DAY, running, told
from tests.world import AT, World, moment


def test_what_is_not_signed_for_is_taken_back_with_its_first_date(world: World) -> None:
    fresh = make.matter(world)
    first = running(fresh)
    found = actions.route(
        matter=fresh, to=world.office, topic="", version=fresh.version, by=world.liu, at=AT + DAY
    )
    assert set(running(found)) == {"sign", "handle"}
    found = actions.recall(
        matter=found, reason="应由交通局办", version=found.version, by=world.liu, at=AT + DAY
    )
    assert (found.state, found.lead_unit, found.level, found.holding_unit) == (
        "received",
        None,
        "",
        world.town,
    )
    now = running(found)
    assert set(now) == {"route", "handle"}, "looked at it was already"
    assert {kind: now[kind].due_on for kind in now} == {kind: first[kind].due_on for kind in now}
    assert told(found, "recalled") == {"gao"}
    assert found not in Matter.objects.visible_to(world.gao, AT)
    assert found in Matter.objects.waiting_for(world.liu, AT)
    assert [words for _at, words in story(found)][-1].startswith(world.town.name)


def test_taken_back_after_it_was_routed_too_late_its_date_was_missed_once(world: World) -> None:
    fresh = make.matter(world)
    late = moment(date(2026, 3, 11))
    found = actions.route(
        matter=fresh, to=world.office, topic="", version=fresh.version, by=world.liu, at=late
    )
    asked: dict[str, Any] = {
        "reason": "应由交通局办",
        "version": found.version,
        "by": world.liu,
        "at": late + DAY,
    }
    found = actions.recall(matter=found, **asked)
    clock.note_missed(at=late + 2 * DAY)
    routing = found.deadlines.get(kind="route")
    assert (routing.stopped_at, routing.missed_at) == (None, moment(date(2026, 3, 10), 0))
    found = actions.route(
        matter=found, to=world.traffic, topic="", version=found.version, by=world.liu, at=late + 2 * DAY
    )
    assert found.deadlines.filter(kind="route", missed_at__isnull=False).count() == 1
    assert found.deadlines.get(kind="route").stopped_at == late + 2 * DAY


def test_only_the_desk_takes_back_and_only_before_it_is_signed_for(world: World) -> None:
    found = make.routed(world)
    for who in (world.gao, world.he, world.ma, world.xia, world.qian):
        with pytest.raises(Refused):
            actions.recall(matter=found, reason="交错了", version=found.version, by=who, at=AT)
    with pytest.raises(Refused, match="say why"):
        actions.recall(matter=found, reason=" ", version=found.version, by=world.liu, at=AT)
    taken = make.accepted(world)
    with pytest.raises(Refused, match="does not follow"):
        actions.recall(matter=taken, reason="交错了", version=taken.version, by=world.liu, at=AT)


def test_a_unit_that_loses_it_unsigned_is_told_so(world: World) -> None:
    found = make.routed(world)
    actions.route(matter=found, to=world.traffic, topic="", version=found.version, by=world.liu, at=AT)
    assert told(found, "recalled") == {"gao"}
    assert found not in Matter.objects.visible_to(world.gao, AT)
