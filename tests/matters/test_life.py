"""The life of a matter: the walk from hearing to rating, who may take each step, and what is refused."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter, Rating, Reply, Step
from huiyin.matters.rules import replying
from huiyin.notices.models import Notice
from tests import make
from tests.world import AT, World


def test_the_whole_walk(world: World) -> None:
    found = make.closed(world)
    deeds = list(found.steps.values_list("deed", flat=True))
    assert deeds == ["lodge", "route", "accept", "start", "draft", "approve", "rate", "close"]
    assert (found.state, found.outcome, found.level) == ("closed", "resolved", "town")
    assert found.holding_unit == world.office
    assert (found.handler, found.accountable_head) == (world.he, world.gao)
    assert not found.deadlines.running().exists()


def test_the_taker_in_holds_until_the_other_accepts(world: World) -> None:
    found = make.routed(world)
    assert (found.holding_unit, found.lead_unit) == (world.town, world.office)
    assert make.accepted(world).holding_unit == world.office


def test_the_code_is_kept_only_as_something_nobody_can_read_back(world: World) -> None:
    lodged = make.lodged(world)
    assert lodged.code not in (lodged.matter.code_index, lodged.matter.receipt)
    assert lodged.matter.code_index == MATTERS.code_index(lodged.matter.reference, lodged.code.lower())
    assert lodged.matter.code_index != MATTERS.code_index("HY-2026-000001-X", lodged.code)


@pytest.mark.parametrize("who", ["chen", "he", "gao", "qian"])
def test_only_the_coordinator_over_it_routes(world: World, who: str) -> None:
    found = make.matter(world)
    with pytest.raises(Refused):
        actions.route(
            matter=found, to=world.office, topic="", version=found.version, by=getattr(world, who), at=AT
        )
    assert Matter.objects.get(pk=found.pk).state == "received"


def test_a_county_duty_is_not_pushed_down_to_a_village(world: World) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match="why the village"):
        actions.route(
            matter=found, to=world.village, topic="bridge", version=found.version, by=world.liu, at=AT
        )


def test_a_township_reaches_county_departments_but_no_other_township(world: World) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match="outside your area"):
        actions.route(matter=found, to=world.sibling, topic="", version=found.version, by=world.liu, at=AT)
    found = actions.route(
        matter=found, to=world.traffic, topic="bus", version=found.version, by=world.liu, at=AT
    )
    assert (found.level, found.holding_unit) == ("county", world.town)


def test_a_stale_page_is_refused_with_who_was_quicker(world: World) -> None:
    found = make.matter(world)
    stale = found.version
    make_routed = actions.route(matter=found, to=world.office, topic="", version=stale, by=world.liu, at=AT)
    with pytest.raises(Refused, match="刘芳"):
        actions.accept(matter=make_routed, handler=world.he, version=stale, by=world.gao, at=AT)


def test_steps_cannot_be_skipped(world: World) -> None:
    found = make.routed(world)
    with pytest.raises(Refused):
        actions.start(matter=found, words="到现场看了", version=found.version, by=world.he, at=AT)
    with pytest.raises(Refused):
        actions.approve(matter=found, version=found.version, by=world.gao, at=AT)


def test_the_handler_never_approves_even_as_head(world: World) -> None:
    found = make.routed(world)
    found = actions.accept(matter=found, handler=world.gao, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.gao, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.gao, at=AT, **make.REPLY)
    found = Matter.objects.get(pk=found.pk)
    with pytest.raises(Refused, match="somebody else"):
        actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    assert actions.approve(matter=found, version=found.version, by=world.ma, at=AT).state == "replied"


def test_the_database_refuses_an_approval_by_the_handler(world: World) -> None:
    found = make.drafted(world)
    draft = replying.open_draft(found)
    assert draft is not None
    with pytest.raises(DatabaseError, match="approve"), transaction.atomic():
        Reply.objects.filter(pk=draft.pk).update(approved_by=world.he, approved_at=AT, drafted_by=world.gao)


def test_the_database_refuses_a_state_that_the_trail_does_not_know(world: World) -> None:
    found = make.matter(world)
    with pytest.raises(DatabaseError, match="its trail says"), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(state="routed", lead_unit=world.office, level="town")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("field", "value"), [("lead_unit", None), ("handler", None), ("accountable_head", None), ("level", "")]
)
def test_the_database_refuses_an_accepted_matter_without_its_people(
    world: World, field: str, value: object
) -> None:
    found = make.started(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(**{field: value})


def test_the_database_refuses_to_close_without_an_answer(world: World) -> None:
    found = make.started(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(state="closed", closed_at=AT)


def test_steps_and_ratings_are_added_never_changed(world: World) -> None:
    found = make.closed(world)
    for rows in (Step.objects.filter(matter=found), Rating.objects.filter(matter=found)):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.update(at=AT + timedelta(days=3))
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_promised_answer_becomes_a_promise(world: World) -> None:
    found = make.drafted(
        world, reply={"outcome": "promised", "promise_due_on": AT.date() + timedelta(days=20)}
    )
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    assert Promise.objects.get(about=found.reference).official == world.he


def test_everybody_concerned_is_told_in_the_same_transaction(world: World) -> None:
    found = make.replied(world)
    told = set(Notice.objects.filter(about=found.reference).values_list("kind", "to__username"))
    assert {
        ("routed", "liu"),
        ("routed", "gao"),
        ("assigned", "he"),
        ("approve", "gao"),
        ("told", None),
    } <= told


def test_a_returned_draft_keeps_its_words_for_the_next_try(world: World) -> None:
    found = make.drafted(world)
    found = actions.return_draft(
        matter=found, reason="请写明更换的时间", version=found.version, by=world.gao, at=AT
    )
    assert found.state == "in_progress"
    from huiyin.matters.forms import ReplyForm

    assert ReplyForm(matter=found, by=world.he, at=AT)["opinion"].value() == make.REPLY["opinion"]
