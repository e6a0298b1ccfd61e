"""A narrowed list is kept under a name: its address for oneself, what one may see when it is opened."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import KeptList
from huiyin.orgs.models import Official
from tests.world import AT, World

Enter = Callable[[Official], Client]
ADDRESS = "list=open&state=in_progress"


def test_a_list_is_kept_opened_and_dropped(world: World, enter: Enter) -> None:
    desk = enter(world.he)
    assert "保存这个列表" in desk.get(f"/matters/?{ADDRESS}").content.decode()
    form = desk.get(f"/matters/kept/new/?{ADDRESS}&from=7&evil=1").context["form"]
    assert form["query"].initial == "state=in_progress&list=open"
    sent = {"once": form["once"].initial, "query": form["query"].initial, "name": "在办的"}
    gone = desk.post("/matters/kept/new/", sent)
    assert gone["location"] == "/matters/?state=in_progress&list=open"
    assert ("在办的", gone["location"]) in desk.get("/matters/?narrow=1").context["own_lists"]
    key = KeptList.objects.get().pk
    assert desk.post("/matters/kept/", {"lists": [key]}).status_code == 302
    assert desk.get("/matters/kept/").context["own_lists"] == []


def test_it_is_ones_own(world: World, enter: Enter) -> None:
    kept = actions.keep_list(name="在办的", query=ADDRESS, by=world.he, at=AT)
    assert enter(world.gao).get("/matters/kept/").context["own_lists"] == []
    assert enter(world.gao).post("/matters/kept/", {"lists": [kept.pk]}).status_code == 422
    assert actions.drop_lists(lists=[str(kept.pk)], by=world.gao, at=AT) == 0
    kept.refresh_from_db()
    assert kept.dropped_at is None


def test_a_name_stands_once_something_is_chosen_and_they_are_few(world: World, enter: Enter) -> None:
    actions.keep_list(name="一", query=ADDRESS, by=world.he, at=AT)
    client = enter(world.he)
    once = client.get(f"/matters/kept/new/?{ADDRESS}").context["form"]["once"].initial
    twice = client.post(f"/matters/kept/new/?{ADDRESS}", {"once": once, "name": "一", "query": ADDRESS})
    assert "name" in twice.context["form"].errors
    with pytest.raises(Refused):
        actions.keep_list(name="二", query="", by=world.he, at=AT)
    for n in range(1, 12):
        actions.keep_list(name=f"第{n}", query=ADDRESS, by=world.he, at=AT)
    with pytest.raises(Refused):
        actions.keep_list(name="多", query=ADDRESS, by=world.he, at=AT)


def test_too_long_an_address_is_refused_with_a_sentence(world: World, enter: Enter) -> None:
    desk = enter(world.he)
    once = desk.get("/matters/kept/new/?list=open").context["form"]["once"].initial
    answer = desk.post(
        "/matters/kept/new/", {"once": once, "query": "handler=" + "长" * 80, "name": "长名单"}
    )
    assert answer.status_code == 422
    assert not KeptList.objects.exists()
