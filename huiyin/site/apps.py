"""The site app's configuration."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

PREPARED_MOST = 500  # statements that a connection keeps ready; the pages ask some hundreds


def keep_prepared(connection: BaseDatabaseWrapper, **rest: Any) -> None:
    """Let a connection keep ready more than the hundred statements that psycopg does by itself."""
    connection.connection.prepared_max = PREPARED_MOST


class SiteConfig(AppConfig):
    name = "huiyin.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Now that every room is there, its words are put together."""
        from huiyin.site import words

        words.put_together()
        connection_created.connect(keep_prepared, dispatch_uid="prepared")
