"""SMS, by the county's gateway: one signed request for each, as docs/operating.md says; a status says what became of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.utils import timezone

from huiyin.lib import posting, signing
from huiyin.outbox.models import Gateway
from huiyin.outbox.rules import LATER, NO_SERVER, NO_SUCH, REFUSED, SIGN_IN
from huiyin.outbox.transports import Hand, Outcome, Parcel

SECONDS: Final = 10.0  # for all of one request
MOST: Final = 4096  # bytes of an answer
SIGN_IN_FIRST: Final = (401, 403)
NO_NUMBER: Final = (404, 422)
NOT_NOW: Final = (408, 425, 429)
FOR_GOOD, BROKEN = 400, 500  # the first status of each kind
LONGEST_NAME: Final = 64


@contextmanager
def line(gateway: Gateway, _name: str) -> Iterator[Hand]:
    """Nothing stays open between two requests."""

    def hand(parcel: Parcel) -> Outcome:
        body = json.dumps(
            {"id": parcel.number, "to": parcel.to, "text": parcel.text, "sign": parcel.subject},
            ensure_ascii=False,
        ).encode()
        signed = signing.headers([gateway.secret], number=parcel.number, at=timezone.now(), body=body)
        answer = posting.call(
            "POST",
            gateway.address,
            body=body,
            headers={**signed, "Content-Type": "application/json; charset=utf-8"},
            may=settings.HUIYIN_MAY_CALL,
            may_public=posting.may_be_public(gateway.address),
            seconds=SECONDS,
            most=MOST,
        )
        if isinstance(answer, posting.NoAnswer):
            return Outcome(NO_SERVER, again=True, may_have_it=answer.perhaps_taken)
        return _became(answer)

    yield hand


def _became(answer: posting.Answer) -> Outcome:
    """What a status means."""
    if answer.is_taken:
        return Outcome(called_there=_called(answer.body))
    said, status = str(answer.status), answer.status
    if status in SIGN_IN_FIRST:
        return Outcome(SIGN_IN, said, again=True)
    if status in NO_NUMBER:
        return Outcome(NO_SUCH, said)
    if status in NOT_NOW or status >= BROKEN:
        return Outcome(LATER, said, again=True)
    if status < FOR_GOOD:  # it is not there, or this is no gateway
        return Outcome(NO_SERVER, said, again=True)
    return Outcome(REFUSED, said)


def _called(body: bytes) -> str:
    """What the gateway calls it, if it says so in an answer of ours."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):  # the latter: brackets without end
        return ""
    name = told.get("id") if isinstance(told, dict) else ""
    name = str(name) if isinstance(name, str | int) else ""
    return name if len(name) <= LONGEST_NAME and name.isascii() and name.isprintable() else ""
