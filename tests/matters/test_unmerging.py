"""A merge that is undone: its desk and who had it before hear of it, and it has its time to be passed on."""

from datetime import timedelta

import pytest

from huiyin.matters import actions
from huiyin.matters.models import Deadline, Matter
from huiyin.notices.models import Notice
from tests import make
from tests.matters.test_merging import LATER, merged
from tests.world import AT, World


def test_undone_its_desk_and_who_had_it_before_hear_of_it(world: World) -> None:
    primary, row = make.started(world), make.accepted(world)
    Matter.objects.filter(pk=row.pk).update(handler=world.xia)
    row = merged(world, row, primary)
    then = LATER + timedelta(hours=1)
    actions.withdraw(matter=primary, words="", at=then)
    told = Notice.objects.filter(about=row.reference, to__isnull=False, at=then).values_list(
        "to__username", "kind"
    )
    assert set(told) == {("liu", "routed"), ("xia", "unmerged")}


@pytest.mark.parametrize(("after", "missed"), [(0, False), (20, True)])
def test_what_had_been_passed_on_in_time_has_its_time_to_be_passed_on_again(
    world: World, after: int, missed: bool
) -> None:
    """And what had not been keeps the day it missed."""
    row = make.matter(world)
    at = AT + timedelta(days=after)
    given = {"to": world.office, "topic": "streetlight", "version": row.version, "by": world.liu, "at": at}
    row = actions.accept(
        matter=actions.route(matter=row, **given),
        handler=world.he,
        version=row.version + 1,
        by=world.gao,
        at=at,
    )
    row = merged(world, row, make.started(world, at=at), at=at + timedelta(hours=1))
    back = at + timedelta(days=30)
    actions.unmerge(matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=back)
    clock = Deadline.objects.running().get(matter=row, kind="route")
    assert (clock.moment, clock.missed_at is not None) == (
        ("received", True) if missed else ("parted", False)
    )
    assert clock.due_on > back.date() or missed


def test_a_clock_that_runs_is_not_begun_again_where_an_ended_one_had_a_later_day(world: World) -> None:
    """As after a merge that was undone at a counter's half day: the later clock has the earlier day."""
    row = make.matter(world)
    row = merged(world, row, make.started(world))
    clock = Deadline.objects.filter(matter=row, kind="route").order_by("pk").last()
    assert clock is not None
    ended = {"stopped_at": LATER - timedelta(minutes=1), "due_on": clock.due_on + timedelta(days=9)}
    Deadline.objects.filter(pk=clock.pk).update(**ended)
    clock.pk, clock.stopped_at = None, None
    clock.save(force_insert=True)
    actions.unmerge(
        matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=LATER + timedelta(hours=1)
    )
    running = Deadline.objects.running().get(matter=row, kind="route")
    assert running.pk == clock.pk
