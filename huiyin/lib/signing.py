"""Signatures of calls to other systems, and of theirs, as the specification Standard Webhooks has them.

Signed are the number of the message, its moment and its body: HMAC-SHA256 under a secret that both sides hold.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Final

BEGINS: Final = "whsec_"
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE: Final = timedelta(minutes=5)
_LENGTH: Final = 32


def new_secret() -> str:
    """A fresh one, as it is written down."""
    return BEGINS + base64.b64encode(token_bytes(_LENGTH)).decode()


def headers(secrets: Iterable[str], *, number: str, at: datetime, body: bytes) -> dict[str, str]:
    """What goes with the body: one signature for each secret that is valid, so that either side may change first."""
    moment = str(int(at.timestamp()))
    signed = " ".join(_signature(secret, number, moment, body) for secret in secrets)
    return {ID: number, TIMESTAMP: moment, SIGNATURE: signed}


def is_signed(secrets: Iterable[str], *, given: Mapping[str, str], at: datetime, body: bytes) -> bool:
    """Whether one of the secrets signed it, and not long before or after now; `given` has its names in small letters."""
    number, moment = given.get(ID, ""), given.get(TIMESTAMP, "")
    if not number or not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        return False
    if abs(int(moment) - at.timestamp()) > TOLERANCE.total_seconds():
        return False
    shown = [one.encode() for one in given.get(SIGNATURE, "").split(" ") if one.startswith("v1,")]
    wanted = [_signature(secret, number, moment, body).encode() for secret in secrets]
    return any(hmac.compare_digest(one, other) for one in shown for other in wanted)


def _signature(secret: str, number: str, moment: str, body: bytes) -> str:
    signed = hmac.new(_key(secret), f"{number}.{moment}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(signed.digest()).decode()


def _key(secret: str) -> bytes:
    """Of a secret as it is written; ValueError where it is none."""
    try:
        key = base64.b64decode(secret.removeprefix(BEGINS), validate=True)
    except binascii.Error as error:
        raise ValueError("no secret of Standard Webhooks") from error
    if not key:
        raise ValueError("an empty secret")
    return key
