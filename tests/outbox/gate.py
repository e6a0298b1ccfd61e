"""An SMS gateway on this machine: it takes, refuses, is slow or goes away as a test says, and it can sign receipts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client

from huiyin.lib import signing
from tests.peers import Asked, Peer, peer

RECEIPTS, REPLIES = "/c/heyang/sms/receipts/", "/c/heyang/sms/replies/"


@dataclass
class Gate:
    """What it says to the next ones, and what it has taken: each id once, however often it came."""

    secret: str
    status: int = 202
    body: bytes = b'{"id": "there-7"}'
    forged: int = 0
    taken: dict[str, dict[str, str]] = field(default_factory=dict)
    came: list[str] = field(default_factory=list)
    peer: Peer | None = None

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        """Whoever does not sign with our secret is turned away."""
        moment = datetime.fromtimestamp(int(asked.headers["webhook-timestamp"])).astimezone()
        if not signing.is_signed([self.secret], given=asked.headers, at=moment, body=asked.body):
            self.forged += 1
            return 401, {}, b""
        told = json.loads(asked.body)
        self.came.append(told["id"])
        if self.status < 300:
            self.taken.setdefault(told["id"], told)
        return self.status, {}, self.body


@contextmanager
def running(secret: str) -> Iterator[Gate]:
    """A gateway on a port of its own, for as long as it is needed."""
    gate = Gate(secret)
    with peer(gate.answer) as found:
        gate.peer = found
        yield gate


def post(
    client: Client, path: str, told: Any, secret: str, at: datetime, *, number: str = "msg-1"
) -> tuple[int, Any]:
    """What a gateway posts, signed; the status and what is said."""
    body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
    signed = signing.headers([secret], number=number, at=at, body=body) if secret else {}
    answer = client.post(path, body, content_type="application/json", headers=signed)
    return answer.status_code, json.loads(answer.content) if answer.content else None
