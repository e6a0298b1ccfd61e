"""Several counts and several lists of rows in one question to the database."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery, TextField

from huiyin.orgs.models import County

Rows = list[tuple[Any, ...]]


class _Count(Subquery):
    """How many rows a set has, as one value of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


class _List(Subquery):
    """The rows of a set in their order, as one value of another query."""

    template = "(SELECT json_agg(listed)::text FROM (%(subquery)s) listed)"
    output_field = TextField()
    empty_result_set_value = None


def counts(county: County, **sets: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these sets has, by its name."""
    return together(county, {}, **sets)[1]


def lists(county: County, **sets: QuerySet[Any]) -> dict[str, Rows]:
    """The rows of each of these sets (querysets that ended in values_list), by its name."""
    return together(county, sets)[0]


def together(
    county: County, listed: Mapping[str, QuerySet[Any]], **counted: QuerySet[Any]
) -> tuple[dict[str, Rows], dict[str, int]]:
    """Both at once: rows by name as values_list gives them, and counts by name."""
    asked: dict[str, Any] = {name: _List(rows) for name, rows in listed.items()}
    asked |= {name: _Count(rows.order_by().values("pk")) for name, rows in counted.items()}
    found: Any = County.objects.filter(pk=county.pk).values(**asked).get()
    return (
        {name: _tuples(rows, found[name]) for name, rows in listed.items()},
        {name: found[name] for name in counted},
    )


def _tuples(rows: QuerySet[Any], text: str | None) -> Rows:
    """What came as JSON, each column again as its field has it."""
    if text is None:
        return []
    compiler = rows.query.get_compiler(connection.alias)
    compiler.setup_query()
    columns = [
        (alias or column.target.column, column.output_field) for column, _sql, alias in compiler.select
    ]
    return [
        tuple(None if row[name] is None else field.to_python(row[name]) for name, field in columns)
        for row in json.loads(text)
    ]
