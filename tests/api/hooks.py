"""A system that is called, and what it was told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.api.hooking import GivenSecret, keep_hook
from huiyin.api.models import Change, Hook, System
from huiyin.api.telling import call_due
from huiyin.audit.scope import county_scope
from huiyin.lib.signing import is_signed
from huiyin.orgs.models import Official
from tests.api.conftest import Platform
from tests.house.conftest import close_the_wall
from tests.peers import HERE, Asked, Peer, peer
from tests.world import AT, World

MINUTE = timedelta(minutes=1)


@dataclass
class Called:
    """The other side: answers as it is told, and keeps what it took, call by call."""

    world: World
    system: System
    there: Peer
    status: int = 200

    @property
    def hook(self) -> Hook:
        """As it stands now."""
        with county_scope(self.world.county.pk):
            return Hook.objects.select_related("system").get(system=self.system)

    @property
    def bodies(self) -> list[Any]:
        """What came, each read."""
        return [json.loads(one.body) for one in self.there.asked]

    def told(self) -> list[int]:
        """The numbers of changes, as they came."""
        return [one["sequence"] for body in self.bodies for one in body["data"].get("changes", [])]

    def change(self, *references: str) -> None:
        """So many steps of these matters get their numbers."""
        with county_scope(self.world.county.pk):
            system = System.objects.get(pk=self.system.pk)
            for n, reference in enumerate(references, start=system.last_change + 1):
                Change.objects.create(system=system, sequence=n, reference=reference, what="route", at=AT)
            system.last_change += len(references)
            system.save()

    def call(self, at: datetime = AT) -> int:
        """What the clock does, with the wall closed."""
        close_the_wall()
        return call_due(at=at)

    def is_signed(self, asked: Asked, *secrets: str, at: datetime = AT) -> bool:
        """By one of these, or by the one in use."""
        found = secrets or tuple(self.hook.secrets(at))
        return is_signed(found, given=asked.headers, at=at, body=asked.body)


@contextmanager
def called(world: World, hotline: Platform, by: Any) -> Iterator[Called]:
    """The platform is called on this machine."""
    with peer(lambda _asked: (found.status, {}, b"")) as there:
        found = Called(world, hotline.system, there)
        with county_scope(world.county.pk):
            given = keep_hook(system=hotline.system, address=there.address, by=by, at=AT)
        assert isinstance(given, GivenSecret)
        yield found


@pytest.fixture
def other(
    world: World, administered: dict[str, Official], hotline: Platform, settings: Any
) -> Iterator[Called]:
    """The hotline platform, which is called here."""
    settings.HUIYIN_MAY_CALL = HERE
    with called(world, hotline, administered["security"]) as found:
        yield found


@pytest.fixture
def reference(other: Called, hotline: Platform) -> str:
    """Of a matter that it handed in."""
    return str(hotline.lodge().json()["reference"])
