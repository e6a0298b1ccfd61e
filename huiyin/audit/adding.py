"""Rows of several kinds, added in one statement: what a deed leaves behind costs one way to the database."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


class _Kind(NamedTuple):
    """So many rows of a table, each with a key of its own or with one that the database gives."""

    model: type[models.Model]
    has_key: bool
    many: int


def add(*rows: models.Model) -> None:
    """Write them down, equal kinds beside each other; a row that others point to brings its key along.

    What the database gives a row by itself, its key among it, is not read back.
    """
    several = [
        (kind, list(some)) for kind, some in groupby(rows, key=lambda one: (type(one), one.pk is not None))
    ]
    kinds = tuple(_Kind(model, has_key, len(some)) for (model, has_key), some in several)
    values = [
        field.get_db_prep_save(field.pre_save(one, True), connection)
        for (model, has_key), some in several
        for one in some
        for field in _written(model, has_key)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(kinds), values)
    for one in rows:
        one._state.adding, one._state.db = False, connection.alias


def _written(model: type[models.Model], has_key: bool) -> "Iterator[models.Field[Any, Any]]":
    """The columns that are given; those that the database fills in are left to it."""
    for field in model._meta.concrete_fields:
        if not field.has_db_default() and (has_key or not field.primary_key):
            yield field


@lru_cache(maxsize=256)
def _statement(kinds: tuple[_Kind, ...]) -> str:
    quoted = connection.ops.quote_name
    parts = []
    for kind in kinds:
        fields = list(_written(kind.model, kind.has_key))
        columns = ", ".join(quoted(str(field.column)) for field in fields)
        one = ", ".join(_place(field) for field in fields)
        table = quoted(kind.model._meta.db_table)
        parts.append(f"INSERT INTO {table} ({columns}) VALUES {', '.join([f'({one})'] * kind.many)}")  # noqa: S608
    before = ", ".join(f"r{n} AS ({part})" for n, part in enumerate(parts[:-1]))
    return f"WITH {before} {parts[-1]}" if before else parts[-1]


def _place(field: "models.Field[Any, Any]") -> str:
    return f"%s::{field.db_type(connection)}" if isinstance(field, ArrayField) else "%s"
