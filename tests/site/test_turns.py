"""What goes in turns comes again at once while there is more; between two turns everything else has its own."""

import threading
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from huiyin.site import keeping
from huiyin.site.keeping import BUSY, keep
from huiyin.site.lines import Line
from huiyin.site.schedule import SCHEDULE


def run(
    monkeypatch: pytest.MonkeyPatch, lines: list[Line], done: Callable[[Line, list[str]], int]
) -> list[str]:
    """Which lines ran, one after another, in ten rounds of a minute that nobody waits for."""
    ran: list[str] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if len(ran) > 10:
                self.set()
            return True

    def run_line(line: Line, **_at: Any) -> int:
        ran.append(line.name)
        return done(line, ran)

    monkeypatch.setattr(keeping, "run_line", run_line)
    monkeypatch.setattr(keeping, "close_old_connections", lambda: None)
    monkeypatch.setattr(keeping, "connections", mock.Mock())
    keep(lines, Stop())
    return ran


def test_a_full_turn_is_followed_by_another_as_soon_as_the_others_ran(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = Line("full", "", timedelta(hours=1), lambda: 0, in_turns=True)
    often = Line("often", "", timedelta(0), lambda: 0)

    def done(line: Line, ran: list[str]) -> int:
        return BUSY if line is full and ran.count("full") < 4 else 0

    ran = run(monkeypatch, [full, often], done)
    assert ran[:8] == ["full", "often"] * 4, "never twice in a row"
    assert ran.count("full") == 4, "the last turn was not full: the next one is an hour off"


def test_what_does_not_go_in_turns_keeps_its_hour_however_much_it_did(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = Line("whole", "", timedelta(hours=1), lambda: 0)
    often = Line("often", "", timedelta(0), lambda: 0)
    ran = run(monkeypatch, [whole, often], lambda line, _ran: BUSY * 100 if line is whole else 0)
    assert ran.count("whole") == 1


def test_what_takes_long_waits_for_nothing_else_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway that answers slowly holds up the messages, and no call, photo, letter or draw of lots."""
    both, stop, met = threading.Barrier(2), threading.Event(), list[str]()

    def run_line(line: Line, **_at: Any) -> int:
        if line.takes_long:
            try:
                both.wait(timeout=10)  # each until the other runs too
            except threading.BrokenBarrierError:
                stop.set()
                raise
            met.append(line.name)
        if len(met) > 1:
            stop.set()
        return 0

    slow = [Line(name, "", timedelta(hours=1), lambda: 0, takes_long=True) for name in ("slow", "calls")]
    often = Line("often", "", timedelta(0), lambda: 0)
    monkeypatch.setattr(keeping, "SCHEDULE", [*slow, often])
    monkeypatch.setattr(keeping, "run_line", run_line)
    monkeypatch.setattr(keeping, "close_old_connections", lambda: None)
    monkeypatch.setattr(keeping, "connections", closed := mock.Mock())
    monkeypatch.setattr(keeping.signal, "signal", lambda *_args: None)
    ours = SimpleNamespace(Event=lambda: stop, Thread=threading.Thread)
    monkeypatch.setattr(keeping, "threading", ours)
    keeping.run_forever()
    assert sorted(met) == ["calls", "slow"]
    assert closed.close_all.call_count >= 3, "each thread leaves its connection behind closed"


def test_what_comes_in_by_the_thousand_goes_in_turns() -> None:
    named = {line.name for line in SCHEDULE if line.in_turns}
    assert {
        "matters.clock.remind_before_due",
        "matters.clock.chase_overdue",
        "matters.clock.close_unrated",
        "matters.clock.wipe_receipts",
        "matters.delivery_clock.bring_unopened",
    } <= named
