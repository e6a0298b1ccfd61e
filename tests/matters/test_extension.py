"""More time for an answer (T14): before the date, with a reason, by somebody else, once, at most the charter's, told at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock, figures
from huiyin.matters.explaining import explained
from huiyin.matters.models import Extension, Matter, Step
from huiyin.matters.rules import extending
from huiyin.matters.story import story
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told
from tests.world import AT, World, moment

DUE, MOVED = date(2026, 4, 14), date(2026, 4, 28)  # ten working days on
REASON = "灯杆要重新采购"


def ask(world: World, found: Matter, **said: Any) -> Extension:
    given = {"n": 10, "reason": REASON, "by": world.he, "at": AT, **said}
    return actions.ask_more_time(matter=found, version=found.version, **given)


def grant(world: World, found: Matter, **said: Any) -> Matter:
    return actions.extend(matter=found, version=found.version, **{"by": world.gao, "at": AT, **said})


def refuse(world: World, found: Matter, **said: Any) -> Matter:
    given = {"why": "库里有灯杆", "by": world.gao, "at": AT, **said}
    return actions.refuse_more_time(matter=found, version=found.version, **given)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def test_asked_for_it_waits_for_the_head_and_moves_nothing(world: World) -> None:
    found = make.more_time_asked(world)
    assert (found.state, found.due_on) == ("in_progress", DUE)
    assert told(found, "more_time_asked") == ["gao"]
    waiting = Matter.objects.visible_to(world.gao, AT).waiting_for(world.gao, AT)
    assert found in waiting
    assert (Extension.objects.get().due_was, Extension.objects.get().reason) == (DUE, REASON)


def test_granted_the_date_moves_on_and_the_person_reads_why_the_same_moment(world: World) -> None:
    found = grant(world, make.more_time_asked(world))
    handle = found.deadlines.running().get(kind="handle")
    assert found.due_on == handle.due_on == MOVED
    assert found.promised_on == DUE, "what was promised first stays on record"
    assert handle.chase_at == moment(date(2026, 4, 29), 9)
    asked = Extension.objects.get()
    assert (asked.granted, asked.decided_by, asked.due_now) == (True, world.gao, MOVED)
    assert found.steps.get(deed="extend").facts == {"clock": "handle", "from": str(DUE), "to": str(MOVED)}
    assert any("28 Apr" in words and REASON in words for at, words in story(found) if at == AT)
    assert told(found, "more_time_granted") == ["he"]
    assert Notice.objects.filter(about=found.reference, kind="told", at=AT, facts__deed="extend").exists()
    assert found.more_time_asked_at is None
    assert found not in Matter.objects.waiting_for(world.gao, AT)


def test_refused_it_stays_and_may_be_asked_for_again(world: World) -> None:
    found = make.more_time_asked(world)
    with pytest.raises(Refused, match="why the date stays"):
        actions.refuse_more_time(matter=found, why=" ", version=found.version, by=world.gao, at=AT)
    found = actions.refuse_more_time(
        matter=found, why="库里有灯杆", version=found.version, by=world.gao, at=AT
    )
    assert found.due_on == DUE
    assert told(found, "more_time_refused") == ["he"]
    assert not any("库里有灯杆" in words for _at, words in story(found)), "nothing has changed for the person"
    ask(world, found)
    assert Extension.objects.count() == 2


def test_it_is_granted_once_a_round(world: World) -> None:
    found = grant(world, make.more_time_asked(world))
    with pytest.raises(Refused, match="once already"):
        ask(world, found)


def test_after_it_was_taken_up_again_it_may_be_granted_once_more(world: World) -> None:
    found = grant(world, make.more_time_asked(world))
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = again(found)
    found = actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    found = actions.reopen(matter=found, words="灯又不亮了", at=AT + timedelta(days=1))
    first = found.due_on
    ask(world, found, n=3, at=AT + timedelta(days=1))
    found = grant(world, again(found), at=AT + timedelta(days=1))
    assert first is not None
    assert found.due_on is not None
    assert found.due_on > first
    assert [one.round for one in Extension.objects.order_by("pk")] == [1, 2]


def test_while_one_waits_no_other_is_asked_for(world: World) -> None:
    with pytest.raises(Refused, match="asked for already"):
        ask(world, make.more_time_asked(world))


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_it_is_asked_for_on_the_last_day_and_no_later(world: World, day: date, late: bool) -> None:
    found = make.started(world)
    if not late:
        assert ask(world, found, at=moment(day, 23)).asked_on == day
        return
    with pytest.raises(Refused, match="The date has passed"):
        ask(world, found, at=moment(day, 0))


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_a_date_that_has_passed_is_not_moved_but_the_request_can_be_refused(
    world: World, day: date, late: bool
) -> None:
    found = make.more_time_asked(world)
    if not late:
        assert grant(world, found, at=moment(day, 23)).due_on == MOVED
        return
    with pytest.raises(Refused, match="can no longer be moved"):
        grant(world, found, at=moment(day, 0))
    actions.refuse_more_time(
        matter=found, why="期限已过", version=found.version, by=world.gao, at=moment(day)
    )
    clock.note_missed(at=moment(day))
    assert found.deadlines.get(kind="handle").missed_at == moment(day, 0)


@pytest.mark.parametrize(("n", "right"), [(0, False), (1, True), (15, True), (16, False)])
def test_at_most_what_the_charter_says(world: World, n: int, right: bool) -> None:
    found = make.started(world)
    if right:
        assert ask(world, found, n=n).n == n
        return
    with pytest.raises(Refused, match="at most 15 working days"):
        ask(world, found, n=n)


def test_it_takes_a_reason(world: World) -> None:
    with pytest.raises(Refused, match="why more time"):
        ask(world, make.started(world), reason=" 忙 ")


def test_a_kind_of_matter_without_extension_in_the_charter_has_none(world: World) -> None:
    found = make.started(world)
    found.profile = "legal_route"
    assert extending.at_most(found) is None
    said = extending.objection_to_asking(found, world.he, AT)
    assert said is not None
    assert "no extension" in said


@pytest.mark.parametrize("who", ["liu", "xia", "chen"])
def test_only_the_handler_asks_and_only_the_head_decides(world: World, who: str) -> None:
    found = make.started(world)
    other = getattr(world, who)
    with pytest.raises(Refused):
        ask(world, found, by=other)
    found = make.more_time_asked(world)
    with pytest.raises(Refused):
        grant(world, found, by=other)
    with pytest.raises(Refused):
        grant(world, found, by=world.he)


def test_a_head_who_handles_it_does_not_decide_on_it(world: World) -> None:
    found = make.routed(world)
    found = actions.accept(matter=found, handler=world.gao, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.gao, at=AT)
    ask(world, found, by=world.gao)
    with pytest.raises(Refused, match="somebody else decides"):
        grant(world, again(found), by=world.gao)


@pytest.mark.parametrize("deciding", [grant, refuse])
def test_neither_who_asked_nor_who_handles_it_now_decides(
    world: World, deciding: Callable[..., Matter]
) -> None:
    found = make.routed(world)
    found = actions.accept(matter=found, handler=world.gao, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.gao, at=AT)
    ask(world, found, by=world.gao)
    assert told(found, "more_time_asked") == ["ma"], "of the heads, not the one who asks"
    found = again(found)
    found = actions.reassign(matter=found, handler=world.he, version=found.version, by=world.ma, at=AT)
    with pytest.raises(Refused, match="somebody else decides"):
        deciding(world, found, by=world.gao)  # who asked, and handles it no more
    found = actions.reassign(matter=found, handler=world.ma, version=found.version, by=world.gao, at=AT)
    with pytest.raises(Refused, match="somebody else decides"):
        deciding(world, found, by=world.ma)  # who handles it, and did not ask
    found = actions.reassign(matter=found, handler=world.he, version=found.version, by=world.ma, at=AT)
    assert deciding(world, found, by=world.ma).more_time_asked_at is None


@pytest.mark.parametrize("who", ["he", "liu", "xia", "chen", "sun", "qian"])
def test_only_the_head_refuses_more_time(world: World, who: str) -> None:
    found = make.more_time_asked(world)
    with pytest.raises(Refused, match="somebody else's post"):
        refuse(world, found, by=getattr(world, who))
    assert again(found).more_time_asked_at == AT
    assert Extension.objects.get().granted is None


def test_a_date_worked_out_again_keeps_what_was_granted(world: World) -> None:
    found = grant(world, make.more_time_asked(world))
    handle = found.deadlines.get(kind="handle")
    found.deadlines.filter(pk=handle.pk).update(calendar="0" * 12)
    assert clock.redate(at=AT) == 1
    assert again(found).due_on == MOVED
    assert not found.steps.filter(deed="redate").exists()


def test_the_date_before_is_what_one_knew_before(world: World) -> None:
    found = grant(world, make.more_time_asked(world), at=AT + timedelta(days=3))
    for days, due in ((2, DUE), (3, MOVED)):
        then = figures.with_due_then(Matter.objects.all(), AT + timedelta(days=days)).get(pk=found.pk)
        assert then.due_then == due


def test_the_pages_ask_and_decide(world: World, enter: Callable[[Official], Client]) -> None:
    found = make.started(world)
    he, there = enter(world.he), f"/matters/{found.reference}/"
    assert "最多15 个工作日，只能延一次" in he.get(there + "extension/").content.decode()
    asked = {"version": found.version, "n": 10, "reason": REASON}
    assert he.post(there + "extension/", asked).status_code == 302
    gao, found = enter(world.gao), again(found)
    page = gao.get(there).content.decode()
    assert REASON in page
    assert "10 个工作日" in page
    assert there + "more-time/" in page
    assert gao.post(there + "more-time/", {"version": found.version}).status_code == 302
    assert again(found).due_on == MOVED
    page = gao.get(there).content.decode()
    assert there + "more-time/" not in page, "offered only where something is asked for"
    assert "已批准延长10 个工作日" in page


def test_the_date_is_explained_with_what_was_granted(world: World) -> None:
    found = grant(world, make.more_time_asked(world))
    told = explained(found.deadlines.get(kind="handle"), found)
    assert any("Granted on top: 10 working days." in one for one in told)
    assert any("14 April" in one for one in told), "from where it stood"
    assert Step.objects.get(matter=found, deed="ask_more_time").note == REASON
