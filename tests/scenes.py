"""Scenes: what stands in the database when a test begins, founded once per process and found anew by every test.

A test plays in the scene whose fixture it asks for, by itself or through another fixture; without one nothing stands there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import pytest
from django.utils import translation

from tests.world import AT, build

Founding = Callable[[], Any]


@contextmanager
def _then(at: datetime) -> Iterator[None]:
    """The clock on the wall stands, and sentences are English, as in a test."""
    with mock.patch("django.utils.timezone.now", return_value=at.astimezone(UTC)), translation.override("en"):
        yield


def _cast() -> Any:
    with _then(AT):
        return build()


def _estate() -> Any:
    from tests.house.conftest import standing

    with _then(AT):
        return standing()


SCENES: dict[str, Founding] = {"cast": _cast, "estate": _estate}


def scene_of(item: pytest.Item) -> str:
    """The scene a test plays in; "" where nothing stands."""
    asked = [name for name in getattr(item, "fixturenames", ()) if name in SCENES]
    assert len(asked) <= 1, f"{item.nodeid} plays in several scenes: {asked}"
    return asked[0] if asked else ""


def needs_database(item: pytest.Item) -> bool:
    """Whether a test opens the database at all."""
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in getattr(
        item, "fixturenames", ()
    )
