"""The trail as people read it: one line for what the clock repeats, each deed of a person by itself."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.utils import translation

from huiyin.matters import clock
from huiyin.matters.echo import line_of
from huiyin.matters.folding import folded
from huiyin.matters.models import Deadline, Step
from huiyin.orgs.models import Official
from tests.make import drafted, matter, started
from tests.world import World, moment


def _chase_for(world: World, days: int, begins: date) -> None:
    for day in range(days):
        Deadline.objects.running().update(chase_at=moment(begins + timedelta(days=day), 8))
        clock.chase_overdue(at=moment(begins + timedelta(days=day)))


def test_what_the_clock_repeats_stands_in_one_line_for_each_clock(world: World) -> None:
    found = matter(world)
    _chase_for(world, 3, date(2026, 7, 7))
    lines = folded(found.steps.all())
    late = {line.clock: line for line in lines if line.step.deed == Step.Deed.CHASE}
    kinds = {one.kind for one in found.deadlines.running()}
    assert set(late) == kinds
    assert len(kinds) > 1, "several clocks alternate in the trail"
    for line in late.values():
        assert line.times == 3
        assert line.since.date() == date(2026, 7, 7)
        assert line.step.at.date() == date(2026, 7, 9)
    assert len(lines) == 1 + len(kinds), "the registration, and a line a clock"


def test_a_deed_of_a_person_begins_a_new_line(world: World) -> None:
    found = started(world)
    _chase_for(world, 2, date(2026, 7, 7))
    before = len(folded(found.steps.all()))
    Step.objects.create(
        county=world.county,
        matter=found,
        deed=Step.Deed.NOTE,
        at=moment(date(2026, 7, 8), 12),
        state_after=found.state,
        level_after=found.level,
    )
    _chase_for(world, 1, date(2026, 7, 9))
    lines = folded(found.steps.all())
    assert len(lines) == before + 1 + len({one.kind for one in found.deadlines.running()})


def test_the_page_names_the_clock_that_was_missed(world: World, enter: Callable[[Official], Client]) -> None:
    found = matter(world)
    _chase_for(world, 3, date(2026, 7, 7))
    page = enter(world.liu).get(f"/matters/{found.reference}/").content.decode()
    assert "7月7日起催办3次（未交办）" in page
    assert page.count("起催办3次") == len({one.kind for one in found.deadlines.running()})


def test_while_the_answer_waits_for_approval_it_lies_with_the_head(world: World) -> None:
    found = drafted(world)
    with translation.override("zh-hans"):
        holder = line_of(found, moment(date(2026, 3, 10))).holder
    assert holder == f"{found.holding_unit.short_name}负责人（待审核）"
