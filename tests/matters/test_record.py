"""Putting right what was recorded of a matter: by two, with the reason, and how it stood is kept (T29)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, sentences
from huiyin.matters.asked import asked_of
from huiyin.matters.models import Matter, RecordCorrection
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.lying import readable
from tests.world import AT, World

WHY = "登记时听错了"


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def ask(found: Matter, by: Official, **given: Any) -> Matter:
    actions.ask_record(matter=found, version=found.version, by=by, at=AT, **{"why": WHY, **given})
    return again(found)


def grant(found: Matter, by: Official) -> Matter:
    return actions.correct_record(matter=found, version=found.version, by=by, at=AT)


def test_one_asks_and_another_decides_and_how_it_stood_is_kept(world: World) -> None:
    found = make.started(world, raised_by=world.xia, place=world.village, title="")
    said, due = found.body, found.due_on
    found = ask(found, world.he, body="村口的桥坏了。", place=world.hamlet)
    assert (found.body, found.place) == (said, world.village), "nothing changes before somebody else decides"
    with pytest.raises(Refused, match="somebody else"):
        grant(found, world.he)
    found = again(grant(found, world.gao))
    assert (found.body, found.title, found.place, found.due_on) == (
        "村口的桥坏了。",
        "村口的桥坏了",
        world.hamlet,
        due,
    )
    kept = found.record_corrections.get()
    assert kept.was == {"body": said, "place": world.village.pk}
    assert (kept.asked_by, kept.decided_by, kept.granted) == (world.he, world.gao, True)


def test_a_title_that_somebody_gave_it_stays(world: World) -> None:
    found = make.started(world, raised_by=world.xia, title="三号桥")
    assert grant(ask(found, world.he, body="村口的桥坏了。"), world.gao).title == "三号桥"


@pytest.mark.parametrize("state", ["received", "in_progress"])
def test_it_is_asked_of_everybody_who_may_decide(world: World, state: str) -> None:
    asks = world.xia if state == "received" else world.he
    found = ask(make_states.MAKERS[state](world), asks, place_words="东头")
    row = Matter.objects.for_lists().get(pk=found.pk)
    for who in (world.liu, world.gao, world.ma, world.sun, world.qian, world.xia, world.he):
        may = life.objection("correct_record", found, who, AT) is None
        asked = asked_of(row, who, AT)
        assert (found in Matter.objects.waiting_for(who, AT)) == (
            may or life.may("route", found, who, AT) or who == found.handler
        ), who.username
        assert (asked is not None and asked.noun == "record-correction") == may, who.username


def test_what_was_and_what_is_lie_sealed(world: World) -> None:
    ask(make.started(world, raised_by=world.xia), world.he, body="李四家门口的桥坏了。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT before || after || why FROM matters_recordcorrection")
        lies = readable(cursor.fetchone()[0])
    assert "李四" not in lies
    assert "路灯" not in lies


def test_it_is_found_by_its_new_words_and_not_by_the_old(world: World) -> None:
    from huiyin.matters.models import Words

    found = make.started(world, raised_by=world.xia)
    before = Words.objects.get(matter=found).grams
    grant(ask(found, world.he, body="村口的桥坏了。"), world.gao)
    assert Words.objects.get(matter=found).grams != before


def test_what_a_person_wrote_themselves_stays_as_they_wrote_it(world: World) -> None:
    with pytest.raises(Refused, match="wrote this themselves"):
        ask(make.started(world), world.he, body="村口的桥坏了。")


def test_it_stays_with_a_reason_that_who_asked_is_told(world: World) -> None:
    found = ask(make.started(world), world.he, place_words="东头")
    actions.leave_record(matter=found, why="核对过，没有错", version=found.version, by=world.gao, at=AT)
    found = again(found)
    assert (found.place_words, found.record_asked_by) == ("", None)
    assert Notice.objects.filter(to=world.he, kind="record_left", about=found.reference).exists()
    assert RecordCorrection.objects.get().why_not == "核对过，没有错"


@pytest.mark.parametrize(
    ("given", "words"),
    [({}, "stands so already"), ({"place_words": "东头", "why": " "}, "recorded wrongly"),
     ({"topic": "no-such"}, "lists"), ({"channel": "no-such"}, "lists")],
)  # fmt: skip
def test_only_what_is_different_and_known(world: World, given: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        ask(make.started(world), world.he, **given)


def test_no_topic_brings_to_a_village_what_is_not_its_duty(world: World) -> None:
    found = make.matter(world)
    given: dict[str, Any] = {"version": found.version, "by": world.liu, "at": AT}
    found = actions.route(matter=found, to=world.village, topic="streetlight", note="村里先看", **given)
    with pytest.raises(Refused, match="no village's"):
        ask(found, world.liu, topic="subsistence")


def test_the_person_reads_of_what_they_see_and_of_nothing_else(world: World) -> None:
    found = grant(ask(make.started(world), world.he, place_words="东头"), world.gao)
    step = found.steps.get(deed="correct_record")
    assert "Where, in words" in sentences.told(step)
    assert Notice.objects.filter(page=found.reference, facts__deed="correct_record").exists()
    other = grant(ask(make.started(world), world.he, topic="road"), world.gao)
    step = other.steps.get(deed="correct_record")
    assert (sentences.told(step), sentences.is_told(step)) == ("", False)
    assert not Notice.objects.filter(page=other.reference, facts__deed="correct_record").exists()


@pytest.mark.parametrize("state", [state for state in make_states.MAKERS if state != "sealed"])
def test_it_is_asked_for_and_decided_wherever_it_stands(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world)
    before = found.state
    found = again(grant(ask(found, world.liu, place_words="东头第三户"), world.ma))
    assert (found.state, found.place_words) == (before, "东头第三户")


def test_the_page_shows_both_readings_to_who_decides(
    world: World, enter: Callable[[Official], Client]
) -> None:
    found = ask(make.started(world, raised_by=world.xia), world.he, body="村口的桥坏了。")
    waiting = Matter.objects.waiting_for(world.gao, AT)
    assert waiting.filter(pk=found.pk).exists()
    assert not Matter.objects.waiting_for(world.he, AT).exclude(handler=world.he).filter(pk=found.pk).exists()
    page = enter(world.gao).get(f"/matters/{found.reference}/record-correction/").content.decode()
    assert "村口的桥坏了" in page
    assert "村口的路灯坏了" in page


def test_what_was_changed_since_it_was_asked_for_is_not_put_right_over_it(world: World) -> None:
    found = ask(make.started(world, raised_by=world.xia, place=world.village), world.he, place=world.hamlet)
    Matter.objects.filter(pk=found.pk).update(place=None)
    with pytest.raises(Refused, match="changed since"):
        grant(again(found), world.gao)
