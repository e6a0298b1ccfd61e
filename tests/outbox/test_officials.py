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
from huiyin.outbox.models import HowTold, Mailbox, Outgoing
from tests.outbox.conftest import Carrier
from tests.world import AT, World, moment

DAY = timedelta(days=1)
LIU = "liu@heyang.example.gov.cn"


@pytest.fixture
def liu(world: World, box: Mailbox) -> Official:
    """Who chose it, and has two notices."""
    choose(email=LIU, by=world.liu, at=AT)
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
    choose(email="", by=liu, at=AT)
    assert tell_officials(at=AT) == 0
    choose(email=LIU, by=liu, at=AT)
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
    assert client.post("/notices/mail/", {"email": LIU}).status_code == 302
    assert HowTold.objects.get().email == LIU
    assert LIU in client.get("/notices/mail/").content.decode()
    assert client.post("/notices/mail/", {"email": "no address"}).status_code == 422
    client.post("/notices/mail/", {"email": ""})
    assert HowTold.objects.get().email == ""


def test_it_is_not_chosen_while_the_county_sends_no_mail(world: World, box: Mailbox) -> None:
    Mailbox.objects.update(is_on=False)
    with pytest.raises(Refused, match="no mail yet"):
        choose(email=LIU, by=world.liu, at=AT)
