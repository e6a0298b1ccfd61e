"""What the first page of an official weighs that nothing has been kept of: on a telephone in a village every byte waits."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from huiyin.orgs.models import Official
from tests.world import World

NAMED = re.compile(r'<(?:link rel="stylesheet" href|script src|script defer src)="/static/([^"?]+)"')


def all_of(page: bytes) -> list[bytes]:
    """The page, and the sheets and scripts that it names."""
    named = NAMED.findall(page.decode())
    assert len(named) >= 5, named
    return [page, *(Path(str(finders.find(name))).read_bytes() for name in named)]


def packed(parts: list[bytes]) -> int:
    """Their bytes on the line."""
    return sum(len(gzip.compress(part, 6)) for part in parts)


def test_the_public_home_and_all_it_loads_are_lighter_still(world: World, client: Client) -> None:
    answer = client.get(f"/c/{world.county.slug}/")
    assert packed(all_of(answer.content)) <= 40_000


def test_the_desk_and_all_it_loads_are_light(world: World, enter: Callable[[Official], Client]) -> None:
    parts = all_of(enter(world.chen).get("/desk/").content)
    assert len(parts) > 8
    assert sum(len(part) for part in parts) <= 250_000
    assert packed(parts) <= 60_000
