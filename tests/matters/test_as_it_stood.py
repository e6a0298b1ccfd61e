"""A matter as it stood at a moment: between two steps, after the second of the same kind, before and after a reopening."""

from datetime import datetime, timedelta

from huiyin.matters import actions, figures
from huiyin.matters.models import Matter
from tests import make
from tests.world import AT, World

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


def test_each_round_keeps_the_date_it_had(world: World) -> None:
    first = make.closed(world)
    again = actions.reopen(matter=first, words="灯又不亮了", at=AT + 10 * DAY)
    assert first.due_on != again.due_on
    then = [figures.with_due_then(Matter.objects.all(), AT + n * DAY).get() for n in (9, 10)]
    assert [(one.round_then, one.due_then) for one in then] == [(1, first.due_on), (2, again.due_on)]
