"""Parts are reminded of before their day and told up the line of their unit after it; the matter's date stays."""

from datetime import date, timedelta

from huiyin.matters import actions, sub_task_clock
from huiyin.matters.folding import folded
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.trail import line_words
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told
from tests.world import World, moment

DUE = date(2026, 3, 16)  # a Monday


def part(world: World) -> SubTask:
    return make.part_taken(world, days=14)


def test_who_does_it_is_reminded_once_some_working_days_before(world: World) -> None:
    found = part(world)
    assert (found.due_on, found.remind_at) == (DUE, moment(date(2026, 3, 11), 9))
    assert sub_task_clock.remind_of_parts(at=moment(date(2026, 3, 11), 8)) == 0
    assert sub_task_clock.remind_of_parts(at=moment(date(2026, 3, 11), 9)) == 1
    assert sub_task_clock.remind_of_parts(at=moment(date(2026, 3, 12))) == 0
    assert told(found.matter, "part_soon") == ["tu"]


def test_nobody_is_reminded_or_told_on_a_day_off(world: World) -> None:
    make.part_asked(world, days=12)  # a Saturday
    assert sub_task_clock.chase_parts(at=moment(date(2026, 3, 15))) == 0
    saturday = SubTask.objects.get()
    assert saturday.chase_at == moment(date(2026, 3, 16), 9)
    SubTask.objects.update(remind_at=moment(date(2026, 3, 13), 23))
    assert sub_task_clock.remind_of_parts(at=moment(date(2026, 3, 14))) == 0
    assert sub_task_clock.remind_of_parts(at=moment(date(2026, 3, 16))) == 1


def test_late_it_climbs_the_line_of_its_own_unit_and_the_handler_knows(world: World) -> None:
    found = part(world)
    before = Matter.objects.get(pk=found.matter_id)
    assert sub_task_clock.chase_parts(at=moment(DUE, 23)) == 0
    assert sub_task_clock.chase_parts(at=moment(DUE + timedelta(days=1))) == 1
    assert sub_task_clock.chase_parts(at=moment(DUE + timedelta(days=1), 11)) == 0, "once an interval"
    assert told(before, "part_late") == ["he", "tu", "yu"]
    SubTask.objects.update(chase_at=moment(DUE + timedelta(days=2), 9))
    assert sub_task_clock.chase_parts(at=moment(DUE + timedelta(days=2))) == 1
    assert "sun" in told(before, "part_late"), "the county is next in that line"
    assert "gao" not in told(before, "part_late"), "their own head has nothing to do with it"
    after = Matter.objects.get(pk=before.pk)
    assert (after.due_on, after.state, after.version) == (before.due_on, before.state, before.version)
    lines = [line for line in folded(after.steps.select_related("unit", "by")) if line.clock]
    assert [line.times for line in lines] == [2], "two times the same thing stands in one line"
    assert "县交通局" in line_words(lines[0], after)


def test_a_part_that_is_closed_is_silent(world: World) -> None:
    found = part(world)
    tu = Official.objects.get(username="tu")
    actions.answer_part(part=found, words="线路已更换", by=tu, at=moment(date(2026, 3, 10)))
    assert sub_task_clock.remind_of_parts(at=moment(date(2026, 3, 12))) == 0
    assert sub_task_clock.chase_parts(at=moment(date(2026, 3, 30))) == 0


def test_a_day_too_near_for_a_reminder_has_none(world: World) -> None:
    assert make.part_asked(world, days=1).remind_at is None
