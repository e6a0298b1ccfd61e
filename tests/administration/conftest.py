"""The cast with its three administrators."""

from collections.abc import Callable
from datetime import UTC

import pytest
from django.test import Client

from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.models import Official
from tests.house.conftest import signed_in
from tests.world import AT, PASSWORD, World

Enter = Callable[[str], Client]


@pytest.fixture
def administered(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, Official]:
    """By duty: who carries it; the clock on the wall stands at the moment of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    found = {}
    for duty, login, name in (
        ("system", "xi", "席远"),
        ("security", "an", "安洁"),
        ("audit", "shen", "申明"),
    ):
        one = orgs.enrol(username=login, name=name, password=PASSWORD, by="test", at=AT)
        found[duty] = name_administrator(official=one, duties=[duty], by="test", at=AT)
    return found


@pytest.fixture
def enter_as(administered: dict[str, Official]) -> Enter:
    """A browser of one of the three."""
    return lambda duty: signed_in(administered[duty])
