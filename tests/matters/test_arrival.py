"""What begins when an answer has arrived: the time to rate it, and to have the matter taken up again."""

from datetime import timedelta

import pytest

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.models import Deadline, Matter
from huiyin.matters.rules import reopening
from huiyin.people.models import Resident
from tests import make
from tests.world import AT, World

DAY = timedelta(days=1)


def test_the_time_to_rate_and_to_ask_again_begins_with_the_letter(world: World) -> None:
    Resident.objects.filter(pk=world.wang.pk).update(phone="", household=None)
    found = make.to_be_told(world)
    assert not Deadline.objects.running().filter(matter=found, kind="rating").exists()
    actions.deliver(
        matter=found, way="post", how="挂号信 XA1", version=found.version, by=world.liu, at=AT + 36 * DAY
    )
    clock_of_it = Deadline.objects.running().get(matter=found, kind="rating")
    assert (clock_of_it.moment, clock_of_it.started_at) == ("delivered", AT + 36 * DAY)
    assert clock.close_unrated(at=AT + 37 * DAY) == 0, "the letter has just been posted"
    assert reopening.last_day_to_reopen(Matter.objects.get(pk=found.pk)) == (AT + 66 * DAY).date()
    assert actions.reopen(matter=found, words="灯还是不亮", at=AT + 60 * DAY).state == "in_progress"


def test_what_only_the_page_brings_can_be_rated_from_the_day_it_stands_there(world: World) -> None:
    found = make.replied(world, raised_by=world.xia)
    clock_of_it = Deadline.objects.running().get(matter=found, kind="rating")
    assert (clock_of_it.moment, clock_of_it.started_at) == ("replied", AT)
    actions.opened(matter=found, at=AT + DAY)
    assert Deadline.objects.running().get(matter=found, kind="rating") == clock_of_it, "it goes on"
    clock.close_unrated(at=AT + 20 * DAY)
    assert not Deadline.objects.running().filter(matter=found).exists()


def test_a_page_first_opened_after_the_time_brings_no_right_back(world: World) -> None:
    found = make.replied(world, raised_by=world.xia)
    with pytest.raises(Refused, match="has passed"):
        actions.reopen(matter=found, words="灯还是不亮", at=AT + 31 * DAY)


def test_opening_the_page_after_it_was_closed_begins_nothing(world: World) -> None:
    found = make.replied(world, raised_by=world.xia)
    clock.close_unrated(at=AT + 20 * DAY)
    actions.opened(matter=found, at=AT + 30 * DAY)
    assert not Deadline.objects.running().filter(matter=found).exists()
