"""The list of call-backs that wait, a page at a time; and who may open the number that is to be rung."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.matters import actions
from huiyin.matters.actions.advance import leave_step
from huiyin.matters.models import CallBack, Deadline, Matter, Step
from huiyin.matters.rules import revealing
from huiyin.orgs.models import Official
from huiyin.ui.keyset import SIZE
from tests import make
from tests.world import AT, World

Enter = Callable[[Any], Client]


def test_every_call_back_that_waits_can_be_reached_the_soonest_first(world: World, enter: Enter) -> None:
    found = [make.to_be_called(world) for _ in range(SIZE + 2)]
    last, undated = found[:2]
    clocks = Deadline.objects.filter(kind="callback")
    clocks.filter(matter=undated).update(stopped_at=AT, remind_at=None, chase_at=None)
    clocks.filter(matter=last).update(due_on=AT.date() + timedelta(days=90))
    client = enter(world.liu)
    first = client.get("/call-backs/")
    assert (first.context["all"], len(first.context["calls"])) == (SIZE + 2, SIZE)
    second = client.get(f"/call-backs/{first.context['next_url']}")
    assert [call.matter for call in second.context["calls"]] == [last, undated]
    assert {call.pk for page in (first, second) for call in page.context["calls"]} == set(
        CallBack.objects.values_list("pk", flat=True)
    )


def test_the_number_can_be_opened_once_the_answer_has_arrived_and_by_nobody_who_had_a_part(
    world: World,
) -> None:
    found = make.replied(world, resident=world.wang)
    Matter.objects.filter(pk=found.pk).update(lead_unit=world.traffic, holding_unit=world.traffic)
    CallBack.objects.update(handling_unit=world.traffic)

    def may(who: Official) -> bool:
        row = Matter.objects.get(pk=found.pk)
        both = {
            revealing.may_reveal(row, who, AT),
            revealing.to_reveal(Matter.objects.all(), who, AT).filter(pk=row.pk).exists(),
        }
        return both.pop() if len(both) == 1 else pytest.fail("the two forms differ")

    assert not may(world.xia), "the page has not been opened"
    actions.opened(matter=found, at=AT)
    assert may(world.xia)
    leave_step(Matter.objects.get(pk=found.pk), Step.Deed.ANSWER_PART, at=AT, by=world.xia)
    assert not may(world.xia)
    assert not CallBack.objects.visible_to(world.xia, AT).exists()
