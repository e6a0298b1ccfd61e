"""Lists a page at a time by key: the address names the last row that was shown, never how many came before it.

So a page costs the same however far down it lies, and a row that arrives meanwhile moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.http import HttpRequest, QueryDict

from huiyin.ui.address import decimal, same

SIZE = 25
FROM = "from"
Row = TypeVar("Row", bound=models.Model)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """The rows of one page, and the addresses of the page that follows and of the first; empty where there is none."""

    rows: list[Item]
    next_url: str
    first_url: str
    _whole: Any = field(repr=False)

    @cached_property
    def count(self) -> int:
        """How many rows the whole list has; one query, and only where somebody asks."""
        return len(self._whole) if isinstance(self._whole, list | tuple) else int(self._whole.count())

    @property
    def links(self) -> dict[str, str]:
        """What the pager of a template wants."""
        return {"next_url": self.next_url, "first_url": self.first_url}


def page(
    rows: models.QuerySet[Row],
    request: HttpRequest,
    *ordering: str,
    size: int = SIZE,
    named: str = FROM,
    query: QueryDict | None = None,
    fetched: Callable[[list[Any]], list[Row]] | None = None,
) -> Page[Row]:
    """A page of the rows in this order, whose last column has to tell rows apart; a key of nonsense begins anew.

    The addresses keep what else the query holds: that of the request, or another one that says the same in full.
    Where `fetched` brings rows by their keys, the database is asked for keys alone.
    """
    kept, start = request.GET if query is None else query, request.GET.get(named, "")
    wanted = _beyond(rows, ordering, start) if start else None
    ordered = rows.order_by(*ordering)
    ordered = ordered if wanted is None else ordered.filter(wanted)
    if fetched is None:
        found = list(ordered[: size + 1])
        last = [_values(row, ordering) for row in found[size - 1 : size]] if len(found) > size else []
    else:
        keyed = list(ordered.values_list("pk", *map(_bare, ordering))[: size + 1])
        found = fetched([pk for pk, *_columns in keyed[:size]])
        last = [columns for _pk, *columns in keyed[size - 1 : size]] if len(keyed) > size else []
    return Page(
        found[:size],
        next_url=same(kept, **{named: _key(last[0])}) if last else "",
        first_url=same(kept, **{named: ""}) if start else "",
        _whole=rows,
    )


def slice_of(
    items: Sequence[Item], request: HttpRequest, *, size: int = SIZE, named: str = FROM
) -> Page[Item]:
    """The same for a list that is in memory anyway and stays as it is: its address says at which place the page begins."""
    at = decimal(request.GET.get(named, ""), digits=8) or 0
    following = at + size if at + size < len(items) else None
    return Page(
        list(items[at : at + size]),
        next_url=same(request.GET, **{named: following}) if following else "",
        first_url=same(request.GET, **{named: ""}) if at else "",
        _whole=items,
    )


def _values(row: models.Model, ordering: Sequence[str]) -> list[object]:
    """What a row has in these columns."""
    return [attrgetter(_bare(name).replace("__", "."))(row) for name in ordering]


def _key(columns: Sequence[object]) -> str:
    """The columns of a row as one word for an address, between dots."""
    return ".".join(map(_written, columns))


def _bare(name: str) -> str:
    return name.removeprefix("-")


def _written(value: object) -> str:
    return "" if value is None else str(value).replace("%", "%25").replace(".", "%2E")


def _beyond(rows: models.QuerySet[Any], ordering: Sequence[str], start: str) -> Q | None:
    """The condition that a row comes after the key; None when nobody can have been given such a key."""
    parts = start.split(".")
    if len(parts) != len(ordering) or "\x00" in start:
        return None
    columns = [_column(rows, _bare(name)) for name in ordering]
    try:
        values = [_read(column, unquote(part)) for column, part in zip(columns, parts, strict=True)]
    except (ValidationError, ValueError):
        return None
    if not any(column.null or name.startswith("-") for name, column in zip(ordering, columns, strict=True)):
        return Q(
            TupleGreaterThan(Tuple(*map(F, ordering)), values)
        )  # so an index in this order is entered there
    beyond, alike = Q(pk__in=[]), Q()
    for name, column, value in zip(ordering, columns, values, strict=True):
        beyond |= alike & _after(name, value, may_lack=column.null)
        alike &= Q(**{_bare(name): value}) if value is not None else Q(**{f"{_bare(name)}__isnull": True})
    return beyond


def _column(rows: models.QuerySet[Any], name: str) -> Any:
    """The field that a name of the ordering stands for, be it counted along with the rows or at the end of a road."""
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    return rows.query.names_to_path(name.split("__"), rows.model._meta)[1]


def _read(column: Any, text: str) -> Any:
    if column.null and not text:
        return None
    value = decimal(text) if isinstance(column, models.IntegerField) else column.to_python(text)
    if value is None:
        raise ValueError(text)
    return value


def _after(name: str, value: Any, *, may_lack: bool) -> Q:
    """What follows in one column; the database puts rows without a value last, and first when it goes backwards."""
    backwards, bare = name.startswith("-"), _bare(name)
    if value is None:
        return Q(**{f"{bare}__isnull": False}) if backwards else Q(pk__in=[])
    if backwards:
        return Q(**{f"{bare}__lt": value})
    beyond = Q(**{f"{bare}__gt": value})
    return beyond | Q(**{f"{bare}__isnull": True}) if may_lack else beyond
