"""Who looks after the calls to a system: its secret, a trial, switched off, and the page that shows how they stand."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.api import hook_rules as rules
from huiyin.api import hooking, telling
from huiyin.api.models import Hook, System
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests.api.conftest import Enter, Platform
from tests.api.hooks import MINUTE, Called
from tests.api.hooks import other as other
from tests.api.hooks import reference as reference
from tests.house.conftest import close_the_wall
from tests.peers import peer
from tests.world import AT, World


def page(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_secret_changes_without_a_call_that_cannot_be_verified(
    world: World, administered: dict[str, Official], other: Called, reference: str
) -> None:
    by, old = administered["security"], other.hook.secret
    with county_scope(world.county.pk):
        new = hooking.give_secret(system=other.system, by=by, at=AT).hook.secret
    other.change(reference)
    other.call()
    assert other.is_signed(other.there.asked[0], old)
    assert other.is_signed(other.there.asked[0], new)
    other.change(reference)
    later = AT + rules.OLD_SECRET
    other.call(later)
    assert not other.is_signed(other.there.asked[1], old, at=later)
    assert other.is_signed(other.there.asked[1], new, at=later)
    assert other.hook.old_secret == ""


def test_an_old_secret_can_be_ended_at_once(
    world: World, administered: dict[str, Official], other: Called, reference: str
) -> None:
    by, old = administered["security"], other.hook.secret
    with county_scope(world.county.pk):
        with pytest.raises(Refused, match="Only one"):
            hooking.end_old_secret(system=other.system, by=by, at=AT)
        hooking.give_secret(system=other.system, by=by, at=AT)
        hooking.end_old_secret(system=other.system, by=by, at=AT)
    other.change(reference)
    other.call()
    assert not other.is_signed(other.there.asked[0], old)


def test_what_is_shut_out_or_switched_off_is_called_no_more(
    world: World, administered: dict[str, Official], other: Called, reference: str
) -> None:
    other.change(reference)
    with county_scope(world.county.pk):
        hooking.ask_trial(system=other.system, by=administered["security"], at=AT)
        hooking.stop_hook(system=other.system, by=administered["security"], at=AT)
        for deed in (hooking.ask_trial, hooking.call_now, hooking.stop_hook):
            with pytest.raises(Refused, match="switched off"):
                deed(system=other.system, by=administered["security"], at=AT)
    assert other.call() == 0
    assert other.there.asked == []
    with peer() as elsewhere, county_scope(world.county.pk):
        again = hooking.keep_hook(
            system=other.system, address=elsewhere.address, by=administered["security"], at=AT
        )
        assert not again.is_fresh
        assert other.call() == 1
        assert b'"sequence":1' in elsewhere.asked[0].body


def test_what_the_old_address_still_answers_says_nothing_of_the_new_one(
    world: World,
    administered: dict[str, Official],
    other: Called,
    reference: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other.change(reference)
    other.status, real = rules.GONE, telling.posting.call
    with peer() as elsewhere:

        def meanwhile(*given: Any, **named: Any) -> Any:
            monkeypatch.setattr(telling.posting, "call", real)
            said = {"system": other.system, "address": elsewhere.address, "by": administered["security"]}
            with county_scope(world.county.pk):
                hooking.keep_hook(**said, at=AT)
            return real(*given, **named)

        monkeypatch.setattr(telling.posting, "call", meanwhile)
        other.call()
        assert (other.hook.off, other.hook.address) == ("", elsewhere.address)
        other.call(AT + MINUTE)
        assert [b'"sequence":1' in one.body for one in elsewhere.asked] == [True]


def test_where_what_it_was_begun_with_is_forgotten_the_next_is_told(other: Called, reference: str) -> None:
    with county_scope(other.world.county.pk):
        System.objects.filter(pk=other.system.pk).update(last_change=2)
        Hook.objects.update(told=0, upto=2)
    other.change(reference, reference)
    other.call()
    assert other.told() == [3, 4]


def test_a_trial_is_signed_and_tells_nothing(
    world: World, administered: dict[str, Official], other: Called, reference: str
) -> None:
    other.change(reference)
    with county_scope(world.county.pk):
        hooking.ask_trial(system=other.system, by=administered["security"], at=AT)
    other.status = 401
    assert other.call() == 0
    trial, changes = other.there.asked
    assert other.is_signed(trial)
    assert other.bodies[0]["type"] == "ping"
    assert other.bodies[0]["data"] == {}
    assert trial.headers["webhook-id"] != changes.headers["webhook-id"]
    assert (other.hook.trial_at, other.hook.trial_reason, other.hook.trial_status) == (AT, "answered", 401)
    other.call(AT + timedelta(days=1))
    assert [body["type"] for body in other.bodies] == ["ping", "changes", "changes"], "one trial"


def test_the_address_is_entered_and_its_secret_shown_for_ten_minutes(
    world: World, enter_as: Enter, hotline: Platform, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, home = enter_as("security"), f"/administration/systems/{hotline.system.pk}/"
    form = {"address": "https://hotline.example.gov.cn/hook", "once": "a"}
    given = client.post(f"{home}hook/", form)
    assert given.status_code == 302
    shown = client.get(given["Location"])
    words = shown.context["words"]
    assert words in page(shown)
    assert words.startswith("whsec_")
    assert client.post(f"{home}hook/", form)["Location"] == given["Location"], "a second click shows the same"
    seen = page(client.get(home))
    assert words not in seen
    assert form["address"] in seen
    assert client.post(f"{home}hook/", {**form, "once": "b"})["Location"] == home, "it keeps its secret"
    close_the_wall()
    with county_scope(world.county.pk):
        assert Hook.objects.get().secret == words
        assert words not in str(list(Event.objects.values_list("facts", flat=True)))
    later = AT + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(given["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("address", "scopes", "beside"),
    [
        ("http://hotline.example.gov.cn/hook", ["own"], "address"),
        ("https://me:word@hotline.example.gov.cn/", ["own"], "address"),
        ("ftp://hotline.example.gov.cn/", ["own"], "address"),
        ("回音", ["own"], "address"),
        ("https://hotline.example.gov.cn/hook", ["lodge"], "__all__"),
    ],
)
def test_what_cannot_be_called_is_refused_in_a_sentence(
    world: World, enter_as: Enter, hotline: Platform, address: str, scopes: list[str], beside: str
) -> None:
    System.objects.update(scopes=scopes)
    refused = enter_as("security").post(
        f"/administration/systems/{hotline.system.pk}/hook/", {"address": address, "once": "a"}
    )
    assert refused.status_code == 422
    assert address in page(refused)
    assert list(refused.context["form"].errors) == [beside]
    assert not Hook.objects.exists()


def test_the_page_says_how_the_calls_stand(
    world: World, enter_as: Enter, other: Called, reference: str
) -> None:
    client, home = enter_as("security"), f"/administration/systems/{other.system.pk}/"

    def seen() -> str:
        close_the_wall()
        return page(client.get(home, headers={"Accept-Language": "en"}))

    other.change(reference, reference)
    other.status = 500
    other.call()
    assert "It was not taken; the answer was: 500" in seen()
    assert "0 of 2" in seen()
    there = "/administration/systems/"
    assert "calls are not taken" in page(client.get(there, headers={"Accept-Language": "en"}))
    with county_scope(world.county.pk):
        Hook.objects.update(begun_at=AT)
    other.status = 200
    other.call(AT + MINUTE)
    assert "2 of 2" in seen()
    assert "calls are not taken" not in page(client.get(there, headers={"Accept-Language": "en"}))
    assert client.post(f"{home}hook-now/", {}).status_code == 422, "it has been told everything"
    with county_scope(world.county.pk):
        Hook.objects.update(begun_at=AT, broken_off=2, broken_at=AT, off="paused")
    now = seen()
    assert "2 calls, the last one" in now
    assert "nothing was taken there for days" in now
    for noun in ("hook-trial", "hook-now", "hook-secret", "hook-off"):
        assert client.post(f"{home}{noun}/", {"once": noun}).status_code == 302, noun
    now = seen()
    assert "signs beside the new one" in now
    assert "switched off here" in now
    assert client.post(f"{home}hook-now/", {}).status_code == 422
    assert client.post(f"{home}hook-old/", {}).status_code == 302
    with county_scope(world.county.pk):
        deeds = Event.objects.filter(deed__startswith="hook.").order_by("pk").values_list("deed", flat=True)
        assert list(deeds) == [
            "hook.kept", "hook.tried", "hook.called_now", "hook.secret_given", "hook.stopped", "hook.old_secret_ended"
        ]  # fmt: skip


@pytest.mark.parametrize("duty", ["system", "audit"])
def test_the_other_administrators_have_no_such_page(enter_as: Enter, other: Called, duty: str) -> None:
    client = enter_as(duty)
    assert client.get(f"/administration/systems/{other.system.pk}/hook/").status_code == 404
