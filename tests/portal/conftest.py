"""A resident with a browser, a matter with its code, and hands on the clock on the wall."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.matters.actions import Lodged
from tests.world import AT

Ask = Callable[..., Any]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put the clock on the wall this much after the moment of the tests."""

    def turn(**gone: float) -> None:
        moment = (AT + timedelta(**gone)).astimezone(UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return turn


@pytest.fixture
def ask(client: Client) -> Ask:
    """Send number and code, from an address of one's own if wanted."""

    def send(reference: str, code: str, address: str = "192.0.2.1") -> Any:
        return client.post(
            "/c/heyang/ask/",
            {"reference": reference, "code": code},
            REMOTE_ADDR=address,
            headers={"accept-language": "en"},
        )

    return send


@pytest.fixture
def let_in(ask: Ask) -> Callable[[Lodged], str]:
    """Open a matter with its own code; gives the address of its page."""

    def enter(lodged: Lodged) -> str:
        there = ask(lodged.matter.reference, lodged.code)
        assert there.status_code == 302
        return str(there["Location"])

    return enter
