"""The demo counties, each in a scene of its own and seen from inside."""

from collections.abc import Iterator

import pytest

from huiyin.audit.scope import county_scope
from huiyin.orgs.models import County
from tests.database import TestServer
from tests.demo.demos import Loaded


@pytest.fixture
def demo_county(db: None, server: TestServer) -> Iterator[Loaded]:
    """The smallest one, of a Monday in November."""
    found: Loaded = server.cast()
    with county_scope(found.county.pk):
        yield found


@pytest.fixture
def county(demo_county: Loaded) -> County:
    """The same, without the story of the other."""
    return demo_county.county
