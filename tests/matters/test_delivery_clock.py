"""Time and answers on their way: an unopened page becomes a task, and a late task is chased."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.matters import actions, clock, delivery_clock
from huiyin.matters.models import Deadline, Delivery, Matter
from huiyin.notices.models import Notice
from tests import make
from tests.world import AT, World

DAY = timedelta(days=1)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def test_a_page_that_nobody_opens_becomes_a_task_where_a_number_is_on_record(world: World) -> None:
    named = make.replied(world, resident=world.wang)
    nameless = make.replied(world)
    assert named.deliveries.get().turns_at is not None
    assert delivery_clock.bring_unopened(at=AT + DAY) == 0
    assert delivery_clock.bring_unopened(at=AT + 2 * DAY) == 1
    assert delivery_clock.bring_unopened(at=AT + 2 * DAY) == 0
    assert (again(named).to_bring, again(nameless).to_bring) == ("phone", "")
    clock_of_it = named.deadlines.get(kind="delivery")
    assert (clock_of_it.moment, clock_of_it.started_at) == ("unopened", AT + 2 * DAY)
    actions.opened(matter=named, at=AT + 3 * DAY)  # read after all: nobody rings any more
    assert again(named).to_bring == ""
    assert named.deliveries.get().way == "page"
    assert not Deadline.objects.running().filter(matter=named, kind="delivery").exists()


def test_one_bad_matter_does_not_hold_up_the_answers_of_all_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (make.replied(world, resident=world.wang) for _ in range(2))
    give_out = delivery_clock.give_out

    def given_out(sent: Delivery, row: Matter, *rest: Any) -> None:
        if row == bad:
            raise RuntimeError("planted")
        give_out(sent, row, *rest)

    monkeypatch.setattr(delivery_clock, "give_out", given_out)
    at = AT + 2 * DAY
    assert delivery_clock.bring_unopened(at=at) == 1
    assert (again(bad).to_bring, again(good).to_bring) == ("", "phone")
    assert bad.deliveries.get().turns_at == at + timedelta(hours=1), "put off, and tried again"


def test_nobody_is_told_on_a_day_off(world: World) -> None:
    make.replied(world, resident=world.wang)
    assert delivery_clock.bring_unopened(at=AT + 5 * DAY) == 0, "a Saturday"
    assert delivery_clock.bring_unopened(at=AT + 7 * DAY) == 1


def test_the_line_of_the_unit_that_was_given_the_task_is_told(world: World) -> None:
    found = make.to_be_told(world)
    Matter.objects.filter(pk=found.pk).update(lead_unit=world.traffic)
    clock.chase_overdue(at=AT + 3 * DAY)
    told = {notice.to for notice in Notice.objects.filter(about=found.reference, kind="chased")}
    assert told == {world.he, world.gao}, "the building office's, though another has the lead by now"


def test_a_late_delivery_is_chased_at_who_owes_it(world: World) -> None:
    found = make.to_be_told(world)
    clock.chase_overdue(at=AT + 3 * DAY)
    told = {notice.to for notice in Notice.objects.filter(about=found.reference, kind="chased")}
    assert told == {world.he, world.gao}
    assert found.steps.filter(deed="chase", facts__clock="delivery").count() == 1
