"""What a gateway says afterwards: in any order, however often, and nobody else is believed."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib import signing
from huiyin.orgs.trying import tried_before
from huiyin.outbox import sms_wording
from huiyin.outbox.actions import came_back, choose, forget, send_again, write_to
from huiyin.outbox.clock import send_due
from huiyin.outbox.gateway import take_receipt
from huiyin.outbox.models import Gateway, HowTold, Outgoing
from huiyin.outbox.rules import is_stop_word
from huiyin.people.models import Resident
from tests.outbox.gate import RECEIPTS, REPLIES, Gate, post
from tests.world import AT, World

REF = "HY-2026-000001-A"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))


@pytest.fixture
def sent(texted: Resident, gate: Gate) -> Outgoing:
    """Handed over a moment ago."""
    row = write_to(resident=texted, kind="answered", about=REF, cause="1", at=AT)
    assert row is not None
    send_due(at=AT)
    return Outgoing.objects.get(pk=row.pk)


def says(client: Client, row: Outgoing, gateway: Gateway, state: str, **more: object) -> tuple[int, Any]:
    told = {"id": sms_wording.number(row), "state": state, **more}
    return post(client, RECEIPTS, told, gateway.secret, AT)


def stands(row: Outgoing) -> tuple[str, str, bool]:
    found = Outgoing.objects.get(pk=row.pk)
    return found.state, found.reason, found.arrived_at is not None


def test_a_receipt_says_that_it_arrived_and_a_failure_after_that_changes_nothing(
    client: Client, sent: Outgoing, gateway: Gateway
) -> None:
    assert says(client, sent, gateway, "pending") == (204, None)
    assert stands(sent) == ("handed", "", False)
    for state in ("delivered", "failed", "delivered"):
        assert says(client, sent, gateway, state) == (204, None)
        assert stands(sent) == ("handed", "", True)


def test_one_that_failed_says_so_with_its_number_and_none_of_the_words(
    client: Client, sent: Outgoing, gateway: Gateway
) -> None:
    assert says(client, sent, gateway, "failed", code="the person has moved") == (204, None)
    assert stands(sent) == ("given_up", "not_arrived", False)
    assert Outgoing.objects.get().answered == ""
    says(client, sent, gateway, "failed", code=21)
    assert Outgoing.objects.get().answered == "21"


def test_in_any_order_it_has_arrived_if_one_says_so_else_failed_if_one_does(sent: Outgoing) -> None:
    @settings(deadline=None)
    @given(st.lists(st.sampled_from(["delivered", "failed", "pending"]), min_size=1, max_size=6))
    def say(said: list[str]) -> None:
        row = Outgoing.objects.create(
            key=f"sms:{Outgoing.objects.count()}", transport="sms", kind="answered", made_at=AT,
            state="handed", handed_at=AT,
        )  # fmt: skip
        for state in said:
            assert take_receipt(message=row.pk, again=0, state=state, code="", at=AT)
        expected = ("handed", "", True) if "delivered" in said else ("given_up", "not_arrived", False)
        assert stands(row) == (expected if {"delivered", "failed"} & set(said) else ("handed", "", False))

    say()


def test_a_late_failure_of_the_first_time_says_nothing_of_the_second(
    world: World, client: Client, sent: Outgoing, gateway: Gateway
) -> None:
    says(client, sent, gateway, "failed")
    send_again(outgoing=sent, by=world.sun, at=AT)
    assert says(client, sent, gateway, "failed") == (204, None)
    assert stands(sent) == ("waiting", "not_arrived", False)
    assert send_due(at=AT) == 1
    says(client, sent, gateway, "failed")
    assert stands(sent) == ("handed", "", False)
    says(client, sent, gateway, "delivered")
    assert stands(sent) == ("handed", "", True), "it has reached the person all the same"


def test_a_receipt_before_our_own_note_stands_and_what_arrived_is_not_sent_again(
    client: Client, texted: Resident, gate: Gate, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = write_to(resident=texted, kind="answered", about=REF, cause="1", at=AT)
    assert row is not None

    def killed(*_args: object) -> None:
        raise SystemExit

    monkeypatch.setattr("huiyin.outbox.clock._note", killed)
    with pytest.raises(SystemExit):
        send_due(at=AT)
    assert says(client, row, gateway, "delivered") == (204, None)
    assert stands(row) == ("handed", "", True)
    assert send_due(at=AT + timedelta(hours=1)) == 0
    assert len(gate.came) == 1


def test_of_what_was_forgotten_nothing_is_noted(client: Client, sent: Outgoing, gateway: Gateway) -> None:
    forget(about=REF)
    assert says(client, sent, gateway, "failed") == (204, None)
    found = Outgoing.objects.get(pk=sent.pk)
    came_back(outgoing=found, at=AT)
    assert stands(sent) == ("handed", "", False)
    assert found.called_there == "", "nor by what name the gateway knows it"


@pytest.mark.parametrize("path", [RECEIPTS, REPLIES])
def test_nobody_is_believed_without_the_signature_and_all_are_told_alike(
    client: Client, sent: Outgoing, gateway: Gateway, path: str
) -> None:
    told = {"id": sms_wording.number(sent), "state": "delivered", "from": "13800000001", "text": "TD"}
    unknown = {**told, "id": "1.0.0"}
    secret, other = gateway.secret, signing.new_secret()
    tries = [(told, other, AT), (unknown, other, AT), (told, secret, AT - 6 * MINUTE), (told, "", AT)]
    answers = [post(client, path, *one) for one in tries]
    assert {status for status, _said in answers} == {401}
    assert len({str(said) for _status, said in answers}) == 1
    assert stands(sent) == ("handed", "", False)
    assert post(client, path, unknown, other, AT)[0] == 401
    assert post(client, path, unknown, other, AT)[0] == 429, "slower and slower"
    assert not tried_before("HY-1 and a code", "127.0.0.1", AT).left, (
        "residents' codes from there are not slowed down"
    )
    assert post(client, path, told, secret, AT)[0] in (200, 204), "whoever signs rightly waits for nobody"
    Gateway.objects.update(secret="")
    assert post(client, path, told, secret, AT)[0] == 429, "where there is no secret nobody has it"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (b"", 422), (b"[]", 422), (b"{", 422), (b"\xff", 422), (b"[" * 3000, 422), (b"x" * 4097, 413),
        ({"id": 7, "state": "delivered"}, 422), ({"id": "7"}, 404), ({"id": "9" * 18 + ".0." + "a" * 20, "state": "x"}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_to_be_so(
    client: Client, sent: Outgoing, gateway: Gateway, told: Any, status: int
) -> None:
    assert post(client, RECEIPTS, told, gateway.secret, AT)[0] == status
    assert stands(sent) == ("handed", "", False)


def test_it_is_posted_and_nothing_else(client: Client, gateway: Gateway) -> None:
    assert client.get(RECEIPTS).status_code == 405
    assert client.post("/c/nowhere/sms/receipts/").status_code == 404


def test_a_stop_word_ends_sms_to_that_number_and_says_so(
    world: World, client: Client, texted: Resident, gate: Gate, gateway: Gateway
) -> None:
    choose(told_by="sms", mobile="138 0000 0009", by=world.liu, at=AT)
    row = write_to(resident=texted, kind="answered", about=REF, cause="1", at=AT)
    said = {"from": f"+86 {texted.phone}", "text": "多谢，已经修好了"}
    assert post(client, REPLIES, said, gateway.secret, AT) == (200, {"taken": False})
    assert post(client, REPLIES, {**said, "text": "ＴＤ。"}, gateway.secret, AT) == (200, {"taken": True})
    texted.refresh_from_db()
    assert (texted.told_by, texted.phone != "") == ("", True), "who works on it may have to ring"
    assert send_due(at=AT) == 0
    assert row is not None
    assert stands(row) == ("given_up", "no_address", False)
    assert HowTold.objects.get().told_by == "sms", "another number"
    post(client, REPLIES, {"from": "13800000009", "text": "退订"}, gateway.secret, AT)
    kept = HowTold.objects.get()
    assert (kept.told_by, kept.mobile) == ("", "")
    assert post(client, REPLIES, {"from": "", "text": "TD"}, gateway.secret, AT)[0] == 422


def test_which_words_end_it() -> None:
    assert all(map(is_stop_word, ("TD", "td ", "【退订】", "T", "stop", "退 订")))
    assert not any(map(is_stop_word, ("", "退", "TDX", "不要退订", "好")))
