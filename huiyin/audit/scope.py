"""Whose county a transaction serves: the one place that opens the county wall, for requests, clocks and commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import connection, transaction

_county: ContextVar[int | None] = ContextVar("huiyin_county", default=None)


class Question(NamedTuple):
    """One statement of SQL with its values, asked in the moment the wall opens: one way to the database instead of two."""

    sql: str
    values: list[Any]


def current_county() -> int | None:
    """The id of the county this transaction serves, or None outside any (the database then refuses the row)."""
    return _county.get()


@contextmanager
def county_scope(county: int, question: Question | None = None) -> Iterator[tuple[Any, ...] | None]:
    """Open a transaction that sees and writes the rows of one county only (row-level security does the refusing).

    A question is answered behind the wall: its first row is what `with` gives, None if there is no such row.
    """
    outer = _county.get()
    token = _county.set(county)
    try:
        with transaction.atomic():
            yield _set("huiyin.county", str(county), question)
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


def _set(name: str, value: str, question: Question | None = None) -> tuple[Any, ...] | None:
    sql, values = question or ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config(%s, %s, true); {sql}", [name, value, *values])
        return cursor.fetchone() if cursor.nextset() else None
