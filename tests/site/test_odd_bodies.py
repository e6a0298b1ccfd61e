"""Bodies that no browser sends, and a database that is away: a page in words, never a bare error."""

from typing import NoReturn

import pytest
from django.db import OperationalError
from django.test import Client

from huiyin.orgs import middleware
from tests.world import World

FORM = b"body=%E8%B7%AF&once=one-time-token-123"
MULTI = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nabc\r\n--x--\r\n'
PLAIN, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
MANY = b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % n for n in range(3000))
BODIES = [
    *(
        (f"{PLAIN}; charset={code}", FORM)
        for code in ("rot13", "hex", "zip", "nonsense", "utf-16", "idna", "undefined")
    ),
    *((f"{PARTS}; boundary=x; charset={code}", MULTI) for code in ("rot13", "zip", "undefined")),
    *((f"{PARTS}{edge}", MULTI) for edge in ("", "; boundary=", "; boundary=y", f"; boundary={'x' * 500}")),
    (PLAIN, b"&".join(b"a%d=1" % n for n in range(3000))),
    (f"{PARTS}; boundary=x", MANY + b"--x--\r\n"),
]
ADDRESSES = ("/c/heyang/say/", "/c/heyang/ask/", "/login/")


@pytest.mark.parametrize("there", ADDRESSES)
def test_no_odd_body_brings_a_fault_of_ours(world: World, there: str) -> None:
    client = Client(raise_request_exception=False)
    for kind, body in BODIES:
        answer = client.generic("POST", there, body, content_type=kind)
        assert answer.status_code in (400, 422), (kind[:60], answer.status_code)
        assert "<h1" in answer.content.decode(), "a page, with words"


def test_a_character_that_no_address_has_is_answered_with_a_page(world: World) -> None:
    answer = Client(raise_request_exception=False).get("/c/heyang/ask/?ref=a%00")
    assert (answer.status_code, "<h1" in answer.content.decode()) == (400, True)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch, world: World) -> Client:
    def gone(*_args: object, **_named: object) -> NoReturn:
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr(middleware.CountyScope, "_inside", gone)
    monkeypatch.setattr(middleware.County.objects, "filter", gone)
    return Client(raise_request_exception=False)


def test_while_the_database_is_away_what_was_typed_stays_in_the_page_to_be_sent_again(away: Client) -> None:
    sent = {"body": '路灯不亮 "三盏"', "once": "one-time-token-123", "csrfmiddlewaretoken": "abc"}
    answer = away.post("/c/heyang/say/", sent)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert '<form method="post" action="/c/heyang/say/">' in page
    for name in sent:
        assert f'name="{name}"' in page
    assert "路灯不亮 &quot;三盏&quot;" in page
    assert away.get("/c/heyang/ask/").status_code == 503


def test_a_password_is_never_written_into_a_page(away: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = away.post("/c/heyang/say/", {"username": "chen", "password": "geheim-geheim"})
    assert answer.status_code == 503
    assert "geheim" not in answer.content.decode()
