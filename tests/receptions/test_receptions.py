"""Reception days (S18, S20): holidays move, substitution is told, who walks in is counted, at most five speak for many."""

from datetime import date, time, timedelta

import pytest
from django.db import DatabaseError, transaction

from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.matters.channels import RECEPTION
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import Official
from huiyin.receptions import rules
from huiyin.receptions.actions import bookings, offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.actions.coming import Reception, record_reception
from huiyin.receptions.models import Booking, ReceptionSession, ReceptionStaff, SessionChange
from huiyin.receptions.plan import LAST, Pattern, plan
from tests import make_reception as make
from tests.world import AT, World


def written(world: World, ticket, *points: Raised, people: int = 1, at=make.ON_THE_DAY):  # type: ignore[no-untyped-def]
    reception = Reception(
        points=points or [Raised("问医保", "answered", "", "村里可以代缴")], promises=[], people=people
    )
    return record_reception(reception, ticket=ticket, root=world.root, by=world.liu, at=at)


# --- S18 ---


def test_s18_a_holiday_session_moves_to_the_next_working_day(world: World) -> None:
    may = plan(Pattern(date(2026, 5, 1), date(2026, 5, 31), 4, weeks=1), [world.ma, world.chen], calendar())
    assert [(row.wanted_on, row.planned_on) for row in may][:2] == [
        (date(2026, 5, 1), date(2026, 5, 6)),  # the holiday of May
        (date(2026, 5, 8), date(2026, 5, 8)),
    ]
    assert may[0].has_moved
    assert [row.official for row in may[:3]] == [world.ma, world.chen, world.ma], "in turn"
    assert all(calendar().is_working(row.planned_on) for row in may)


def test_s18_two_days_off_in_a_row_do_not_fall_on_the_same_day(world: World) -> None:
    october = plan(Pattern(date(2026, 10, 1), date(2026, 10, 31), 3, weeks=1), [world.ma], calendar())
    days = [row.planned_on for row in october]
    assert len(days) == len(set(days))


def test_s18_the_last_friday_of_each_month() -> None:
    days = Pattern(date(2026, 1, 1), date(2026, 12, 31), 4, nth=LAST).days()
    assert len(days) == 12
    assert all(day.weekday() == 4 and (day + timedelta(days=7)).month != day.month for day in days)


def test_s18_a_substitution_tells_everybody_who_booked(world: World) -> None:
    session = make.published(world)
    held = make.booked(session)
    session = receptions.substitute(
        session=session,
        official=world.chen,
        reason="马镇长到县里开会",
        version=session.version,
        by=world.liu,
        at=AT,
    )
    assert session.official == world.chen
    told = Notice.objects.filter(page=held.booking.reference)
    assert [notice.kind for notice in told] == ["substituted"]
    assert set(Notice.objects.filter(kind="substituted", to__isnull=False).values_list("to", flat=True)) == {
        world.ma.pk,
        world.chen.pk,
    }
    assert list(session.bookings.to_ring()) == [held.booking], "the call list of the clerk"
    change = SessionChange.objects.get()
    assert (change.before, change.after, change.is_late) == (world.ma, world.chen, False)


def test_s18_a_late_substitution_is_marked(world: World) -> None:
    session = make.published(world)
    late = AT.replace(day=9)
    receptions.substitute(
        session=session,
        official=world.chen,
        reason="临时开会",
        version=session.version,
        by=world.liu,
        at=late,
    )
    assert SessionChange.objects.get().is_late


def test_s18_a_walk_in_gets_a_ticket_and_is_counted(world: World) -> None:
    session = make.opened(world)
    first, second = make.ticket(world, session), make.ticket(world, session, people=3)
    assert (first.number, second.number) == (1, 2)
    assert first.person is None, "nobody has to give a name (G16)"
    bookings.call_in(ticket=first, by=world.liu, at=make.ON_THE_DAY)
    contact, (lodged,) = written(world, first, Raised("村口路灯坏了", "matter", "streetlight"))
    assert (contact.kind, contact.official, contact.entered_by) == ("reception", world.ma, world.liu)
    assert lodged.matter.channel == RECEPTION
    assert session.tickets.received().count() == 1
    assert Contact.objects.of_kind("reception").count() == 1


