"""Booking: slots never overlap and hold one visitor each, the queue is fair, and only the person holds the code."""

import threading
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.lib.workdays import Calendar
from huiyin.orgs.models import Official
from huiyin.people.models import Resident
from huiyin.receptions import clock as reception_clock
from huiyin.receptions import rules
from huiyin.receptions.actions import bookings
from huiyin.receptions.doors import BOOKINGS
from huiyin.receptions.models import Booking
from huiyin.receptions.plan import Pattern, plan
from tests import make_reception as make
from tests.world import AT, SHANGHAI, World

CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None))


@given(begins=CLOCKS, ends=CLOCKS, minutes=st.integers(5, 240))
def test_slots_lie_inside_the_hours_and_never_overlap(begins: time, ends: time, minutes: int) -> None:
    found = rules.slots(begins, ends, minutes)
    assert all(begins <= slot.begins < slot.ends <= ends for slot in found)
    assert all(a.ends == b.begins for a, b in pairwise(found))
    span = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    assert len(found) == max(0, span // minutes), "as many as fit"


@given(
    first=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
    length=st.integers(0, 200),
    weekday=st.integers(0, 4),
    weeks=st.integers(0, 4),
    nth=st.integers(1, 5),
)
def test_every_planned_day_is_a_working_day_of_its_own(
    first: date, length: int, weekday: int, weeks: int, nth: int
) -> None:
    days = Calendar.china()
    who = [Official(pk=1), Official(pk=2)]
    rows = plan(Pattern(first, first + timedelta(days=length), weekday, weeks, nth), who, days)
    on = [row.planned_on for row in rows]
    assert len(set(on)) == len(on)
    assert all(days.is_working(day) for day in on)
    assert all(row.planned_on >= row.wanted_on >= first for row in rows)
    assert [row.official.pk for row in rows] == [1 + n % 2 for n in range(len(rows))]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(st.tuples(st.booleans(), st.integers(0, 7)), max_size=14))
