"""A mail server on this machine, which can be told to refuse, to hang up, and to take a message without saying so."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

GOOD = LoginPassword(b"huiyin", b"right")


@dataclass
class Postbox:
    """What came in, and what is said to the next ones."""

    port: int = 0
    came: list[EmailMessage] = field(default_factory=list)
    to_sender: str = "250 OK"
    to_recipient: str = "250 OK"
    to_message: str = "250 OK"
    hangs_up: bool = False
    slow: float = 0  # seconds from having it to saying so

    async def handle_MAIL(self, _server: Any, _session: Session, envelope: Envelope, sender: str, options: Any) -> str:  # fmt: skip
        envelope.mail_from = sender
        return self.to_sender

    async def handle_RCPT(self, _server: Any, _session: Session, envelope: Envelope, to: str, options: Any) -> str:  # fmt: skip
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(to)
        return self.to_recipient

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:
        if self.to_message.startswith("2"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.came.append(message_from_bytes(content, policy=policy.default))
        await asyncio.sleep(self.slow)
        if self.hangs_up:
            server.transport.close()
        return self.to_message


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _login(_server: Any, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:
    return AuthResult(success=given == GOOD, handled=False)


@contextmanager
def running() -> Iterator[Postbox]:
    """A server on a port of its own, for as long as it is needed."""
    box = Postbox()
    box.port = free_port()
    server = Controller(box, "127.0.0.1", box.port, authenticator=_login, auth_require_tls=False)
    server.start()
    try:
        yield box
    finally:
        server.stop()
