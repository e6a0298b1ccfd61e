"""Pages are compressed where their length tells nobody what stands in them, and only there."""

import gzip
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from huiyin.orgs.models import Official
from tests.world import World

Enter = Callable[[Official], Client]
ASKING = {"accept-encoding": "gzip, deflate, br"}


def packed(client: Client, url: str) -> bool:
    """Whether the page goes out compressed."""
    answer = client.get(url, headers=ASKING)
    assert answer.status_code in (200, 404), url
    return answer.headers.get("Content-Encoding") == "gzip"


def test_a_page_is_the_same_and_much_shorter(world: World, enter: Enter) -> None:
    client = enter(world.chen)
    plain, short = client.get("/desk/"), client.get("/desk/", headers=ASKING)
    assert "Content-Encoding" not in plain.headers
    assert short.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in short.headers["Vary"]
    assert len(short.content) * 3 < len(plain.content)
    assert gzip.decompress(short.content).lstrip().startswith(b"<!doctype html>")


@pytest.mark.parametrize("url", ["/matters/?list=open", "/search/?q=a", "/not/there/"])
def test_what_an_address_asks_and_what_is_not_there_goes_as_it_is(
    world: World, enter: Enter, url: str
) -> None:
    assert not packed(enter(world.chen), url)


def test_who_is_known_to_nobody_has_nothing_to_lose(world: World, client: Client) -> None:
    home = f"/c/{world.county.slug}/"
    assert packed(client, home)
    assert packed(client, f"{home}?x=1")
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    assert packed(client, home)
    assert not packed(client, f"{home}?x=1")


def test_what_is_sent_is_answered_as_it_is(world: World, enter: Enter) -> None:
    answer = enter(world.chen).post("/contacts/new/", {}, headers=ASKING)
    assert "Content-Encoding" not in answer.headers


def test_documents_are_not_packed_twice(world: World, enter: Enter) -> None:
    answer = enter(world.liu).get("/import/households/template/", headers=ASKING)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_the_same_page_has_no_one_length(world: World, enter: Enter) -> None:
    """Else who sees the lengths could compare two of them."""
    client = enter(world.chen)
    assert len({len(client.get("/desk/", headers=ASKING).content) for _ in range(12)}) > 3
