"""Whether the tables of a database are of a version whose data can be brought along."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from huiyin.lib.sentences import Stop

Step = tuple[str, str]


def check() -> None:
    """Stop before anything is written where migrations were applied that this version does not know."""
    loader = MigrationLoader(connection)
    if unknown(loader.applied_migrations, loader.disk_migrations):
        raise Stop("former_tables", name=settings.DATABASES["default"]["NAME"])


def unknown(applied: Iterable[Step], known: Iterable[Step]) -> list[Step]:
    """Steps that only another version of these tables can have taken."""
    return sorted(set(applied) - set(known))
