"""The idle end of a session moves on with use and is written at most once a minute; the menu is looked up once."""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from huiyin.orgs.models import Official
from huiyin.site import sections
from huiyin.ui.shell import Inside, NavItem
from tests.world import AT, World

Enter = Callable[[Official], Client]


def writes(client: Client, at: float) -> int:
    """How often a page opened at that second writes the session."""
    with mock.patch("time.time", return_value=at), CaptureQueriesContext(connection) as asked:
        assert client.get("/notices/").status_code == 200
    return sum("django_session" in one["sql"] and not one["sql"].startswith("SELECT") for one in asked)


def test_a_session_is_written_at_most_once_a_minute(world: World, enter: Enter) -> None:
    client, now = enter(world.chen), timezone.now().timestamp()
    assert [writes(client, now + s) for s in (0, 1, 59, 60, 61, 119, 120)] == [1, 0, 0, 1, 0, 0, 1]
    assert writes(client, now - 500) == 1, "a clock that was put back keeps nobody signed in for ever"


def test_the_end_is_half_an_hour_after_the_last_use(world: World, enter: Enter) -> None:
    client, now = enter(world.chen), timezone.now()
    with mock.patch("time.time", return_value=now.timestamp()):
        answer = client.get("/notices/")
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 30 * 60
    ends = Session.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value).expire_date
    assert timedelta(minutes=29) < ends - now < timedelta(minutes=31)
    Session.objects.update(expire_date=now - timedelta(seconds=1))
    assert client.get("/notices/").status_code == 302, "idle for too long"


def test_nobody_gets_a_session_for_reading_a_public_page(world: World, client: Client) -> None:
    assert settings.SESSION_COOKIE_NAME not in client.get(f"/c/{world.county.slug}/").cookies
    assert not Session.objects.exists()


def test_the_menu_is_built_once_for_a_set_of_capacities_and_a_language(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with translation.override("en"):
        first = sections.navigation(world.liu.standing(AT).capacities, "/matters/")
        monkeypatch.setattr(sections, "reverse", mock.Mock(side_effect=AssertionError("looked up again")))
        assert sections.navigation(world.liu.standing(AT).capacities, "/matters/") == first
    assert [item.label for item in first[0] if item.current] == ["Casework"]
    monkeypatch.undo()
    with translation.override("zh-hans"):
        labels = [
            item.label for item in sections.navigation(world.liu.standing(AT).capacities, "/contacts/")[0]
        ]
        assert "Casework" not in labels
    assert "Coming in" in _groups(first), "a coordinator passes messages on"
    with translation.override("en"):
        handler = sections.navigation(world.he.standing(AT).capacities, "/matters/")
    assert "Coming in" not in _groups(handler)


def _groups(found: tuple[tuple[NavItem, ...], Inside | None]) -> list[str]:
    assert found[1]
    return [group.label for group in found[1].groups]
