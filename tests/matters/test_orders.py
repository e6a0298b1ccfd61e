"""An order of the hotline: the date that is printed on it stands as it is, to the hour (S34)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.explaining import explained
from huiyin.matters.models import Deadline, Matter
from tests import make
from tests.world import AT, SHANGHAI, World

DAY = timedelta(days=1)
RECEIVED = AT.date()


def order(world: World, **fields: Any) -> Matter:
    return make.matter(world, profile="hotline_order", printed_on=date(2026, 3, 7), **fields)  # a Saturday


def test_the_date_of_an_order_stands_as_it_is_printed(world: World) -> None:
    found = order(world)
    handle = found.deadlines.get(kind="handle")
    assert found.due_on == found.promised_on == handle.due_on == date(2026, 3, 7)
    assert explained(handle, found) == [
        "The order that it came with states 7 Mar as the latest day.",
    ]
    Deadline.objects.filter(pk=handle.pk).update(calendar="other")  # days off were announced since
    clock.redate(at=AT)
    assert Deadline.objects.get(pk=handle.pk).due_on == date(2026, 3, 7)


def test_an_hour_on_the_order_is_kept_and_missed_by_the_hour(world: World) -> None:
    found = order(world, printed_hour=time(15, 30))
    handle = found.deadlines.get(kind="handle")
    moment = datetime(2026, 3, 7, 15, 30, tzinfo=SHANGHAI)
    assert handle.due_at == moment
    assert "15:30" in explained(handle, found)[0]
    clock.note_missed(at=moment)
    assert Deadline.objects.get(pk=handle.pk).missed_at is None
    clock.note_missed(at=moment + timedelta(minutes=1))
    assert Deadline.objects.get(pk=handle.pk).missed_at == moment


def test_an_order_is_not_due_before_it_came_in(world: World) -> None:
    with pytest.raises(Refused, match="before its receipt"):
        make.matter(world, profile="hotline_order", printed_on=RECEIVED - DAY)
    assert make.matter(world, profile="hotline_order", printed_on=RECEIVED).due_on == RECEIVED


def test_an_order_may_be_given_more_time_from_its_date_on(world: World) -> None:
    found = order(world, printed_hour=time(15, 30))
    found = actions.route(matter=found, to=world.office, topic="", version=1, by=world.liu, at=AT)
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="去看了", version=found.version, by=world.he, at=AT)
    actions.ask_more_time(matter=found, n=3, reason="等配件到货", version=found.version, by=world.he, at=AT)
    found = actions.extend(matter=found, version=found.version + 1, by=world.gao, at=AT)
    handle = found.deadlines.running().get(kind="handle")
    assert (found.due_on, handle.due_at) == (date(2026, 3, 11), None)


def test_an_hour_that_was_missed_is_not_moved_away_with_more_time(world: World) -> None:
    found = order(world, printed_hour=time(15, 30))
    found = actions.route(matter=found, to=world.office, topic="", version=1, by=world.liu, at=AT)
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="去看了", version=found.version, by=world.he, at=AT)
    late = datetime(2026, 3, 7, 15, 31, tzinfo=SHANGHAI)
    asked: dict[str, Any] = {"n": 3, "reason": "等配件到货", "version": found.version, "by": world.he}
    with pytest.raises(Refused, match="The hour that the order states has passed"):
        actions.ask_more_time(matter=found, at=late, **asked)
    actions.ask_more_time(matter=found, at=AT, **asked)
    with pytest.raises(Refused, match="can no longer be moved"):
        actions.extend(matter=found, version=found.version + 1, by=world.gao, at=late)
    clock.note_missed(at=late)
    Deadline.objects.filter(matter=found, kind="handle").update(calendar="other")  # days off were announced
    clock.redate(at=late)
    assert found.deadlines.get(kind="handle").missed_at == late - timedelta(minutes=1), "it stays on record"


def test_a_day_in_another_year_is_a_slip(world: World) -> None:
    with pytest.raises(Refused, match="the year again"):
        make.matter(world, profile="hotline_order", printed_on=date(2062, 3, 7))
