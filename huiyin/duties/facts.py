"""What duties are counted from, read for many officials at once: one query for each kind of row, never one per official."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from huiyin.contacts.days import HalfDay, research_half_days
from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.contact import Contacts
from huiyin.duties.rules import Tenure
from huiyin.help.models import AidPlan
from huiyin.lib.charter import Duty
from huiyin.lib.periods import Period
from huiyin.orgs.dated import end_known
from huiyin.orgs.models import Appointment, County, Unit
from huiyin.orgs.tree import Tree
from huiyin.receptions.models import ReceptionSession
from huiyin.register.models import Assignment, Exemption, StandIn

_DAY = timedelta(days=1)
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


def known(
    ids: Sequence[int], asked: Sequence[Asked], *, county: County, today: date, as_of: datetime
) -> Facts:
    """Read what these duties of these officials are counted from, as it was known at that moment."""
    facts = Facts(today)
    if not (ids and asked):
        return facts
    units = {unit.pk: unit for unit in Unit.objects.all()}
    _seats(facts, ids, asked, units, as_of)
    by_each = _grouped(asked, lambda duty: duty.each)
    by_measure = _grouped(asked, lambda duty: duty.measure)
    if "household" in by_each or "assignment" in by_measure:
        _register(facts, ids, by_each.get("household", []) + by_measure.get("assignment", []), as_of)
    if "paired_household" in by_each:
        _pairs(facts, ids, by_each["paired_household"], county, as_of)
    if homes := by_each.get("household", []) + by_each.get("paired_household", []):
        _at_home(facts, ids, homes, as_of)
    if own := [pair for pair in by_each.get("official", []) if not pair[0].measure]:
        rows = _contacts(own, as_of).filter(official__in=ids)
        for official, kind, day in rows.values_list("official_id", "kind", "held_on"):
            facts.by_official[official].append(Held(official, kind, day))
    if "reception_day" in by_measure:
        _sessions(facts, ids, by_measure["reception_day"], as_of)
    if "research_day" in by_measure:
        first, end = _range(by_measure["research_day"])
        trips = Contact.objects.filter(official__in=ids).known_at(as_of).field_research()
        facts.halves = research_half_days(trips, first, end)
    if "promise" in by_measure:
        _promises(facts, ids, by_measure["promise"], as_of)
    for period, pairs in _by_period(by_each.get("unit", []) + by_each.get("village", [])).items():
        _in_units(facts, pairs, period, units, as_of)
    return facts


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
) -> None:
    first, end = _range(asked)
    rows = Appointment.objects.live_between(first, end, known_at=as_of).filter(official__in=ids)
    known: QuerySet[Any] = rows.annotate(to_then=end_known(as_of)).order_by("from_on", "pk")
    for official, unit, can, start, stop in known.values_list(
        "official_id", "post__unit_id", "post__capacities", "from_on", "to_then"
    ):
        here = units[unit]
        tenure = start, min((day for day in (stop, here.end_known(as_of)) if day), default=None)
        facts.seats[official].append(Seat(unit, here.kind, level_of(here, units), tuple(can), tenure))


def level_of(unit: Unit, units: Mapping[int, Unit]) -> str:
    """County, town or village: of the unit itself, or (a branch, a station) of the nearest one above it."""
    above = [int(key) for key in unit.path.strip("/").split("/")]
    return next((units[key].level for key in reversed(above) if key in units and units[key].level), "")


def _register(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> None:
    first, end = _range(asked)
    lines = Assignment.objects.live_between(first, end, known_at=as_of).filter(official__in=ids)
    known: QuerySet[Any] = lines.annotate(ended_then=end_known(as_of, "ended_on")).order_by()
    for official, home, start, stop in known.values_list(
        "official_id", "household_id", "started_on", "ended_then"
    ):
        facts.lines[official].setdefault(home, []).append((start, stop))
    granted = Exemption.objects.filter(official__in=ids, decided_at__lte=as_of).granted_between(first, end)
    for official, start, last in granted.order_by().values_list("official_id", "from_on", "until_on"):
        facts.exempt[official].append((start, last + _DAY))


def _pairs(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], county: County, as_of: datetime) -> None:
    """Plans of paired assistance known then: the day on which one ended is still a day of it."""
    first, end = _range(asked)
    plans = AidPlan.objects.filter(official__in=ids, started_at__lte=as_of, started_on__lt=end)
    for official, home, start, over in plans.order_by().values_list(
        "official_id", "household_id", "started_on", "ended_at"
    ):
        stop = over.astimezone(county.zone).date() + _DAY if over and over <= as_of else None
        if stop is None or stop > first:
            facts.pairs[official].setdefault(home, []).append((start, stop))


def _at_home(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> None:
    first, end = _range(asked)
    lines = Assignment.objects.live_between(first, end, known_at=as_of).filter(official__in=ids)
    paired = {home for homes in facts.pairs.values() for home in homes}
    at_home = Q(household__in=lines.values("household")) | Q(household__in=paired)
    rows = _contacts(asked, as_of).filter(at_home)
    for home, official, kind, day in rows.values_list("household_id", "official_id", "kind", "held_on"):
        facts.at_home[home].append(Held(official, kind, day))
    standing = StandIn.objects.filter(official__in=ids, from_on__lt=end, until_on__gte=first)
    for one in standing.filter(named_at__lte=as_of).select_related("county").order_by():
        facts.stood_in[one.official_id].append((one.stand_in_id, (one.from_on, one.end_known(as_of))))


def _sessions(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> None:
    held = ReceptionSession.objects.filter(official__in=ids, held_at__lte=as_of).held()
    held = held.planned_between(*_range(asked)).order_by()
    for official, day in held.values_list("official_id", "planned_on"):
        facts.sessions[official].append(day)


def _promises(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> None:
    first, end = _range(asked)
    rows: QuerySet[Any] = Promise.objects.as_of(as_of).filter(
        Q(official_then__in=ids, due_then__gte=first, due_then__lt=end)
    )
    for official, pk, due, kept in rows.order_by().values_list("official_then", "pk", "due_then", "kept_at"):
        facts.promises[official].append((pk, due, kept is not None and kept <= as_of))


def _in_units(
    facts: Facts, asked: Sequence[Asked], period: Period, units: Mapping[int, Unit], as_of: datetime
) -> None:
    """What was held in each unit of somebody who owes it, by the tree of that time; also by former units of its own."""
    roots = {
        seat.unit
        for seats in facts.seats.values()
        for seat in seats
        for duty, _period in asked
        if seat_owes(seat, duty)
    }
    tree = Tree.of(units.values())
    trees = tree.below_each(roots, period.first, period.end, known_at=as_of)
    above: dict[int, list[int]] = defaultdict(list)
    for root, below in trees.items():
        for unit in below:
            above[unit].append(root)
        villages = [(pk, units[pk]) for pk in below if units[pk].kind == Unit.Kind.VILLAGE]
        facts.villages[root, period] = [
            (pk, [(u.valid_from, u.end_known(as_of))]) for pk, u in sorted(villages)
        ]
    rows = _contacts(asked, as_of).filter(Q(unit__in=list(above)) | Q(place__in=list(above)))
    held: dict[int, list[Held]] = defaultdict(list)
    for official, kind, day, unit, place in rows.values_list(
        "official_id", "kind", "held_on", "unit_id", "place_id"
    ):
        roots_here = {root for where in (unit, place) for root in above.get(where, ())}
        for key in roots_here | {place}:
            held[key].append(Held(official, kind, day))
    for root in roots:
        facts.in_units[root, period] = held.get(root, [])
        for village, _tenure in facts.villages[root, period]:
            facts.in_units[village, period] = held.get(village, [])


def seat_owes(seat: Seat, duty: Duty) -> bool:
    """Whether this post is one of those that owe the duty."""
    return (
        duty.who in seat.capacities
        and (not duty.kinds or seat.kind in duty.kinds)
        and (not duty.level or seat.level == duty.level)
    )
