"""The steps of a matter at their edges: who waits for what, what is told at which moment, trips and dates."""

from datetime import timedelta

import pytest

from huiyin.contacts.actions import record
from huiyin.lib.refusal import Refused
from huiyin.matters import clock, dates
from huiyin.matters.actions import reopen
from huiyin.matters.actions.trips import report_trip
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.notices.models import Notice
from huiyin.orgs.handles import CODE_KEPT
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, SHANGHAI, World

DAY = timedelta(days=1)
TODAY = AT.date()


def test_a_receipt_is_forgotten_a_moment_after_its_three_days(world: World) -> None:
    first, second = make.matter(world), make.matter(world)
    assert clock.wipe_receipts(at=AT + CODE_KEPT) == 0
    assert clock.wipe_receipts(at=AT + CODE_KEPT + timedelta(seconds=1)) == 2
    for one in (first, second):
        one.refresh_from_db()
        assert one.receipt == ""


def test_a_deadline_is_chased_from_the_next_working_day_and_reminded_only_when_long(world: World) -> None:
    matter = make.matter(world)
    for clock_ in Deadline.objects.filter(matter=matter):
        rule = matter.charter.charter.clock("remind").n
        assert clock_.chase_at is not None
        assert clock_.chase_at.astimezone(SHANGHAI).date() == dates.calendar().next_working(
            clock_.due_on + DAY
        )
        assert (clock_.remind_at is not None) is (clock_.n > rule), clock_.kind


def test_a_reminder_comes_at_its_moment_and_not_before(world: World) -> None:
    deadline = make.matter(world).deadlines.get(kind="handle")
    assert deadline.remind_at is not None
    second = timedelta(seconds=1)
    for found, moment in (
        (Deadline.objects.to_remind, deadline.remind_at),
        (Deadline.objects.to_chase, deadline.chase_at),
    ):
        at = [bool(found(moment + n * second).filter(pk=deadline.pk)) for n in (-1, 0, 1)]
        assert at == [False, True, True]


def test_a_trip_of_another_tells_the_handler_where_there_is_one(world: World) -> None:
    trip = record(
        held_on=TODAY, kind="outreach", place=world.village, household=None, by=world.ma, at=AT, points=[], promises=[],
        note="带着事项到村里",
    )  # fmt: skip
    held, unheld = make.accepted(world, place=world.village), make.matter(world, place=world.village)
    for matter in (held, unheld):
        report_trip(matter=matter, words="看过", contact=trip, by=world.ma, at=AT)
        last = matter.steps.last()
        assert last is not None
        assert (last.deed, last.note, last.contact) == (Step.Deed.TRIP, "看过", trip)
    told = Notice.objects.filter(about__in=[held.reference, unheld.reference], kind="told", to__isnull=False)
    assert [(one.about, one.to) for one in told] == [(held.reference, world.he)]
    with pytest.raises(Refused, match="what was done"):
        report_trip(matter=held, words=" 看 ", contact=trip, by=world.ma, at=AT)


def test_each_waits_for_who_can_take_the_next_step(world: World) -> None:
    received, routed, accepted = make.matter(world), make.routed(world), make.accepted(world)
    started, drafted = make.started(world), make.drafted(world)
    make.replied(world)

    def waits(who: Official) -> set[Matter]:
        return set(Matter.objects.waiting_for(who, AT))

    assert waits(world.liu) == {received}
    assert waits(world.gao) == {routed, drafted}
    assert waits(world.he) == {accepted, started}
    assert waits(world.chen) == waits(world.qian) == waits(world.xia) == set()
    Matter.objects.filter(pk=drafted.pk).update(handler=world.gao)
    assert waits(world.gao) == {routed}, "nobody approves what they wrote"
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    assert waits(world.gao) == {routed, accepted, started}, "whose handler is gone, the head passes on"


def test_a_date_so_near_that_its_reminder_has_passed_is_not_reminded_of(world: World) -> None:
    deadline = make.matter(world).deadlines.get(kind="handle")
    due = dates.reckon(dates.calendar(), deadline.started_on, deadline.n, deadline.unit)
    moment = deadline.remind_at
    assert moment is not None
    for seconds, reminded in ((-1, moment), (0, None), (1, None)):
        dates.put(deadline, due, deadline.matter, moment + timedelta(seconds=seconds))
        assert deadline.remind_at == reminded


def test_only_a_matter_taken_up_again_has_the_days_of_one(world: World) -> None:
    closed = make.closed(world)
    rules = closed.charter.charter
    first = closed.deadlines.get(kind="handle", round=1)
    assert (first.n, first.started_on) == (rules.clock("handle").n, TODAY)
    again = reopen(matter=closed, words="灯又不亮了", at=AT + 10 * DAY)
    second = again.deadlines.get(kind="handle", round=2)
    assert (second.n, second.started_on) == (rules.reopened_handle().n, TODAY + 10 * DAY)
    assert first.n != second.n
