"""The pages: the mailbox is kept, the list tells how far each message is, and a resident says “no more mail”."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.outbox.transports import Outcome
from huiyin.outbox.wording import stop_address
from huiyin.people.models import Resident
from huiyin.ui.quiet import new_stamp
from tests import make
from tests.administration.conftest import administered as administered
from tests.administration.conftest import enter_as as enter_as
from tests.outbox.conftest import ADDRESS, MAIL, Carrier
from tests.world import AT, World

Enter = Callable[[str], Client]
LIST, MAILBOX = "/administration/mail/", "/administration/mail/mailbox/"
FIELDS = {
    "host": "smtp.heyang.example.gov.cn",
    "port": "465",
    "security": "tls",
    "username": "xinxi",
    "password": "very secret",
    "sender": "xinxi@heyang.example.gov.cn",
    "is_on": "on",
}
EN = {"accept-language": "en"}


def test_the_mailbox_is_kept_sealed_and_its_password_shown_to_nobody(enter_as: Enter, settings: Any) -> None:
    settings.HUIYIN_ADDRESS = ADDRESS
    client = enter_as("system")
    assert client.post(MAILBOX, FIELDS).status_code == 302
    box = Mailbox.objects.get()
    assert (box.host, box.password, box.is_on) == (FIELDS["host"], "very secret", True)
    assert "very secret" not in client.get(MAILBOX).content.decode()
    assert "very secret" not in str(Event.objects.get(deed="mailbox.kept").facts)
    client.post(MAILBOX, {**FIELDS, "password": "", "port": "587"})
    assert Mailbox.objects.get().password == "very secret", "left empty it stays"
    client.post(MAILBOX, {**FIELDS, "password": "", "host": "elsewhere.example.org"})
    assert Mailbox.objects.get().password == "", "another server never gets it"


def test_mail_is_not_switched_on_before_its_links_lead_somewhere(enter_as: Enter, world: World) -> None:
    client = enter_as("system")
    refused = client.post(MAILBOX, FIELDS, headers=EN)
    assert refused.status_code == 422
    assert "HUIYIN_ADDRESS" in refused.content.decode()
    assert not Mailbox.objects.exists()
    assert client.post(MAILBOX, {**FIELDS, "is_on": ""}).status_code == 302


def test_only_who_looks_after_the_system_opens_it(
    enter_as: Enter, enter: Callable[..., Client], world: World
) -> None:
    for duty in ("security", "audit"):
        assert enter_as(duty).get(LIST).status_code == 404
    assert enter(world.liu).get(LIST).status_code == 404


def test_the_list_says_how_far_each_is_and_names_neither_person_nor_address(
    world: World, wang: Resident, carrier: Carrier, enter_as: Enter
) -> None:
    found = make.matter(world, resident=wang)
    carrier.says = lambda _parcel: Outcome("no_such", "550")
    send_due(at=AT)
    Outgoing.objects.update(broken_off=1)
    client = enter_as("system")
    page = client.get(LIST, headers=EN).content.decode()
    for word in (
        found.reference,
        "The other side knows no such address or number.",
        "550",
        "it may have come twice",
    ):
        assert word in page
    for word in (MAIL, wang.name, wang.phone):
        assert word not in page
    row = Outgoing.objects.get()
    assert client.post(f"{LIST}{row.pk}/again/").status_code == 302
    assert Outgoing.objects.get().state == "waiting"
    refused = client.post(f"{LIST}{row.pk}/again/", headers=EN)
    assert (refused.status_code, "It waits already" in refused.content.decode()) == (422, True)
    assert client.post(f"{LIST}{row.pk + 1}/again/").status_code == 404


def test_a_trial_goes_the_way_of_every_message(world: World, carrier: Carrier, enter_as: Enter) -> None:
    client = enter_as("system")
    assert client.post(f"{LIST}trial/").status_code == 302
    assert carrier.handed == [], "no page waits for a mail server"
    assert send_due(at=AT) == 1
    assert (carrier.handed[0].to, carrier.handed[0].stop) == ("xinxi@heyang.example.gov.cn", "")
    Mailbox.objects.update(is_on=False)
    said = client.post(f"{LIST}trial/", headers=EN).content.decode()
    assert "not switched on" in said
    assert Outgoing.objects.count() == 1


def test_no_more_mail_is_a_button_of_a_page_that_a_program_may_open(
    world: World, wang: Resident, client: Client
) -> None:
    there = stop_address(wang, world.county).removeprefix(ADDRESS)
    assert client.get(there).status_code == 200
    assert Resident.objects.get(pk=wang.pk).email == MAIL
    done = client.post(there, follow=True, headers=EN).content.decode()
    assert Resident.objects.get(pk=wang.pk).email == ""
    assert "no more mail, SMS or WeChat message comes" in done
    assert client.get(there[:-5] + "AAAA/").status_code == 404


@pytest.mark.parametrize("sends", [True, False])
def test_the_form_asks_for_an_address_only_where_it_is_used(
    world: World, box: Mailbox, client: Client, monkeypatch: pytest.MonkeyPatch, sends: bool
) -> None:
    Mailbox.objects.update(is_on=sends)
    page = client.get("/c/heyang/say/").content.decode()
    assert ('name="email"' in page) is sends
    stamp = new_stamp(AT)
    later = (AT + timedelta(seconds=20)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    fields = {"body": "村口的路灯坏了三盏。", "once": stamp, "email": MAIL}
    assert client.post("/c/heyang/say/", fields).status_code == 302
    kept = Resident.objects.filter(pk__gt=world.zhu.pk)
    assert [one.email for one in kept] == ([MAIL] if sends else [])
    assert Outgoing.objects.filter(kind="received").count() == int(sends)


def test_a_slip_in_an_address_is_said_and_loses_nothing(
    world: World, box: Mailbox, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = new_stamp(AT)
    later = (AT + timedelta(seconds=20)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    fields = {"body": "村口的路灯坏了三盏。", "once": stamp, "email": "wang@"}
    refused = client.post("/c/heyang/say/", fields)
    assert refused.status_code == 422
    assert "村口的路灯坏了三盏。" in refused.content.decode()
