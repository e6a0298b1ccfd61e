"""Reception days at their edges: one minute, one day, one person before, on and after."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from huiyin.orgs.charter import charter_of
from huiyin.receptions import clock, rules
from huiyin.receptions.models import Booking, QueueTicket, ReceptionSession
from huiyin.receptions.rules import Slot
from tests import make_reception as make
from tests.make_reception import DAY, ELEVEN, NINE, ON_THE_DAY
from tests.world import AT, SHANGHAI, World

ONE = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def test_the_last_slot_ends_with_the_hours_and_none_goes_beyond() -> None:
    assert rules.slots(NINE, time(9, 40), 20) == [Slot(NINE, time(9, 20)), Slot(time(9, 20), time(9, 40))]
    assert len(rules.slots(NINE, time(9, 39), 20)) == 1
    assert rules.objection_to_hours(NINE, time(9, 20), 20) is None
    assert rules.objection_to_hours(NINE, time(9, 19), 20) is not None


def test_a_session_that_moves_keeps_its_length_and_its_order_and_ends_before_midnight() -> None:
    session = ReceptionSession(begins=NINE, ends=ELEVEN, slot_minutes=20)
    assert rules.shifted(time(9, 40), session, time(14, 30)) == time(15, 10)
    assert rules.end_of(time(21, 59), session) == time(23, 59)
    assert rules.end_of(time(22, 0), session) is None
    free = [slot.is_free for slot in rules.slots_of(session, [time(9, 20)])]
    assert free == [True, False, True, True, True, True]


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [(8, 9, True), (8, 10, False), (9, 11, False), (10, 12, False), (11, 12, True)],
)
def test_sessions_of_one_official_may_follow_and_never_overlap(
    world: World, begins: int, ends: int, free: bool
) -> None:
    made = make.draft(world)
    hours = (time(begins), time(ends))
    assert (rules.objection_to_sitting(world.ma, DAY, *hours) is None) is free
    assert rules.objection_to_sitting(world.ma, DAY, *hours, without=made.pk) is None
    assert rules.objection_to_sitting(world.ma, DAY + ONE, *hours) is None
    assert rules.objection_to_sitting(world.gao, DAY, *hours) is None


def test_a_session_is_published_the_charters_days_ahead_or_with_a_reason(world: World) -> None:
    session, charter = make.draft(world), charter_of(AT)
    ahead = int(charter.figure("reception.notice_days").value)
    last = datetime(DAY.year, DAY.month, DAY.day, 23, 50, tzinfo=SHANGHAI) - ahead * ONE

    def fine(at: datetime, short: str = "") -> bool:
        return rules.objection_to_publishing(session, charter, short, at) is None

    assert [fine(last + n * ONE) for n in (-1, 0, 1)] == [True, True, False]
    assert fine(last + ONE, "急事")
    assert not fine(last + ONE, "  ")
    assert fine(last + ahead * ONE, "急事"), "on the day itself"
    assert not fine(last + (ahead + 1) * ONE, "急事")


def test_a_substitution_is_late_below_the_charters_days(world: World) -> None:
    session, charter = make.draft(world), charter_of(AT)
    days = int(charter.figure("reception.substitution_days").value)
    last = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=SHANGHAI) - days * ONE
    assert [rules.is_late(session, charter, last + n * ONE) for n in (-1, 0, 1)] == [False, False, True]


def test_one_to_five_come_together(world: World) -> None:
    found = [rules.objection_to_people(n, charter_of(AT)) is None for n in (0, 1, 5, 6)]
    assert found == [False, True, True, False]


def test_a_session_is_booked_until_it_ends_and_from_the_charters_days_on(world: World) -> None:
    session, charter = make.published(world), charter_of(AT)
    end = datetime.combine(DAY, ELEVEN, tzinfo=SHANGHAI)

    def fine(at: datetime) -> bool:
        return rules.objection_to_booking(session, charter, at) is None

    assert [fine(end + n * MINUTE) for n in (-1, 0, 1)] == [True, False, False]
    first = datetime.combine(DAY, time(0), tzinfo=SHANGHAI) - ONE * int(
        charter.figure("reception.book_ahead_days").value
    )
    assert [fine(first + n * MINUTE) for n in (-1, 0)] == [False, True]


def test_a_slot_is_one_of_the_sessions_and_has_not_begun() -> None:
    session = ReceptionSession(begins=NINE, ends=ELEVEN, slot_minutes=20, planned_on=DAY)
    session.__dict__["county"] = None
    assert rules.objection_to_slot(session, time(9, 10), AT) == "Please choose one of the times."
    assert rules.objection_to_slot(session, ELEVEN, AT) == "Please choose one of the times."


@pytest.mark.parametrize(("early", "fine"), [(1, True), (0, False), (-1, False)])
def test_a_time_is_booked_until_the_minute_it_begins(world: World, early: int, fine: bool) -> None:
    session = make.published(world)
    at = datetime.combine(DAY, time(9, 20), tzinfo=SHANGHAI) - early * MINUTE
    assert (rules.objection_to_slot(session, time(9, 20), at) is None) is fine


def test_a_session_begins_on_its_day_and_moves_to_one_ahead(world: World) -> None:
    session = make.published(world)
    noon = datetime.combine(DAY, time(12), tzinfo=SHANGHAI)
    assert [rules.objection_to_opening(session, noon + n * ONE) is None for n in (-1, 0, 1)] == [
        False,
        True,
        True,
    ]

    def moves(day: date, begins: time = NINE) -> bool:
        return rules.objection_to_moving(session, day, begins, AT) is None

    assert [moves(AT.date() + n * ONE) for n in (-1, 0, 1)] == [False, False, True]
    assert not moves(DAY)
    assert moves(DAY, time(14))
    assert not moves(DAY + ONE, time(22))


def test_a_reason_takes_two_hundred_characters_and_no_identity_number() -> None:
    assert [rules.objection_to_reason("因" * n) is None for n in (0, 1, 200, 201)] == [
        False,
        True,
        True,
        False,
    ]
    assert rules.objection_to_reason("  ") is not None
    assert rules.objection_to_reason("证件110101199003070396") == rules.objection_to_text(
        "", "110101199003070396"
    )


def test_who_booked_goes_at_the_time_and_after_its_end_like_everybody(world: World) -> None:
    session = make.published(world)
    slot = datetime.combine(DAY, time(9, 20), tzinfo=SHANGHAI)

    def ticket(number: int, came: datetime, booked: bool = False) -> QueueTicket:
        booking = Booking(slot_at=time(9, 20)) if booked else None
        return QueueTicket(number=number, came_at=came, booking=booking)

    def order(at: datetime, came: datetime) -> list[int]:
        found = rules.next_in_line([ticket(1, ON_THE_DAY), ticket(2, came, booked=True)], session, at)
        return [one.number for one in found]

    assert [order(slot + n * MINUTE, slot - MINUTE) for n in (-1, 0, 1)] == [[1, 2], [2, 1], [2, 1]]
    late = slot + timedelta(minutes=session.slot_minutes)
    assert order(late, late - MINUTE) == [2, 1]
    assert order(late, late) == [1, 2], "who comes after the end of the slot waits by number"


def test_a_number_that_holds_two_times_is_pointed_out_and_one_called_off_is_not(world: World) -> None:
    session = make.published(world)
    first, second = (make.booked(session, slot_at=time(9, n)).booking for n in (0, 20))
    nameless = [make.booked(session, slot_at=time(9, 40 + 0), name="", phone="").booking]
    assert rules.booked_twice([first, second, *nameless]) == {first.pk, second.pk}
    second.state = Booking.State.CANCELLED
    assert rules.booked_twice([first, second, *nameless]) == set()


def test_the_official_is_reminded_from_the_opening_of_the_eve_and_not_after_the_day(world: World) -> None:
    make.published(world)
    eve = datetime.combine(DAY - ONE, clock.OPENING, tzinfo=SHANGHAI)
    assert clock.remind_of_duty_days(at=eve - MINUTE) == 0
    assert clock.remind_of_duty_days(at=eve + 2 * ONE) == 0, "the day is over"
    assert clock.remind_of_duty_days(at=eve) == 1


def test_what_was_kept_of_a_booking_is_forgotten_to_the_minute(world: World) -> None:
    made = make.booked(make.published(world), access_needs="轮椅").booking

    def left(at: datetime) -> tuple[bool, bool]:
        clock.forget_bookings(at=at)
        kept: Any = Booking.objects.get(pk=made.pk)
        return bool(kept.receipt), bool(kept.access_needs)

    assert left(AT + clock.CODE_KEPT - MINUTE) == (True, True)
    assert left(AT + clock.CODE_KEPT) == (False, True)
    evening = datetime.combine(DAY, time(23, 59), tzinfo=SHANGHAI)
    assert left(evening) == (False, True)
    assert left(evening + MINUTE) == (False, False)


def test_a_session_lies_in_a_period_from_its_first_day_to_the_one_before_its_end(world: World) -> None:
    made = make.published(world)
    spans = [(DAY, DAY + ONE), (DAY - ONE, DAY), (DAY + ONE, DAY + 2 * ONE), (DAY - ONE, DAY + ONE)]
    found = [ReceptionSession.objects.planned_between(*span).exists() for span in spans]
    assert found == [True, False, False, True]
    assert made.version == 2, "each deed is one version on"
