"""Calls are signed as the specification Standard Webhooks says, and what is signed otherwise is not believed."""

from datetime import UTC, datetime, timedelta

import pytest

from huiyin.lib import signing

SECRET = (
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the published example of the specification and its libraries
)
NUMBER, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
AT = datetime.fromtimestamp(1614265330, UTC)
SIGNED = {
    "webhook-id": NUMBER,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_the_published_example_is_signed_alike() -> None:
    assert signing.headers([SECRET], number=NUMBER, at=AT, body=BODY) == SIGNED
    assert signing.is_signed([SECRET], given=SIGNED, at=AT, body=BODY)


def test_while_a_secret_changes_either_is_enough() -> None:
    new = signing.new_secret()
    both = signing.headers([new, SECRET], number=NUMBER, at=AT, body=BODY)
    assert both["webhook-signature"].count("v1,") == 2
    for one in (new, SECRET):
        assert signing.is_signed([one], given=both, at=AT, body=BODY)
    assert signing.is_signed([signing.new_secret(), SECRET], given=SIGNED, at=AT, body=BODY)
    assert not signing.is_signed([new], given=SIGNED, at=AT, body=BODY)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "msg_other"},
        {"webhook-id": ""},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "９９"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": "v1,回音"},
    ],
)
def test_what_was_changed_is_not_believed(changed: dict[str, str]) -> None:
    assert not signing.is_signed([SECRET], given={**SIGNED, **changed}, at=AT, body=BODY)


def test_nothing_of_it_may_be_missing() -> None:
    for name in SIGNED:
        less = {key: value for key, value in SIGNED.items() if key != name}
        assert not signing.is_signed([SECRET], given=less, at=AT, body=BODY)
    assert not signing.is_signed([SECRET], given=SIGNED, at=AT, body=BODY + b" ")
    assert not signing.is_signed([], given=SIGNED, at=AT, body=BODY)


@pytest.mark.parametrize(("minutes", "believed"), [(5, True), (-5, True), (5.1, False), (-5.1, False)])
def test_what_is_old_or_from_the_future_is_not_believed(minutes: float, believed: bool) -> None:
    at = AT + timedelta(minutes=minutes)
    assert signing.is_signed([SECRET], given=SIGNED, at=at, body=BODY) is believed


def test_a_fresh_secret_is_long_and_no_other() -> None:
    one, other = signing.new_secret(), signing.new_secret()
    assert one != other
    assert one.startswith("whsec_")
    assert len(one) == len("whsec_") + 44


@pytest.mark.parametrize("secret", ["whsec_", "whsec_???", "whsec_abc"])
def test_what_is_no_secret_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        signing.headers([secret], number=NUMBER, at=AT, body=BODY)
