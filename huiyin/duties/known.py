"""Reading what duties are counted from: in one question for few officials, whose words are kept, in several for many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from huiyin.duties.facts import Asked, Facts, Held, Reading, contacts_of, grouped, of_officials, seat_owes
from huiyin.forums import counting
from huiyin.lib.periods import Period
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County, Unit
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.tree import Tree
from huiyin.orgs.worded import Keys, Sets
from huiyin.orgs.worded import asked as in_words

FEW = 20  # officials


def known(
    ids: Sequence[int],
    asked: Sequence[Asked],
    *,
    county: County,
    today: date,
    as_of: datetime,
    ground: Ground,
) -> Facts:
    """Read what these duties of these officials are counted from, as it was known at that moment."""
    facts = Facts(today)
    if not (ids and asked):
        return facts
    tree = ground.tree
    few = len(ids) <= FEW
    readings = dict(of_officials(facts, ids, asked, tree.units, county, as_of))
    found = in_words(_sets, None, as_of, tuple(asked), people=tuple(ids))[0] if few else None
    _take(readings, found)
    by_each = grouped(asked, lambda duty: duty.each)
    periods = _by_period(by_each.get("unit", []) + by_each.get("village", []))
    areas = {
        f"in_{n}": _area(facts, pairs, period, tree, as_of)
        for n, (period, pairs) in enumerate(periods.items())
    }
    of_units = {name: _in_units(facts, area, as_of) for name, area in areas.items()}
    owed = {name: area for name, area in areas.items() if area.above}  # by somebody
    if few and owed:
        shape = tuple((name, tuple(area.asked)) for name, area in owed.items())
        keys = {name: Keys(list(area.above)) for name, area in owed.items()}
        found = in_words(_sets_of_units, None, as_of, shape, **keys)[0]
    _take(of_units, found)
    return facts


def _take(readings: Mapping[str, Reading], found: Mapping[str, Iterable[Any]] | None) -> None:
    """Of few officials all came with one question; of many, whose rows are many, each kind is asked for by itself."""
    for name, reading in readings.items():
        reading.take(reading.rows() if found is None else found.get(name, ()))


def _sets(_reader: None, as_of: datetime, asked: Sequence[Asked], *, people: Sequence[int]) -> Sets:
    """What is read by official, in a question that is put into words once for these duties and periods."""
    nothing, nowhere = Facts(date.min), County()
    readings = of_officials(nothing, people, asked, {}, nowhere, as_of)
    return {name: reading.rows() for name, reading in readings}, {}


def _sets_of_units(
    _reader: None, as_of: datetime, asked: Sequence[tuple[str, Sequence[Asked]]], **above: list[int]
) -> Sets:
    """What was held in the units of each of these periods, likewise."""
    return {name: _held_in(above[name], pairs, as_of) for name, pairs in asked}, {}


def _by_period(asked: Iterable[Asked]) -> dict[Period, list[Asked]]:
    found: dict[Period, list[Asked]] = defaultdict(list)
    for duty, period in asked:
        found[period].append((duty, period))
    return dict(found)


class Area(NamedTuple):
    """The units of those who owe duties in a period, and what stood below each, by the tree of that time."""

    asked: list[Asked]
    period: Period
    roots: set[int]
    above: dict[int, list[int]]  # of each unit below: of which it is


def _area(facts: Facts, asked: list[Asked], period: Period, tree: Tree, as_of: datetime) -> Area:
    roots = {
        seat.unit
        for seats in facts.seats.values()
        for seat in seats
        for duty, _period in asked
        if seat_owes(seat, duty)
    }
    units = tree.units
    trees = tree.below_each(roots, period.first, period.end, known_at=as_of)
    above: dict[int, list[int]] = defaultdict(list)
    for root, below in trees.items():
        for unit in below:
            above[unit].append(root)
        villages = [(pk, units[pk]) for pk in below if units[pk].kind == Unit.Kind.VILLAGE]
        facts.villages[root, period] = [
            (pk, [(u.valid_from, u.end_known(as_of))]) for pk, u in sorted(villages)
        ]
    return Area(asked, period, roots, above)


def _in_units(facts: Facts, area: Area, as_of: datetime) -> Reading:
    """What was held in each unit of somebody who owes it; also by former units of its own."""

    def take(found: Iterable[Any]) -> None:
        held: dict[int, list[Held]] = defaultdict(list)
        for official, kind, day, unit, place, uncalled in found:
            roots_here = {root for where in (unit, place) for root in area.above.get(where, ())}
            for key in roots_here | {place}:
                held[key].append(Held(official, kind, day, uncalled))
        for root in area.roots:
            facts.in_units[root, area.period] = held.get(root, [])
            for village, _tenure in facts.villages[root, area.period]:
                facts.in_units[village, area.period] = held.get(village, [])

    return Reading(lambda: _held_in(list(area.above), area.asked, as_of), take)


def _held_in(units: list[int], asked: Sequence[Asked], as_of: datetime) -> QuerySet[Any]:
    rows = contacts_of(asked, as_of).filter(any_of(units, "unit_id", "place_id"))
    columns = ("official_id", "kind", "held_on", "unit_id", "place_id", "uncalled")
    return rows.annotate(uncalled=counting.uncalled()).values_list(*columns)
