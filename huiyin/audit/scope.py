"""Whose county a transaction serves: the one place that opens the county wall, for requests, clocks and commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
_county: ContextVar[int | None] = ContextVar("huiyin_county", default=None)
_kept: ContextVar[dict[str, Any] | None] = ContextVar("huiyin_kept", default=None)


class Question(NamedTuple):
    """One statement of SQL with its values, asked in the moment the wall opens."""

    sql: str
    values: list[Any]


def current_county() -> int | None:
    """The id of the county this transaction serves, or None outside any (the database then refuses the row)."""
    return _county.get()


def kept_in_scope(name: str, make: Callable[[], T]) -> T:
    """What is looked up once behind an open wall and asked for often; outside any it is made each time."""
    kept = _kept.get()
    if kept is None:
        return make()
    if name not in kept:
        kept[name] = make()
    found: T = kept[name]
    return found


def keep_in_scope(name: str, value: object) -> None:
    """Somebody has it in hand already; outside an open wall it is kept for nobody."""
    kept = _kept.get()
    if kept is not None:
        kept[name] = value


def forget_in_scope(name: str) -> None:
    """It has changed: the next to ask looks it up anew."""
    (_kept.get() or {}).pop(name, None)


@contextmanager
def keeping(name: str, value: object) -> Iterator[None]:
    """Put something in the place of what would be looked up, to see what would follow from it."""
    before = dict(_kept.get() or {})
    token = _kept.set({**before, name: value})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def keeping_only(name: str, value: object) -> Iterator[None]:
    """As if nothing else had been looked up behind this wall yet."""
    token = _kept.set({name: value})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def county_scope(county: int, question: Question | None = None) -> Iterator[tuple[Any, ...] | None]:
    """Open a transaction that sees and writes the rows of one county only (row-level security does the refusing).

    A question is answered behind the wall: its first row is what `with` gives, None if there is no such row.
    """
    outer = _county.get()
    token, kept = _county.set(county), _kept.set({})
    try:
        with transaction.atomic():
            yield _set("huiyin.county", str(county), question)
            if (
                outer is not None and not connection.needs_rollback
            ):  # nested (tests): the outer wall stands again
                _set("huiyin.county", str(outer))
    finally:
        _kept.reset(kept)
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
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        if question is None:
            return None
        cursor.execute(question.sql, question.values)  # a statement of its own: only then it is kept ready
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
