"""Two at once, and people who leave: nothing is stuck, nothing deadlocks, no step tells of a state that was gone."""

import contextlib
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.actions import advance
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.matters.rules import reopening
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import next_deeds
from tests.world import AT, SHANGHAI, World


def test_a_matter_is_not_stuck_when_its_handler_leaves(world: World) -> None:
    found = make.started(world)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    assert found in Matter.objects.waiting_for(world.gao, AT)
    found = actions.reassign(matter=found, handler=world.chen, version=found.version, by=world.gao, at=AT)
    assert (found.handler, found.state) == (world.chen, "in_progress")
    assert next_deeds(found, world.chen) == [
        "note",
        "inform",
        "draft",
        "ask_more_time",
        "ask_unit",
        "ask_advice",
        "ask_up",
    ]


def test_a_step_beside_the_life_of_a_matter_stands_behind_what_it_waited_for(world: World) -> None:
    found = make.started(world)
    for deed in (Step.Deed.SUPERVISE, Step.Deed.RESPOND, Step.Deed.REVEAL):
        leave_step(claim(found, None), deed, at=AT - timedelta(seconds=1), by=world.sun)
        assert found.steps.get(deed=deed).at == AT


def test_only_the_head_gives_it_to_another(world: World) -> None:
    found = make.started(world)
    for who in (world.he, world.liu, world.qian):
        with pytest.raises(Refused):
            actions.reassign(matter=found, handler=world.chen, version=found.version, by=who, at=AT)


def test_neither_handler_nor_head_closes_even_from_above(world: World) -> None:
    found = make.matter(world)
    found = actions.route(
        matter=found, to=world.village, topic="road", version=found.version, by=world.liu, at=AT
    )
    found = actions.accept(matter=found, handler=world.liu, version=found.version, by=world.ma, at=AT)
    found = actions.start(matter=found, words="到村里看了", version=found.version, by=world.liu, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.liu, at=AT, **make.REPLY)
    found = Matter.objects.get(pk=found.pk)
    found = actions.approve(matter=found, version=found.version, by=world.ma, at=AT)
    actions.rate(matter=found, handled="no", satisfied=2, words="", door="code", at=AT)
    found = Matter.objects.get(pk=found.pk)
    for who in (world.liu, world.ma):
        with pytest.raises(Refused):
            actions.close(matter=found, version=found.version, by=who, at=AT)


def test_each_round_wants_its_own_action_and_its_own_rating(world: World) -> None:
    found = make.replied(world)
    actions.rate(matter=found, handled="no", satisfied=2, words="", door="code", at=AT)
    found = actions.reopen(matter=found, words="还是不亮", at=AT)
    with pytest.raises(Refused, match="action on record"):
        actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = actions.note(matter=found, words="又去换了线", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = Matter.objects.get(pk=found.pk)
    found = actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    with pytest.raises(Refused, match="not rated"):
        actions.close(matter=found, version=found.version, by=world.liu, at=AT)


def test_the_right_to_reopen_rolls_over_the_holidays(world: World) -> None:
    answered = datetime(2026, 1, 20, 15, tzinfo=SHANGHAI)
    found = make.replied(world, at=answered)
    assert reopening.objection_to_reopening(found, datetime(2026, 2, 24, 23, tzinfo=SHANGHAI)) is None
    assert reopening.objection_to_reopening(found, datetime(2026, 2, 25, 1, tzinfo=SHANGHAI)) is not None


def test_when_the_head_handles_it_the_one_above_is_asked_to_approve(world: World) -> None:
    found = make.routed(world)
    found = actions.accept(matter=found, handler=world.gao, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.gao, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.gao, at=AT, **make.REPLY)
    asked = Notice.objects.filter(about=found.reference, kind="approve").values_list(
        "to__username", flat=True
    )
    assert list(asked) == ["ma"]


def test_a_clock_that_was_stopped_meanwhile_does_not_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
    found = make.drafted(world, at=late)
    real = clock.calendar().add_working_days

    class Announced:
        mark = staticmethod(clock.calendar().mark)

        def add_working_days(self, start: date, n: int):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            fresh = Matter.objects.get(pk=found.pk)
            if fresh.state == "pending_approval":  # the approval comes between the clock's look and its deed
                actions.approve(matter=fresh, version=fresh.version, by=world.gao, at=late)
            return replace(real(start, n), provisional=False)

    monkeypatch.setattr(clock, "calendar", lambda: Announced())
    clock.redate(at=late)
    handle = Deadline.objects.get(matter=found, kind="handle")
    assert handle.stopped_at is not None
    assert handle.chase_at is None


def at_once(world: World, *deeds: Callable[[], object]) -> list[BaseException]:
    """Each in a connection of its own, begun together; what failed."""
    failed: list[BaseException] = []
    ready = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        try:
            ready.wait()
            with county_scope(world.county.pk):
                deed()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return failed


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_an_approval_at_once_do_not_deadlock(cast: World) -> None:
    with county_scope(cast.county.pk):
        found = make.drafted(cast)
    day = datetime(2026, 4, 15, 9, 5, tzinfo=SHANGHAI)

    def approve() -> None:
        actions.approve(matter=found, version=None, by=cast.gao, at=day)  # type: ignore[arg-type]

    assert at_once(cast, approve, lambda: clock.chase_overdue(at=day)) == []
    with county_scope(cast.county.pk):
        states = list(Matter.objects.get(pk=found.pk).steps.order_by("pk").values_list("deed", "state_after"))
    assert states[-1] in [("approve", "replied"), ("chase", "replied")]


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_undoing_a_merge_at_once_do_not_deadlock(
    cast: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The merged one was told first: who locked the other one before would wait for whoever undoes the merge."""
    with county_scope(cast.county.pk):
        row, primary = make.matter(cast), make.started(cast)
        actions.merge(matter=row, primary=primary, why="同一处", version=row.version, by=cast.liu, at=AT)
    real, met = advance.claim, threading.Barrier(2)

    def slowly(matter: Matter, version: int | None) -> Matter:
        """Both hold their first row before either wants its second."""
        found = real(matter, version)
        with contextlib.suppress(threading.BrokenBarrierError):
            met.wait(2)
        return found

    monkeypatch.setattr(advance, "claim", slowly)

    def undo() -> None:
        actions.unmerge(matter=row, why="不是同一盏灯", version=row.version + 1, by=cast.liu, at=AT)

    failed = at_once(cast, undo, lambda: actions.withdraw(matter=primary, words="", at=AT))
    assert [one for one in failed if not isinstance(one, Refused)] == []
    with county_scope(cast.county.pk):
        assert Matter.objects.get(pk=row.pk).state == "received"
