"""Lists a page at a time by key: the address names the last row that was shown, never how many came before it.

So a page costs the same however far down it lies, and a row that arrives meanwhile moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
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
) -> Page[Row]:
    """A page of the rows in this order, whose last column has to tell rows apart; a key of nonsense begins anew.

    The addresses keep what else the query holds: that of the request, or another one that says the same in full.
    """
    kept, start = request.GET if query is None else query, request.GET.get(named, "")
    found = list(_from(rows, ordering, start)[: size + 1])
    return _page(found[:size], _last(found, ordering, size), start, kept, named, rows)


def page_of_rows(
    found: list[Row], request: HttpRequest, *ordering: str, size: int = SIZE, named: str = FROM
) -> Page[Row]:
    """The first page, where its rows, and one more if there is one, were asked for with other things; nobody counts them."""
    return _page(found[:size], _last(found, ordering, size), "", request.GET, named, ())


def _last(found: Sequence[models.Model], ordering: Sequence[str], size: int) -> list[list[object]]:
    """What the last row of a page has in the columns of the order, where more rows follow."""
    return [_values(row, ordering) for row in found[size - 1 : size]] if len(found) > size else []


def keys(
    rows: models.QuerySet[Any], ordering: Sequence[str], start: str, *, size: int = SIZE
) -> models.QuerySet[Any]:
    """What `page_of_keys` wants to know: the keys of a page that starts there, and of each the columns of its order."""
    columns = map(_bare, ordering)
    return _from(rows, ordering, start).values_list("pk", *columns)[: size + 1]


def page_of_keys(
    found: list[Any],
    request: HttpRequest,
    fetched: Callable[[list[Any]], list[Item]],
    *,
    size: int = SIZE,
    named: str = FROM,
    query: QueryDict | None = None,
) -> Page[Item]:
    """The same page, where the database was asked for `keys` alone; `fetched` brings the rows, which nobody counts."""
    last = [columns for _pk, *columns in found[size - 1 : size]] if len(found) > size else []
    rows = fetched([pk for pk, *_columns in found[:size]])
    kept = request.GET if query is None else query
    return _page(rows, last, request.GET.get(named, ""), kept, named, ())


def _page(
    rows: list[Item], last: list[Any], start: str, kept: QueryDict, named: str, whole: Any
) -> Page[Item]:
    return Page(
        rows,
        next_url=same(kept, **{named: key_of(last[0])}) if last else "",
        first_url=same(kept, **{named: ""}) if start else "",
        _whole=whole,
    )


def _from(rows: models.QuerySet[Row], ordering: Sequence[str], start: str) -> models.QuerySet[Row]:
    """The rows in their order, behind the key if one is given."""
    wanted = _beyond(rows, ordering, start) if start else None
    ordered = rows.order_by(*ordering)
    return ordered if wanted is None else ordered.filter(wanted)


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


def key_of(columns: Sequence[object]) -> str:
    """The columns of a row as one word for an address, between dots."""
    return ".".join(map(_written, columns))


def values_in(start: str) -> tuple[int | date, ...]:
    """What a key holds, if it is of numbers and days alone, whose order is that of one statement; else nothing."""
    try:
        return tuple(_number_or_day(part) for part in start.split("."))
    except ValueError:
        return ()


def _number_or_day(part: str) -> int | date:
    number = decimal(part, digits=9)
    return date.fromisoformat(part) if number is None else number


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