def test_s18_more_than_five_of_one_group_are_refused_with_article_20(world: World) -> None:
    session = make.published(world)
    with pytest.raises(Refused, match="第20条"):
        make.booked(session, people=6)
    running = make.opened(world, day=date(2026, 3, 12), begins=time(14), ends=time(16))
    with pytest.raises(Refused, match="At most 5"):
        make.ticket(world, running, people=6)
    five = make.ticket(world, running, people=5)
    with pytest.raises(Refused, match="第20条"):
        written(world, five, people=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        Booking.objects.create(
            reference="x",
            session=session,
            slot_at=time(9),
            people=6,
            booked_at=AT,
            code_index="",
            link_index="",
        )


# --- S20 ---


def test_s20_a_session_is_not_published_without_an_official_and_one_staff_member(world: World) -> None:
    session = make.draft(world)
    ReceptionStaff.objects.update(to_on=AT.date())
    with pytest.raises(Refused, match="on the staff"):
        receptions.publish_session(session=session, short_notice="", version=1, by=world.liu, at=AT)
    offices.join_staff(office=session.office, official=world.gao, from_on=AT.date(), by=world.liu, at=AT)
    Official.objects.filter(pk=world.ma.pk).update(is_active=False)
    session = ReceptionSession.objects.get(pk=session.pk)
    with pytest.raises(Refused, match="no post"):
        receptions.publish_session(session=session, short_notice="", version=1, by=world.liu, at=AT)
    Official.objects.filter(pk=world.ma.pk).update(is_active=True)
    session = ReceptionSession.objects.get(pk=session.pk)
    done = receptions.publish_session(session=session, short_notice="", version=1, by=world.liu, at=AT)
    assert done.state == "published"


def test_published_late_only_with_a_reason_that_everybody_reads(world: World) -> None:
    session = make.draft(world, day=date(2026, 3, 4))
    with pytest.raises(Refused, match="at least 3 days"):
        receptions.publish_session(session=session, short_notice=" ", version=1, by=world.liu, at=AT)
    done = receptions.publish_session(
        session=session, short_notice="汛情紧急", version=1, by=world.liu, at=AT
    )
    assert done.short_notice == "汛情紧急"


# --- the life of a session ---


def test_every_state_has_a_row_and_every_deed_leads_somewhere() -> None:
    assert set(rules.TRANSITIONS) - {""} == set(ReceptionSession.State.values)
    reached = {str(to) for row in rules.TRANSITIONS.values() for to in row.values()}
    assert reached == set(ReceptionSession.State.values)


@pytest.mark.parametrize("deed", ["publish", "open", "close", "move", "cancel", "change"])
def test_only_the_deeds_of_its_state_can_be_done(world: World, deed: str) -> None:
    session = make.published(world)
    refused = rules.objection(session, deed, world.liu, AT)
    assert (refused is None) == (deed in {"open", "move", "cancel"})


@pytest.mark.parametrize("who", ["qian", "he", "chen"])
def test_who_does_not_run_the_office_changes_nothing(world: World, who: str) -> None:
    session = make.published(world)
    with pytest.raises(Refused, match="run this reception office"):
        receptions.cancel_session(
            session=session, reason="不办了", version=session.version, by=getattr(world, who), at=AT
        )


def test_a_deed_on_an_old_page_is_refused(world: World) -> None:
    session = make.published(world)
    receptions.substitute(
        session=session, official=world.chen, reason="开会", version=session.version, by=world.liu, at=AT
    )
    with pytest.raises(Refused, match="in the meantime"):
        receptions.cancel_session(session=session, reason="x", version=session.version, by=world.liu, at=AT)


def test_closing_is_refused_while_a_visitor_has_no_record(world: World) -> None:
    session = make.opened(world)
    held = make.booked(make.published(world, day=date(2026, 3, 20)))
    ticket = make.ticket(world, session)
    for sentence in ("Still waiting", "no record yet"):
        with pytest.raises(Refused, match=sentence):
            receptions.close_session(
                session=session, version=session.version, by=world.liu, at=make.ON_THE_DAY
            )
        if sentence == "Still waiting":
            bookings.call_in(ticket=ticket, by=world.liu, at=make.ON_THE_DAY)
    written(world, ticket)
    done = receptions.close_session(
        session=session, version=session.version, by=world.liu, at=make.ON_THE_DAY
    )
    assert (done.state, done.held_at) == ("held", make.ON_THE_DAY)
    assert Booking.objects.get(pk=held.booking.pk).state == "confirmed", "of another day"


def test_a_session_to_which_somebody_came_is_not_called_off(world: World) -> None:
    session = make.opened(world)
    make.ticket(world, session)
    with pytest.raises(Refused, match="has come already"):
        receptions.cancel_session(
            session=session, reason="停电", version=session.version, by=world.liu, at=make.ON_THE_DAY
        )


def test_who_never_came_is_noted_when_the_session_closes(world: World) -> None:
    session = make.published(world)
    held = make.booked(session)
    session = receptions.open_session(
        session=session, version=session.version, by=world.liu, at=make.ON_THE_DAY
    )
    receptions.close_session(session=session, version=session.version, by=world.liu, at=make.ON_THE_DAY)
    assert Booking.objects.get(pk=held.booking.pk).state == "no_show"


def test_who_booked_keeps_their_place_when_a_session_moves(world: World) -> None:
    session = make.published(world)
    held = make.booked(session, slot_at=time(9, 40))
    new = receptions.move_session(
        session=session, planned_on=date(2026, 3, 13), begins=time(14), reason="会议冲突",
        version=session.version, by=world.liu, at=AT,
    )  # fmt: skip
    kept = Booking.objects.get(pk=held.booking.pk)
    assert (kept.session, kept.slot_at) == (new, time(14, 40))
    assert Notice.objects.filter(page=kept.reference, kind="called_off").exists()
    assert list(new.bookings.to_ring()) == [kept]


def test_nobody_sits_in_two_sessions_at_once(world: World) -> None:
    make.draft(world)
    with pytest.raises(Refused, match="receives at that time already"):
        make.draft(world, begins=time(10), ends=time(12))
