"""Answering at once, at the desk; and telling the person how far it is while it goes on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.explaining import explained
from huiyin.matters.models import Matter
from huiyin.matters.rules import life
from huiyin.matters.story import story
from tests import make
from tests.world import AT, World

DAY = timedelta(days=1)


def running(found: Matter) -> dict[str, date]:
    return dict(found.deadlines.running().values_list("kind", "due_on"))


# --- telling how far it is ---


def test_the_person_is_told_how_far_it_is_and_the_next_time_counts_from_there(world: World) -> None:
    found = make.started(world)
    first = found.deadlines.get(kind="interim")
    assert (first.due_on, first.moment) == (date(2026, 4, 1), "accepted")
    later = AT + 20 * DAY
    with pytest.raises(Refused, match="what the person is told"):
        actions.inform(matter=found, words=" ", version=found.version, by=world.he, at=later)
    found = actions.inform(matter=found, words="灯杆已经到货", version=found.version, by=world.he, at=later)
    second = found.deadlines.running().get(kind="interim")
    assert (second.due_on, second.moment) == (date(2026, 4, 21), "told")
    assert "last told" in explained(second, found)[0]
    assert "灯杆已经到货" in story(found)[-1][1]
    assert first.pk != second.pk
    assert found.due_on == date(2026, 4, 14)


def test_only_the_handler_tells_it(world: World) -> None:
    found = make.started(world)
    assert life.objection("inform", found, world.gao, AT) is not None
    assert life.objection("inform", found, world.he, AT) is None


# --- answering at once ---


def test_what_is_said_of_an_answer_at_the_desk_stands_in_the_readers_language(
    world: World, client: Client
) -> None:
    mine = make.lodged(world, profile="inquiry")
    actions.answer_now(matter=mine.matter, words="周一到周五都能办", version=1, by=world.liu, at=AT)
    reply = mine.matter.replies.get()
    assert (reply.facts, reply.remedy) == ("", ""), "no sentence of the clerk's language is kept"
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True, headers={"accept-language": "zh-hans"})
    said = page.content.decode()
    assert "当场答复" in said
    assert "重新办理" in said


def test_the_desk_answers_a_question_at_once(world: World) -> None:
    found = make.matter(world, channel="phone", raised_by=world.xia)
    given: dict[str, Any] = {
        "words": "周一到周五都能办",
        "version": 1,
        "by": world.xia,
        "at": AT,
        "said": "phone",
    }
    found = actions.answer_now(matter=found, **given)
    assert (found.state, found.outcome, found.profile, found.level) == (
        "replied",
        "answered",
        "inquiry",
        "desk",
    )
    assert (found.lead_unit, found.handler, found.accountable_head) == (world.town, world.xia, world.ma)
    reply = found.replies.get()
    assert (reply.opinion, reply.delivered_at) == ("周一到周五都能办", AT)
    assert (reply.deliveries.get().way, reply.deliveries.get().done_by) == ("phone", world.xia)
    assert (reply.on_the_spot, reply.approved_by, reply.approved_at) == (True, None, AT)
    assert set(running(found)) == {"rating"}
    again = actions.reopen(matter=found, words="办不了", at=AT + DAY)
    assert (again.state, again.level, again.handler) == ("in_progress", "town", world.xia)


def test_a_petition_and_an_empty_answer_are_not_said_at_once(world: World) -> None:
    petition = make.matter(world, profile="petition_simple")
    assert "in writing" in str(life.objection("answer_now", petition, world.liu, AT))
    with pytest.raises(Refused, match="write the answer"):
        actions.answer_now(matter=make.matter(world), words=" ", version=1, by=world.liu, at=AT)
    for who in (world.he, world.gao, world.qian):
        assert life.objection("answer_now", make.matter(world), who, AT) is not None


def test_what_is_answered_days_later_is_brought_to_the_person_and_called_back(world: World) -> None:
    """Nobody stands there any more: the answer is a task, and somebody else rings once it has arrived (I-02)."""
    found = make.matter(world, channel="phone", raised_by=world.xia, resident=world.wang)
    later = AT + 3 * DAY
    found = actions.answer_now(matter=found, words="周一到周五都能办", version=1, by=world.xia, at=later)
    sent = found.deliveries.get()
    assert (sent.way, sent.done_at, found.to_bring, found.to_call) == ("phone", None, "phone", "result")
    assert set(running(found)) == {"delivery"}
    brought: dict[str, Any] = {
        "way": "phone",
        "how": "本人",
        "version": found.version,
        "by": world.xia,
        "at": later,
    }
    assert {"rating", "callback"} <= set(running(actions.deliver(matter=found, **brought)))


def test_only_a_question_is_answered_by_one_person_alone(world: World) -> None:
    def objection(found: Matter) -> str:
        return str(life.objection("answer_now", found, world.liu, AT))

    assert objection(make.matter(world, kind="consultation")) == "None"
    assert "Only a question" in objection(make.matter(world, kind="complaint"))
    assert "urgent" in objection(make.urgent(world, kind="consultation"))
    about = make.matter(world, kind="consultation")
    about = actions.name_complained(
        matter=about, unit=world.office, official=None, version=about.version, by=world.liu, at=AT
    )
    assert "one person alone" in objection(about)


def test_an_order_without_a_kind_is_no_question(world: World) -> None:
    order = make.matter(world, profile="hotline_order", printed_on=AT.date())
    with pytest.raises(Refused, match="Only a question"):
        actions.answer_now(matter=order, words="请带身份证来", version=order.version, by=world.liu, at=AT)
