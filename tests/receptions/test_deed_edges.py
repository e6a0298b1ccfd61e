"""Deeds of reception days: each is done once, is one version on, and touches what it names and nothing beside it."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from huiyin.contacts.actions import Raised
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Post
from huiyin.receptions import rules
from huiyin.receptions.actions import bookings, offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.actions.coming import Reception, record_reception
from huiyin.receptions.models import Booking, QueueTicket, ReceptionOffice, ReceptionSession
from tests import make_reception as make
from tests.make_reception import DAY, ELEVEN, NINE, ON_THE_DAY
from tests.world import AT, LONG_AGO, SHANGHAI, World, official

ONE = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def opened_with(world: World, *hours: time) -> tuple[ReceptionSession, list[Booking]]:
    """A session that goes on, with these times booked."""
    made = make.published(world)
    held = [make.booked(made, slot_at=hour).booking for hour in hours]
    return receptions.open_session(session=made, version=made.version, by=world.liu, at=ON_THE_DAY), held


def test_who_comes_and_who_does_not_are_noted_each_once_and_for_themselves(world: World) -> None:
    _session, (first, second, third) = opened_with(world, NINE, time(9, 20), time(9, 40))
    ticket = bookings.arrive(booking=second, by=world.liu, at=ON_THE_DAY)
    bookings.note_absent(booking=third, by=world.liu, at=ON_THE_DAY)
    for booking, state, version in (
        (first, "confirmed", 1),
        (second, "arrived", 2),
        (third, "no_show", 2),
    ):
        booking.refresh_from_db()
        assert (booking.state, booking.version) == (state, version)
    assert (ticket.number, ticket.booking, ticket.person) == (1, second, second.person)
    for deed in (bookings.arrive, bookings.note_absent):
        with pytest.raises(Refused, match="noted already"):
            deed(booking=second, by=world.liu, at=ON_THE_DAY)


def test_a_booking_is_called_off_once_and_makes_room(world: World) -> None:
    session = make.published(world)
    first, second = (make.booked(session, slot_at=hour).booking for hour in (NINE, time(9, 20)))
    stale = Booking.objects.get(pk=first.pk)
    bookings.call_off(booking=first, at=AT)
    first.refresh_from_db()
    second.refresh_from_db()
    assert [(one.state, one.version, one.is_live) for one in (first, second)] == [
        ("cancelled", 2, False), ("confirmed", 1, True),
    ]  # fmt: skip
    assert first.cancelled_at == AT
    with pytest.raises(Refused, match="no longer be called off"):
        bookings.call_off(booking=stale, at=AT)
    assert make.booked(session, slot_at=NINE).booking.is_live


def test_a_number_is_called_as_often_as_needed_and_settled_once(world: World) -> None:
    session, _none = opened_with(world)
    ticket, other = make.ticket(world, session), make.ticket(world, session)

    def now(one: QueueTicket) -> tuple[str, int]:
        one.refresh_from_db()
        return one.state, one.version

    assert bookings.call_next(session=session, by=world.liu, at=ON_THE_DAY) == ticket
    assert (now(ticket), now(other)) == (("called", 2), ("waiting", 1))
    bookings.call_in(ticket=ticket, by=world.liu, at=ON_THE_DAY + MINUTE)
    assert (now(ticket), ticket.called_at) == (("called", 3), ON_THE_DAY + MINUTE)
    bookings.note_left(ticket=ticket, by=world.liu, at=ON_THE_DAY)
    assert (now(ticket), now(other)) == (("left", 4), ("waiting", 1))
    for deed in (bookings.note_left, bookings.call_in):
        with pytest.raises(Refused, match="dealt with already"):
            deed(ticket=ticket, by=world.liu, at=ON_THE_DAY)
    bookings.note_left(ticket=other, by=world.liu, at=ON_THE_DAY)
    with pytest.raises(Refused, match="Nobody is waiting"):
        bookings.call_next(session=session, by=world.liu, at=ON_THE_DAY)
    assert list(session.tickets.unsettled()) == []


def received(world: World, ticket: QueueTicket, **who: str) -> Any:
    said = Reception(points=[Raised("问医保", "answered", "", "村里可以代缴")], promises=[], people=1, **who)
    return record_reception(said, ticket=ticket, root=world.root, by=world.liu, at=ON_THE_DAY)[0]


def test_a_record_settles_the_ticket_and_its_booking_and_no_other(world: World) -> None:
    session, (first, second) = opened_with(world, NINE, time(9, 20))
    ticket = bookings.arrive(booking=first, by=world.liu, at=ON_THE_DAY)
    bookings.arrive(booking=second, by=world.liu, at=ON_THE_DAY)
    contact = received(world, ticket, name="别人", phone="19900001111")
    assert contact.person == first.person, "whoever booked keeps the name they gave"
    ticket.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (ticket.state, ticket.version, ticket.called_at, ticket.contact) == (
        "received", 2, ON_THE_DAY, contact,
    )  # fmt: skip
    assert [(one.state, one.version) for one in (first, second)] == [("received", 3), ("arrived", 2)]
    with pytest.raises(Refused, match="a record of this visitor already"):
        received(world, ticket)
    assert session.tickets.received().count() == 1


def test_who_walks_in_is_named_at_the_record_if_they_like(world: World) -> None:
    session, _none = opened_with(world)
    for who, named in (({}, False), ({"name": "老张"}, True), ({"phone": "19900002222"}, True)):
        contact = received(world, make.ticket(world, session), **who)
        assert (contact.person is not None) is named, who


def test_whoever_left_a_number_is_rung_once_and_no_other(world: World) -> None:
    session = make.published(world)
    first, second = (make.booked(session, slot_at=hour).booking for hour in (NINE, time(9, 20)))
    silent = make.booked(session, slot_at=time(9, 40), phone="").booking
    nameless = make.booked(session, slot_at=time(10), phone="", name="").booking
    receptions.cancel_session(session=session, reason="停电", version=session.version, by=world.liu, at=AT)
    assert set(Booking.objects.to_ring()) == {first, second}, (silent, nameless)
    with pytest.raises(Refused, match="run this reception office"):
        bookings.note_rung(booking=first, by=world.he, at=AT)
    bookings.note_rung(booking=first, by=world.liu, at=AT)
    assert list(Booking.objects.to_ring()) == [second]
    with pytest.raises(Refused, match="noted already"):
        bookings.note_rung(booking=first, by=world.liu, at=AT)


def test_an_office_is_altered_on_the_page_that_stands_and_by_who_leads_it(world: World) -> None:
    office = make.office(world)
    words = {"name": " 接访室 ", "address": "二楼", "phone": "", "duty_text": "接待"}
    offices.change_office(office=office, version=1, by=world.liu, at=AT, **words)
    office.refresh_from_db()
    assert (office.name, office.address, office.version) == ("接访室", "二楼", 2)
    with pytest.raises(Refused, match="in the meantime"):
        offices.change_office(office=office, version=1, by=world.liu, at=AT, **words)
    with pytest.raises(Refused, match="coordinates or heads"):
        offices.change_office(office=office, version=2, by=world.he, at=AT, **words)
    open_on = [ReceptionOffice.objects.open_on(office.valid_from + n * ONE).exists() for n in (-1, 0, 1)]
    assert open_on == [False, True, True]


def test_who_leaves_a_staff_leaves_today_or_before_ever_beginning(world: World) -> None:
    office = make.office(world)
    today = AT.date()
    later = offices.join_staff(
        office=office, official=world.gao, from_on=today + 3 * ONE, by=world.liu, at=AT
    )
    with pytest.raises(Refused, match="on the staff already"):
        offices.join_staff(office=office, official=world.gao, from_on=today + 4 * ONE, by=world.liu, at=AT)
    with pytest.raises(Refused, match="on the staff already"):
        offices.join_staff(office=office, official=world.gao, from_on=today, by=world.liu, at=AT)
    offices.leave_staff(line=later, by=world.liu, at=AT)
    mine = office.staff.get(official=world.liu)
    assert mine.to_on is None
    offices.leave_staff(line=mine, by=world.liu, at=AT)
    ends = dict(office.staff.values_list("official", "to_on"))
    assert ends == {world.gao.pk: later.from_on, world.liu.pk: today}
    with pytest.raises(Refused, match="ended already"):
        offices.leave_staff(line=mine, by=world.liu, at=AT + ONE)


def test_an_official_is_announced_by_the_post_in_an_organ_and_the_highest(world: World) -> None:
    assert receptions.title_of(world.chen, DAY) == "机关支部 副镇长"
    both = official("lei", "雷明", world.branch, "支部书记", "officer")
    assert receptions.title_of(both, DAY) == "机关支部 支部书记"

    for where, title in ((world.village, "驻村干部"), (world.town, "镇长助理")):
        post = Post.objects.create(unit=where, title=title, capacities=["officer"], valid_from=LONG_AGO)
        orgs.appoint(official=both, post=post, from_on=LONG_AGO, by="test", at=AT)
    assert receptions.title_of(both, DAY) == f"{world.town.short_name} 镇长助理"
    assert receptions.title_of(both, LONG_AGO - ONE) == ""


def test_whose_sessions_which_are_to_come_and_which_were_overlooked(world: World) -> None:
    session = make.published(world)
    mine = [
        ReceptionSession.objects.in_hands_of(who, AT).exists() for who in (world.ma, world.liu, world.gao)
    ]
    assert mine == [True, True, False], "who receives, and who is on the staff"
    draft = make.draft(world, begins=time(14), ends=time(15))
    for n, coming, over in ((-1, True, False), (0, True, False), (1, False, True)):
        day = DAY + n * ONE
        assert list(ReceptionSession.objects.still_to_come(day)) == ([session] if coming else []), n
        assert list(ReceptionSession.objects.overlooked(day)) == ([session] if over else []), n
    receptions.open_session(session=session, version=session.version, by=world.liu, at=ON_THE_DAY)
    assert list(ReceptionSession.objects.still_to_come(DAY)) == [session]
    assert list(ReceptionSession.objects.overlooked(DAY + ONE)) == [session]
    ReceptionSession.objects.filter(pk=session.pk).update(state="held", held_at=ON_THE_DAY)
    assert not ReceptionSession.objects.still_to_come(DAY).exists()
    assert not ReceptionSession.objects.overlooked(DAY + ONE).exists(), draft
    assert ReceptionSession.objects.held().get() == ReceptionSession.objects.public().get() == session


def test_bookings_of_one_connection_of_a_day_and_not_come_yet(world: World) -> None:
    session = make.published(world)
    booking = make.booked(session).booking
    Booking.objects.update(from_index="here")
    found = [Booking.objects.from_there("here", AT + n * MINUTE).exists() for n in (-1, 0)]
    assert found == [True, False]
    assert not Booking.objects.from_there("there", AT - MINUTE).exists()
    assert [Booking.objects.past(DAY + n * ONE).exists() for n in (0, 1)] == [False, True]
    assert list(Booking.objects.expected()) == [booking]


def test_who_booked_and_came_too_late_waits_by_number_among_the_others(world: World) -> None:
    session = make.published(world)
    late = datetime.combine(DAY, time(9, 40), tzinfo=SHANGHAI)
    tickets = [
        QueueTicket(number=3, came_at=late),
        QueueTicket(number=2, came_at=late, booking=Booking(slot_at=time(9, 20))),
        QueueTicket(number=1, came_at=late),
    ]
    assert [one.number for one in rules.next_in_line(tickets, session, late)] == [1, 2, 3]
    early = [QueueTicket(number=n, came_at=ON_THE_DAY, booking=Booking(slot_at=time(10, n))) for n in (20, 0)]
    assert [one.number for one in rules.next_in_line(early, session, ON_THE_DAY)] == [0, 20]


def test_the_public_knows_of_a_session_once_it_is_published(world: World) -> None:
    session = make.draft(world)
    assert (session.is_public, session.is_running) == (False, False)
    session = receptions.publish_session(session=session, short_notice="", version=1, by=world.liu, at=AT)
    assert (session.is_public, session.is_running) == (True, True)


def test_a_session_is_as_long_after_it_has_moved(world: World) -> None:
    session = make.published(world)
    new = receptions.move_session(
        session=session, planned_on=DAY + ONE, begins=time(14, 30), reason="会议冲突", version=session.version,
        by=world.liu, at=AT,
    )  # fmt: skip
    assert (new.begins, new.ends, new.slot_minutes) == (time(14, 30), time(16, 30), session.slot_minutes)
    assert (new.state, new.published_at, new.version) == ("published", AT, 1)
    session.refresh_from_db()
    assert (session.state, session.moved_to, session.version) == ("moved", new, 3)
    assert (session.begins, session.ends) == (NINE, ELEVEN)
    assert list(ReceptionSession.objects.taking_place()) == [new]
