"""Several counts and several lists of rows in one question to the database."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DecimalField, JSONField, QuerySet

Rows = list[Any]


def counts(**sets: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these sets has, by its name."""
    return together({}, **sets)[1]


def lists(**sets: QuerySet[Any]) -> dict[str, Rows]:
    """The rows of each of these sets, by its name."""
    return together(sets)[0]


def together(
    listed: Mapping[str, QuerySet[Any]], **counted: QuerySet[Any]
) -> tuple[dict[str, Rows], dict[str, int]]:
    """Both at once: by name the rows as the set itself gives them (objects, or tuples of values_list), and counts."""
    rows = {name: _List(asked) for name, asked in listed.items()}
    numbers = {name: _Count(asked) for name, asked in counted.items()}
    _ask([*rows.values(), *numbers.values()])
    return (
        {name: part.read() for name, part in rows.items()},
        {name: part.found or 0 for name, part in numbers.items()},
    )


class _Part:
    """One set within the question: its own statement (none for a set that can have no rows), and what came of it."""

    ahead, behind = "", ""
    params: tuple[Any, ...]

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows: Any = rows
        self.compiler: Any = self.rows.query.get_compiler(connection.alias)
        self.sql, self.params = "", ()
        self.found: Any = None
        try:
            sql, self.params = self.compiler.as_sql(with_col_aliases=True)
            self.sql = self.ahead + sql + self.behind
        except EmptyResultSet:
            pass


class _Count(_Part):
    ahead, behind = "(SELECT COUNT(*) FROM (", ") counted)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))


class _List(_Part):
    ahead, behind = "(SELECT json_agg(listed)::text FROM (", ") listed)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.all())

    def read(self) -> Rows:
        """What came as JSON: each column again as its field has it, each row as Django builds it."""
        if self.found is None:
            return []
        columns = [(name, column.output_field) for column, _sql, name in self.compiler.select]
        exact = str if any(isinstance(field, DecimalField) for _name, field in columns) else float
        rows = json.loads(self.found, parse_float=exact)  # a decimal never passes through a float
        came = [[_as_fetched(field, row[name]) for name, field in columns] for row in rows]
        self.compiler.execute_sql = lambda *_args, **_kwargs: [came]
        self.rows.query.get_compiler = lambda *_args, **_kwargs: self.compiler
        self.rows._result_cache = list(self.rows._iterable_class(self.rows))
        return list(self.rows)  # with what was to be fetched beside the rows


def _as_fetched(field: Any, value: Any) -> Any:
    """A value of JSON as the database would have handed it over."""
    if value is None:
        return None
    return json.dumps(value) if isinstance(field, JSONField) else field.to_python(value)


def _ask(parts: Sequence[_Part]) -> None:
    asked = [part for part in parts if part.sql]
    if not asked:
        return
    with connection.cursor() as cursor:
        statement = "SELECT " + ", ".join(part.sql for part in asked)
        cursor.execute(statement, [value for part in asked for value in part.params])
        for part, found in zip(asked, cursor.fetchone(), strict=True):
            part.found = found
