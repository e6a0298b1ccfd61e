"""Being another database role for a moment: the clock that seals, or somebody with the keys of the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

from huiyin.site.database import Embedded


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Connect to this process's test database as `clock` or `owner`."""
    mine = dict(connection.settings_dict)
    theirs = Embedded(settings.HUIYIN_HOME, durable=False).django(role, mine["NAME"])
    connection.close()
    try:
        connection.settings_dict.update(
            {key: theirs[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
        )
        yield
    finally:
        connection.close()
        connection.settings_dict.update(mine)


@contextmanager
def server_admin() -> Iterator[Any]:
    """Somebody with the keys of the server, whom no grant and no row-level security stops."""
    with Embedded(settings.HUIYIN_HOME, durable=False).admin(str(connection.settings_dict["NAME"])) as admin:
        yield admin
