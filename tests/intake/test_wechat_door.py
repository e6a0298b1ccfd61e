"""The door that WeChat knocks at: opened by its signature of just now, and by nothing else; whatever comes, it stands."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.intake.models import Draft, Heard
from huiyin.lib import wechat as protocol
from huiyin.lib.wechat import Seal
from huiyin.matters.models import Matter
from huiyin.outbox.models import WeChat
from tests.intake import wechat
from tests.intake.wechat import KEY, SEAL, THERE, later, plain, post, says, signed, text, words_of

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


def refused(answer: Any) -> bool:
    return bool(answer.status_code == 403) and not Heard.objects.exists()


def test_it_answers_when_the_address_is_entered(account: WeChat) -> None:
    account.is_on = False
    account.save()
    there = THERE + signed() + "&echostr=5926"
    assert Client().get(there).content == b"5926"
    assert Client().get(THERE + signed(token="another") + "&echostr=1").status_code == 403
    assert Client().get(THERE + "?echostr=1").status_code == 403
    assert refused(wechat.call(text(WORDS))), "nothing is taken in before it is switched on"


def test_a_wrong_signature_costs_no_more_than_the_account(account: WeChat) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = post(protocol.written({"Encrypt": "x"}), signed("x", token="wrong"))
    assert refused(answer)
    tables = [
        one["sql"] for one in asked.captured_queries if "outbox" in one["sql"] or "intake" in one["sql"]
    ]
    assert len(tables) == 1, tables


@pytest.mark.usefixtures("account")
def test_what_was_signed_at_another_time_is_refused() -> None:
    assert refused(wechat.call(text(WORDS), at=later(minutes=11)))
    assert refused(wechat.call(text(WORDS), at=later(minutes=-11)))


@pytest.mark.usefixtures("account")
def test_in_encrypted_mode_nothing_plain_is_heard() -> None:
    assert refused(plain(text(WORDS)))


def test_in_plain_mode_it_is_heard_and_answered_in_plain(account: WeChat) -> None:
    account.in_plain = True
    account.save()
    answer = plain(text(WORDS))
    assert b"Encrypt" not in answer.content
    assert WORDS in words_of(answer)


@pytest.mark.usefixtures("account")
def test_what_is_sealed_for_another_account_or_with_another_key_is_refused() -> None:
    assert refused(wechat.call(text(WORDS), seal=Seal(KEY, "wx2c2769f8efd9abc2")))
    assert refused(wechat.call(text(WORDS), seal=Seal("A" * 43, SEAL.appid)))


@pytest.mark.usefixtures("account")
def test_what_is_sealed_has_to_be_signed_too() -> None:
    shut = SEAL.shut(protocol.written(text(WORDS)))
    body = protocol.written({"Encrypt": shut})
    assert refused(post(body, signed()))
    assert refused(post(body, signed("something else")))
    assert WORDS in words_of(post(body, signed(shut)))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "body",
    [
        "",
        "<xml>",
        "no xml at all",
        BOMB,
        "<xml><Encrypt>!!!</Encrypt></xml>",
        "<xml></xml>",
        b"\xff\xfe\x00",
        "x" * 70_000,
    ],
    ids=["nothing", "open", "words", "bomb", "no-base64", "empty", "bytes", "large"],
)
def test_awkward_bodies_are_refused(body: bytes | str) -> None:
    assert refused(post(body, signed("x")))


def sealed(written: str) -> Any:
    shut = SEAL.shut(written)
    return post(protocol.written({"Encrypt": shut}), signed(shut))


@pytest.mark.usefixtures("account")
def test_what_stands_in_the_seal_is_no_more_trusted() -> None:
    assert refused(sealed(BOMB))
    assert refused(sealed("<xml><Content>half"))
    assert sealed("<xml></xml>").content == b"success", "of nobody"
    assert sealed(protocol.written({"FromUserName": "x" * 500, "MsgType": "text"})).content == b"success"


@given(
    st.dictionaries(
        st.sampled_from(["MsgType", "Content", "MsgId", "MediaId", "Event", "EventKey", "Recognition"]),
        st.text(max_size=200),
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_message_makes_it_fall_over(account: WeChat, fields: dict[str, str]) -> None:
    made = protocol.written({**wechat.message(), **fields})
    assert sealed(made).status_code in (200, 403)
    for kind in ("text", "image", "voice", "event"):
        assert sealed(protocol.written({**wechat.message(kind), **fields, "MsgType": kind})).status_code in (
            200,
            403,
        )


def test_other_counties_and_other_ways_have_no_such_door(account: WeChat) -> None:
    assert Client().get("/c/nowhere/wechat/" + signed()).status_code == 404
    assert Client().put(THERE + signed()).status_code == 405
    account.token = ""
    account.save()
    assert refused(wechat.call(text(WORDS)))


def test_what_it_asks_does_not_grow_with_what_was_written(account: WeChat) -> None:
    says(text("第一条消息"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            says(text(WORDS))
        return len(asked)

    first = cost()
    for n in range(12):
        says(text(f"第{n}条消息"))
    assert cost() == first
    assert first <= 22
    assert Matter.objects.count() == 0
    assert len(Draft.objects.get().said) == 15


def test_whoever_guesses_at_the_signature_waits_and_wechat_does_not(account: WeChat) -> None:
    found = [post("", signed("x", token="wrong")) for _n in range(7)]
    assert [one.status_code for one in found] == [403] * 5 + [429] * 2
    assert int(found[-1]["Retry-After"]) > 0
    assert Client().get(THERE + signed(token="wrong") + "&echostr=1").status_code == 429
    assert "已记下" in says(text(WORDS)), "what WeChat signed is heard from there all the same"


def test_it_slows_no_look_up_from_the_same_address(account: WeChat) -> None:
    for _n in range(7):
        post("", signed("x", token="wrong"))
    given = {"reference": "HY-2026-000001-X", "code": "7KQ4-2M9X"}
    page = Client().post("/c/heyang/ask/", given, headers={"accept-language": "zh-hans"})
    assert "秒" not in page.content.decode()
