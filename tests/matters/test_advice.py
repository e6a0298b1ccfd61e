"""An expert is asked what they think (S60): in words or as a unit, on record, never binding, holding nothing back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, sub_task_clock
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.rules import life
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World

Enter = Callable[[Official], Client]
EXPERT = "县电力公司王工"


def ask(world: World, **said: Any) -> SubTask:
    found = make.started(world)
    given = {"who": EXPERT, "asked": "线路能否移到路边", "due_on": AT.date(), **said}
    return actions.ask_advice(matter=found, version=found.version, by=world.he, at=AT, **given)


def test_what_an_expert_says_is_written_down_by_the_handler(world: World) -> None:
    part = ask(world)
    assert part.unit is None
    with pytest.raises(Refused, match="somebody else's post"):
        actions.answer_part(part=part, words="可以移", by=world.gao, at=AT)
    actions.answer_part(part=part, words="可以移，须报批", by=world.he, at=AT)
    part.refresh_from_db()
    assert (part.result, part.words, part.handler) == ("answered", "可以移，须报批", None)
    assert told(part.matter, "part_answered") == [], "who wrote it down knows"


def test_the_answer_does_not_wait_for_it(world: World) -> None:
    part = ask(world)
    found = Matter.objects.get(pk=part.matter_id)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = Matter.objects.get(pk=part.matter_id)
    assert life.objection("approve", found, world.gao, AT) is None
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    part.refresh_from_db()
    assert part.result == "overtaken"


def test_asked_of_a_unit_it_goes_the_way_of_a_part(world: World) -> None:
    part = ask(world, who="", unit=world.traffic)
    assert told(part.matter, "advice_asked") == ["yu"]
    yu = Official.objects.get(username="yu")
    actions.take_part(part=part, handler=yu, by=yu, at=AT)
    actions.answer_part(part=part, words="可以移", by=yu, at=AT)
    assert told(part.matter, "part_answered") == ["he"]


@pytest.mark.parametrize("both", [True, False])
def test_either_a_unit_or_an_expert(world: World, both: bool) -> None:
    with pytest.raises(Refused, match="either a unit or an expert"):
        ask(world, who=EXPERT if both else " ", unit=world.traffic if both else None)


def test_only_advice_is_asked_of_somebody_in_words(world: World) -> None:
    part = ask(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        SubTask.objects.filter(pk=part.pk).update(kind="support")


def test_late_advice_is_told_to_the_handler_alone(world: World) -> None:
    part = ask(world)
    assert part.chase_at is not None
    assert sub_task_clock.chase_parts(at=part.chase_at) == 1
    assert told(part.matter, "part_late") == ["he"]


def test_on_its_pages(world: World, enter: Enter) -> None:
    found = make.started(world)
    client = enter(world.he)
    url = f"/matters/{found.reference}/advice/"
    words_of(client.get(url))
    given = {
        "version": found.version,
        "unit": "",
        "who": EXPERT,
        "asked": "线路能否移到路边",
        "due_on": "2026-03-06",
    }
    assert client.post(url, given).status_code == 302
    part = SubTask.objects.get()
    page = words_of(client.get(f"/matters/{found.reference}/"))
    assert EXPERT in page
    there = f"/matters/{found.reference}/parts/{part.pk}/answer/"
    assert f'href="{there}"' in page
    form = client.get(there).context["form"]
    assert client.post(there, {"once": form.initial["once"], "words": "可以移"}).status_code == 302
    assert "可以移" in words_of(client.get(f"/matters/{found.reference}/"))
