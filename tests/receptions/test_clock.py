"""What time does on reception days: reminding once, on a working day, and forgetting."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar
from huiyin.receptions import clock
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.models import Booking, ReceptionSession
from tests import make_reception as make
from tests.make_reception import DAY, NINE, ON_THE_DAY
from tests.world import AT, SHANGHAI, World

ONE, MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_the_official_is_reminded_once_on_the_working_day_before(world: World) -> None:
    make.published(world, day=date(2026, 3, 16))  # a Monday: the working day before is Friday
    eve = AT.replace(day=13)
    assert clock.remind_of_duty_days(at=AT.replace(day=12)) == 0
    assert clock.remind_of_duty_days(at=eve.replace(hour=7)) == 0, "not before the offices open"
    assert clock.remind_of_duty_days(at=eve) == 1
    assert clock.remind_of_duty_days(at=eve) == 0
    assert Notice.objects.get(kind="duty_day").to == world.ma


def test_codes_and_needs_are_forgotten(world: World) -> None:
    held = make.booked(make.published(world), access_needs="需要轮椅坡道")
    assert clock.forget_bookings(at=AT + timedelta(days=4)) == 1
    assert Booking.objects.get(pk=held.booking.pk).receipt == ""
    assert Booking.objects.get(pk=held.booking.pk).access_needs == "需要轮椅坡道"
    clock.forget_bookings(at=AT + timedelta(days=20))
    assert Booking.objects.get(pk=held.booking.pk).access_needs == ""


def test_whoever_was_put_in_place_while_the_clock_ran_is_reminded_next_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = make.published(world)
    eve = datetime.combine(DAY - ONE, clock.OPENING, tzinfo=SHANGHAI)

    def meanwhile() -> Any:
        ReceptionSession.objects.filter(pk=session.pk).update(official=world.gao)
        return calendar()

    monkeypatch.setattr(clock, "calendar", meanwhile)
    assert clock.remind_of_duty_days(at=eve) == 0
    monkeypatch.undo()
    assert clock.remind_of_duty_days(at=eve) == 1
    assert Notice.objects.get(kind="duty_day").to == world.gao


def test_who_receives_is_reminded_of_a_published_session_still_on_its_day(world: World) -> None:
    session = make.draft(world)
    morning = datetime.combine(DAY, clock.OPENING, tzinfo=SHANGHAI)
    assert clock.remind_of_duty_days(at=morning) == 0, "a draft"
    receptions.publish_session(session=session, short_notice="急事", version=1, by=world.liu, at=AT)
    assert [clock.remind_of_duty_days(at=morning + n * MINUTE) for n in (0, 1)] == [1, 0]


def test_the_clock_says_what_it_forgot_and_codes_of_their_day_alone(world: World) -> None:
    session = make.published(world)
    old = make.booked(session, access_needs="轮椅").booking
    fresh = make.booked(session, slot_at=NINE, at=AT + 8 * ONE).booking
    assert clock.forget_bookings(at=AT + 9 * ONE) == 1
    assert clock.forget_bookings(at=ON_THE_DAY + 9 * ONE) == 2, "a code and what somebody needed"
    assert clock.forget_bookings(at=ON_THE_DAY + 9 * ONE) == 0
    kept = [Booking.objects.get(pk=one.pk) for one in (old, fresh)]
    assert [(one.receipt, one.access_needs, one.from_index) for one in kept] == 2 * [("", "", "")]


def test_from_where_a_booking_came_is_forgotten_after_a_day_to_the_minute(world: World) -> None:
    booking = make.booked(make.published(world)).booking
    Booking.objects.update(from_index="here")
    left = []
    for n in (-1, 0):
        clock.forget_bookings(at=AT + clock.FROM_KEPT + n * MINUTE)
        left.append(Booking.objects.get(pk=booking.pk).from_index)
    assert left == ["here", ""]
