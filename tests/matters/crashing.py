"""The power fails: after so many writes nothing is written any more, and the transaction is undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Crash(Exception):
    """The power fails between two writes."""


@contextmanager
def crashing(after: int) -> Iterator[None]:
    """Nothing is written any more after so many writes; the transaction is undone, as the database does it."""
    left = after

    def count(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        nonlocal left
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            if not left:
                raise Crash
            left -= 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield
