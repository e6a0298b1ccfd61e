"""A figure of a past moment never changes afterwards (I-29), whatever is done, moved, passed on or ended later."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.models import Contact, Promise
from huiyin.duties import figures as own_figures
from huiyin.inspection import fact_sheet
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.matters import actions as matters
from huiyin.matters.actions.redating import announce
from huiyin.matters.figures import Extent
from huiyin.matters.models import Deadline, Matter
from huiyin.orgs.actions import end_appointment, end_unit
from huiyin.orgs.models import Appointment
from huiyin.register import actions as register_actions
from huiyin.register.models import Assignment
from huiyin.reports import classes, work_summary
from tests import make
from tests.world import AT, SHANGHAI, World

pytestmark = pytest.mark.django_db
SPRING = (date(2026, 1, 1), date(2026, 7, 1))
REVISION = {"reason": "材料没到", "told_on": AT.date(), "told_how": "phone"}


def figures(world: World, as_of: datetime) -> dict[str, Any]:
    """Everything that is told of a period as of a moment."""
    period = Extent(world.town, *SPRING, as_of)
    half = periods.of("half_year", SPRING[0])
    people = [world.chen.pk, world.he.pk]
    own: dict[str, Any] = {}
    for span in (half, *half.parts("quarter"), *half.parts("month")):
        for pk, found in own_figures.known(people, span, county=world.county, as_of=as_of).items():
            own[f"{span.key} {pk}"] = found.snapshot()
    return {
        "summary": work_summary.build(period, world.county),
        "classes": classes.build(period, world.county),
        "own": own,
        "sheets": [fact_sheet.build(one, half, as_of) for one in (world.chen, world.he)],
    }


def visited(world: World, at: datetime) -> Contact:
    day = at.astimezone(SHANGHAI).date()
    return contacts.record(
        place=world.village, held_on=day, household=world.home, person=world.wang, note="看了看",
        points=[Raised("路灯不亮", "answered", answer="今晚来修"), Raised("想办合作社", "suggestion")],
        promises=[Promised("送须知", day + timedelta(days=3))], by=world.chen, at=at,
    )  # fmt: skip


def promise() -> Promise:
    """The oldest open one; none: nothing to do."""
    found = Promise.objects.open().order_by("pk").first()
    if found is None:
        raise Refused("none")
    return found


def moved(world: World, at: datetime) -> None:
    one = promise()
    day = max(one.due_on, at.date()) + timedelta(days=40)
    contacts.revise(
        promise=one, due_on=day, version=one.version, by=one.official, at=at,
        **{**REVISION, "told_on": at.date()},
    )  # fmt: skip


def kept(world: World, at: datetime) -> None:
    one = promise()
    contacts.keep(promise=one, how="送到了", version=one.version, by=one.official, at=at)


def struck_out(world: World, at: datetime) -> None:
    one = promise()
    contacts.void_promise(promise=one, reason="记错了", version=one.version, by=one.official, at=at)


def passed_on(world: World, at: datetime) -> None:
    one = promise()
    contacts.pass_on(
        promise=one, to=world.he if one.official == world.chen else world.chen, by=world.liu, at=at
    )


def contact_struck_out(world: World, at: datetime) -> None:
    found = Contact.objects.standing().order_by("pk").first()
    if found is not None:
        contacts.void(contact=found, reason="记错了", by=world.chen, at=at)


def rerouted(world: World, at: datetime) -> None:
    """Another topic, said when it is routed anew."""
    found = Matter.objects.filter(state="routed").order_by("pk").first() or make.routed(world, at=at)
    topics = [one.code for one in found.charter.charter.topics if one.code != found.topic]
    matters.route(matter=found, to=world.office, topic=topics[0], version=found.version, by=world.liu, at=at)


def reopened(world: World, at: datetime) -> None:
    found = Matter.objects.filter(state__in=["replied", "closed"], reopened=0).order_by("pk").first()
    if found is not None:
        matters.reopen(matter=found, words="还没有解决", at=at)


def redated(world: World, at: datetime) -> None:
    """As when the days off of a year have been announced."""
    found = Deadline.objects.running().filter(kind="handle").select_related("matter__county").first()
    if found is not None:
        announce(found, found.due_on, found.due_on + timedelta(days=30), at)
        Deadline.objects.filter(pk=found.pk).update(due_on=found.due_on + timedelta(days=30))


def receipt_corrected(world: World, at: datetime) -> None:
    """A day of receipt that was written down a month too late."""
    found = Matter.objects.filter(received_was=None).order_by("pk").first()
    if found is None:
        return
    Matter.objects.filter(pk=found.pk).update(raised_by=found.raised_by or world.xia)
    given = {"received_on": found.registered_at.date() - timedelta(days=30), "why": "登记时看错了日期"}
    matters.ask_record(matter=found, version=found.version, by=found.handler or world.liu, at=at, **given)
    matters.correct_record(matter=found, version=found.version + 1, by=world.ma, at=at)


def left_the_post(world: World, at: datetime) -> None:
    """Noted a month late."""
    seat = Appointment.objects.get(official=world.chen)
    end_appointment(appointment=seat, on=at.date() - timedelta(days=30), by="test", at=at)


def line_ended(world: World, at: datetime) -> None:
    line = Assignment.objects.get(pk=world.line.pk)
    register_actions.end(line=line, on=at.date(), reason="搬走了", by=world.liu, at=at)


def village_merged(world: World, at: datetime) -> None:
    world.village.refresh_from_db()
    if world.village.valid_to is None:
        end_unit(unit=world.village, successors=[world.far_village], on=date(2025, 12, 1), by="test", at=at)


DEEDS: dict[str, Callable[[World, datetime], object]] = {
    "matter": lambda world, at: make.started(world, at=at),
    "answered": lambda world, at: make.replied(world, at=at),
    **{
        deed.__name__: deed
        for deed in (
            visited, moved, kept, struck_out, passed_on, contact_struck_out, rerouted, reopened, redated,
            receipt_corrected, left_the_post, line_ended, village_merged,
        )
    },
}  # fmt: skip


def lived(world: World, history: list[tuple[str, int]]) -> None:
    """What was told after each deed is told again at the end, word for word."""
    at, told = AT, []
    for deed, days in history:
        at += timedelta(days=days, minutes=1)
        with suppress(Refused), transaction.atomic():
            DEEDS[deed](world, at)
        told.append((at, figures(world, at)))
    for moment, found in told:
        again = figures(world, moment)
        for name, value in found.items():
            assert again[name] == value, (name, history, moment)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 40)), min_size=2, max_size=6))
@example([("visited", 0), ("moved", 1), ("kept", 1), ("contact_struck_out", 0)])
@example([("visited", 0), ("passed_on", 1), ("struck_out", 1)])
@example([("answered", 0), ("reopened", 25), ("redated", 40), ("matter", 0), ("redated", 60)])
@example([("answered", 0), ("receipt_corrected", 5), ("redated", 20)])
@example([("matter", 0), ("receipt_corrected", 40)])
@example([("rerouted", 0), ("rerouted", 1), ("village_merged", 3)])
@example([("visited", 30), ("left_the_post", 30)])
@example([("visited", 30), ("line_ended", 0)])
def test_what_was_told_of_a_moment_is_told_again_later(world: World, history: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        lived(world, history)
        transaction.set_rollback(True)


def summary(world: World, as_of: datetime) -> work_summary.WorkSummary:
    return work_summary.build(Extent(world.town, *SPRING, as_of), world.county)


def test_a_hard_matter_of_then_stays_hard_after_its_date_has_moved(world: World) -> None:
    """Past its day on the day after, not on the day; answered and taken up again, it has a new day."""
    found = make.started(world)
    assert found.due_on is not None
    on = datetime.combine(found.due_on, datetime.min.time(), SHANGHAI).replace(hour=12)
    after = on + timedelta(days=1)
    assert (summary(world, on).hard, summary(world, after).hard) == (0, 1)
    matters.draft_reply(matter=found, version=found.version, by=world.he, at=after, **make.REPLY)
    found.refresh_from_db()
    matters.approve(matter=found, version=found.version, by=world.gao, at=after + timedelta(hours=1))
    matters.reopen(matter=found, words="还没有解决", at=after + timedelta(hours=2))
    assert (summary(world, on).hard, summary(world, after).hard) == (0, 1)
    assert summary(world, after + timedelta(hours=3)).hard == 0


def test_a_promise_moved_out_of_the_period_was_due_in_it_then(world: World) -> None:
    visited(world, AT)
    early, later = AT + timedelta(days=1), AT + timedelta(days=2)
    before = summary(world, early)
    one = promise()
    contacts.revise(
        promise=one, due_on=date(2026, 8, 1), version=one.version, by=world.chen, at=later, **REVISION
    )
    assert (before.promises_due, summary(world, early), summary(world, later).promises_due) == (1, before, 0)
    assert replace(before, promises_due=0).promises_kept == 0
