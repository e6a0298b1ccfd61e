"""An official who chose it is told once a working day that notices wait: how many, never what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.notices.actions import read_all, tell
from huiyin.orgs.models import Official
from huiyin.outbox.actions import choose
from huiyin.outbox.clock import send_due, tell_officials
from huiyin.outbox.models import Gateway, HowTold, Mailbox, Outgoing
from tests.outbox.conftest import Carrier
from tests.outbox.gate import Gate
from tests.world import AT, World, moment

DAY = timedelta(days=1)
EN = {"accept-language": "en"}
LIU = "liu@heyang.example.gov.cn"


@pytest.fixture
def liu(world: World, box: Mailbox) -> Official:
    """Who chose it, and has two notices."""
    choose(told_by="mail", email=LIU, by=world.liu, at=AT)
    for about in ("HY-1", "HY-2"):
        tell(to=world.liu, kind="routed", about=about, at=AT)
    return world.liu


def test_one_mail_a_day_says_how_many_wait_and_nothing_of_them(liu: Official, carrier: Carrier) -> None:
    assert (tell_officials(at=AT), tell_officials(at=AT + timedelta(hours=1))) == (1, 0)
    send_due(at=AT)
    (mail,) = carrier.handed
    assert mail.to == LIU
    assert "2" in mail.text
    assert "HY-1" not in mail.text
    assert "https://huiyin.example.gov.cn/notices/" in mail.text
    assert tell_officials(at=AT + DAY) == 1, "they wait still"


def test_nobody_is_told_before_the_hour_or_on_a_day_off(liu: Official) -> None:
    assert tell_officials(at=moment(AT.date(), 8, 59)) == 0
    assert tell_officials(at=moment(AT.date() + 5 * DAY, 9)) == 0, "a Saturday"
    assert tell_officials(at=moment(AT.date(), 9)) == 1


def test_whoever_has_read_everything_is_not_told_even_where_it_was_written(
    liu: Official, carrier: Carrier
) -> None:
    assert tell_officials(at=AT) == 1
    for about in ("HY-1", "HY-2"):
        read_all(by=liu, about=about, at=AT)
    send_due(at=AT)
    row = Outgoing.objects.get()
    assert (row.state, row.reason, carrier.handed) == ("given_up", "read", [])
    assert tell_officials(at=AT + DAY) == 0


def test_nobody_is_told_who_chose_nothing_took_it_back_or_left(liu: Official, world: World) -> None:
    tell(to=world.ma, kind="routed", about="HY-1", at=AT)
    choose(told_by="", by=liu, at=AT)
    assert tell_officials(at=AT) == 0
    choose(told_by="mail", email=LIU, by=liu, at=AT)
    Official.objects.filter(pk=liu.pk).update(is_active=False)
    assert tell_officials(at=AT) == 0


def test_one_who_left_after_it_was_written_is_not_told(liu: Official, carrier: Carrier) -> None:
    tell_officials(at=AT)
    Official.objects.filter(pk=liu.pk).update(is_active=False)
    send_due(at=AT)
    assert (Outgoing.objects.get().reason, carrier.handed) == ("no_address", [])


def test_it_is_chosen_and_taken_back_on_a_page_of_ones_own(
    world: World, box: Mailbox, enter: Callable[[Official], Client]
) -> None:
    client = enter(world.liu)
    assert "/notices/mail/" in client.get("/notices/").content.decode()
    assert client.post("/notices/mail/", {"told_by": "mail", "email": LIU}).status_code == 302
    assert HowTold.objects.get().email == LIU
    assert LIU in client.get("/notices/mail/").content.decode()
    assert client.post("/notices/mail/", {"told_by": "mail", "email": "no address"}).status_code == 422
    client.post("/notices/mail/", {"told_by": "", "email": LIU})
    assert HowTold.objects.get().email == ""


def test_one_who_chose_sms_has_one_sms_a_day_and_no_mail(
    world: World, box: Mailbox, gate: Gate, enter: Callable[[Official], Client]
) -> None:
    client = enter(world.liu)
    refused = client.post("/notices/mail/", {"told_by": "sms", "mobile": "0990-3000000"}, headers=EN)
    assert (refused.status_code, "mobile number of 11 digits" in refused.content.decode()) == (422, True)
    assert client.post("/notices/mail/", {"told_by": "sms", "mobile": "138 0000 0009"}).status_code == 302
    kept = HowTold.objects.get()
    assert (kept.mobile, kept.email) == ("13800000009", "")
    for about in ("HY-1", "HY-2"):
        tell(to=world.liu, kind="routed", about=about, at=AT)
    assert (tell_officials(at=AT), tell_officials(at=AT + timedelta(hours=1))) == (1, 0)
    assert send_due(at=AT) == 1
    (sent,) = gate.taken.values()
    assert (sent["to"], "2" in sent["text"], "HY-1" in sent["text"]) == ("13800000009", True, False)
    assert len(sent["text"]) <= 65


def test_only_what_the_county_sends_by_is_offered(
    world: World, gateway: Gateway, enter: Callable[[Official], Client]
) -> None:
    client = enter(world.liu)
    page = client.get("/notices/mail/").content.decode()
    assert ('value="sms"' in page, 'value="mail"' in page) == (True, False)
    assert client.post("/notices/mail/", {"told_by": "mail", "email": LIU}).status_code == 422
    assert not HowTold.objects.exists()


def test_it_is_not_chosen_while_the_county_sends_no_mail(world: World, box: Mailbox) -> None:
    Mailbox.objects.update(is_on=False)
    with pytest.raises(Refused, match="does not send by that"):
        choose(told_by="mail", email=LIU, by=world.liu, at=AT)
