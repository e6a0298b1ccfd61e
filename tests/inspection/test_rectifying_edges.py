"""The ledger of problems at its edges: words, days, versions, persons, and what the clock tells on which day."""

from datetime import date, timedelta

import pytest

from huiyin.inspection import clock, rules
from huiyin.inspection import rectification_rules as ledger
from huiyin.inspection.actions import rectifying
from huiyin.inspection.models import Rectification
from huiyin.inspection.rectification_rules import Deed
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from tests.duties import made
from tests.inspection import inspections as make
from tests.inspection.test_rectifying import DUE, EFFECT, assigned, done, fresh, listed
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)


def test_a_problem_fits_its_line_to_the_last_character(world: World) -> None:
    assert listed(world, problem=f"{'字' * 300}").problem == "字" * 300
    for words in (" ", "字" * 301):
        with pytest.raises(Refused, match="at most 300"):
            listed(world, problem=words)
    _found, finding = make.concluded(world) if make.visits(world, 2) else (None, None)
    with pytest.raises(Refused, match="at most 300"):
        listed(world, problem="字" * 301, finding=finding, by=world.sun)


@pytest.mark.parametrize(("n", "says"), [(5, False), (6, True), (2000, True), (2001, False)])
def test_an_effect_is_said_in_words(n: int, says: bool) -> None:
    assert (ledger.objection_to_effect("字" * n) is None) is says
    assert ledger.objection_to_effect(" " * 6)


def test_a_line_is_due_today_at_the_earliest(world: World) -> None:
    with pytest.raises(Refused, match="still to come"):
        assigned(world, due_on=TODAY - DAY)
    row = assigned(world, due_on=TODAY, cause=" 原因 ", measure="措" * 301)
    assert (row.due_on, row.cause, row.measure, row.version) == (TODAY, "原因", "措" * 300, 2)


def test_the_owner_is_of_the_unit_or_of_the_organ_it_stands_in(world: World) -> None:
    row = listed(world)
    assert assigned(world, row, owner=world.he).owner == world.he, "of the same township"
    owners = set(ledger.possible_owners(row, AT))
    assert {world.chen, world.he, world.ma} <= owners
    assert not owners & {world.qian, world.sun}


def test_who_listed_a_line_may_assign_it_and_strangers_may_not(world: World) -> None:
    row = listed(world)
    Rectification.objects.filter(pk=row.pk).update(listed_by=world.he)
    row = fresh(row)
    may = {
        name
        for name in ("he", "ma", "liu", "chen", "qian")
        if ledger.may(Deed.ASSIGN, row, getattr(world, name), AT)
    }
    assert may == {"he", "ma", "liu"}
    assert ledger.choices(row, world.he, AT) == [Deed.ASSIGN]
    assert ledger.choices(row, world.chen, AT) == []


def test_each_step_is_taken_from_the_page_it_was_read_on(world: World) -> None:
    row, other = done(world), listed(world)
    for version in (row.version - 1, row.version + 1):
        with pytest.raises(Refused, match="in the meantime"):
            rectifying.verify(rectification=row, verdict="看过", version=version, by=world.ma, at=AT)
    with pytest.raises(Refused, match="what you saw"):
        rectifying.verify(rectification=row, verdict=" ", version=row.version, by=world.ma, at=AT)
    with pytest.raises(Refused, match="still missing"):
        rectifying.send_back(rectification=row, why=" ", due_on=DUE, version=row.version, by=world.ma, at=AT)
    rectifying.verify(rectification=row, verdict=" 看过 ", version=row.version, by=world.ma, at=AT)
    row = fresh(row)
    assert (row.verdict, row.verified_by, row.state) == ("看过", world.ma, "verified")
    assert list(Rectification.objects.open()) == [other]
    with pytest.raises(Refused, match="does not follow"):
        rectifying.verify(rectification=row, verdict="看过", version=row.version, by=world.ma, at=AT)


def test_sent_back_for_today_it_is_told_and_reminded_afresh(world: World) -> None:
    row = done(world)
    Rectification.objects.filter(pk=row.pk).update(reminded_at=AT, chased_at=AT)
    late = made.moment(DUE, 9)
    row = fresh(row)
    told = Notice.objects.filter(to=world.chen, kind="rectify", about=row.reference).count()
    rectifying.send_back(rectification=row, why="缺", due_on=None, version=row.version, by=world.ma, at=late)
    row = fresh(row)
    assert (row.due_on, row.reminded_at, row.chased_at, row.done_at) == (DUE, None, None, None)
    assert Notice.objects.filter(to=world.chen, kind="rectify", about=row.reference).count() == told + 1
    assert ledger.choices(row, world.chen, AT) == [Deed.REPORT]


