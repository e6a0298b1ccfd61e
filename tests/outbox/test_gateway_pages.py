"""The pages of the gateway: kept off, given its secret once, switched on, tried, and each SMS with what became of it."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.audit.models import Event
from huiyin.lib.reference import brief, make
from huiyin.outbox.actions import write_to
from huiyin.outbox.clock import send_due
from huiyin.outbox.gateway import take_receipt
from huiyin.outbox.models import Gateway, Outgoing
from huiyin.people.actions import enter_resident
from huiyin.people.models import Resident
from tests.administration.conftest import administered as administered
from tests.administration.conftest import enter_as as enter_as
from tests.outbox.conftest import ADDRESS
from tests.outbox.gate import Gate
from tests.world import AT, World

Enter = Callable[[str], Client]
LIST, KEEP, SECRET = "/administration/sms/", "/administration/sms/gateway/", "/administration/sms/secret/"
FIELDS = {"address": "https://sms.example.gov.cn/send", "sign": "【禾阳县】", "trial_to": "138 0000 0009"}
EN = {"accept-language": "en"}


def test_it_is_kept_off_given_a_secret_that_is_shown_once_and_switched_on(
    enter_as: Enter, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HUIYIN_ADDRESS = ADDRESS
    client = enter_as("system")
    early = client.post(KEEP, {**FIELDS, "is_on": "on"}, headers=EN)
    assert (early.status_code, "make a secret" in early.content.decode()) == (422, True)
    assert not Gateway.objects.exists()
    assert client.post(KEEP, FIELDS).status_code == 302
    kept = Gateway.objects.get()
    assert (kept.sign, kept.trial_to, kept.secret) == ("禾阳县", "13800000009", "")
    shown = client.post(SECRET)["Location"]
    secret = Gateway.objects.get().secret
    assert secret in client.get(shown).content.decode()
    assert secret not in client.get(KEEP).content.decode()
    assert f"{ADDRESS}/c/heyang/sms/receipts/" in client.get(KEEP).content.decode()
    assert client.post(KEEP, {**FIELDS, "is_on": "on"}).status_code == 302
    assert Gateway.objects.get().is_on
    facts = str(list(Event.objects.filter(deed__startswith="gateway.").values_list("facts", flat=True)))
    assert (secret in facts, "13800000009" in facts) == (False, False)
    later = (AT + timedelta(minutes=11)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(shown).status_code == 404


def test_another_address_has_no_secret_yet_and_no_secret_opens_an_older_page(
    enter_as: Enter, gateway: Gateway
) -> None:
    client = enter_as("system")
    first = client.post(SECRET)["Location"]
    client.post(SECRET)
    assert client.get(first).status_code == 404, "it counts no more"
    client.post(KEEP, {**FIELDS, "address": "https://other.example.gov.cn/"})
    assert Gateway.objects.get().secret == ""


@pytest.mark.parametrize(
    ("field", "given"),
    [("address", "sms.example"), ("address", "ftp://x.cn/"), ("address", "https://a:b@x.cn/"),
     ("address", ""), ("sign", "【】"), ("trial_to", "0990-3000000")],
)  # fmt: skip
def test_a_slip_is_said_beside_its_field_and_nothing_is_kept(enter_as: Enter, field: str, given: str) -> None:
    answer = enter_as("system").post(KEEP, {**FIELDS, field: given})
    assert answer.status_code == 422
    assert f'id="id_{field}"' in answer.content.decode()
    assert "error" in answer.content.decode()
    assert not Gateway.objects.exists()


def test_a_trial_goes_to_the_number_for_trials(world: World, enter_as: Enter, gate: Gate) -> None:
    client = enter_as("system")
    said = client.post(f"{LIST}trial/", headers=EN).content.decode()
    assert "number for trials first" in said
    Gateway.objects.update(trial_to="13800000009")
    assert client.post(f"{LIST}trial/").status_code == 302
    assert send_due(at=AT) == 1
    assert [one["to"] for one in gate.taken.values()] == ["13800000009"]
    Gateway.objects.update(is_on=False)
    assert "not switched on" in client.post(f"{LIST}trial/", headers=EN).content.decode()
    assert Outgoing.objects.count() == 1


def test_the_list_says_when_it_was_handed_over_and_when_it_arrived_and_names_nobody(
    world: World, texted: Resident, gate: Gate, enter_as: Enter
) -> None:
    row = write_to(resident=texted, kind="answered", about="HY-2026-000001-A", cause="1", at=AT)
    assert row is not None
    send_due(at=AT)
    client = enter_as("system")
    page = client.get(LIST, headers=EN).content.decode()
    assert ("handed over" in page, "arrived" in page, "there-7" in page) == (True, False, True)
    take_receipt(message=row.pk, again=0, state="delivered", code="", at=AT + timedelta(minutes=3))
    page = client.get(LIST, headers=EN).content.decode()
    assert ("handed over" in page, "arrived" in page, "10:03" in page) == (True, True, True)
    for word in (texted.name, texted.phone):
        assert word not in page
    assert "HY-2026-000001-A" not in client.get("/administration/mail/").content.decode()


def test_an_sms_that_failed_leads_back_to_its_own_list(
    world: World, texted: Resident, gate: Gate, enter_as: Enter
) -> None:
    row = write_to(resident=texted, kind="answered", about="HY-2026-000001-A", cause="1", at=AT)
    assert row is not None
    take_receipt(message=row.pk, again=0, state="failed", code="21", at=AT)
    client = enter_as("system")
    assert "did not reach the telephone" in client.get(LIST, headers=EN).content.decode()
    done = client.post(f"/administration/mail/{row.pk}/again/")
    assert (done.status_code, done["Location"]) == (302, LIST)
    assert send_due(at=AT) == 1


def test_only_who_looks_after_the_system_opens_them(
    enter_as: Enter, enter: Callable[..., Client], world: World
) -> None:
    for path in (LIST, KEEP, SECRET, f"{LIST}trial/"):
        assert enter_as("security").get(path).status_code == 404
        assert enter(world.liu).get(path).status_code == 404


def test_the_short_link_leads_to_where_number_and_code_are_asked_for(world: World, client: Client) -> None:
    there = client.get("/c/heyang/q/26-4213-A")["Location"]
    assert there == "/c/heyang/ask/", "no such number: asked for it"

    reference = make("HY", 2026, 4213)
    assert client.get(f"/c/heyang/q/{brief(reference)}")["Location"] == f"/c/heyang/ask/?ref={reference}"


def test_neither_the_list_nor_the_clock_asks_more_the_more_there_are(
    world: World, texted: Resident, gate: Gate, enter_as: Enter
) -> None:
    client, asked, sent = enter_as("system"), [], []
    client.get(LIST)
    for n in (1, 20):
        for one in range(n):
            phone = f"139000{n:02}{one:03}"  # one number has few in a day
            person = enter_resident(name="", phone=phone, place=None, by="test", at=AT, told_by="sms")
            write_to(resident=person, kind="received", about=f"HY-{n}-{one}-A", cause="1", at=AT)
        with CaptureQueriesContext(connection) as found:
            assert send_due(at=AT) == n
        sent.append(len(found) / n)
        with CaptureQueriesContext(connection) as found:
            client.get(LIST)
        asked.append(len(found))
    assert asked[0] == asked[1], "however many rows"
    assert sent[1] <= sent[0], "the same for each message, whatever waits behind it"
