"""Who sits at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from tests.world import World


@pytest.fixture
def xia(world: World, enter: Callable[[Official], Client]) -> Client:
    """The clerk of the township, signed in."""
    return enter(world.xia)
