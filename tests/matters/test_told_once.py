"""Two clocks of one matter that fall into one morning are one line on a desk, and two steps of its trail."""

from datetime import date

from huiyin.matters import clock
from huiyin.matters.models import Deadline
from huiyin.notices.models import Notice
from tests import make
from tests.world import World, moment


def told(kind: str, reference: str) -> list[str]:
    rows = Notice.objects.filter(about=reference, kind=kind).order_by("to__username")
    return list(rows.values_list("to__username", flat=True))


def test_nobody_is_told_twice_in_one_morning_that_a_matter_is_overdue(world: World) -> None:
    found = make.matter(world)
    late = moment(date(2026, 3, 11))  # to be looked at by the 3rd, to be passed on by the 9th
    assert clock.chase_overdue(at=late) == 2
    assert sorted(found.steps.filter(deed="chase").values_list("facts__clock", flat=True)) == [
        "route",
        "triage",
    ]
    readers = told("chased", found.reference)
    assert readers
    assert len(readers) == len(set(readers))


def test_nor_that_it_is_due_soon(world: World) -> None:
    found = make.started(world)
    at = moment(date(2026, 4, 9))
    Deadline.objects.filter(matter=found, kind__in=["interim", "handle"]).update(remind_at=at)
    assert clock.remind_before_due(at=at) == 2
    assert told("reminder", found.reference) == ["gao", "he"]


def test_the_one_line_names_the_clock_that_is_due_first_whichever_began_first(world: World) -> None:
    found, at = make.started(world), moment(date(2026, 4, 9))
    handle, interim = (Deadline.objects.get(matter=found, kind=kind) for kind in ("handle", "interim"))
    began, later = sorted((handle, interim), key=lambda clock: clock.pk)
    for one, due in ((began, date(2026, 4, 14)), (later, date(2026, 4, 10))):
        Deadline.objects.filter(pk=one.pk).update(remind_at=at, due_on=due)
    clock.remind_before_due(at=at)
    told_of = set(Notice.objects.filter(about=found.reference, kind="reminder").values_list("facts__due"))
    assert told_of == {("2026-04-10",)}
