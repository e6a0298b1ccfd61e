"""How a person hears that there is an answer: as they choose on the form, or as they agree at the desk; by one way only."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from huiyin.lib import signing
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.outbox.gateway import take_start, take_stop
from huiyin.outbox.models import Gateway, Mailbox, Outgoing
from huiyin.people.models import Resident
from huiyin.ui.quiet import new_stamp
from tests import make
from tests.intake.test_desk import send
from tests.world import AT, World

SAY = "/c/heyang/say/"
EN = {"accept-language": "en"}
MOBILE, MAIL = "13800000077", "wang@example.org"
Enter = Callable[[Official], Client]


@pytest.fixture(autouse=True)
def open_county(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It sends SMS and mail."""
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    Gateway.objects.create(
        address="http://127.0.0.1:9/", secret=signing.new_secret(), sign="禾阳县", is_on=True
    )
    Mailbox.objects.create(host="127.0.0.1", port=9, sender="xinxi@heyang.example.gov.cn", is_on=True)
    later = (AT + timedelta(seconds=20)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)


def say(client: Client, **more: str) -> HttpResponse:
    fields = {"body": "村口的路灯坏了三盏。", "once": new_stamp(AT), **more}
    return client.post(SAY, fields, headers=EN)


def newest() -> Resident | None:
    return Matter.objects.latest("pk").resident


def told() -> list[tuple[str, str]]:
    return list(Outgoing.objects.order_by("pk").values_list("transport", "kind"))


@pytest.mark.parametrize(
    ("given", "kept", "hears"),
    [
        ({}, None, []),
        ({"phone": MOBILE}, ("", ""), []),
        ({"phone": MOBILE, "told_by": "sms"}, ("sms", ""), [("sms", "received")]),
        ({"phone": MOBILE, "told_by": "mail", "email": MAIL}, ("mail", MAIL), [("mail", "received")]),
        ({"phone": MOBILE, "told_by": "sms", "email": MAIL}, ("sms", ""), [("sms", "received")]),
        ({"email": MAIL}, None, []),
        ({"phone": MOBILE, "email": "no address"}, ("", ""), []),
    ],
)
def test_a_person_chooses_how_to_hear_and_hears_by_one_way(
    client: Client, given: dict[str, str], kept: tuple[str, str] | None, hears: list[tuple[str, str]]
) -> None:
    assert say(client, **given).status_code == 302
    person = newest()
    assert (None if person is None else (person.told_by, person.email)) == kept
    assert told() == hears


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"told_by": "sms"}, "mobile number of 11 digits"),
        ({"told_by": "sms", "phone": "0990-3000000"}, "mobile number of 11 digits"),
        ({"told_by": "mail"}, "write an e-mail address"),
        ({"told_by": "pigeon"}, "pigeon"),
    ],
)
def test_without_somewhere_to_go_that_is_said_and_nothing_is_lost(
    client: Client, given: dict[str, str], words: str
) -> None:
    refused = say(client, **given)
    page = refused.content.decode()
    assert (refused.status_code, words in page, "村口的路灯坏了三盏。" in page) == (422, True, True)
    assert not Matter.objects.exists()


@pytest.mark.parametrize("mail", [True, False])
@pytest.mark.parametrize("sms", [True, False])
def test_only_what_the_county_sends_by_is_offered_and_nothing_more_is_required(
    client: Client, mail: bool, sms: bool
) -> None:
    Mailbox.objects.update(is_on=mail)
    Gateway.objects.update(is_on=sms)
    page = client.get(SAY).content.decode()
    offered = {code for code in ("sms", "mail") if f'name="told_by" value="{code}"' in page}
    assert offered == ({"sms", *(["mail"] if mail else [])} if sms else set())
    assert ('name="email"' in page) is mail
    assert say(client).status_code == 302


def test_where_mail_is_the_only_way_an_address_is_choice_enough(client: Client) -> None:
    Gateway.objects.update(is_on=False)
    assert say(client, email=MAIL).status_code == 302
    assert told() == [("mail", "received")]


def test_a_number_that_ended_sms_has_none_however_often_it_is_given_and_the_desk_is_told(
    world: World, client: Client, enter: Enter
) -> None:
    take_stop(phone=MOBILE, at=AT)
    said = say(client, phone=MOBILE, told_by="sms", body="桥头的路灯也坏了。")
    assert (said.status_code, told()) == (302, []), "the public form does not tell what a number answered"
    refused = send(enter(world.xia), phone=MOBILE, tell_by_sms="on")
    assert (refused.status_code, "KT" in refused.content.decode()) == (422, True)
    assert take_start(phone=MOBILE, at=AT)
    assert send(enter(world.xia), phone=MOBILE, tell_by_sms="on", once="t2").status_code == 302


def test_at_the_desk_the_clerk_ticks_it_with_the_persons_assent(world: World, enter: Enter) -> None:
    xia = enter(world.xia)
    refused = send(xia, phone="0990-3000000", tell_by_sms="on")
    assert (refused.status_code, "tell_by_sms" in refused.content.decode()) == (422, True)
    assert send(xia, phone=MOBILE, once="t2").status_code == 302
    person = newest()
    assert person is not None
    assert person.told_by == "", "not unless somebody says so"
    assert send(xia, phone=MOBILE, tell_by_sms="on", once="t3", body="桥头的路灯也坏了。").status_code == 302
    person = newest()
    assert person is not None
    assert person.told_by == "sms"
    Gateway.objects.update(is_on=False)
    assert "tell_by_sms" not in xia.get("/calls/new/").content.decode()


def test_who_rang_and_agreed_is_told_of_the_answer_by_sms_and_may_end_it_on_the_page(
    world: World, client: Client
) -> None:
    wang = world.wang
    Resident.objects.filter(pk=wang.pk).update(told_by="sms")
    wang.refresh_from_db()
    found = make.replied(world, resident=wang, raised_by=world.xia, channel="phone")
    assert told() == [("sms", "answered")]
    lodged = actions.lodge(body="路灯坏了。", channel="web", intake_unit=world.town, resident=wang, at=AT)
    client.get(f"/c/heyang/r/{lodged.link}/")
    page = client.get(f"/c/heyang/matters/{lodged.matter.reference}/", headers=EN).content.decode()
    assert "you hear it by: SMS" in page
    there = page.partition("/no-mail/")[2].partition('"')[0]
    assert client.post(f"/c/heyang/no-mail/{there}").status_code == 302
    assert Resident.objects.get(pk=wang.pk).told_by == ""
    page = client.get(f"/c/heyang/matters/{lodged.matter.reference}/", headers=EN).content.decode()
    assert "you hear it by" not in page
    assert found.resident_id == wang.pk
