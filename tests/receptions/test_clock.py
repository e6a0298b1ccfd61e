"""What time does on reception days: reminding once, on a working day, and forgetting."""

from datetime import date, timedelta

from huiyin.notices.models import Notice
from huiyin.receptions import clock
from huiyin.receptions.models import Booking
from tests import make_reception as make
from tests.world import AT, World


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