def test_who_reports_is_not_told_of_it_and_who_listed_is(world: World) -> None:
    row = assigned(world)
    before = Notice.objects.filter(to=world.ma).count()
    rectifying.report_effect(rectification=row, effect=EFFECT, version=row.version, by=world.chen, at=AT)
    assert Notice.objects.filter(to=world.ma).count() == before + 1
    own = assigned(world, owner=world.ma)
    before = Notice.objects.filter(to=world.ma).count()
    rectifying.report_effect(rectification=own, effect=EFFECT, version=own.version, by=world.ma, at=AT)
    assert Notice.objects.filter(to=world.ma).count() == before


def test_the_last_of_two_lines_closes_the_inspection(world: World) -> None:
    make.visits(world, 2)
    found, finding = make.concluded(world)
    rows = [done(world, listed(world, finding=finding, by=world.sun)) for _n in range(2)]
    for row, state in zip(rows, ("rectifying", "verified"), strict=True):
        rectifying.verify(rectification=row, verdict="看过", version=row.version, by=world.sun, at=AT)
        assert make.fresh(found).state == state


def test_nothing_is_put_right_in_a_commendation_or_a_finding_withdrawn(world: World) -> None:
    make.visits(world, 2)
    _found, finding = make.concluded(world)
    for change in ({"kind": "commend"}, {"kind": "improve", "withdrawn_at": AT, "withdrawn_why": "笔误"}):
        type(finding).objects.filter(pk=finding.pk).update(**change)
        finding.refresh_from_db()
        with pytest.raises(Refused, match="nothing to put right"):
            listed(world, finding=finding, by=world.sun)


@pytest.mark.parametrize(
    ("day", "reminded", "chased"),
    [
        (date(2026, 3, 19), 1, 0),
        (date(2026, 3, 20), 1, 0),  # its own day: not too late
        (date(2026, 3, 23), 0, 1),  # the working day after
        (date(2026, 3, 22), 0, 0),  # a Sunday
    ],
)
def test_the_clock_reminds_through_the_day_and_tells_after_it(
    world: World, day: date, reminded: int, chased: int
) -> None:
    assigned(world)
    listed(world)
    at = made.moment(day, 9)
    assert (clock.remind_before_due(at=at), clock.tell_overdue(at=at)) == (reminded, chased)
    assert set(Rectification.objects.overdue(DUE)) == set()
    assert Rectification.objects.overdue(DUE + DAY).count() == 1


def test_a_line_that_waits_for_a_second_look_is_neither_owed_nor_late(world: World) -> None:
    row, open_row = done(world), listed(world)
    assert not Rectification.objects.owed().exists()
    assert not row.is_owed
    assert assigned(world, open_row).is_owed
    assert clock.tell_overdue(at=made.moment(date(2026, 3, 23), 9)) == 1


def test_lines_are_seen_by_owner_lister_unit_inspector_and_who_leads(world: World) -> None:
    make.visits(world, 2)
    _found, finding = make.concluded(world)
    row = assigned(world, listed(world, finding=finding, by=world.sun), owner=world.he, by=world.sun)
    plain = listed(world, unit=world.office)
    seen = {
        name: (row in rows, plain in rows)
        for name in ("chen", "he", "gao", "liu", "ma", "sun", "qian", "xia")
        for rows in [set(Rectification.objects.visible_to(getattr(world, name), AT))]
    }
    yes, no = (True, True), (False, False)
    assert seen == {
        "chen": (True, False), "he": yes, "gao": (False, True), "liu": yes, "ma": yes, "sun": yes, "qian": no,
        "xia": no,
    }  # fmt: skip
    assert world.branch in rules.branches_under(world.ma, AT)
    assert not rules.branches_under(world.gao, AT).exists()
    inspectors = set(rules.possible_inspectors(world.sun, AT))
    assert {world.gao, world.ma, world.liu} <= inspectors
    assert not inspectors & {world.chen, world.he}
