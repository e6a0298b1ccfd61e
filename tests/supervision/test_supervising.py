"""Supervision (T27): who may ask, who answers, by when, and that the matter itself goes on untouched."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions as actions_of_matters
from huiyin.matters.models import Matter, Step
from huiyin.notices.models import Notice
from huiyin.orgs.models import Appointment, Official
from huiyin.people.fields import Sealed
from huiyin.supervision import actions, clock, rules
from huiyin.supervision.models import Supervision
from tests.make import closed, matter, replied, routed, started
from tests.world import AT, World

Enter = Callable[[Official], Client]
ASKED = {"trigger": "overdue", "words": "为什么还没有答复？请说明原因和办结时间。"}


def _asked(world: World, found: Matter, by: Official | None = None) -> Supervision:
    return actions.supervise(matter=found, **ASKED, by=by or world.sun, at=AT)


def _told(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__username", flat=True))


def test_s42_the_unit_is_asked_and_has_five_working_days(world: World) -> None:
    found = started(world)
    before = (found.state, found.version, found.due_on)
    made = _asked(world, found)
    assert made.unit == world.office
    assert made.due_on == date(2026, 3, 9), "five working days after Monday, 2 March"
    assert _told("supervised") == sorted({"he", "gao"}), "the handler and the head"
    found.refresh_from_db()
    assert (found.state, found.version, found.due_on) == before, "the matter goes on as it was"
    last = found.steps.last()
    assert last is not None
    assert (last.deed, last.state_after) == (Step.Deed.SUPERVISE, found.state)


def test_a_matter_without_a_lead_is_asked_of_who_holds_it(world: World) -> None:
    assert _asked(world, matter(world)).unit == world.town


def test_who_asks_is_never_asked_nor_answers(world: World) -> None:
    made = _asked(world, started(world), world.ma)
    assert _told("supervised") == sorted({"he", "gao"})
    with pytest.raises(Refused):
        actions.answer_supervision(supervision=made, answer="自己答。", version=1, by=world.ma, at=AT)
    assert not rules.may_answer(made, world.ma, AT)


def test_at_the_desk_the_desk_answers(world: World) -> None:
    made = _asked(world, matter(world), world.ma)
    assert _told("supervised") == ["liu"], (
        "the township's only head asks, so the coordinator who has it is asked"
    )
    assert rules.may_answer(made, world.liu, AT)
    assert not rules.may_answer(made, world.xia, AT)


def test_where_nobody_else_could_answer_nothing_is_asked(world: World) -> None:
    found = matter(world)
    Appointment.objects.filter(official__in=[world.liu, world.sun]).update(to_on=AT.date())
    with pytest.raises(Refused):
        _asked(world, found, world.ma)
    assert not Supervision.objects.exists()


def test_a_handler_does_not_supervise_their_own_matter(world: World) -> None:
    found = started(world)
    Matter.objects.filter(pk=found.pk).update(handler=world.ma)
    found.refresh_from_db()
    assert not rules.may_supervise(found, world.ma, AT)


@pytest.mark.parametrize("make", [replied, closed])
def test_what_is_answered_is_not_supervised(world: World, make: Callable[[World], Matter]) -> None:
    with pytest.raises(Refused):
        _asked(world, make(world))


def test_only_a_supervisor_above_with_no_part_in_it(world: World) -> None:
    found = routed(world)
    for by in (world.liu, world.he, world.qian):
        with pytest.raises(Refused):
            _asked(world, found, by)
    assert rules.may_supervise(found, world.ma, AT), "supervisor of the township above the office"
    Matter.objects.filter(pk=found.pk).update(accountable_head=world.ma)
    found.refresh_from_db()
    assert not rules.may_supervise(found, world.ma, AT), "not who answers for it"
    assert rules.may_supervise(found, world.sun, AT)


def test_one_at_a_time_with_a_reason_of_the_list_and_words(world: World) -> None:
    found = routed(world)
    with pytest.raises(Refused):
        actions.supervise(matter=found, trigger="nonsense", words="x", by=world.sun, at=AT)
    with pytest.raises(Refused):
        actions.supervise(matter=found, trigger="overdue", words=" ", by=world.sun, at=AT)
    made = _asked(world, found)
    with pytest.raises(Refused):
        _asked(world, found)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.create(
            matter=found,
            unit=world.office,
            trigger="other",
            words="又问",
            by=world.ma,
            at=AT,
            due_on=made.due_on,
        )


def test_it_is_answered_by_handler_or_head_once_and_who_asked_is_told(world: World) -> None:
    found = started(world)
    made = _asked(world, found)
    for by in (world.sun, world.liu, world.qian):
        with pytest.raises(Refused):
            actions.answer_supervision(supervision=made, answer="已到现场。", version=1, by=by, at=AT)
    with pytest.raises(Refused):
        actions.answer_supervision(supervision=made, answer=" ", version=1, by=world.he, at=AT)
    with pytest.raises(Refused):
        actions.answer_supervision(supervision=made, answer="已到现场。", version=2, by=world.he, at=AT)
    done = actions.answer_supervision(supervision=made, answer="已到现场。", version=1, by=world.he, at=AT)
    assert done.answered_by == world.he
    assert _told("supervision_answered") == ["sun"]
    assert not Supervision.objects.open().exists()
    with pytest.raises(Refused):
        actions.answer_supervision(supervision=done, answer="再答。", version=2, by=world.he, at=AT)
    assert _asked(world, found).pk != made.pk, "and it can be asked anew"


def test_it_goes_along_to_the_unit_that_has_the_matter_by_now(world: World) -> None:
    found = routed(world)
    made = _asked(world, found)
    head = Official.objects.get(username="yu")
    assert not rules.may_answer(made, head, AT)
    actions_of_matters.route(
        matter=found, to=world.traffic, topic="streetlight", version=found.version, by=world.liu, at=AT
    )
    made = Supervision.objects.get(pk=made.pk)
    assert rules.may_answer(made, head, AT)
    assert not rules.may_answer(made, world.gao, AT), "it has gone along"
    assert [one.username for one in actions.answering(made, AT)] == ["yu"]


def test_a_date_reckoned_without_the_days_off_of_its_year_is_redated(world: World) -> None:
    made = _asked(world, started(world))
    assert clock.redate(at=AT) == 0
    Supervision.objects.filter(pk=made.pk).update(due_on=date(2026, 3, 10))
    assert clock.redate(at=AT) == 1
    made.refresh_from_db()
    assert made.due_on == date(2026, 3, 9)
    assert _told("supervision_redated") == sorted({"he", "gao", "sun"})
    assert clock.redate(at=AT) == 0


def test_a_date_in_a_year_whose_days_off_are_not_announced_says_so(world: World) -> None:
    found = started(world)
    assert not rules.due(found, AT).provisional
    assert rules.due(found, AT.replace(year=2026, month=12, day=28)).provisional


def test_the_database_lets_nobody_answer_themselves(world: World) -> None:
    made = _asked(world, started(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.filter(pk=made.pk).update(
            answer=Sealed(b"x"), answered_by=made.by, answered_at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.filter(pk=made.pk).update(answered_at=AT)


def test_both_sides_are_told_once_on_the_first_working_day_after_the_date(world: World) -> None:
    friday = AT + timedelta(days=4)
    made = actions.supervise(matter=started(world), **ASKED, by=world.sun, at=friday)
    assert made.due_on == date(2026, 3, 13), "a Friday"
    told = [clock.tell_of_late_answers(at=friday + timedelta(days=n)) for n in (7, 8, 9, 10, 11)]
    assert told == [0, 0, 0, 1, 0], "not on the day, nor on the weekend; on Monday, once"
    assert _told("supervision_late") == sorted({"he", "gao", "sun"})
