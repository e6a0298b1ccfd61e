"""Putting right (S70): problem, cause, measure, owner, day, effect, and a second look by another."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiyin.inspection import clock as rectification_clock
from huiyin.inspection import rectification_rules as rules
from huiyin.inspection.actions import rectifying
from huiyin.inspection.models import Inspection, Rectification
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from tests.inspection import inspections as make
from tests.world import AT, World

DUE = date(2026, 3, 20)
EFFECT = "三月起走访当天填写日期，抽看十条全部相符。"


def listed(world: World, **fields: Any) -> Rectification:
    given = {"unit": world.branch, "problem": "走访日期事后补填", "by": world.ma, "at": AT, **fields}
    return rectifying.list_problem(**given)


def fresh(row: Rectification) -> Rectification:
    return Rectification.objects.get(pk=row.pk)


def assigned(world: World, row: Rectification | None = None, **fields: Any) -> Rectification:
    row = row or listed(world)
    given = {
        "cause": "月底集中补录",
        "measure": "当天在手机上记",
        "owner": world.chen,
        "due_on": DUE,
        "by": world.ma,
        "at": AT,
        **fields,
    }
    rectifying.assign(rectification=row, version=row.version, **given)
    return fresh(row)


def done(world: World, row: Rectification | None = None) -> Rectification:
    row = assigned(world, row)
    rectifying.report_effect(rectification=row, effect=EFFECT, version=row.version, by=world.chen, at=AT)
    return fresh(row)


def test_s70_the_life_is_total_and_reached() -> None:
    reached, waiting = set(), ["listed"]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += [str(state) for state in rules.TRANSITIONS[here].values()]
    assert reached == set(Rectification.State.values)


def test_s70_the_verifier_is_another_than_the_owner(world: World) -> None:
    row = done(world, assigned(world, owner=world.ma) and None)
    mine = assigned(world, listed(world), owner=world.ma)
    rectifying.report_effect(rectification=mine, effect=EFFECT, version=mine.version, by=world.ma, at=AT)
    mine = fresh(mine)
    with pytest.raises(Refused, match="somebody else has to look"):
        rectifying.verify(rectification=mine, verdict="看过", version=mine.version, by=world.ma, at=AT)
    rectifying.verify(rectification=row, verdict="抽看十条", version=row.version, by=world.ma, at=AT)
    assert fresh(row).state == "verified"
    with pytest.raises(IntegrityError, match="verified_by_another"), transaction.atomic():
        Rectification.objects.filter(pk=row.pk).update(verified_by=world.chen)


def test_s70_closing_needs_words_about_the_effect(world: World) -> None:
    row = assigned(world)
    for words in ("", " ", "已完成", "见照片"):
        with pytest.raises(Refused, match="what has changed"):
            rectifying.report_effect(
                rectification=row, effect=words, version=row.version, by=world.chen, at=AT
            )
    with pytest.raises(Refused, match="somebody else's post"):
        rectifying.report_effect(rectification=row, effect=EFFECT, version=row.version, by=world.ma, at=AT)
    with pytest.raises(IntegrityError, match="done_has_an_effect"), transaction.atomic():
        Rectification.objects.filter(pk=row.pk).update(state="done")


def test_s70_cause_measure_owner_and_day_belong_together(world: World) -> None:
    for wrong in ({"cause": " "}, {"measure": ""}, {"due_on": None}, {"due_on": date(2026, 3, 1)}):
        with pytest.raises(Refused):
            assigned(world, **wrong)
    with pytest.raises(Refused, match="holds a post"):
        assigned(world, owner=world.qian)
    with pytest.raises(Refused, match="somebody else's post"):
        assigned(world, by=world.qian)


def test_s70_sent_back_with_what_is_missing_and_a_new_day(world: World) -> None:
    row = done(world)
    later = AT + timedelta(days=30)
    given = {"rectification": row, "why": "还有三条没补", "version": row.version, "by": world.ma, "at": later}
    with pytest.raises(Refused, match="still to come"):
        rectifying.send_back(due_on=None, **given)
    rectifying.send_back(due_on=date(2026, 4, 20), **given)
    row = fresh(row)
    assert (row.state, row.due_on, row.verdict) == ("returned", date(2026, 4, 20), "还有三条没补")
    rectifying.report_effect(rectification=row, effect=EFFECT, version=row.version, by=world.chen, at=later)
    assert fresh(row).state == "done"


def test_s70_only_those_who_lead_list_a_problem(world: World) -> None:
    for who in (world.chen, world.he, world.qian):
        with pytest.raises(Refused, match="listed by those"):
            listed(world, by=who)


def test_s70_an_inspection_is_put_right_to_its_end(world: World) -> None:
    make.visits(world, 2)
    found, finding = make.sent(world)
    with pytest.raises(Refused, match="does not follow"):
        listed(world, finding=finding, by=world.sun)
    found, finding = _concluded(world, found, finding)
    row = listed(world, finding=finding, by=world.sun)
    assert (row.unit, make.fresh(found).state) == (world.branch, Inspection.State.RECTIFYING)
    row = done(world, row)
    with pytest.raises(Refused, match="somebody else"):  # the branch's own people do not verify
        rectifying.verify(rectification=row, verdict="好了", version=row.version, by=world.liu, at=AT)
    rectifying.verify(rectification=row, verdict="抽看十条", version=row.version, by=world.sun, at=AT)
    assert make.fresh(found).state == Inspection.State.VERIFIED


def _concluded(world: World, found: Inspection, finding: Any) -> Any:
    from huiyin.inspection.actions import hearing, inspecting
    from huiyin.inspection.models import Finding

    hearing.answer(finding=finding, words="日期写错了。", by=world.chen, at=AT)
    found = make.fresh(found)
    inspecting.conclude(inspection=found, version=found.version, by=world.sun, at=AT)
    return make.fresh(found), Finding.objects.get(pk=finding.pk)


def test_s70_reminded_before_the_day_and_told_after_it_once(world: World) -> None:
    row = assigned(world)
    told = Notice.objects.filter(kind="rectify", about=row.reference)
    before = told.count()
    assert rectification_clock.remind_before_due(at=AT) == 0, "too early"
    soon = AT + timedelta(days=14)  # Monday, four working days before
    assert rectification_clock.remind_before_due(at=AT + timedelta(days=13)) == 0, "a Sunday"
    assert rectification_clock.remind_before_due(at=soon) == 1
    assert rectification_clock.remind_before_due(at=soon) == 0
    assert told.count() == before + 1
    late = AT + timedelta(days=21)
    assert rectification_clock.tell_overdue(at=soon) == 0
    assert rectification_clock.tell_overdue(at=late) == 1
    assert rectification_clock.tell_overdue(at=late) == 0
    assert list(told.order_by("pk").values_list("to__username", flat=True))[before + 1 :] == ["chen", "ma"]
