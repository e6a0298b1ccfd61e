"""The firewall beyond the matter itself: what follows it, what is merged with it, its parts, its line and its review (I-19)."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.contacts.models import Promise
from huiyin.contacts.promise_clock import chase_promises
from huiyin.intake.web import WEB
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, owing
from huiyin.matters.forms.parts import AskUpForm, TakeOverForm
from huiyin.matters.models import Matter, State
from huiyin.matters.rules import line_of, merging, reviewing, sub_tasks
from huiyin.orgs.models import Appointment, Official, Unit
from tests import make, make_states
from tests.matters.reading import told
from tests.world import AT, LONG_AGO, World, moment, official


def about(found: Matter, *, unit: Unit | None = None, who: Official | None = None) -> Matter:
    """Whom it is about, in whatever state it is."""
    Matter.objects.filter(pk=found.pk).update(complained_unit=unit, complained_official=who)
    return Matter.objects.get(pk=found.pk)


@pytest.mark.parametrize(("whom", "desk"), [("ma", "root"), ("liu", "root"), ("he", "town")])
def test_what_is_told_anew_is_about_the_same_and_goes_to_a_desk_that_is_free_of_them(
    world: World, whom: str, desk: str
) -> None:
    who = getattr(world, whom)
    old = about(make.closed(world), who=who)
    new = actions.tell_anew(matter=old, words="他之后还来威胁过我", channel=WEB, at=AT).matter
    assert (new.complained_official, new.complained_unit) == (who, None)
    assert new.holding_unit == new.intake_unit == getattr(world, desk)
    assert told(new, "routed") == ["sun" if desk == "root" else "liu"]
    assert not Matter.objects.visible_to(who, AT).filter(pk=new.pk).exists()


def test_nothing_is_merged_into_what_is_about_somebody(world: World) -> None:
    main, other = about(make.started(world), who=world.gao), make.matter(world)
    assert main not in merging.joinable(Matter.objects.all())
    given: dict[str, Any] = {"why": "同一件事", "version": other.version, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="handled by itself"):
        actions.merge(matter=other, primary=main, **given)


def test_nobody_is_named_while_others_are_merged_into_it(world: World) -> None:
    main, other = make.matter(world), make.matter(world)
    given: dict[str, Any] = {"version": other.version, "by": world.liu, "at": AT}
    actions.merge(matter=other, primary=main, why="同一件事", **given)
    main = Matter.objects.get(pk=main.pk)
    named: dict[str, Any] = {"unit": world.office, "official": None, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="undo that first"):
        actions.name_complained(matter=main, version=main.version, **named)
    main.refresh_from_db()
    assert main.complained_unit is None


def test_no_part_is_asked_of_whom_it_is_about(world: World) -> None:
    found = about(make.started(world), unit=world.traffic)
    form = AskUpForm(None, matter=found, by=world.he, at=AT)
    assert world.traffic not in form.fields["unit"].queryset  # type: ignore[attr-defined]
    for kind in ("support", "advice", "upward"):
        assert "about that unit" in (sub_tasks.objection_to_unit_asked(found, kind, world.traffic, AT) or "")


def test_whom_it_is_about_does_no_part_of_it(world: World) -> None:
    tu, yu = (Official.objects.get(username=name) for name in ("tu", "yu"))
    part = make.put_above(world)
    found = about(part.matter, who=tu)
    offered = TakeOverForm(None, matter=found, by=yu, at=AT).fields["handler"].queryset  # type: ignore[attr-defined]
    assert list(offered) == [yu]
    given: dict[str, Any] = {"receipt": "12", "version": found.version, "by": yu, "at": AT}
    with pytest.raises(Refused, match="somebody else handles it"):
        actions.take_over(matter=found, handler=tu, **given)
    assert actions.take_over(matter=found, handler=yu, **given).handler == yu


def test_the_line_goes_on_above_whom_it_is_about(world: World) -> None:
    boss = official("zhou", "周县", world.root, "副县长", "unit_head")
    found = about(make.routed(world), who=world.gao)
    assert line_of.heads(found, world.office, AT) == [world.ma]
    found = about(found, who=world.ma)
    Appointment.objects.filter(official=world.gao).update(to_on=LONG_AGO.replace(year=2021))
    assert line_of.heads(found, world.office, AT) == [boss]
    after = actions.accept(matter=found, handler=world.he, version=found.version, by=boss, at=AT)
    assert after.accountable_head == boss
    assert owing.holders(after, AT) == [world.he]
    assert owing.holders(about(after, who=world.he), AT) == [world.ma]


def test_who_draws_up_an_answer_is_heard_above_whom_it_is_about(world: World) -> None:
    found = about(make.started(world), who=world.gao)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    assert told(found, "approve") == ["ma"]
    assert line_of.desk(about(found, who=world.liu), world.town, AT) == [world.sun]


def test_a_review_lies_with_a_body_that_is_free_of_them(world: World) -> None:
    found = make_states.petition(world)
    Matter.objects.filter(pk=found.pk).update(lead_unit=world.village, level="village")
    found.refresh_from_db()
    assert reviewing.unit_for(found, reviewing.Stage.REVIEW, AT) == world.town
    for who in (world.ma, world.liu):
        assert reviewing.unit_for(about(found, who=who), reviewing.Stage.REVIEW, AT) == world.root
    assert reviewing.unit_for(about(found, unit=world.town), reviewing.Stage.REVIEW, AT) == world.root
    assert reviewing.unit_for(about(found, who=world.sun), reviewing.Stage.REVIEW, AT) is None


def test_who_decided_the_review_does_not_decide_the_recheck(world: World) -> None:
    found = make_states.reviewed(world)
    found.reviews.update(unit=world.town, answered_by=world.office)
    found = actions.ask_review(matter=found, words="还是没有到现场看", at=AT).matter
    assert found.state == State.UNDER_RECHECK
    assert "leaves the recheck" in (reviewing.objection_to_reviewing(found, world.sun, AT) or "")
    other = official("wu", "吴副", world.root, "副主任", "coordinator")
    assert reviewing.objection_to_reviewing(found, other, AT) is None


def test_what_an_answer_promises_is_kept_from_whom_it_is_about(world: World) -> None:
    due = AT.date() + timedelta(days=3)
    found = about(make.drafted(world, reply={"promise_due_on": due}), who=world.gao)
    found = actions.approve(matter=found, version=found.version, by=world.ma, at=AT)
    vow = Promise.objects.get(about=found.reference)
    assert (vow.about_official, vow.about_unit) == (world.gao, None)
    for who, may in ((world.gao, False), (world.ma, True), (world.he, True)):
        assert Promise.objects.visible_to(who, AT).filter(pk=vow.pk).exists() is may, who
        assert vow.may_be_heard_by(who, AT) is may
    chase_promises(at=moment(due + timedelta(days=1)))
    assert sorted(told(found, "promise_overdue")) == ["he", "ma"]


def test_whom_it_is_about_is_named_while_the_person_is_asked_for_more_as_well(world: World) -> None:
    found = make.asked(world)
    named: dict[str, Any] = {"unit": None, "official": world.liu, "by": world.liu, "at": AT}
    found = actions.name_complained(matter=found, version=found.version, **named)
    assert (found.state, found.holding_unit) == ("needs_info", world.root)
    actions.supply(matter=found, words="是刘主任", at=AT)
    assert told(found, "supplied") == ["sun"]
