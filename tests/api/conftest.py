"""A hotline platform with a key, and how it calls."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from huiyin.api.actions import enter_system, give_key
from huiyin.api.models import System
from huiyin.orgs.models import Official, Unit
from tests.administration.conftest import Enter
from tests.administration.conftest import administered as administered
from tests.administration.conftest import enter_as as enter_as
from tests.house.conftest import close_the_wall
from tests.world import AT, World

__all__ = ["Enter", "Platform", "administered", "enter_as"]
ROOT = "/c/heyang/api/v1/"
DEMAND = {"number": "GD-1", "body": "村口的路灯坏了三盏，晚上看不见路。"}


@dataclass
class Platform:
    """A system and its key; it calls from outside, with the wall closed."""

    system: System
    words: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One call."""
        close_the_wall()
        sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        given = {"Authorization": f"Bearer {self.words}", "Accept-Language": "en", **headers}
        return Client(raise_request_exception=False).generic(
            method, path if path.startswith("/c/") else ROOT + path, sent, "application/json", headers=given
        )

    def lodge(self, **fields: Any) -> Any:
        """Hand something in."""
        return self.call("POST", "matters/", {**DEMAND, **fields})

    def get(self, path: str) -> Any:
        """Ask for something."""
        return self.call("GET", path)


def platform(
    by: Official,
    code: str = "hotline",
    *scopes: str,
    unit: Unit | None = None,
    per_minute: int = 60,
    at: datetime = AT,
) -> Platform:
    """A system that may do this."""
    made = enter_system(
        code=code,
        name="热线平台",
        scopes=scopes or ("lodge", "own"),
        unit=unit,
        per_minute=per_minute,
        by=by,
        at=at,
    )
    return Platform(made, give_key(system=made, by=by, at=at).words)


@pytest.fixture
def hotline(world: World, administered: dict[str, Official], monkeypatch: pytest.MonkeyPatch) -> Platform:
    """Hands matters in and follows them."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    return platform(administered["security"])
