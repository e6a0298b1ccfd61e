"""The list of call-backs that wait, a page at a time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from huiyin.matters.models import CallBack, Deadline
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
