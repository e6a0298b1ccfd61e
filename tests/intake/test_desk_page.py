"""The page on which a clerk takes a message down: one matter, a receipt, who may open it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.intake.desk.rules import objection_to_late_receipt
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests.intake.test_desk import EN, HERE, chosen, send
from tests.world import AT, World, official

Enter = Callable[[Official], Client]


def test_a_form_sent_twice_makes_one_matter_and_leads_to_one_receipt(world: World, xia: Client) -> None:
    first, second = send(xia), send(xia)
    assert Matter.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert "nothing was entered twice" in xia.get(second["Location"], headers=EN).content.decode()


def test_the_receipt_is_shown_to_who_took_it_down_and_to_nobody_else(world: World, enter: Enter) -> None:
    there = send(enter(world.xia), place="上河村桥头")["Location"]
    html = enter(world.xia).get(there, headers=EN).content.decode()
    assert Matter.objects.get().reference in html
    assert "桥头" in html
    assert 'content="call"' in html, "the draft is done with"
    assert HERE in html, "and the next one waits"
    assert enter(world.liu).get(there).status_code == 404


def test_the_coordinator_is_told_unless_it_was_the_coordinator_who_took_it_down(
    world: World, enter: Enter
) -> None:
    send(enter(world.liu))
    assert not Notice.objects.filter(to=world.liu).exists()
    send(enter(world.xia), once="t2")
    assert Notice.objects.get(to=world.liu).kind == "routed"


def test_the_next_one_begins_with_the_channel_of_the_last(world: World, xia: Client) -> None:
    assert chosen(xia) == ["phone"]
    send(xia, channel="letter")
    assert chosen(xia) == ["letter"]


def test_it_is_a_page_of_the_desk(world: World, enter: Enter) -> None:
    for clerk in (world.xia, world.liu, world.sun):
        assert enter(clerk).get(HERE).status_code == 200
    for other in (world.he, world.gao, world.ma, world.chen):
        assert enter(other).get(HERE).status_code == 404
        assert send(enter(other)).status_code == 404
    assert not Matter.objects.exists()


def test_a_clerk_of_an_office_sits_at_the_desk_of_the_township(world: World, enter: Enter) -> None:
    send(enter(official("ding", "丁一", world.office, "窗口办事员", "desk_clerk")))
    assert Matter.objects.get().intake_unit == world.town


@pytest.mark.parametrize(("days", "slip"), [(366, False), (367, True)])
def test_more_than_a_year_back_is_a_slip_of_the_year(world: World, days: int, slip: bool) -> None:
    day = AT.date() - timedelta(days=days)
    said = objection_to_late_receipt(day, "旧信今日才转到", world.liu, AT)
    assert (said is not None and "look at the year" in said) if slip else said is None
