"""The day of receipt: that on which it was said to somebody, put right by two, and counted as it was known (I-38, T29)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts.actions import Raised
from huiyin.contacts.actions import record as keep_contact
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock, figures, sentences
from huiyin.matters.actions.raising import lodge_points
from huiyin.matters.figures import Extent
from huiyin.matters.models import Matter
from huiyin.matters.rules import record
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, SHANGHAI, World

TODAY = AT.astimezone(SHANGHAI).date()
EARLIER = TODAY - timedelta(days=10)
WHY = "登记时看错了邮戳"


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def put_right(world: World, found: Matter, day: date, at: datetime = AT) -> Matter:
    given: dict[str, Any] = {"received_on": day, "why": WHY, "by": found.handler or world.liu, "at": at}
    actions.ask_record(matter=found, version=found.version, **given)
    actions.correct_record(matter=found, version=found.version + 1, by=world.ma, at=at)
    return Matter.objects.get(pk=found.pk)


def dues(found: Matter) -> dict[str, date]:
    return dict(found.deadlines.values_list("kind", "due_on"))


@pytest.mark.parametrize(
    ("days", "received"),
    [
        (0, AT),
        (4, start_of(TODAY - timedelta(days=4))),
        (366, start_of(TODAY - timedelta(days=366))),
        (367, AT),  # mostly by a mistaken year: no clock is missed before anybody could know of it
    ],
)
def test_what_was_raised_at_a_visit_came_in_on_its_day(world: World, days: int, received: datetime) -> None:
    contact = keep_contact(
        place=world.village, held_on=TODAY - timedelta(days=days), household=world.home, person=world.wang,
        points=[Raised("路灯不亮", "matter")], promises=[], by=world.chen, at=AT,
    )  # fmt: skip
    (lodged,) = lodge_points(contact, root=world.root, by=world.chen, at=AT)
    assert (lodged.matter.received_at, lodged.matter.registered_at) == (received, AT)
    handle = lodged.matter.deadlines.get(kind="handle")
    assert handle.started_on == received.astimezone(SHANGHAI).date()


def test_what_was_said_in_confidence_comes_in_when_the_person_agrees(world: World) -> None:
    contact = keep_contact(
        kind="talk", place=world.village, held_on=EARLIER, household=world.home, person=world.wang,
        points=[Raised("路灯不亮", "matter", is_agreed=True)], promises=[], by=world.chen, at=AT,
    )  # fmt: skip
    (lodged,) = lodge_points(contact, root=world.root, by=world.chen, at=AT)
    assert lodged.matter.received_at == AT


def test_an_earlier_day_brings_every_date_that_counts_from_it_forward_and_says_so(world: World) -> None:
    found = make.matter(world, raised_by=world.xia)
    before = dues(found)
    after = put_right(world, found, EARLIER)
    assert (after.received_at, after.received_was) == (start_of(EARLIER), AT)
    assert all(day < before[kind] for kind, day in dues(after).items())
    assert after.due_on == dues(after)["handle"]
    assert after.promised_on == before["handle"], "what was promised first is not written over"
    steps = {one.facts["clock"]: one.facts for one in after.steps.filter(deed="redate")}
    assert steps["handle"] == {
        "clock": "handle", "from": str(before["handle"]), "to": str(after.due_on), "why": "receipt",
    }  # fmt: skip
    assert after.steps.get(deed="correct_record").facts["received"] == [str(TODAY), str(EARLIER)]
    told = Notice.objects.filter(page=after.reference, facts__deed="redate").get()
    assert told.facts["due"] == str(after.due_on)
    assert Notice.objects.filter(to=world.liu, kind="date_changed", about=after.reference).exists()
    assert "earlier" in sentences.told(after.steps.filter(deed="redate", facts__clock="handle").get())


def test_a_later_day_is_recorded_and_no_date_that_was_told_moves(world: World) -> None:
    found = make.matter(world, raised_by=world.xia, received_at=start_of(EARLIER))
    before = dues(found)
    after = put_right(world, found, TODAY)
    assert (local_day(after.received_at or AT, world.county), dues(after)) == (TODAY, before)
    assert not after.steps.filter(deed="redate").exists()


def test_what_ended_or_was_missed_stays_as_written(world: World) -> None:
    found = make.routed(world, raised_by=world.xia)
    late = start_of(found.due_on or TODAY) + timedelta(days=2)
    clock.note_missed(at=late)
    kept = list(
        found.deadlines.order_by("pk").values("kind", "started_on", "due_on", "missed_at", "stopped_at")
    )
    after = put_right(world, found, EARLIER, at=late)
    again = list(
        after.deadlines.order_by("pk").values("kind", "started_on", "due_on", "missed_at", "stopped_at")
    )
    assert again == kept
    assert after.received_at == start_of(EARLIER)


def test_more_time_that_waited_is_granted_from_where_the_date_stands_now(world: World) -> None:
    found = make.more_time_asked(world, n=5, raised_by=world.xia)
    asked = put_right(world, found, TODAY - timedelta(days=10))
    assert found.due_on is not None
    assert asked.due_on is not None
    assert asked.due_on < found.due_on
    after = actions.extend(matter=asked, version=asked.version, by=world.gao, at=AT)
    request = after.extensions.get()
    assert (request.due_was, request.due_now) == (asked.due_on, after.due_on)
    assert asked.due_on < after.due_on < found.due_on, "so many days on from an earlier day"


def test_a_day_that_is_over_by_then_was_missed_then(world: World) -> None:
    found = make.matter(world, raised_by=world.xia)
    after = put_right(world, found, EARLIER)
    triage = after.deadlines.get(kind="triage")
    assert triage.missed_at == start_of(triage.due_on + timedelta(days=1))
    assert triage.due_on < TODAY


@pytest.mark.parametrize(
    ("given", "day", "words"),
    [
        ({}, EARLIER, "nobody wrote it down"),
        ({"raised_by": True}, TODAY + timedelta(days=1), "cannot have come in later"),
        ({"raised_by": True}, TODAY - timedelta(days=367), "look at the year"),
    ],
)
def test_only_what_was_written_down_by_hand_and_a_day_that_can_be(
    world: World, given: dict[str, Any], day: date, words: str
) -> None:
    found = make.matter(world, **({"raised_by": world.xia} if given else {}))
    with pytest.raises(Refused, match=words):
        put_right(world, found, day)


def test_the_day_is_put_right_once(world: World) -> None:
    found = put_right(world, make.matter(world, raised_by=world.xia), EARLIER)
    assert not record.may_change_receipt(found)
    with pytest.raises(Refused, match="before"):
        put_right(world, found, TODAY)


def test_figures_of_an_earlier_moment_count_it_by_the_day_of_then(world: World) -> None:
    found = make.matter(world, raised_by=world.xia)
    after = put_right(world, found, EARLIER, at=AT + timedelta(days=3))
    for first, then, now in ((TODAY, 1, 0), (EARLIER, 0, 1)):
        span = (first, first + timedelta(days=1))
        known = [AT + timedelta(days=days) for days in (1, 4)]
        seen = [figures.count(Extent(world.town, *span, at), world.county)["matters"] for at in known]
        assert seen == [then, now]
    assert after.received_corrected_at == AT + timedelta(days=3)


def test_the_form_asks_for_the_day_where_somebody_wrote_it_down(
    world: World, enter: Callable[[Official], Client]
) -> None:
    for raised_by, asked in ((world.xia, True), (None, False)):
        found = make.matter(world, raised_by=raised_by)
        page = enter(world.liu).get(f"/matters/{found.reference}/record/").content.decode()
        assert ('name="received_on"' in page) == asked
