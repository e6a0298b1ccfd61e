"""Some weeks after closing a share of what was closed is drawn and looked at: repeatably, and a bad result reopens."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.lib import sampling
from huiyin.matters import actions, effect_clock
from huiyin.matters.models import CallBack, EffectDraw, Matter
from tests import make
from tests.world import AT, World

DAY = timedelta(days=1)


def closed(world: World) -> Matter:
    """Of Wang, who left a number on the page; rated well and closed the day after the answer."""
    return make.closed(world, resident=world.wang)


def test_a_share_of_a_week_is_drawn_thirty_days_after_it(world: World) -> None:
    found = {closed(world).reference for _ in range(6)}
    make.closed(world)  # whose person left no number: nobody can be asked
    assert effect_clock.draw_effects(at=AT + 35 * DAY) == 0, "the week ends on 8 March: not yet 30 days"
    assert not EffectDraw.objects.filter(first_on=AT.date()).exists()
    assert effect_clock.draw_effects(at=AT + 36 * DAY) == 2, "a fifth of six, rounded up"
    draw = EffectDraw.objects.get(first_on=AT.date())
    assert set(draw.population) == found
    assert effect_clock.draw_effects(at=AT + 36 * DAY) == 0, "once"


def test_whoever_holds_list_and_number_can_draw_it_again(world: World) -> None:
    for _ in range(6):
        closed(world)
    effect_clock.draw_effects(at=AT + 36 * DAY)
    draw = EffectDraw.objects.get(first_on=AT.date())
    assert draw.population_sha256 == sampling.list_hash(draw.population)
    assert draw.sample == sampling.draw(draw.population, draw.seed, len(draw.sample))
    calls = CallBack.objects.filter(draw=draw)
    assert sorted(calls.values_list("matter__reference", flat=True)) == sorted(draw.sample)


def test_nothing_is_drawn_on_a_day_off_and_no_week_is_left_out(world: World) -> None:
    closed(world)
    assert effect_clock.draw_effects(at=AT + 40 * DAY) == 0, "a Saturday"
    assert effect_clock.draw_effects(at=AT + 36 * DAY) == 1
    effect_clock.draw_effects(at=AT + 57 * DAY)
    weeks = list(EffectDraw.objects.values_list("first_on", flat=True))
    assert weeks == [AT.date() + 7 * n * DAY for n in range(len(weeks))]
    assert len(weeks) > 2


def test_what_has_not_held_is_taken_up_again(world: World) -> None:
    found = closed(world)
    at = AT + 36 * DAY
    effect_clock.draw_effects(at=at)
    found = Matter.objects.get(pk=found.pk)
    assert (found.state, found.to_call) == ("closed", "effect")
    running = found.deadlines.get(kind="callback", stopped_at=None)
    assert (running.moment, running.started_at) == ("drawn", at)
    said = {"handled": "no", "satisfied": 1, "reasons": ["not_solved"], "words": "又不亮了"}
    actions.call_answered(matter=found, version=found.version, by=world.xia, at=at + DAY, **said)  # type: ignore[arg-type]
    found = Matter.objects.get(pk=found.pk)
    assert (found.state, found.reopened, found.right_used) == ("in_progress", 1, False)
    assert [rating.door for rating in found.ratings.all()] == ["code", "call"]


def test_what_has_held_stays_closed(world: World) -> None:
    found = closed(world)
    effect_clock.draw_effects(at=AT + 36 * DAY)
    found = Matter.objects.get(pk=found.pk)
    actions.call_answered(
        matter=found, handled="yes", satisfied=5, version=found.version, by=world.xia, at=AT + 37 * DAY
    )
    found = Matter.objects.get(pk=found.pk)
    assert (found.state, found.to_call) == ("closed", "")


def test_one_bad_matter_hinders_neither_the_draw_nor_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        closed(world)
    plan_call, failed = effect_clock.plan_call, list[int]()

    def planned(row: Matter, *rest: Any) -> None:
        if not failed:
            failed.append(row.pk)
        if row.pk in failed:
            raise ValueError(row.reference)
        plan_call(row, *rest)

    monkeypatch.setattr(effect_clock, "plan_call", planned)
    assert effect_clock.draw_effects(at=AT + 36 * DAY) == 1, "the other one of two"
    draw = EffectDraw.objects.get(first_on=AT.date())
    assert len(draw.sample) == 2
    monkeypatch.setattr(effect_clock, "plan_call", plan_call)
    assert effect_clock.draw_effects(at=AT + 37 * DAY) == 1, "tried again"
    assert set(draw.call_backs.values_list("matter__reference", flat=True)) == set(draw.sample)
    assert effect_clock.draw_effects(at=AT + 38 * DAY) == 0
    assert EffectDraw.objects.filter(first_on=AT.date()).count() == 1


def test_whose_number_cannot_be_read_is_left_out_of_the_draw(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = closed(world), closed(world)
    can_be_rung = effect_clock.calling.can_be_rung

    def reached(matter: Matter) -> bool:
        if matter == bad:
            raise ValueError(matter.reference)
        return can_be_rung(matter)

    monkeypatch.setattr(effect_clock.calling, "can_be_rung", reached)
    effect_clock.draw_effects(at=AT + 36 * DAY)
    assert EffectDraw.objects.get(first_on=AT.date()).population == [good.reference]
