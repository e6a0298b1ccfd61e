"""A matter as it stood at a moment: between two steps, after the second of the same kind, before and after a reopening."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from huiyin.matters import actions, clock, figures
from huiyin.matters.models import Deadline, Matter
from tests import make
from tests.world import AT, SHANGHAI, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def stood(at: datetime) -> Matter:
    return figures.as_it_stood(Matter.objects.all(), at).get()


def test_a_topic_changed_twice_is_each_time_the_one_of_the_moment(world: World) -> None:
    found = make.matter(world)
    first, second, third = [one.code for one in found.charter.charter.topics if one.duty not in ("county",)][
        :3
    ]
    Matter.objects.filter(pk=found.pk).update(topic=first)
    for hours, to, topic in ((1, world.office, second), (2, world.village, third)):
        found = Matter.objects.get(pk=found.pk)
        actions.route(
            matter=found, to=to, topic=topic, version=found.version, by=world.liu, at=AT + hours * HOUR
        )
    moments = [AT, AT + HOUR, AT + 1.5 * HOUR, AT + 2 * HOUR, AT + DAY]
    assert [stood(at).topic_then for at in moments] == [first, second, second, third, third]
    assert [stood(at).level_then for at in moments] == ["", "town", "town", "village", "village"]
    assert not figures.as_it_stood(Matter.objects.all(), AT - HOUR).exists(), "not there yet"


def test_the_date_of_a_matter_is_that_of_its_answer_whatever_clock_began_last(world: World) -> None:
    found = make.accepted(world)
    due = figures.with_due_then(Matter.objects.all(), AT).get().due_then
    assert due == found.due_on
    assert due != found.deadlines.running().order_by("-pk")[0].due_on


def test_the_date_of_what_goes_by_another_procedure_is_that_of_its_list_and_was_another_before(
    world: World,
) -> None:
    found = make.matter(world)
    before, then = found.due_on, AT + 2 * DAY
    words = "您提出的是信访事项，按信访程序办理，先告知是否受理。"
    given = {"words": words, "told": "post", "version": found.version, "by": world.liu, "at": then}
    now = actions.reclassify(matter=found, profile="petition_claim", **given)
    assert before is not None
    assert now.due_on is not None
    assert now.due_on < before
    for n, due in ((1, before), (2, now.due_on), (9, now.due_on)):
        assert figures.with_due_then(Matter.objects.all(), AT + n * DAY).get().due_then == due


def test_each_round_keeps_the_date_it_had(world: World) -> None:
    first = make.closed(world)
    again = actions.reopen(matter=first, words="灯又不亮了", at=AT + 10 * DAY)
    assert first.due_on != again.due_on
    then = [figures.with_due_then(Matter.objects.all(), AT + n * DAY).get() for n in (9, 10)]
    assert [one.due_then for one in then] == [first.due_on, again.due_on]


def test_a_date_worked_out_again_was_before_then_the_one_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
    first = make.matter(world, at=late).due_on  # runs into a year whose days off are not announced
    assert first is not None
    real = clock.calendar().add_working_days
    later: list[int] = []

    class Announced:
        mark = staticmethod(clock.calendar().mark)

        def add_working_days(self, start: date, n: int) -> Any:
            found = real(start, n)
            moved = found.due_legal + sum(later) * DAY
            return replace(found, due_legal=moved, due_conservative=moved, provisional=False)

    monkeypatch.setattr(clock, "calendar", Announced)
    for days, at in ((3, late + 5 * DAY), (4, late + 9 * DAY)):
        later.append(days)
        Deadline.objects.filter(kind="handle").update(is_provisional=True)
        assert clock.redate(at=at)
    due = [
        figures.with_due_then(Matter.objects.all(), late + n * DAY).get().due_then
        for n in (0, 4, 5, 8, 9, 99)
    ]
    assert due == [first, first, first + 3 * DAY, first + 3 * DAY, first + 7 * DAY, first + 7 * DAY]


def test_what_was_registered_at_the_moment_of_a_figure_belongs_to_it(world: World) -> None:
    make.matter(world)
    march = (world.town, date(2026, 3, 1), date(2026, 4, 1))
    counted = [
        figures.count(figures.Extent(*march, AT + n * timedelta(seconds=1)), world.county)["matters"]
        for n in (-1, 0, 1)
    ]
    assert counted == [0, 1, 1]


@pytest.mark.parametrize(
    ("received", "counted"),
    [
        (datetime(2026, 2, 28, 23, 59, 59, tzinfo=SHANGHAI), 0),
        (datetime(2026, 3, 1, tzinfo=SHANGHAI), 1),
        (datetime(2026, 3, 31, 23, 59, 59, tzinfo=SHANGHAI), 1),
        (datetime(2026, 4, 1, tzinfo=SHANGHAI), 0),
    ],
)
def test_a_month_begins_and_ends_at_the_countys_midnight(
    world: World, received: datetime, counted: int
) -> None:
    make.matter(world, at=received)
    period = figures.Extent(world.town, date(2026, 3, 1), date(2026, 4, 1), received + DAY)
    assert figures.count(period, world.county)["matters"] == counted
