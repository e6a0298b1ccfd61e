"""A promise, an echo or a line of the register that cannot be told of keeps the clock from none of the others."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from huiyin.contacts import actions, echo_clock, promise_clock
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Echo, Promise
from huiyin.register import clock as register_clock
from huiyin.register.models import Assignment
from tests.world import AT, World

DAY = timedelta(days=1)


def failing_first(monkeypatch: pytest.MonkeyPatch, clock: ModuleType) -> list[Any]:
    """The first row that is to be told of cannot be; whom the clock came to."""
    come: list[Any] = []
    tell = clock._tell

    def told(row: Any, *rest: Any) -> None:
        come.append(row.pk)
        if len(come) == 1:
            raise LookupError("nobody to tell")
        tell(row, *rest)

    monkeypatch.setattr(clock, "_tell", told)
    return come


def met_twice(world: World) -> None:
    for _n in range(2):
        actions.record(
            place=world.village,
            held_on=AT.date(),
            points=[Raised("路灯太暗", "suggestion", "", "")],
            promises=[],
            household=world.home,
            person=world.wang,
            by=world.chen,
            at=AT,
        )


def promised_twice(world: World) -> None:
    for n in range(2):
        actions.promise(
            text=f"把缴费须知送到家，第{n + 1}份",
            due_on=AT.date() + DAY,
            made_on=AT.date(),
            by=world.chen,
            unit=world.branch,
            at=AT,
        )


@pytest.mark.parametrize("turn", [promise_clock.remind_promises, promise_clock.chase_promises])
def test_of_two_promises(world: World, monkeypatch: pytest.MonkeyPatch, turn: Callable[..., int]) -> None:
    promised_twice(world)
    failing_first(monkeypatch, promise_clock)
    at = AT if turn is promise_clock.remind_promises else AT + 2 * DAY
    assert turn(at=at) == 1
    assert Promise.objects.filter(reminded_on=None, chased_on=None).count() == 1, (
        "left whole, for the next turn"
    )
    assert turn(at=at + timedelta(hours=1)) == 1, "the next turn comes to it again"


@pytest.mark.parametrize("turn", [echo_clock.remind_echoes, echo_clock.chase_echoes])
def test_of_two_echoes(world: World, monkeypatch: pytest.MonkeyPatch, turn: Callable[..., int]) -> None:
    met_twice(world)
    Echo.objects.update(due_on=AT.date() + (DAY if turn is echo_clock.remind_echoes else -DAY))
    failing_first(monkeypatch, echo_clock)
    assert turn(at=AT) == 1
    assert turn(at=AT + timedelta(hours=1)) == 1, "the next turn comes to it again"


def test_of_a_line_of_the_register(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = AT.date() - 100 * DAY
    Assignment.objects.filter(pk=world.line.pk).update(started_on=long_ago, entered_on=long_ago)
    come = failing_first(monkeypatch, register_clock)

    def turn(at: datetime) -> int:
        return register_clock.remind_of_dormant(at=at)

    assert turn(AT) == 0
    assert Assignment.objects.get(pk=world.line.pk).reminded_on is None
    assert turn(AT + timedelta(hours=1)) == 1
    assert come == [world.line.pk] * 2
