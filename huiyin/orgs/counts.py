"""Several counts and several lists of rows in one question to the database."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, DecimalField, JSONField, QuerySet
from django.db.models.sql.where import WhereNode
from psycopg import _queries

Rows = list[Any]


@dataclass(frozen=True)
class Firsts:
    """The first of some rows by flags that were worked out of each, and how many have which.

    `rows` are the values of annotations, and no more than so many: so the database works out each of them once, whatever
    it is looked at for. `only`, `order` and `flags` name annotations.
    """

    rows: QuerySet[Any]
    only: str
    order: str
    flags: tuple[str, ...]
    most: int = 5


Listed = Mapping[str, QuerySet[Any] | Firsts]
_LIMITS = {"MAX_CACHED_STATEMENT_LENGTH": 1_000_000, "MAX_CACHED_STATEMENT_PARAMS": 10_000}  # of psycopg
_ITS_OWN = {name: getattr(_queries, name) for name in _LIMITS}


def counts(**sets: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these sets has, by its name."""
    return together({}, **sets)[1]


def lists(**sets: QuerySet[Any]) -> dict[str, Rows]:
    """The rows of each of these sets, by its name."""
    return together(sets)[0]


def together(listed: Listed, **counted: QuerySet[Any]) -> tuple[dict[str, Rows], dict[str, int]]:
    """Both at once: by name the rows as the set itself gives them (objects, or tuples of values_list), and counts.

    Of `Firsts` each row is a dict: its values, whether it is one of them (`is_one`; the rest stand behind), how many are
    (`in_all`), how many have a flag (`all_late`), and how many rows were looked at (`looked_at`).
    """
    return Statement(listed, counted).ask()


class Statement:
    """The one question of these lists and counts: put into words here, and asked as often as wanted."""

    def __init__(self, listed: Listed, counted: Mapping[str, QuerySet[Any]]) -> None:
        self._lists = {
            name: _First(rows) if isinstance(rows, Firsts) else _List(rows) for name, rows in listed.items()
        }
        self._counts = {name: _Count(rows) for name, rows in counted.items()}
        self._asked = [part for part in (*self._lists.values(), *self._counts.values()) if part.sql]
        self.sql = "SELECT " + ", ".join(part.sql for part in self._asked)
        self.params = [value for part in self._asked for value in part.params]

    def ask(
        self, given: Callable[[list[Any]], list[Any]] | None = None
    ) -> tuple[dict[str, Rows], dict[str, int]]:
        """By name the rows of the lists, and the counts; `given` may put other values in the places of its own."""
        found: dict[_Part, Any] = {}
        if self._asked:
            with connection.cursor() as cursor, _taken_apart_once():
                cursor.execute(self.sql, given(self.params) if given else self.params)
                found = dict(zip(self._asked, cursor.fetchone(), strict=True))
        return (
            {name: part.read(found.get(part)) for name, part in self._lists.items()},
            {name: found.get(part) or 0 for name, part in self._counts.items()},
        )


def planned_once() -> None:
    """In what is left of the transaction a statement keeps the plan that it has for whatever values: for one so long that
    to think about it anew takes longer than to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")


@contextmanager
def _taken_apart_once() -> Iterator[None]:
    """The driver finds the places of the values in a statement anew each time it is asked, unless the statement is short:
    of ours, which are long and few, it keeps them too.
    """
    vars(_queries).update(_LIMITS)
    try:
        yield
    finally:
        vars(_queries).update(_ITS_OWN)  # not what stood there: another thread may have put ours there


class _Asked(WhereNode):
    """In the place of conditions that were taken out: no statement can be made of a set that has lost its own."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Refuse."""
        raise LookupError("a set whose conditions stand in a statement is asked by itself")


class _Part:
    """One set within the question: its own statement, or none for a set that can have no rows."""

    ahead, behind = "", ""
    params: tuple[Any, ...]

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows: Any = rows.all()
        self.compiler: Any = self.rows.query.get_compiler(connection.alias)
        self.sql, self.params = "", ()
        try:
            sql, self.params = self.compiler.as_sql(with_col_aliases=True)
            self.sql = self.ahead + sql + self.behind
        except EmptyResultSet:
            pass
        # The conditions stand in the statement; whoever keeps it need not keep them, which are most of what it holds.
        # Without them the set is never to be asked by itself: it would give the rows of everybody.
        self.compiler.where = self.compiler.having = self.compiler.qualify = None
        self.rows.query.where = _Asked()


class _Count(_Part):
    ahead, behind = "(SELECT COUNT(*) FROM (", ") counted)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.values("pk") if rows.query.is_sliced else rows.order_by().values("pk"))
        self.rows = self.compiler = None  # a number is not built of anything


class _List(_Part):
    ahead, behind = "(SELECT json_agg(listed)::text FROM (", ") listed)"

    def read(self, found: str | None) -> Rows:
        """What came as JSON: each column again as its field has it, each row as Django builds it."""
        if found is None:
            return []
        columns = [(name, column.output_field) for column, _sql, name in self.compiler.select]
        exact = str if any(isinstance(field, DecimalField) for _name, field in columns) else float
        told = json.loads(found, parse_float=exact)  # a decimal never passes through a float
        came = [[_as_fetched(field, row[name]) for name, field in columns] for row in told]
        rows, compiler = self.rows.all(), copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_args, **_kwargs: [came]
        rows.query.get_compiler = lambda *_args, **_kwargs: compiler
        rows._result_cache = list(rows._iterable_class(rows))
        return list(rows)  # with what was to be fetched beside the rows


class _First(_Part):
    """Windows over what `Firsts` names."""

    def __init__(self, firsts: Firsts) -> None:
        flags = "".join(f", count(*) FILTER (WHERE {one}) OVER () AS all_{one}" for one in firsts.flags)
        counted = f"SELECT *, {firsts.only} AS is_one, count(*) FILTER (WHERE {firsts.only}) OVER () AS in_all{flags}"
        self.ahead = _List.ahead + counted + ", count(*) OVER () AS looked_at FROM ("
        self.behind = f") looked ORDER BY is_one DESC, {firsts.order} LIMIT {firsts.most}{_List.behind}"
        super().__init__(firsts.rows)
        self.rows = self.compiler = None  # values are not built of anything

    def read(self, found: str | None) -> Rows:
        """As they came."""
        rows: Rows = json.loads(found) if found else []
        return rows


def _as_fetched(field: Any, value: Any) -> Any:
    """A value of JSON as the database would have handed it over."""
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return bytes.fromhex(value.removeprefix("\\x"))
    return json.dumps(value) if isinstance(field, JSONField) else field.to_python(value)
