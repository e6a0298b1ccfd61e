"""What has nobody, no clock, or an answer that goes to nobody (S43, I-01, I-02): none by the rules, found where it is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.matters.models import Deadline, Delivery, Matter
from huiyin.notices.models import Notice
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.supervision.orphans import KINDS, look_for_orphans, orphans
from tests import make, make_states
from tests.world import AT, World

AGAIN_AFTER = timedelta(days=7)  # of the shipped charter
Enter = Callable[[Official], Client]


def found(kind: str) -> list[Matter]:
    return list(orphans(Matter.objects.all(), kind, AT.date(), charter_of(AT)))


@pytest.mark.parametrize("state", sorted(make_states.MAKERS))
def test_what_the_rules_bring_about_lacks_nothing(world: World, state: str) -> None:
    make_states.MAKERS[state](world)
    assert {kind: found(kind) for kind in KINDS} == {kind: [] for kind in KINDS}
    assert look_for_orphans(at=AT) == 0


def test_a_handler_who_has_left_leaves_it_to_nobody(world: World) -> None:
    row = make.started(world)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    assert found("handler") == [row]


def test_a_handler_without_a_post_does_too(world: World) -> None:
    row = make.started(world)
    world.he.appointments.update(to_on=AT.date() - timedelta(days=1))
    assert found("handler") == [row]


def test_an_open_matter_without_a_clock_is_found(world: World) -> None:
    row = make.started(world)
    make.closed(world)
    Deadline.objects.filter(matter=row).update(stopped_at=AT, remind_at=None, chase_at=None)
    assert found("date") == [row]


def test_an_answer_that_nothing_brings_is_found(world: World) -> None:
    row = make.replied(world)
    Delivery.objects.filter(matter=row).update(overtaken_at=AT)
    assert found("answer") == [row]


def test_the_desk_and_the_heads_are_told_once_a_week(world: World) -> None:
    row = make.started(world)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    assert look_for_orphans(at=AT) == 1
    told = Notice.objects.filter(kind="orphan", about=row.reference)
    assert set(told.values_list("to__username", flat=True)) == {"liu", "gao"}
    assert look_for_orphans(at=AT + timedelta(hours=6)) == 0
    assert look_for_orphans(at=AT + AGAIN_AFTER + timedelta(hours=1)) == 1


def test_nobody_is_told_on_a_day_off(world: World) -> None:
    make.started(world)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    sunday = AT + timedelta(days=6 - AT.weekday())
    assert look_for_orphans(at=sunday) == 0


def test_the_page_shows_those_one_may_see(world: World, enter: Enter) -> None:
    row = make.started(world)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    here = "/supervisions/orphans/?list=handler"
    assert row.reference in enter(world.liu).get(here).content.decode()
    assert row.reference not in enter(world.zhao).get(here).content.decode()


def test_each_lack_is_told_and_one_that_nobody_may_hear_of_is_not_counted(world: World) -> None:
    row = make.started(world)
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    Deadline.objects.filter(matter=row).update(stopped_at=AT, remind_at=None, chase_at=None)
    assert look_for_orphans(at=AT) == 2
    assert set(Notice.objects.filter(kind="orphan").values_list("facts__what", flat=True)) == {
        "handler",
        "date",
    }
    Official.objects.exclude(pk=world.he.pk).update(is_active=False)
    assert look_for_orphans(at=AT + AGAIN_AFTER + timedelta(hours=1)) == 0
