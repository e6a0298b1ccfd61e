"""SMS leave by the county's gateway: signed, once for each id, one short line, and with what became of them."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.outbox import rules, sms_wording
from huiyin.outbox.actions import send_again, write_to
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Gateway, Outgoing
from huiyin.people.actions import stop_word
from huiyin.people.models import Resident
from tests import make
from tests.outbox.gate import Gate
from tests.peers import dripping
from tests.world import AT, World, moment

REF = "HY-2026-000001-A"
LONGEST = 70  # characters of one SMS that holds Chinese


def told(person: Resident, kind: str = "answered", about: str = REF, cause: str = "1") -> Outgoing:
    row = write_to(resident=person, kind=kind, about=about, cause=cause, at=AT)
    assert row is not None
    return row


def again(row: Outgoing) -> Outgoing:
    return Outgoing.objects.get(pk=row.pk)


def test_an_sms_leaves_signed_to_the_number_with_number_and_link_and_nothing_said(
    world: World, texted: Resident, gate: Gate
) -> None:
    found = make.replied(world, resident=texted, title="路灯", body="村口的路灯坏了三盏。")
    assert send_due(at=AT) == 2
    received, answered = gate.taken.values()
    assert (gate.forged, answered["to"], answered["sign"]) == (0, texted.phone, "禾阳县")
    year, number, check = found.reference.split("-")[1:]
    assert f"/c/heyang/q/{year[2:]}-{int(number)}-{check}" in answered["text"]
    for one in (received, answered):
        assert found.reference not in one["id"]
        for word in ("路灯", texted.name, make.REPLY["opinion"]):
            assert word not in one["text"]
    row = Outgoing.objects.get(kind="answered")
    assert (row.state, row.called_there, row.arrived_at) == ("handed", "there-7", None)
    assert row.handed_at is not None
    assert row.handed_at >= AT


@pytest.mark.parametrize("kind", ["received", "answered", "asked", "opinion"])
def test_each_is_one_sms_and_says_how_to_end_it(
    world: World, texted: Resident, settings: Any, kind: str
) -> None:
    settings.HUIYIN_ADDRESS = "https://12345.heyang.gov.cn"
    row = told(texted, kind, "HY-2026-123456-A")
    parcel = sms_wording.parcel(row, None, Gateway.objects.get(), texted.phone)
    assert len(f"【{parcel.subject}】{parcel.text}") <= LONGEST
    assert "TD" in parcel.text
    assert "退订" in parcel.text
    assert kind != "opinion" or parcel.text.startswith("复查复核已有意见"), (
        "of either level, by whichever body"
    )
    assert "https://12345.heyang.gov.cn/c/heyang/q/26-123456-A " in parcel.text


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (200, "handed", ""), (204, "handed", ""), (400, "given_up", "refused"), (410, "given_up", "refused"),
        (404, "given_up", "no_such"), (422, "given_up", "no_such"), (401, "waiting", "sign_in"),
        (403, "waiting", "sign_in"), (429, "waiting", "later"), (408, "waiting", "later"),
        (500, "waiting", "later"), (503, "waiting", "later"), (302, "waiting", "no_server"),
    ],
)  # fmt: skip
def test_a_status_says_what_became_of_it(
    texted: Resident, gate: Gate, status: int, state: str, reason: str
) -> None:
    row = told(texted)
    gate.status, gate.body = status, b""
    send_due(at=AT)
    found = again(row)
    assert (found.state, found.reason) == (state, reason)
    assert found.answered == ("" if reason == "" else str(status))


def test_a_gateway_that_is_not_there_is_tried_again_under_the_same_number(
    texted: Resident, gate: Gate, gateway: Gateway
) -> None:
    row = told(texted)
    there = gateway.address
    Gateway.objects.update(address="http://127.0.0.1:9/send")
    send_due(at=AT)
    assert (again(row).state, again(row).reason, again(row).broken_off) == ("waiting", "no_server", 0)
    Gateway.objects.update(address=there)
    assert send_due(at=AT + timedelta(minutes=1)) == 1
    assert list(gate.taken) == [sms_wording.number(again(row))]


def test_one_that_takes_it_and_never_answers_may_have_it_and_is_asked_again_under_the_same_number(
    texted: Resident, gate: Gate, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiyin.outbox.transports.sms.SECONDS", 0.3)
    row, there = told(texted), gateway.address
    with dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n") as slow:
        Gateway.objects.update(address=slow)
        send_due(at=AT)
    assert (again(row).state, again(row).reason, again(row).broken_off) == ("waiting", "no_server", 1)
    Gateway.objects.update(address=there)
    assert send_due(at=AT + timedelta(minutes=1)) == 1
    assert (again(row).broken_off, len(gate.came)) == (1, 1), "the page says that nobody knows"


def test_killed_after_the_gateway_took_it_it_is_asked_again_and_the_gateway_sends_once(
    texted: Resident, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = told(texted)
    with monkeypatch.context() as patched:
        patched.setattr("huiyin.outbox.clock._note", _killed)
        with pytest.raises(SystemExit):
            send_due(at=AT)
    assert send_due(at=AT + rules.BEGUN) == 1
    assert (len(gate.came), len(gate.taken)) == (2, 1)
    assert (again(row).state, again(row).broken_off) == ("handed", 1)


def _killed(*_args: object) -> None:
    raise SystemExit


def test_sent_again_by_somebody_it_is_another_message_for_the_gateway(
    world: World, texted: Resident, gate: Gate
) -> None:
    row = told(texted)
    gate.status = 422
    send_due(at=AT)
    gate.status = 200
    send_again(outgoing=row, by=world.sun, at=AT)
    assert send_due(at=AT) == 1
    assert len(set(gate.came)) == 2, "under the old number it would be taken for a repetition"


def test_nothing_leaves_to_a_landline_or_to_who_did_not_choose_it_or_took_it_back(
    world: World, texted: Resident, gate: Gate
) -> None:
    assert write_to(resident=world.zhu, kind="answered", about=REF, cause="1", at=AT) is None
    row = told(texted)
    assert stop_word(resident=texted, at=AT)
    send_due(at=AT)
    assert (again(row).reason, gate.came) == ("no_address", [])
    Resident.objects.filter(pk=texted.pk).update(phone="0990-3000000", told_by="sms")
    texted.refresh_from_db()
    assert write_to(resident=texted, kind="answered", about=REF, cause="2", at=AT) is None


def test_at_night_an_answer_waits_and_of_two_things_only_the_newer_is_told(
    texted: Resident, gate: Gate
) -> None:
    night = moment(AT.date(), 22)
    for kind in ("asked", "answered"):
        write_to(resident=texted, kind=kind, about=REF, cause=kind, at=night)
    assert send_due(at=night) == 0
    assert send_due(at=moment(AT.date() + timedelta(days=1), 8)) == 1
    assert len(gate.came) == 1


@pytest.mark.parametrize(
    ("body", "name"),
    [(b"", ""), (b"[]", ""), (b"{}", ""), (b'{"id": 17}', "17"), (b'{"id": "' + b"x" * 65 + b'"}', ""), (b"\xff", ""),
     (b"[" * 4000, "")],
)  # fmt: skip
def test_whatever_stands_in_its_answer_only_a_short_name_is_kept(
    texted: Resident, gate: Gate, body: bytes, name: str
) -> None:
    row = told(texted)
    gate.body = body
    assert send_due(at=AT) == 1
    assert again(row).called_there == name
