"""Where a date comes from and whether it was kept: the moment, the rule, the days off, and the day that ended without it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from huiyin.lib.charter_shape import CLOCKS
from huiyin.lib.workdays import Calendar
from huiyin.matters import actions, clock, dates, sentences
from huiyin.matters.actions.advance import leave_step
from huiyin.matters.explaining import MOMENTS, explained
from huiyin.matters.models import Deadline, Matter
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, SHANGHAI, World

DUE = date(2026, 4, 14)  # of the answer to a matter of AT


def moment(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def missed(found: Matter) -> dict[str, datetime]:
    return dict(found.deadlines.exclude(missed_at=None).values_list("kind", "missed_at"))


def test_a_clock_knows_the_moment_it_runs_from(world: World) -> None:
    found = make.routed(world, at=AT + timedelta(hours=1), received_at=AT)
    clocks = {one.kind: (one.moment, one.started_at) for one in found.deadlines.all()}
    assert clocks["handle"] == ("received", AT)
    assert clocks["sign"] == ("routed", AT + timedelta(hours=1))


def test_a_matter_taken_up_again_runs_from_then_by_a_figure_of_the_institution(world: World) -> None:
    again = actions.reopen(matter=make.closed(world), words="灯又不亮了", at=AT + timedelta(days=10))
    handle = again.deadlines.running().get(kind="handle")
    assert (handle.moment, handle.started_at, handle.source) == (
        "reopened",
        AT + timedelta(days=10),
        "design",
    )
    assert handle.n == again.charter.charter.reopened_handle().n


@pytest.mark.parametrize(
    ("at", "over"), [(moment(DUE, 23, 59), False), (moment(DUE + timedelta(days=1)), True)]
)
def test_a_date_is_missed_when_its_day_is_over(world: World, at: datetime, over: bool) -> None:
    found = make.started(world)
    assert clock.note_missed(at=moment(DUE - timedelta(days=1))) == 1, "the person was not told how far it is"
    found.deadlines.filter(kind="interim").update(missed_at=None, stopped_at=AT, remind_at=None)
    assert clock.note_missed(at=at) == over
    assert clock.note_missed(at=at) == 0, "once"
    assert missed(found) == ({"handle": moment(DUE + timedelta(days=1))} if over else {})


def test_every_clock_that_somebody_owes_is_written_down_also_on_a_day_off(world: World) -> None:
    found = make.matter(
        world
    )  # on a Monday: looked at by Tuesday, passed on by the Monday after, answered by 14 April
    saturday = date(2026, 4, 18)
    clock.note_missed(at=moment(saturday, 3))
    ends = {
        kind: moment(due + timedelta(days=1)) for kind, due in found.deadlines.values_list("kind", "due_on")
    }
    assert missed(found) == ends
    assert set(ends) == {"triage", "route", "handle"}


def test_what_is_done_late_is_missed_though_no_clock_came_by(world: World) -> None:
    found = make.matter(world)
    late = moment(date(2026, 3, 10), 11)
    actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=late
    )
    assert missed(found) == {"triage": moment(date(2026, 3, 4)), "route": moment(date(2026, 3, 10))}


def test_what_is_done_on_its_day_is_not_missed(world: World) -> None:
    found = make.matter(world)
    last = moment(date(2026, 3, 3), 23, 59)
    actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=last
    )
    clock.note_missed(at=last + timedelta(days=1))
    assert "triage" not in missed(found)


def test_a_time_that_is_open_to_the_resident_is_nobodys_to_miss(world: World) -> None:
    found = make.replied(world)
    due = found.deadlines.get(kind="rating").due_on
    clock.note_missed(at=moment(due + timedelta(days=1), 1))
    assert clock.close_unrated(at=moment(due + timedelta(days=1), 2)) == 1
    assert missed(found) == {}


def test_a_day_off_announced_later_moves_what_runs_over_it_and_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make.matter(world)
    real = dates.calendar()

    class Changed(Calendar):
        def __init__(self) -> None:
            self._data, self._fixed = real._data, real._fixed

        def is_working(self, day: date) -> bool:
            return day != date(2026, 3, 10) and real.is_working(day)

    before = dict(found.deadlines.values_list("kind", "due_on"))
    assert clock.redate(at=AT) == 0
    for module in (clock, dates):
        monkeypatch.setattr(module, "calendar", lambda: Changed())
    assert clock.redate(at=AT) == 1
    assert clock.redate(at=AT) == 0
    after = dict(found.deadlines.values_list("kind", "due_on"))
    assert after == {**before, "handle": date(2026, 4, 15)}
    assert found.steps.get(deed="redate").facts == {
        "clock": "handle",
        "from": "2026-04-14",
        "to": "2026-04-15",
    }


@pytest.mark.parametrize("kind", ["handle", "delivery", "callback", "rating"])
def test_only_of_the_date_of_answer_is_the_person_told_that_it_moved(world: World, kind: str) -> None:
    found = make.replied(world)
    facts = {"clock": kind, "from": "2026-04-14", "to": "2026-04-15"}
    leave_step(found, "redate", at=AT, by=None, facts=facts)
    step = found.steps.order_by("pk").last()
    assert step is not None
    assert sentences.is_told(step) == bool(sentences.told(step)) == (kind == "handle")


def test_a_date_that_moves_on_after_it_was_missed_is_not_missed(world: World) -> None:
    found = make.started(world)
    day = moment(DUE + timedelta(days=1), 10)
    clock.note_missed(at=day)
    deadline = found.deadlines.get(kind="handle")
    assert deadline.missed_at
    for n, stays in ((30, True), (31, False)):
        dates.put(deadline, dates.reckon(dates.calendar(), deadline.started_on, n, "wd"), found, day)
        assert bool(deadline.missed_at) == stays


def test_a_date_is_explained_in_sentences(world: World) -> None:
    found = make.matter(world)
    clock.note_missed(at=moment(DUE + timedelta(days=1)))
    handle = found.deadlines.get(kind="handle")
    with override("en"):
        told = explained(handle, found)
    assert told[0].startswith("Runs from ")
    assert told[0].endswith("when it was received.")
    assert told[1].startswith("30 working days by “Officials in direct contact with residents” 1.0: ")
    assert any("2026" in one and "国务院办公厅" in one for one in told)
    assert told[-1].endswith("ended without it: this date was missed.")
    Deadline.objects.filter(pk=handle.pk).update(calendar="0" * 12)
    handle.refresh_from_db()
    with override("en"):
        assert "The days off have been changed since; the date is being worked out again." in explained(
            handle, found
        )


def test_every_moment_of_the_charter_has_its_sentence(world: World) -> None:
    charter = make.matter(world).charter.charter
    named = [f"{section}.{kind}" for section in CLOCKS for kind in Deadline.Kind.values]
    begun = {charter.clocks[name].runs_from for name in named if name in charter.clocks}
    assert begun | {dates.TOLD} <= set(MOMENTS)


def test_the_page_of_a_matter_tells_what_was_missed_and_done_since(
    world: World, enter: Callable[[Official], Client]
) -> None:
    found = make.matter(world)
    late = moment(date(2026, 3, 10), 11)
    actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=late
    )
    page = enter(world.liu).get(f"/matters/{found.reference}/").content.decode()
    assert "3月9日当天结束时仍未完成" in page
    assert "已于3月10日完成" in page
    assert "收到时起算" in page
    assert "2026年放假安排：国务院办公厅" in page
