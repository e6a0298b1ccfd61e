"""Questions that are put into words once in a process, and asked with other values each time.

To build a queryset and to turn it into SQL takes longer than the database needs to answer. Its words depend on little: on
the hats of who asks, and on where their units stand. So it is built once with stand-ins for the official, for the moment
and for each value that is named, its statement is kept by everything that may decide its words, and whenever it is asked
the values take the places of their stand-ins. Nothing that was found is kept, only the words of the question.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from huiyin.orgs.counts import Rows, Statement
from huiyin.orgs.models import Official
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.standing import Hat, Standing

Value = int | str | date | datetime
Given = Value | tuple[Value, ...]
Sets = tuple[Mapping[str, QuerySet[Any]], Mapping[str, QuerySet[Any]]]

KEPT = 256  # questions, of some hundred kilobytes at most
# Where stand-ins begin: numbers that fit every column and that no key is, days and moments of no row.
NUMBER, DAY, MOMENT = 2_000_000_000, date(9000, 1, 1), datetime(9000, 1, 1, tzinfo=UTC)
WORD = "the place of a word "
OWN_NUMBER = f"{WORD}that is the own number of who asks"
ROOM = 1_000  # that many of each are stand-ins, if they were named
TREE = '"orgs_unit"'  # read for the words of a question, which are kept by the mark of the tree


class _Key(NamedTuple):
    """Everything that may decide the words of a question."""

    build: Callable[..., Sets]
    county: int
    tree: str
    timezone: str
    administers: tuple[str, ...]
    has_number: bool
    hats: tuple[tuple[str, int, str, str], ...]
    shape: tuple[Hashable, ...]
    kinds: tuple[tuple[str, Any], ...]  # of each value its type; of several the type of each


def asked(
    build: Callable[..., Sets], by: Official, at: datetime, *shape: Hashable, **values: Given
) -> tuple[dict[str, Rows], dict[str, int]]:
    """What `counts.together` answers to the lists and counts that `build(by, at, *shape, **values)` gives.

    `shape` may decide what is asked. `by`, `at` with its day, and `values` go into conditions as they are, nothing may be
    worked out from them; of several values in one it may matter how many there are.
    """
    county = county_in_hand()
    if county is None:
        raise LookupError(f"{build.__name__} is asked outside the wall")
    hats = tuple((h.capacity, h.unit_id, h.unit_kind, h.path) for h in by.standing(at).hats)
    kinds = tuple((name, _kind(value)) for name, value in values.items())
    where, who = (county.pk, county.tree, county.timezone), (tuple(by.administers), bool(by.own_number), hats)
    statement, stand_ins = _worded(_Key(build, *where, *who, shape, kinds))
    real: dict[Any, Any] = dict(
        zip(stand_ins, (by.pk, at, county.day_of(at), *_flat(values.values())), strict=True)
    )
    real[OWN_NUMBER] = by.own_number
    return statement.ask(lambda params: [_given(one, real) for one in params])


def _kind(value: Given) -> Any:
    return tuple(map(type, value)) if isinstance(value, tuple) else type(value)


def _flat(values: Iterable[Given]) -> Iterator[Value]:
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def _given(param: Any, real: Mapping[Any, Any]) -> Any:
    """The value for which this stands in, or itself."""
    if isinstance(param, list):
        return [_given(one, real) for one in param]
    found = real.get(param)
    if found is None:
        return param
    return type(param)(found) if isinstance(param, int) else found  # a number is of the type of its column


@lru_cache(maxsize=KEPT)
def _worded(key: _Key) -> tuple[Statement, list[Value]]:
    """The question with stand-ins in it, and these in the order of the values."""
    values: dict[str, Given] = {}
    official = _stand_in_official(key)
    stand_ins: list[Value] = [NUMBER, MOMENT, official.county.day_of(MOMENT)]
    for name, kind in key.kinds:
        several = kind if isinstance(kind, tuple) else (kind,)
        made = [_stand_in(one, len(stand_ins) + n) for n, one in enumerate(several)]
        stand_ins += made
        values[name] = tuple(made) if isinstance(kind, tuple) else made[0]
    with connection.execute_wrapper(_only_the_tree):
        statement = Statement(*key.build(official, MOMENT, *key.shape, **values))
    for param in statement.params:
        for one in param if isinstance(param, list) else [param]:
            if _may_be_stand_in(one) and one not in (*stand_ins, OWN_NUMBER):
                raise ValueError(f"{key.build.__name__} works something out from a value: {one}")
    return statement, stand_ins


def _stand_in(kind: type, n: int) -> Value:
    if kind is str:
        return f"{WORD}{n}"
    if kind is datetime:
        return MOMENT + timedelta(days=n)
    return DAY + timedelta(days=n) if kind is date else NUMBER + n


def _may_be_stand_in(value: Any) -> bool:
    if isinstance(value, int):
        return NUMBER <= value < NUMBER + ROOM
    if isinstance(value, str):
        return WORD in value
    return isinstance(value, date) and value.year >= DAY.year and value != date.max


def _stand_in_official(key: _Key) -> Official:
    """Somebody with these hats, of whom nothing else is known: to ask for it is refused."""
    facts: dict[str, Any] = {
        "id": NUMBER,
        "county_id": key.county,
        "is_active": True,
        "administers": [*key.administers],
    }
    facts["own_number"] = OWN_NUMBER if key.has_number else ""
    names = [field.attname for field in Official._meta.concrete_fields if field.attname in facts]
    found = Official.from_db(connection.alias, names, [facts[name] for name in names])
    if (county := county_in_hand()) is not None:
        found.county = county
        hats = tuple(Hat(capacity, unit, "", kind, path, "") for capacity, unit, kind, path in key.hats)
        found.keep_standing(county.day_of(MOMENT), Standing(NUMBER, hats))
    return found


def _only_the_tree(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """While a question is put into words nothing is read but the keys of units."""
    if TREE not in sql:
        raise LookupError(f"read for the words of a question: {sql[:200]}")
    return execute(sql, *rest)
