"""Who sits at the desk, and the county's account on WeChat."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from huiyin.outbox.models import WeChat
from tests.intake import wechat
from tests.world import World


@pytest.fixture
def xia(world: World, enter: Callable[[Official], Client]) -> Client:
    """The clerk of the township, signed in."""
    return enter(world.xia)


@pytest.fixture
def account(world: World, settings: Any) -> WeChat:
    """Switched on, in encrypted mode."""
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    return wechat.account()


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The clock on the wall, which a test may turn."""

    def turn(at: datetime) -> datetime:
        monkeypatch.setattr("django.utils.timezone.now", lambda: at.astimezone(UTC))
        return at

    return turn
