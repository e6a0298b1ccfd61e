"""Questions that are put into words once in a process, and asked with other values each time.

To build a queryset and to turn it into SQL takes longer than the database needs to answer. Its words depend on little: on
the hats of who asks, and on where their units stand. So it is built once with stand-ins for the official, for the moment
and for each value that is named, its statement is kept by everything that may decide its words, and whenever it is asked
the values take the places of their stand-ins. Nothing that was found is kept, only the words of the question.

What is kept for everybody must hold nothing of anybody. So it is built twice, with other stand-ins the second time: what
differs between the two and is no stand-in was worked out from one, and is refused.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from psycopg.types.json import Jsonb

from huiyin.orgs.counts import Listed, Rows, Statement
from huiyin.orgs.models import County, Official
from huiyin.orgs.models.county import county_in_hand, only_in_hand
from huiyin.orgs.standing import Hat, Standing


@dataclass(frozen=True)
class Keys:
    """Keys of which it does not matter how many there are, for `any_of`: whoever builds the question gets them as a list."""

    of: Sequence[int]


Value = int | str | date | datetime
Given = Value | Keys | tuple[Value, ...]
Sets = tuple[Listed, Mapping[str, QuerySet[Any]]]

KEPT = 256  # questions: that of a desk of some hundred kilobytes, that of a list of some ten to a hundred
ROOM = 100  # that many stand-ins have room beside each other
# Where the stand-ins of either turn begin and how far they lie apart: numbers that fit every column and that no key is,
# days and moments of no row, these late in the evening, when a county of this country has the next day already.
NUMBERS = ((1_100_000_007, 1_000_003), (1_700_000_029, 1_500_007))
DAYS = ((date(3000, 2, 3), timedelta(days=2600)), (date(4600, 7, 15), timedelta(days=2971)))
MOMENTS = (
    (datetime(7000, 3, 4, 20, 17, 5, 11, UTC), timedelta(days=2600)),
    (datetime(8600, 8, 16, 21, 43, 52, 23, UTC), timedelta(days=2971)),
)
WORDS = ("the place of word %d", "where another word goes: %d")
TREE = 'SELECT "orgs_unit"."id" AS "pk" FROM "orgs_unit" '  # of a question the keys of units, kept by the mark of the tree
PATHS = re.compile(r"(/[0-9]+)+/%")


class _Reader(NamedTuple):
    """What is known of who asks while a question is put into words."""

    is_active: bool
    administers: tuple[str, ...]
    has_number: bool
    hats: tuple[tuple[str, int, str, str], ...]


class _Key(NamedTuple):
    """Everything that may decide the words of a question."""

    build: Callable[..., Sets]
    county: int
    tree: str
    timezone: str
    zone: str  # in which the database is asked for the day of a moment
    language: str | None
    reader: _Reader | None
    shape: tuple[Hashable, ...]
    kinds: tuple[tuple[str, Any], ...]  # of each value its type; of several the type of each


class _Place(NamedTuple):
    """Where a value goes: which one, and as which type the database wants a number."""

    of: int
    kind: type
    is_list: bool = False  # of keys


class _Several(NamedTuple):
    """A list in which values go somewhere; one without any is kept as it is."""

    parts: list[Any]


def asked(
    build: Callable[..., Sets], by: Official | None, at: datetime, *shape: Hashable, **values: Given
) -> tuple[dict[str, Rows], dict[str, int]]:
    """What `counts.together` answers to the lists and counts that `build(by, at, *shape, **values)` gives.

    `shape` may decide what is asked, so it has few forms. `by`, `at` with its day, and `values` go into conditions as they
    are, nothing may be worked out from them; of several values in one it may matter how many there are. What is the same
    for every reader is asked for None, and put into words once for all of them.
    """
    county = county_in_hand()
    if county is None:
        raise LookupError(f"{build.__name__} is asked outside the wall")
    kinds = tuple((name, _kind(value)) for name, value in values.items())
    where = (county.pk, county.tree, county.timezone, get_current_timezone_name(), get_language())
    statement = _worded(_Key(build, *where, _reader(by, at), shape, kinds))
    own = (by.pk, by.own_number) if by else (0, "")
    real = [*own, at, county.day_of(at), *_flat(values.values())]
    return statement.ask(lambda params: [_filled(one, real) for one in params])


def _reader(by: Official | None, at: datetime) -> _Reader | None:
    if by is None:
        return None
    hats = tuple((h.capacity, h.unit_id, h.unit_kind, h.path) for h in by.standing(at).hats)
    return _Reader(by.is_active, tuple(by.administers), bool(by.own_number), hats)


def _kind(value: Given) -> Any:
    return tuple(map(type, value)) if isinstance(value, tuple) else type(value)


def _flat(values: Iterable[Given]) -> Iterator[Value | Keys]:
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def _filled(param: Any, real: Sequence[Any]) -> Any:
    """What was kept of a value of the statement, with the real ones in their places."""
    if isinstance(param, _Place) and param.is_list:
        return [param.kind(key) for key in real[param.of].of]
    if isinstance(param, _Place):
        return param.kind(real[param.of]) if issubclass(param.kind, int) else real[param.of]
    return [_filled(one, real) for one in param.parts] if isinstance(param, _Several) else param


@lru_cache(maxsize=KEPT)
def _worded(key: _Key) -> Statement:
    """The question, with places where its values go."""
    (kept, ones), (again, others) = (_built(key, turn) for turn in (0, 1))
    if kept.sql != again.sql:
        raise ValueError(f"{key.build.__name__} is worded by a value")
    stand_ins, same = {one: (n, others[n]) for n, one in enumerate(ones)}, dict[Any, Any]()
    kept.params = [
        _compared(key.build.__name__, *pair, stand_ins, same)
        for pair in zip(kept.params, again.params, strict=True)
    ]
    return kept


def _compared(
    name: str, one: Any, other: Any, stand_ins: Mapping[Any, tuple[int, Any]], same: dict[Any, Any]
) -> Any:
    """A place where both have their stand-in, or what both have; equal lists of keys are kept once."""
    if isinstance(one, list) and len(one) == 1 and tuple(one) in stand_ins:
        n, expected = stand_ins[tuple(one)]
        if tuple(other) == expected:
            return _Place(n, type(one[0]), is_list=True)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        found = [_compared(name, *pair, stand_ins, same) for pair in zip(one, other, strict=True)]
        if any(isinstance(part, _Place | _Several) for part in found):
            return _Several(found)
        return same.setdefault(tuple((type(part), repr(part)) for part in found), found)
    if isinstance(one, int | str | date) and one in stand_ins:
        n, expected = stand_ins[one]
        if other == expected:
            return _Place(n, type(one))
    elif type(one) is type(other) and (one == other or (isinstance(one, Jsonb) and one.obj == other.obj)):
        return one
    raise ValueError(f"{name} works something out from a value: {one}, {other}")


def _built(key: _Key, turn: int) -> tuple[Statement, list[Any]]:
    """The question with the stand-ins of this turn in it, and these: of who asks, of the moment, of the values."""
    county = County.from_db(
        connection.alias, ["id", "timezone", "tree"], [key.county, key.timezone, key.tree]
    )
    who, own, moment = (_stand_in(kind, n, turn) for n, kind in enumerate((int, str, datetime)))
    stand_ins = [who, own, moment, county.day_of(moment)]
    values: dict[str, Any] = {}
    for name, kind in key.kinds:
        several = kind if isinstance(kind, tuple) else (kind,)
        made = [_stand_in(one, len(stand_ins) + n, turn) for n, one in enumerate(several)]
        stand_ins += made
        values[name] = tuple(made) if isinstance(kind, tuple) else [*made[0]] if kind is Keys else made[0]
    reader = None if key.reader is None else _stand_in_official(key.reader, county, stand_ins)
    with only_in_hand(county), connection.execute_wrapper(_only_the_tree):
        return Statement(*key.build(reader, moment, *key.shape, **values)), stand_ins


def _stand_in(kind: type, n: int, turn: int) -> Any:
    if n >= ROOM:
        raise ValueError("too many values to be told apart")
    if kind is str:
        return WORDS[turn] % n
    if kind is Keys:
        return tuple(_stand_in(int, n, turn) + more for more in range(turn + 1))  # not as many in either turn
    begins: dict[type, Any] = {int: NUMBERS, date: DAYS, datetime: MOMENTS}
    start, apart = begins[kind][turn]
    return start + n * apart


def _stand_in_official(reader: _Reader, county: County, stand_ins: Sequence[Any]) -> Official:
    """Somebody with these hats, of whom nothing else is known: to ask for it is refused."""
    who, own, _moment, day = stand_ins[:4]
    facts: dict[str, Any] = {
        "id": who,
        "county_id": county.pk,
        "is_active": reader.is_active,
        "administers": [*reader.administers],
        "own_number": own if reader.has_number else "",
    }
    names = [field.attname for field in Official._meta.concrete_fields if field.attname in facts]
    found = Official.from_db(connection.alias, names, [facts[name] for name in names])
    found.county = county
    unknown = f"a name that is not known to {own}"  # of a unit and a post: another one in either turn
    hats = tuple(
        Hat(capacity, unit, unknown, kind, path, unknown) for capacity, unit, kind, path in reader.hats
    )
    found.keep_standing(day, Standing(who, hats))
    return found


def _only_the_tree(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
    """While a question is put into words nothing is read but the keys of the units below a path."""
    by_paths = all(PATHS.fullmatch(str(one)) for one in params or ())
    if not sql.startswith(TREE) or "JOIN" in sql or not by_paths:
        raise LookupError(f"read for the words of a question: {sql[:200]}")
    return execute(sql, params, *rest)
