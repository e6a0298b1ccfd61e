"""Signing in: wrong and locked answer alike, five failures lock for a quarter of an hour, and the session knows its county."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.orgs.backend import log_in_check
from huiyin.orgs.models import Official
from tests.world import AT, PASSWORD, World


def test_the_right_words_open(world: World) -> None:
    assert log_in_check(username="chen", password=PASSWORD, at=AT) == world.chen


@pytest.mark.parametrize(("name", "word"), [("chen", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_wrong_words_do_not(world: World, name: str, word: str) -> None:
    assert log_in_check(username=name, password=word, at=AT) is None


def test_five_failures_lock_for_a_quarter_of_an_hour(world: World) -> None:
    for _ in range(5):
        assert log_in_check(username="chen", password="wrong", at=AT) is None
    assert log_in_check(username="chen", password=PASSWORD, at=AT + timedelta(minutes=14)) is None
    assert log_in_check(username="chen", password=PASSWORD, at=AT + timedelta(minutes=16)) is not None


def test_who_no_longer_serves_is_not_let_in(world: World) -> None:
    Official.objects.filter(pk=world.chen.pk).update(is_active=False)
    assert log_in_check(username="chen", password=PASSWORD, at=AT) is None


def test_the_page_lets_in_and_goes_on_to_where_one_was_going(world: World, client: Client) -> None:
    answer = client.post("/login/", {"username": "chen", "password": PASSWORD, "next": "/contacts/new/"})
    assert answer.headers["Location"] == "/contacts/new/"
    assert client.get("/contacts/new/").status_code == 200


def test_the_page_does_not_send_anybody_elsewhere(world: World, client: Client) -> None:
    answer = client.post(
        "/login/", {"username": "chen", "password": PASSWORD, "next": "https://example.org/"}
    )
    assert answer.headers["Location"] == "/desk/"


def test_demo_people_enter_from_this_machine_only_and_never_in_production(
    world: World, client: Client, settings: object
) -> None:
    world.county.is_demo = True
    world.county.save()
    words = {"username": "chen", "password": PASSWORD}
    assert client.post("/login/", words, REMOTE_ADDR="192.0.2.7").status_code == 422
    assert client.post("/login/", words, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 422
    settings.HUIYIN_DEMO_LOGINS = False  # type: ignore[attr-defined]
    assert client.post("/login/", words).status_code == 422
    settings.HUIYIN_DEMO_LOGINS = True  # type: ignore[attr-defined]
    assert client.post("/login/", words).status_code == 302


def test_only_whoever_was_sending_something_reads_that_it_is_not_lost(world: World, client: Client) -> None:
    opened, sent = client.get("/matters/"), client.post("/contacts/new/")
    assert "comes back after you sign in" not in read(client, opened["Location"])
    assert "comes back after you sign in" in read(client, sent["Location"])


def read(client: Client, there: str) -> str:
    return client.get(there, headers={"accept-language": "en"}).content.decode()


def test_who_forgot_the_password_reads_what_to_do_and_comes_in_with_a_slip(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = client.get("/login/", headers={"accept-language": "en"}).content.decode()
    assert "the password forgotten?" in several
    assert "/come-in/" not in several, "which county, its slip says"
    assert "opens the address that it bears" in several
    monkeypatch.setattr("huiyin.site.session._counties", lambda: [world.county.slug])
    assert f"/c/{world.county.slug}/come-in/" in client.get("/login/").content.decode()
