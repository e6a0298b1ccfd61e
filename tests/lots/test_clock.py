"""The clock that works out panels: one claims, a silent one is replaced, a failure is said, progress is seen."""

from datetime import timedelta

import pytest

from huiyin.lots import actions as draws
from huiyin.lots import clock as draw_clock
from huiyin.lots import lottery
from huiyin.lots.models import Draw
from huiyin.lots.rules import QUIET
from huiyin.notices.models import Notice
from tests.lots import draw_world as make
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def test_one_clock_takes_a_draw_up_and_another_only_after_silence(world: World) -> None:
    make.register(world)
    draw = make.asked(world)
    first = draw_clock.claim(world.county, at=AT)
    assert first is not None
    assert draw_clock.claim(world.county, at=AT + timedelta(minutes=1)) is None
    late = AT + QUIET + timedelta(seconds=1)
    second = draw_clock.claim(world.county, at=late)
    assert second is not None
    assert second.claim != first.claim
    assert first.carry_out() is False, "what the silent one made is dropped"
    assert second.carry_out() is True
    draw.refresh_from_db()
    assert (draw.state, draw.claim) == (Draw.State.COMPUTED, "")
    assert Notice.objects.filter(to=world.liu, kind="draw_ready").count() == 1


def test_progress_is_noted_and_a_cancelled_draw_stops_the_work(world: World) -> None:
    make.register(world)
    draw = make.asked(world)
    work = draw_clock.claim(world.county, at=AT)
    assert work is not None
    work.tell("panels", 50, 200)
    draw.refresh_from_db()
    assert (draw.stage, draw.done, draw.total) == ("panels", 50, 200)
    work.tell("panels", 60, 200)
    draw.refresh_from_db()
    assert draw.done == 50, "at most once a second"
    draws.cancel(draw=draw, reason="改期", version=draw.version, by=world.liu, at=AT)
    work.noted = 0.0
    with pytest.raises(draw_clock.Abandoned):
        work.tell("panels", 70, 200)
    assert work.carry_out() is False


def test_an_error_is_said_in_a_sentence_and_can_be_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.register(world)
    draw = make.asked(world)

    def breaks(task: lottery.Task, tell: lottery.Tell) -> lottery.Worked:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(lottery, "work_out", breaks)
        assert draw_clock.compute(at=AT) == 1
    draw.refresh_from_db()
    assert (draw.state, draw.failure) == (Draw.State.POOLED, {"code": "trouble", "what": "MemoryError"})
    assert Notice.objects.filter(to=world.liu, kind="draw_failed").count() == 1
    draw = draws.ask_for_panels(draw=draw, version=draw.version, by=world.liu, at=AT)
    assert draw.failure == {}
    assert draw_clock.compute(at=AT) == 1
    assert draw_clock.compute(at=AT) == 0, "nothing is left to do"


def test_the_same_pool_and_seed_give_the_same_panels(world: World) -> None:
    make.register(world)
    draw = make.computed(world)
    again = lottery.work_out(draw_clock.task_of(draw), lambda *_how_far: None)
    assert again.panels == draw.worked_out.panels
    assert sum(again.counts) == draw.panels_count * draw.size


def test_a_draw_taken_up_again_begins_anew_and_only_for_one_clock(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.register(world)
    draw = make.asked(world)
    rows = Draw.objects.filter(pk=draw.pk)
    rows.update(claim="silent", beat_at=AT - QUIET - timedelta(seconds=1), stage="panels", done=50, total=200)

    def quicker(_length: int) -> str:
        rows.update(claim="another")
        return "mine"

    with monkeypatch.context() as patch:
        patch.setattr("huiyin.lots.clock.secrets.token_hex", quicker)
        assert draw_clock.claim(world.county, at=AT) is None, "another looked at the same moment"
    draw.refresh_from_db()
    assert (draw.claim, draw.done) == ("another", 50)
    assert draw_clock.claim(world.county, at=AT) is not None
    draw.refresh_from_db()
    assert (draw.stage, draw.done, draw.total, draw.beat_at) == ("", 0, 0, AT)
