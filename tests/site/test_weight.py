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


def test_the_desk_and_all_it_loads_are_light(world: World, enter: Callable[[Official], Client]) -> None:
    answer = enter(world.chen).get("/desk/")
    named = NAMED.findall(answer.content.decode())
    parts = [answer.content, *(Path(str(finders.find(name))).read_bytes() for name in named)]
    assert len(named) >= 8, named
    assert sum(len(part) for part in parts) <= 250_000
    assert sum(len(gzip.compress(part, 6)) for part in parts) <= 60_000
