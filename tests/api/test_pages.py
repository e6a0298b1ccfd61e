"""The pages of the security administrator: a system let in, its key shown once, what it did, a key ended, shut out."""

from datetime import UTC, timedelta
from typing import Any

import pytest

from huiyin.api.models import Key, System
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from tests.api.conftest import Enter, Platform
from tests.house.conftest import close_the_wall
from tests.world import AT, World

THERE = "/administration/systems/"
FORM = {"name": "县信访系统", "code": "XINFANG", "scopes": ["lodge", "own"], "per_minute": "30", "once": "a"}


def page(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_system_is_let_in_and_its_key_is_shown_for_ten_minutes(
    world: World, enter_as: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter_as("security")
    entered = client.post(f"{THERE}new/", FORM)
    assert entered.status_code == 302
    found = System.objects.get(code="xinfang")
    assert entered["Location"] == f"{THERE}{found.pk}/"
    assert "县信访系统" in page(client.get(THERE))
    assert "It has no valid key" in page(client.get(entered["Location"], headers={"Accept-Language": "en"}))
    given = client.post(f"{THERE}{found.pk}/key/", {})
    shown = client.get(given["Location"])
    words = shown.context["words"]
    assert words in page(shown)
    assert Platform(found, words).get("lists/").status_code == 200
    close_the_wall()
    seen = page(client.get(f"{THERE}{found.pk}/"))
    assert words not in seen
    assert words[-4:] in seen
    later = AT + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later.astimezone(UTC))
    assert client.get(given["Location"]).status_code == 404


def test_what_each_did_is_shown_without_what_stood_in_it(
    world: World, enter_as: Enter, hotline: Platform
) -> None:
    hotline.lodge(body="村里的井水发黄，不能喝。", name="王某")
    hotline.lodge(body="短")
    close_the_wall()
    answer = enter_as("security").get(f"{THERE}{hotline.system.pk}/", headers={"Accept-Language": "en"})
    assert [(one.calls, one.refused) for one in answer.context["days"]] == [(2, 1)]
    assert "a matter handed in" in page(answer)
    assert "井水" not in page(answer)
    assert "王某" not in page(answer)


def test_what_it_may_do_changes_on_the_page_that_was_read(
    world: World, enter_as: Enter, hotline: Platform
) -> None:
    client, there = enter_as("security"), f"{THERE}{hotline.system.pk}/details/"
    shown = client.get(there).context["form"].initial
    sent = {**FORM, "scopes": ["unit"], "version": shown["version"]}
    lacks = client.post(there, sent)
    assert lacks.status_code == 422
    assert list(lacks.context["form"].errors) == ["unit"]
    assert client.post(there, {**sent, "unit": world.town.code}).status_code == 302
    assert client.post(there, {**sent, "unit": world.town.code}).status_code == 422, "somebody was quicker"
    found = System.objects.get(pk=hotline.system.pk)
    assert (found.scopes, found.unit, found.per_minute) == (["unit"], world.town, 30)
    refused = hotline.lodge()
    assert refused.status_code == 403


def test_a_code_names_one_system(world: World, enter_as: Enter, hotline: Platform) -> None:
    refused = enter_as("security").post(f"{THERE}new/", {**FORM, "code": "hotline"})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["code"]


def test_a_key_is_ended_and_a_system_shut_out(world: World, enter_as: Enter, hotline: Platform) -> None:
    client, home = enter_as("security"), f"{THERE}{hotline.system.pk}/"
    key = Key.objects.get()
    assert client.post(f"{home}keys/{key.pk}/end/", {}).status_code == 302
    assert client.get(f"{home}keys/{key.pk}/end/").status_code == 404
    assert hotline.get("lists/").status_code == 401
    close_the_wall()
    assert client.post(f"{home}end/", {}).status_code == 302
    assert client.post(f"{home}key/", {}).status_code == 422
    with county_scope(world.county.pk):
        deeds = Event.objects.filter(on="system:hotline").order_by("pk").values_list("deed", flat=True)
        assert list(deeds) == ["system.entered", "key.given", "key.ended", "system.ended"]


@pytest.mark.parametrize("duty", ["system", "audit"])
def test_the_other_administrators_have_no_such_page(
    world: World, enter_as: Enter, hotline: Platform, duty: str
) -> None:
    assert enter_as(duty).get(THERE).status_code == 404


def test_the_trail_says_it_in_words(world: World, enter_as: Enter, hotline: Platform) -> None:
    seen = page(enter_as("audit").get("/administration/trail/", headers={"Accept-Language": "en"}))
    assert "another system let in" in seen
    assert "key given to another system" in seen
    assert "another system hotline" in seen
