"""The protocol of WeChat's official accounts, against the samples that its documentation prints, and against foreign bytes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import wechat
from huiyin.lib.wechat import NotWeChat, Seal

# The samples that come with WXBizMsgCrypt: of its Java, Python and C++ versions, and of the page on pushed messages.
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
PAM = Seal(KEY, "wxb11529c136998cb6")
SPAM = Seal(KEY, "wx2c2769f8efd9abc2")
PAM_SAYS = "我是中文abcd123"
PAM_SEALED = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
SPAM_SEALED = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9"
    "FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3y"
    "t+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v"
    "6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_what_it_seals_is_what_the_sample_of_java_prints() -> None:
    assert PAM.shut(PAM_SAYS, b"aaaabbbbccccdddd") == PAM_SEALED
    assert PAM.open(PAM_SEALED) == PAM_SAYS


def test_the_message_of_the_sample_of_python_is_opened_and_read() -> None:
    assert wechat.is_signed(
        "5d197aaffba7e9b25a30732f161a50dee96bd5fa", "spamtest", "1409735669", "1320562132", SPAM_SEALED
    )
    assert wechat.read(SPAM.open(SPAM_SEALED)) == {
        "ToUserName": "gh_10f6c3c3ac5a",
        "FromUserName": "oyORnuP8q7ou2gfYjqLzSIWZf0rs",
        "CreateTime": "1409735668",
        "MsgType": "text",
        "Content": "abcdteT",
        "MsgId": "6054768590064713728",
    }


def test_the_word_that_is_asked_for_at_the_start_is_opened() -> None:
    sealed = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    signed = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert wechat.is_signed(signed, "QDG6eK", "1409659589", "263014780", sealed)
    found = Seal("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7").open(sealed)
    assert found == "1616140317555161061"


def test_the_answer_of_the_page_on_pushed_messages_is_sealed_and_signed_alike() -> None:
    seal = Seal("A" * 43, "wx134c8103faa5a59e")
    sealed = seal.shut("<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>", b"999951349e8ee746")
    assert sealed == (
        "hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDdIZcr6+3HAZbSvPT9t/o11MI7d6W"
        "ELwqrGd7jMnV0zv3Zc9Nq7"
    )
    signed = wechat.signature("AAAAA", "1713424427", "415670741", sealed)
    assert signed == "03e0812039325c2712ef5f0f980fd14c70d6e307"


@pytest.mark.parametrize(
    "sealed",
    ["", "!!!", "YWJj", "AAAAAAAAAAAAAAAAAAAAAA==", PAM_SEALED[4:], "七", PAM_SEALED[:-4] + "AAAA"],
    ids=["nothing", "no base64", "no block", "zeros", "cut", "chinese", "altered"],
)
def test_what_was_altered_is_refused(sealed: str) -> None:
    with pytest.raises(NotWeChat):
        PAM.open(sealed)


def test_what_is_meant_for_another_account_is_refused() -> None:
    with pytest.raises(NotWeChat):
        SPAM.open(PAM_SEALED)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "huiyin.txt">]><xml><Content>&a;</Content></xml>'


@pytest.mark.parametrize(
    "foreign",
    [b"", b"<xml>", b"\xff\xfe<", BOMB, OUTSIDE, BOMB.encode("utf-16"), "<xml>&a;</xml>", b"<x>" * 30_000],
    ids=["nothing", "open", "bytes", "bomb", "outside", "utf-16", "entity", "large"],
)
def test_what_is_no_plain_message_is_refused(foreign: bytes | str) -> None:
    with pytest.raises(NotWeChat):
        wechat.read(foreign)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t"))


@given(WORDS)
def test_what_is_written_is_read_again(words: str) -> None:
    assert wechat.read(wechat.written({"Content": words})) == {"Content": words}


@given(WORDS)
def test_what_is_sealed_is_opened_again(words: str) -> None:
    assert PAM.open(PAM.shut(words)) == words


@given(st.binary(max_size=300))
def test_no_foreign_bytes_make_it_fall_over(foreign: bytes) -> None:
    for given_ in (foreign, foreign.decode("latin-1")):
        try:
            wechat.read(given_)
        except NotWeChat:
            continue


def test_a_call_is_of_now_for_ten_minutes() -> None:
    def signed(away: timedelta) -> bool:
        return wechat.is_of_now(str(int((AT + away).timestamp())), AT)

    assert signed(timedelta(0))
    assert signed(timedelta(minutes=-10))
    assert signed(timedelta(minutes=10))
    assert not signed(timedelta(minutes=-10, seconds=-1))
    assert not signed(timedelta(minutes=10, seconds=1))
    assert not wechat.is_of_now("", AT)
    assert not wechat.is_of_now("-1", AT)
    assert not wechat.is_of_now("9" * 20, AT)
