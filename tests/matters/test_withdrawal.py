"""The person takes a matter back (T08): on their page without a reason, or at the counter with a signed word."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.models.matter import OPEN
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from tests import make, make_states
from tests.matters.reading import told, words_of
from tests.world import AT, World

DAY = timedelta(days=1)


@pytest.mark.parametrize("state", OPEN)
def test_the_person_takes_back_what_is_open_in_whatever_state(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world)
    after = actions.withdraw(matter=found, words="", at=AT + DAY)
    assert after.state == State.WITHDRAWN
    assert not after.deadlines.running().exists()
    assert not Matter.objects.open().filter(pk=after.pk).exists()
    assert after in Matter.objects.left()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("state", [state for state in State if state not in OPEN])
def test_what_is_answered_or_over_is_not_taken_back(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world)
    with pytest.raises(Refused):
        actions.withdraw(matter=found, words="", at=AT + 2 * DAY)
    found.refresh_from_db()
    assert found.state == state


def test_whoever_worked_on_it_is_told_that_it_was_taken_back(world: World) -> None:
    found = make.started(world)
    actions.withdraw(matter=found, words="已经自己修好了", at=AT)
    assert told(found, "withdrawn") == ["gao", "he", "liu"]
    assert Notice.objects.filter(page=found.reference, facts__deed="withdraw").exists(), "and the person"


@pytest.mark.parametrize("state", [State.ROUTED, State.RETURN_DISPUTED])
def test_before_it_is_signed_for_the_heads_and_who_raised_it_are_told(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world, raised_by=world.chen)
    with pytest.raises(Refused, match="sign for it"):  # who raised it had the code in hand first
        actions.withdraw(matter=found, words="", at=AT)
    paper: dict[str, Any] = {
        "signed_on": AT.date(),
        "words": "撤回申请书，窗口档案",
        "version": found.version,
    }
    actions.withdraw_for(matter=found, by=world.liu, at=AT, **paper)
    told = Notice.objects.filter(about=found.reference, kind="withdrawn").exclude(to=None)
    assert set(told.values_list("to__username", flat=True)) == {"gao", "chen"}


def test_a_clerk_takes_it_back_only_with_the_signed_word(world: World) -> None:
    found = make.routed(world)
    asked: dict[str, Any] = {"matter": found, "version": found.version, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="signed"):
        actions.withdraw_for(signed_on=AT.date(), words=" ", **asked)
    for day in (AT.date() - DAY, AT.date() + DAY):
        with pytest.raises(Refused, match="between"):
            actions.withdraw_for(signed_on=day, words="撤回申请书，窗口档案", **asked)
    after = actions.withdraw_for(signed_on=AT.date(), words="撤回申请书，窗口档案", **asked)
    step = after.steps.get(deed="withdraw")
    assert (after.state, step.by, step.facts) == (State.WITHDRAWN, world.liu, {"signed_on": "2026-03-02"})
    assert told(after, "withdrawn") == ["gao"], "with whom it lay unsigned, and not Liu who did it"


def test_whoever_works_on_it_hears_what_the_desk_entered_and_the_desk_does_not(world: World) -> None:
    found = make.started(world)
    words = "撤回申请书，窗口档案"
    actions.withdraw_for(
        matter=found, signed_on=AT.date(), words=words, version=found.version, by=world.liu, at=AT
    )
    assert told(found, "withdrawn") == ["gao", "he"]


def test_the_handler_and_the_unit_in_the_lead_cannot_enter_that_it_was_taken_back(world: World) -> None:
    found = make.started(world)
    for somebody in (world.he, world.gao, world.chen):
        assert not life.may(Step.Deed.WITHDRAW, found, somebody, AT)
    assert life.may(Step.Deed.WITHDRAW, found, world.liu, AT)


def test_the_page_of_the_person_takes_it_back_once_and_says_so(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    ref = lodged.matter.reference
    url = f"/c/heyang/matters/{ref}/withdrawal/"
    assert client.post(url, {}).status_code in (302, 404), "only behind the mark"
    client.post("/c/heyang/ask/", {"reference": ref, "code": lodged.code})
    page = words_of(client.get(f"/c/heyang/matters/{ref}/"))
    assert url in page
    once = words_of(client.get(url)).split('name="once" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(url, {"once": once, "words": ""}).status_code == 302
    assert Step.objects.filter(matter=lodged.matter, deed="withdraw").count() == 1
    after = words_of(client.get(f"/c/heyang/matters/{ref}/"))
    assert url not in after
    assert "最晚答复" not in after


def test_somebody_signed_in_to_work_here_takes_nothing_back_for_the_person(
    world: World, client: Client
) -> None:
    lodged = make.lodged(world)
    ref = lodged.matter.reference
    client.post("/c/heyang/ask/", {"reference": ref, "code": lodged.code})
    url = f"/c/heyang/matters/{ref}/withdrawal/"
    once = words_of(client.get(url)).split('name="once" value="')[1].split('"')[0]
    client.force_login(world.he)
    client.post(url, {"once": once, "words": ""})
    assert Matter.objects.get(pk=lodged.matter.pk).state == State.RECEIVED