def test_whatever_is_booked_and_given_back_no_time_is_held_twice(
    world: World, wishes: list[tuple[bool, int]]
) -> None:
    with transaction.atomic():
        session = make.published(world)
        held: dict[time, Booking] = {}
        for number, (wants, n) in enumerate(wishes):
            slot = time(9 + n * 20 // 60, n * 20 % 60)
            if wants:
                expected = slot not in held and n < 6
                try:
                    held[slot] = make.booked(session, slot_at=slot, phone=f"1990000{number:04}").booking
                    assert expected
                except Refused:
                    assert not expected
            elif slot in held:
                bookings.call_off(booking=held.pop(slot), at=AT)
            kept = list(session.bookings.live().values_list("slot_at", flat=True))
            assert sorted(kept) == sorted(held)
            assert len(kept) <= 6
        transaction.set_rollback(True)


def test_a_booking_needs_no_name_and_enters_nobody(world: World) -> None:
    before = Resident.objects.count()
    held = make.booked(make.published(world), name="", phone="")
    assert held.booking.person is None
    assert Resident.objects.count() == before


def test_an_alias_stands_with_the_resident_only(world: World) -> None:
    held = make.booked(make.published(world), name="热心人", phone="")
    assert held.booking.person is not None
    assert held.booking.person.name == "热心人"
    names = [field.name for field in Booking._meta.concrete_fields]
    assert "name" not in names
    assert "phone" not in names


def test_one_time_one_visitor(world: World) -> None:
    session = make.published(world)
    make.booked(session)
    with pytest.raises(Refused, match="taken"):
        make.booked(session, phone="19900008888")
    make.booked(session, slot_at=time(9, 40), phone="19900008888")


def test_from_one_connection_only_so_many_an_hour_and_it_is_forgotten_after_a_day(world: World) -> None:
    session = make.published(world)
    times = [time(9 + n // 3, n % 3 * 20) for n in range(6)]

    def book(n: int, address: str, at: datetime = AT) -> None:
        bookings.book(session=session, wish=bookings.Wish(times[n], 1), address=address, at=at)

    for n in range(rules.FROM_ONE_CONNECTION.times):
        book(n, "192.0.2.1")
    with pytest.raises(Refused, match="from this connection"):
        book(5, "192.0.2.1")
    assert "192.0.2.1" not in str(Booking.objects.values_list())
    book(5, "192.0.2.2")
    bookings.call_off(booking=Booking.objects.get(slot_at=times[5], session=session), at=AT)
    book(5, "192.0.2.1", at=AT + timedelta(hours=1))
    reception_clock.forget_bookings(at=AT + timedelta(hours=26))
    assert not Booking.objects.exclude(from_index="").exists()


@pytest.mark.parametrize("slot", [time(8, 40), time(9, 10), time(11, 0)])
def test_only_the_times_of_the_session_can_be_booked(world: World, slot: time) -> None:
    with pytest.raises(Refused, match="one of the times"):
        make.booked(make.published(world), slot_at=slot)


def test_a_time_given_back_can_be_booked_by_somebody_else(world: World) -> None:
    session = make.published(world)
    held = make.booked(session)
    bookings.call_off(booking=held.booking, at=AT)
    make.booked(session, phone="19900008888")
    with pytest.raises(Refused):
        bookings.call_off(booking=Booking.objects.get(pk=held.booking.pk), at=AT)


def test_not_too_early_and_not_too_late(world: World) -> None:
    far = make.published(world, day=date(2026, 6, 10))
    with pytest.raises(Refused, match="from 11 May 2026 on"):
        make.booked(far)
    near = make.published(world)
    with pytest.raises(Refused, match="has passed"):
        make.booked(near, at=AT.replace(day=12, hour=9, minute=30))


def test_only_the_right_pair_and_the_link_open_it(world: World) -> None:
    held = make.booked(make.published(world))
    found = BOOKINGS.by_code(held.booking.reference, held.code)
    assert found == held.booking
    assert BOOKINGS.by_code(held.booking.reference, "AAAA-AAAA") is None
    assert BOOKINGS.by_code("HYY-2026-000001-A", held.code) is None
    assert BOOKINGS.by_link(held.link) == held.booking
    assert held.code not in str(Booking.objects.values_list().get(pk=held.booking.pk)[8:10])


def test_booked_visitors_whose_time_has_come_go_first_then_everybody_by_number(world: World) -> None:
    session = make.published(world)
    early = make.booked(session, slot_at=time(10, 0), phone="19900000001").booking
    due = make.booked(session, slot_at=time(9, 20), phone="19900000002").booking
    late = make.booked(session, slot_at=time(9, 0), phone="19900000003").booking
    session = make.receptions.open_session(
        session=session, version=session.version, by=world.liu, at=make.ON_THE_DAY
    )
    at = make.ON_THE_DAY
    walked = make.ticket(world, session, at=at)
    bookings.arrive(booking=early, by=world.liu, at=at)
    bookings.arrive(booking=due, by=world.liu, at=at)
    bookings.arrive(booking=late, by=world.liu, at=at.replace(minute=25))
    rows = list(session.tickets.waiting().select_related("booking"))
    order = [ticket.number for ticket in rules.next_in_line(rows, session, at.replace(minute=30))]
    assert order == [3, walked.number, 4, 2], "due by slot, who walked in, who came late, who came early"
    first = bookings.call_next(session=session, by=world.liu, at=at.replace(minute=30))
    assert first.booking == due


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_one_time_between_them(cast: World) -> None:
    with county_scope(cast.county.pk):
        session = make.published(cast)
    ready, results = threading.Barrier(2), []

    def run(phone: str) -> None:
        try:
            ready.wait()
            with county_scope(cast.county.pk):
                make.booked(session, phone=phone, at=AT.astimezone(SHANGHAI))
            results.append("booked")
        except Refused as no:
            results.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(f"1990000777{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert results.count("booked") == 1
    assert len(results) == 2
    with county_scope(cast.county.pk):
        assert Booking.objects.live().count() == 1
