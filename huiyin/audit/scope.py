"""Whose county a transaction serves: the one place that opens the county wall, for requests, clocks and commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_county: ContextVar[int | None] = ContextVar("huiyin_county", default=None)


def current_county() -> int | None:
    """The id of the county this transaction serves, or None outside any (the database then refuses the row)."""
    return _county.get()


@contextmanager
def county_scope(county: int) -> Iterator[None]:
    """Open a transaction that sees and writes the rows of one county only (row-level security does the refusing)."""
    outer = _county.get()
    token = _county.set(county)
    try:
        with transaction.atomic():
            _set("huiyin.county", str(county))
            yield
            if (
                outer is not None and not connection.needs_rollback
            ):  # nested (tests): the outer wall stands again
                _set("huiyin.county", str(outer))
    finally:
        _county.reset(token)


@contextmanager
def login_door() -> Iterator[None]:
    """Let one look-up of an official through before the county is known; reading only, closed again at once."""
    with transaction.atomic():
        _set("huiyin.door", "login")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                _set("huiyin.door", "")


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
