"""A slip: given by somebody, used once, for a password that only its official knows."""

from datetime import UTC, timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs.backend import log_in_check
from huiyin.orgs.models import Official, Slip
from huiyin.orgs.slips import Given, come_in, give_slip
from tests.house.conftest import ask, close_the_wall, signed_in
from tests.world import AT, PASSWORD, World

NEW = "kite-over-the-weir-3"
HERE = "/c/heyang/come-in/"


@pytest.fixture
def given(world: World, monkeypatch: pytest.MonkeyPatch) -> Given:
    """Chen has forgotten the password."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    return give_slip(official=world.chen, by="test", at=AT)


def typed(client: Client, login: str, code: str) -> int:
    close_the_wall()
    return int(client.post(HERE, {"login": login, "code": code}).status_code)


def test_a_slip_ends_the_password_there_was_and_every_session(world: World) -> None:
    client = signed_in(world.chen)
    assert ask(client, "GET", "/desk/").status_code == 200
    give_slip(official=world.chen, by="test", at=AT)
    assert ask(client, "GET", "/desk/").status_code == 302
    assert log_in_check(username="chen", password=PASSWORD, at=AT) is None


def test_with_name_and_code_one_chooses_a_password_once(world: World, given: Given, client: Client) -> None:
    assert typed(client, " Chen ", given.code.lower().replace("-", " ")) == 302
    assert "陈立" in ask(client, "GET", HERE + "password/").content.decode()
    words = {"password": NEW, "again": NEW}
    assert client.post(HERE + "password/", words)["Location"] == "/login/"
    later = AT + timedelta(minutes=1)
    assert log_in_check(username="chen", password=NEW, at=later) is not None
    assert client.post(HERE + "password/", words)["Location"] == HERE
    assert typed(client, "chen", given.code) == 422
    assert Event.objects.filter(deed="slip.used", on=world.chen.key, by=world.chen.key).count() == 1


def test_the_link_opens_once_and_does_not_stay_in_the_address(given: Given, client: Client) -> None:
    assert ask(client, "GET", f"{HERE}{given.link}/")["Location"] == HERE + "password/"
    assert ask(client, "GET", HERE + "password/").status_code == 200
    come_in(slip=given.slip, password=NEW, at=AT)
    assert ask(Client(), "GET", f"{HERE}{given.link}/")["Location"] == HERE
    with pytest.raises(Refused):
        come_in(slip=given.slip, password=NEW + "x", at=AT)


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (NEW, NEW + "x"), ("12345678901", "12345678901")]
)
def test_a_password_that_does_not_do_leaves_the_slip_as_it_is(
    given: Given, client: Client, password: str, again: str
) -> None:
    ask(client, "GET", f"{HERE}{given.link}/")
    assert client.post(HERE + "password/", {"password": password, "again": again}).status_code == 422
    assert Slip.objects.open_at(AT).filter(pk=given.slip.pk).exists()


def test_it_opens_nothing_after_its_days_nor_for_who_is_locked_nor_once_a_newer_one_is_given(
    world: World, given: Given
) -> None:
    days = (given.slip.expires_at - AT).days
    assert days == 7
    assert not Slip.objects.open_at(AT + timedelta(days=days)).exists()
    Official.objects.filter(pk=world.chen.pk).update(is_active=False, locked_for="lost")
    assert not Slip.objects.open_at(AT).exists()
    with pytest.raises(Refused):
        give_slip(official=Official.objects.get(pk=world.chen.pk), by="test", at=AT)
    Official.objects.filter(pk=world.chen.pk).update(is_active=True, locked_for="")
    newer = give_slip(official=Official.objects.get(pk=world.chen.pk), by="test", at=AT)
    assert list(Slip.objects.open_at(AT)) == [newer.slip]


def test_who_guesses_is_slowed_down_and_a_wrong_name_answers_as_a_wrong_code(
    given: Given, client: Client
) -> None:
    wrong = "2222-2222-2222"
    assert [typed(client, name, wrong) for name in ("chen", "nobody", "chen", "liu", "chen")] == [422] * 5
    assert typed(client, "chen", given.code) == 429
    close_the_wall()
    pages = [
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(HERE, {"login": who, "code": wrong})
        for n, who in ((1, "xx"), (2, "ma"))
    ]
    said = [list(page.context["form"].non_field_errors()) for page in pages]
    assert said[0] == said[1] != []


def test_nothing_that_is_kept_lets_code_or_link_be_read(world: World, given: Given) -> None:
    row = Slip.objects.values().get()
    kept = " ".join(map(str, [*row.values(), *Event.objects.values_list("facts", flat=True)]))
    assert given.code not in kept
    assert given.code.replace("-", "") not in kept
    assert given.link not in kept
