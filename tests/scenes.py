"""Scenes: what stands in the database when a test begins, founded once per process and found anew by every test.

A test plays in the scene whose fixture it asks for, by itself or through another fixture, or which a parameter names;
without one nothing stands there."""

from collections.abc import Callable
from datetime import UTC
from typing import Any
from unittest import mock

import pytest

from tests.world import AT, build

Founding = Callable[[], Any]


def _at_the_moment_of_tests(founding: Founding) -> Any:
    with mock.patch("django.utils.timezone.now", return_value=AT.astimezone(UTC)):
        return founding()


def _cast() -> Any:
    return _at_the_moment_of_tests(build)


def _estate() -> Any:
    from tests.house.conftest import standing

    return _at_the_moment_of_tests(standing)


def _demo_county() -> Any:
    from tests.demo import demos

    return demos.loaded_twice()


def _demo_at_new_year() -> Any:
    from tests.demo import demos

    return demos.loaded(demos.NEW_YEAR)


def _qinghe() -> Any:
    from tests.sheets import qinghe

    _cast()
    with mock.patch("django.utils.timezone.now", return_value=qinghe.NOW):
        return qinghe.founded()


SCENES: dict[str, Founding] = {
    "cast": _cast,
    "qinghe": _qinghe,
    "estate": _estate,
    "demo_county": _demo_county,
    "demo_at_new_year": _demo_at_new_year,
}


def keep_together(items: list[pytest.Item]) -> None:
    """The tests of one scene run on one process, one after the other: a county of the demo takes half a minute to found, and
    with each change of scenes the statements that the database kept ready are gone.

    The cast stands in a moment, and half of all tests play with it."""
    for item in items:
        if (scene := scene_of(item)) not in ("", "cast"):
            item.add_marker(pytest.mark.xdist_group(scene))


def scene_of(item: pytest.Item) -> str:
    """The scene a test plays in; "" where nothing stands."""
    names = [*getattr(item, "fixturenames", ())]
    if hasattr(item, "callspec"):
        names += [value for value in item.callspec.params.values() if isinstance(value, str)]
    asked = [name for name in names if name in SCENES]
    assert len(asked) <= 1, f"{item.nodeid} plays in several scenes: {asked}"
    return asked[0] if asked else ""


def needs_database(item: pytest.Item) -> bool:
    """Whether a test opens the database at all."""
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in getattr(
        item, "fixturenames", ()
    )
