"""What duties are counted from, read for many officials at once: one query for each kind of row, never one per official."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from huiyin.contacts.days import HalfDay, half_days_in, stretch_rows, stretches_in
from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.contact import Contacts
from huiyin.duties.rules import Tenure
from huiyin.forums import counting
from huiyin.help.models import AidPlan
from huiyin.lib.charter import Duty
from huiyin.lib.periods import Period
from huiyin.orgs.counts import lists
from huiyin.orgs.dated import end_known
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import Appointment, County, Unit
from huiyin.orgs.tree import Tree
from huiyin.receptions.models import ReceptionSession
from huiyin.register.models import Assignment, Exemption, StandIn

_DAY = timedelta(days=1)
FEW = 20  # officials
Asked = tuple[Duty, Period]


@dataclass(frozen=True)
class Seat:
    """One post of an official: where, with which capacities, from when to when."""

    unit: int
    kind: str
    level: str
    capacities: tuple[str, ...]
    tenure: Tenure


class Held(NamedTuple):
    """One contact as far as a duty needs it."""

    official: int
    kind: str
    on: date
    uncalled: bool = False  # a forum to which nobody was invited before its day


@dataclass
class Facts:
    """Everything that was known at a moment, by whom or what it concerns."""

    today: date
    seats: dict[int, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, dict[int, list[Tenure]]] = field(default_factory=lambda: defaultdict(dict))
    pairs: dict[int, dict[int, list[Tenure]]] = field(default_factory=lambda: defaultdict(dict))
    exempt: dict[int, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    stood_in: dict[int, list[tuple[int, Tenure]]] = field(default_factory=lambda: defaultdict(list))
    at_home: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))  # by household
    by_official: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    sessions: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    halves: dict[int, set[HalfDay]] = field(default_factory=dict)
    promises: dict[int, list[tuple[int, date, bool]]] = field(default_factory=lambda: defaultdict(list))
    villages: dict[tuple[int, Period], list[tuple[int, list[Tenure]]]] = field(default_factory=dict)
    in_units: dict[tuple[int, Period], list[Held]] = field(default_factory=dict)


class Reading(NamedTuple):
    """Rows to be read, and what is done with them."""

    rows: QuerySet[Any]
    take: Callable[[Iterable[Any]], None]


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
    readings = dict(_of_officials(facts, ids, asked, tree.units, county, as_of))
    _read(readings, few=len(ids) <= FEW)
    by_each = _grouped(asked, lambda duty: duty.each)
    periods = _by_period(by_each.get("unit", []) + by_each.get("village", []))
    of_units = {
        f"in_{n}": _in_units(facts, pairs, period, tree, as_of)
        for n, (period, pairs) in enumerate(periods.items())
    }
    _read(of_units, few=len(ids) <= FEW)
    return facts


def _read(readings: Mapping[str, Reading], *, few: bool) -> None:
    """In one question for few officials; for many, whose rows are many, in one for each kind of row."""
    if few and len(readings) > 1:
        found = lists(**{name: reading.rows for name, reading in readings.items()})
        for name, reading in readings.items():
            reading.take(found[name])
    else:
        for reading in readings.values():
            reading.take(reading.rows)


def _of_officials(
    facts: Facts,
    ids: Sequence[int],
    asked: Sequence[Asked],
    units: Mapping[int, Unit],
    county: County,
    as_of: datetime,
) -> Iterator[tuple[str, Reading]]:
    """What is read by official, for the kinds of duties that are asked."""
    by_each = _grouped(asked, lambda duty: duty.each)
    by_measure = _grouped(asked, lambda duty: duty.measure)
    yield "seats", _seats(facts, ids, asked, units, as_of)
    if "household" in by_each or "assignment" in by_measure:
        kept = by_each.get("household", []) + by_measure.get("assignment", [])
        yield "lines", _lines(facts, ids, kept, as_of)
        yield "exempt", _exempt(facts, ids, kept, as_of)
    if "paired_household" in by_each:
        yield "pairs", _pairs(facts, ids, by_each["paired_household"], county, as_of)
    if homes := by_each.get("household", []) + by_each.get("paired_household", []):
        yield "at_home", _at_home(facts, ids, homes, as_of)
        yield "stood_in", _stood_in(facts, ids, homes, county, as_of)
    if own := [pair for pair in by_each.get("official", []) if not pair[0].measure]:
        yield "own", _own(facts, ids, own, as_of)
    if "reception_day" in by_measure:
        yield "sessions", _sessions(facts, ids, by_measure["reception_day"], as_of)
    if "research_day" in by_measure:
        yield "trips", _trips(facts, ids, by_measure["research_day"], as_of)
    if "promise" in by_measure:
        yield "promises", _promises(facts, ids, by_measure["promise"], as_of)


def _grouped(asked: Iterable[Asked], by) -> dict[str, list[Asked]]:  # type: ignore[no-untyped-def]
    found: dict[str, list[Asked]] = defaultdict(list)
    for duty, period in asked:
        found[by(duty)].append((duty, period))
    return dict(found)


def _by_period(asked: Iterable[Asked]) -> dict[Period, list[Asked]]:
    found: dict[Period, list[Asked]] = defaultdict(list)
    for duty, period in asked:
        found[period].append((duty, period))
    return dict(found)


def _range(asked: Iterable[Asked]) -> tuple[date, date]:
    periods = [period for _duty, period in asked]
    return min(p.first for p in periods), max(p.end for p in periods)


def _contacts(asked: Sequence[Asked], as_of: datetime) -> Contacts:
    first, end = _range(asked)
    kinds = {kind for duty, _period in asked for kind in duty.counts}
    return Contact.objects.known_at(as_of).of_kind(*kinds).held_between(first, end).order_by()


def _seats(
    facts: Facts, ids: Sequence[int], asked: Sequence[Asked], units: Mapping[int, Unit], as_of: datetime
) -> Reading:
    first, end = _range(asked)
    rows = Appointment.objects.live_between(first, end, known_at=as_of).filter(official__in=ids)
    known: QuerySet[Any] = rows.annotate(to_then=end_known(as_of)).order_by("from_on", "pk")

    def take(found: Iterable[Any]) -> None:
        for official, unit, can, start, stop in found:
            here = units[unit]
            tenure = start, min((day for day in (stop, here.end_known(as_of)) if day), default=None)
            facts.seats[official].append(Seat(unit, here.kind, level_of(here, units), tuple(can), tenure))

    columns = ("official_id", "post__unit_id", "post__capacities", "from_on", "to_then")
    return Reading(known.values_list(*columns), take)


def level_of(unit: Unit, units: Mapping[int, Unit]) -> str:
    """County, town or village: of the unit itself, or (a branch, a station) of the nearest one above it."""
    above = [int(key) for key in unit.path.strip("/").split("/")]
    return next((units[key].level for key in reversed(above) if key in units and units[key].level), "")


def _lines(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    first, end = _range(asked)
    lines = Assignment.objects.live_between(first, end, known_at=as_of).filter(official__in=ids)
    known: QuerySet[Any] = lines.annotate(ended_then=end_known(as_of, "ended_on")).order_by()

    def take(found: Iterable[Any]) -> None:
        for official, home, start, stop in found:
            facts.lines[official].setdefault(home, []).append((start, stop))

    return Reading(known.values_list("official_id", "household_id", "started_on", "ended_then"), take)


def _exempt(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    granted = Exemption.objects.filter(official__in=ids, decided_at__lte=as_of)
    granted = granted.granted_between(*_range(asked)).order_by()

    def take(found: Iterable[Any]) -> None:
        for official, start, last in found:
            facts.exempt[official].append((start, last + _DAY))

    return Reading(granted.values_list("official_id", "from_on", "until_on"), take)


def _pairs(
    facts: Facts, ids: Sequence[int], asked: Sequence[Asked], county: County, as_of: datetime
) -> Reading:
    """Plans of paired assistance known then: the day on which one ended is still a day of it."""
    first, _end = _range(asked)

    def take(found: Iterable[Any]) -> None:
        for official, home, start, over in found:
            stop = over.astimezone(county.zone).date() + _DAY if over and over <= as_of else None
            if stop is None or stop > first:
                facts.pairs[official].setdefault(home, []).append((start, stop))

    plans = _plans(ids, asked, as_of)
    return Reading(plans.values_list("official_id", "household_id", "started_on", "ended_at"), take)


def _plans(ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> QuerySet[AidPlan]:
    _first, end = _range(asked)
    return AidPlan.objects.filter(official__in=ids, started_at__lte=as_of, started_on__lt=end).order_by()


def _at_home(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    """What was held at a home that one of them kept, or was paired with: a home of nobody any more does no harm."""
    first, end = _range(asked)
    lines = Assignment.objects.live_between(first, end, known_at=as_of).filter(official__in=ids)
    paired = [pair for pair in asked if pair[0].each == "paired_household"]
    homes = lines.order_by().values("household")
    if paired:  # one list of homes: between two, the database would look through all contacts of the county
        homes = homes.union(_plans(ids, paired, as_of).order_by().values("household"))

    def take(found: Iterable[Any]) -> None:
        for home, official, kind, day in found:
            facts.at_home[home].append(Held(official, kind, day))

    rows = _contacts(asked, as_of).filter(household__in=homes)
    return Reading(rows.values_list("household_id", "official_id", "kind", "held_on"), take)


def _stood_in(
    facts: Facts, ids: Sequence[int], asked: Sequence[Asked], county: County, as_of: datetime
) -> Reading:
    first, end = _range(asked)
    standing = StandIn.objects.filter(official__in=ids, from_on__lt=end, until_on__gte=first)

    def take(found: Iterable[Any]) -> None:
        for official, stand_in, start, until, back in found:
            one = StandIn(county=county, from_on=start, until_on=until, called_back_at=back)
            facts.stood_in[official].append((stand_in, (start, one.end_known(as_of))))

    columns = ("official_id", "stand_in_id", "from_on", "until_on", "called_back_at")
    return Reading(standing.filter(named_at__lte=as_of).order_by().values_list(*columns), take)


def _own(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    def take(found: Iterable[Any]) -> None:
        for official, kind, day, uncalled in found:
            facts.by_official[official].append(Held(official, kind, day, uncalled))

    rows = _contacts(asked, as_of).filter(official__in=ids).annotate(uncalled=counting.uncalled())
    return Reading(rows.values_list("official_id", "kind", "held_on", "uncalled"), take)


def _sessions(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    held = ReceptionSession.objects.filter(official__in=ids, held_at__lte=as_of).held()

    def take(found: Iterable[Any]) -> None:
        for official, day in found:
            facts.sessions[official].append(day)

    held = held.planned_between(*_range(asked)).order_by()
    return Reading(held.values_list("official_id", "planned_on"), take)


def _trips(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    first, end = _range(asked)
    trips = Contact.objects.filter(official__in=ids).known_at(as_of).field_research()

    def take(found: Iterable[Any]) -> None:
        facts.halves = half_days_in(stretches_in(found), first, end)

    return Reading(stretch_rows(trips.touching(first, end - _DAY)), take)


def _promises(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    first, end = _range(asked)
    rows: QuerySet[Any] = Promise.objects.as_of(as_of).filter(
        Q(official_then__in=ids, due_then__gte=first, due_then__lt=end)
    )

    def take(found: Iterable[Any]) -> None:
        for official, pk, due, kept in found:
            facts.promises[official].append((pk, due, kept is not None and kept <= as_of))

    return Reading(rows.order_by().values_list("official_then", "pk", "due_then", "kept_at"), take)


def _in_units(facts: Facts, asked: Sequence[Asked], period: Period, tree: Tree, as_of: datetime) -> Reading:
    """What was held in each unit of somebody who owes it, by the tree of that time; also by former units of its own."""
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

    def take(found: Iterable[Any]) -> None:
        held: dict[int, list[Held]] = defaultdict(list)
        for official, kind, day, unit, place, uncalled in found:
            roots_here = {root for where in (unit, place) for root in above.get(where, ())}
            for key in roots_here | {place}:
                held[key].append(Held(official, kind, day, uncalled))
        for root in roots:
            facts.in_units[root, period] = held.get(root, [])
            for village, _tenure in facts.villages[root, period]:
                facts.in_units[village, period] = held.get(village, [])

    rows = _contacts(asked, as_of).filter(Q(unit__in=list(above)) | Q(place__in=list(above)))
    columns = ("official_id", "kind", "held_on", "unit_id", "place_id", "uncalled")
    return Reading(rows.annotate(uncalled=counting.uncalled()).values_list(*columns), take)


def seat_owes(seat: Seat, duty: Duty) -> bool:
    """Whether this post is one of those that owe the duty."""
    return (
        duty.who in seat.capacities
        and (not duty.kinds or seat.kind in duty.kinds)
        and (not duty.level or seat.level == duty.level)
    )
