"""Working a plan out: one clock takes it, says how far it is, hears "good enough", and nothing is lost when it dies."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.rounds import clock as round_clock
from huiyin.rounds import solving as rounds
from huiyin.rounds.actions import ask, halt
from huiyin.rounds.models import Round
from huiyin.rounds.rules import SILENT
from tests.rounds.planned import FEW, begun
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def waiting(world: World) -> Round:
    """A plan handed to the clock."""
    row = begun(world)
    ask(plan=row, version=row.version, by=world.chen, at=AT)
    row.refresh_from_db()
    return row


def answer(**changed: Any) -> rounds.Answer:
    """What a search says that found nobody."""
    return rounds.Answer((), (), {}, **{"best": 5, "bound": 7, "seconds": 2.5, **changed})


def test_how_far_it_is_is_written_at_most_every_second(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row, seen = waiting(world), []

    def search(asked: Any, *, told: rounds.Told, stopped: rounds.Stopped, **more: Any) -> rounds.Answer:
        for used, best in ((0.0, 1), (0.4, 2), (1.1, 3), (1.9, 4), (2.2, 5)):
            told(used, best, 9)
            found = Round.objects.get(pk=row.pk)
            seen.append((found.state, found.best, found.bound, found.heartbeat))
        assert not stopped()
        return answer()

    monkeypatch.setattr(rounds, "solve", search)
    assert round_clock.compute(at=AT) == 1
    assert [best for _state, best, _bound, _beat in seen] == [1, 1, 3, 3, 5]
    assert {state for state, *_rest in seen} == {"computing"}
    assert seen[-1][3] == AT + timedelta(seconds=2.2)
    row.refresh_from_db()
    assert (row.state, row.best, row.bound, row.seconds) == ("planned", 5, 7, 2.5)
    assert row.gap == pytest.approx(2 / 7)


def test_good_enough_is_heard_by_the_search(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = waiting(world)

    def search(asked: Any, *, told: rounds.Told, stopped: rounds.Stopped, **more: Any) -> rounds.Answer:
        told(0.0, 1, 9)
        assert not stopped()
        halt(plan=row, by=world.chen, at=AT)
        told(0.5, 2, 9)
        assert not stopped()  # it is asked for every second
        told(1.0, 3, 9)
        assert stopped()
        return answer()

    monkeypatch.setattr(rounds, "solve", search)
    assert round_clock.compute(at=AT) == 1


def test_the_search_itself_ends_at_once_when_told_so(world: World) -> None:
    """With its second process and the true budget: the clock's own run, cut short."""
    row = waiting(world)
    halt(plan=row, by=world.chen, at=AT)
    assert round_clock.compute(at=AT) == 1
    row.refresh_from_db()
    assert row.state == "planned"
    assert row.seconds < 5
    assert row.stops.filter(household=world.home).exists()


def test_one_clock_takes_it_and_another_only_after_silence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = waiting(world)

    def dies(asked: Any, **more: Any) -> rounds.Answer:
        raise SystemExit

    monkeypatch.setattr(rounds, "solve", dies)
    with pytest.raises(SystemExit):
        round_clock.compute(at=AT)
    monkeypatch.undo()
    taken = Round.objects.get(pk=row.pk)
    assert (taken.state, taken.version) == ("computing", row.version + 1), "a page of before no longer holds"
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    assert round_clock.compute(at=AT + timedelta(seconds=20), iterations=FEW) == 0
    assert round_clock.compute(at=AT + SILENT + timedelta(seconds=1), iterations=FEW) == 1
    assert Round.objects.get(pk=row.pk).state == "planned"


def test_an_answer_that_comes_too_late_is_not_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = waiting(world)

    def slow(asked: Any, *, told: rounds.Told, stopped: rounds.Stopped, **more: Any) -> rounds.Answer:
        Round.objects.filter(pk=row.pk).update(claim="another")
        told(1.0, 1, 9)
        assert stopped()
        return answer()

    monkeypatch.setattr(rounds, "solve", slow)
    assert round_clock.compute(at=AT) == 0
    row.refresh_from_db()
    assert (row.state, row.claim, row.best) == ("computing", "another", 0)


def test_a_search_that_breaks_off_gives_the_plan_back(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    row = waiting(world)

    def breaks(asked: Any, **more: Any) -> rounds.Answer:
        raise ValueError("no")

    monkeypatch.setattr(rounds, "solve", breaks)
    assert round_clock.compute(at=AT) == 0
    row.refresh_from_db()
    assert (row.state, row.failed) == ("draft", True)
    assert "could not be worked out" in caplog.text
    monkeypatch.undo()
    ask(plan=row, version=row.version, by=world.chen, at=AT)
    assert round_clock.compute(at=AT, iterations=FEW) == 1


def test_a_clock_that_breaks_off_too_late_takes_nothing_from_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = waiting(world)

    def breaks(asked: Any, **more: Any) -> rounds.Answer:
        Round.objects.filter(pk=row.pk).update(claim="another")
        raise ValueError("no")

    monkeypatch.setattr(rounds, "solve", breaks)
    assert round_clock.compute(at=AT) == 0
    row.refresh_from_db()
    assert (row.state, row.claim, row.failed) == ("computing", "another", False)


def test_the_longest_waiting_comes_first_and_nothing_waits_in_vain(world: World) -> None:
    late, early = waiting(world), waiting(world)
    Round.objects.filter(pk=early.pk).update(asked_at=AT - timedelta(minutes=1))
    assert round_clock.compute(at=AT, iterations=FEW) == 1
    states = dict(Round.objects.values_list("pk", "state"))
    assert (states[early.pk], states[late.pk]) == ("planned", "waiting")
    assert round_clock.compute(at=AT, iterations=FEW) == 1
    assert round_clock.compute(at=AT, iterations=FEW) == 0
