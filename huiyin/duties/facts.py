"""What duties are counted from: the rows of each kind, for many officials at once; `duties.known` asks for them."""

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
from huiyin.orgs.dated import end_known
from huiyin.orgs.models import Appointment, County, Unit
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
    """Rows to be read, put together where they are asked for, and what is done with them."""

    rows: Callable[[], QuerySet[Any]]
    take: Callable[[Iterable[Any]], None]


def of_officials(
    facts: Facts,
    ids: Sequence[int],
    asked: Sequence[Asked],
    units: Mapping[int, Unit],
    county: County,
    as_of: datetime,
) -> Iterator[tuple[str, Reading]]:
    """What is read by official, for the kinds of duties that are asked."""
    by_each = grouped(asked, lambda duty: duty.each)
    by_measure = grouped(asked, lambda duty: duty.measure)
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


def grouped(asked: Iterable[Asked], by) -> dict[str, list[Asked]]:  # type: ignore[no-untyped-def]
    found: dict[str, list[Asked]] = defaultdict(list)
    for duty, period in asked:
        found[by(duty)].append((duty, period))
    return dict(found)


def _range(asked: Iterable[Asked]) -> tuple[date, date]:
    periods = [period for _duty, period in asked]
    return min(p.first for p in periods), max(p.end for p in periods)


def contacts_of(asked: Sequence[Asked], as_of: datetime) -> Contacts:
    first, end = _range(asked)
    kinds = {kind for duty, _period in asked for kind in duty.counts}
    return Contact.objects.known_at(as_of).of_kind(*kinds).held_between(first, end).order_by()


def _seats(
    facts: Facts, ids: Sequence[int], asked: Sequence[Asked], units: Mapping[int, Unit], as_of: datetime
) -> Reading:
    def rows() -> QuerySet[Any]:
        live = Appointment.objects.live_between(*_range(asked), known_at=as_of).filter(official__in=ids)
        known = live.annotate(to_then=end_known(as_of)).order_by("from_on", "pk")
        return known.values_list("official_id", "post__unit_id", "post__capacities", "from_on", "to_then")

    def take(found: Iterable[Any]) -> None:
        for official, unit, can, start, stop in found:
            here = units[unit]
            tenure = start, min((day for day in (stop, here.end_known(as_of)) if day), default=None)
            facts.seats[official].append(Seat(unit, here.kind, level_of(here, units), tuple(can), tenure))

    return Reading(rows, take)


def level_of(unit: Unit, units: Mapping[int, Unit]) -> str:
    """County, town or village: of the unit itself, or (a branch, a station) of the nearest one above it."""
    above = [int(key) for key in unit.path.strip("/").split("/")]
    return next((units[key].level for key in reversed(above) if key in units and units[key].level), "")


def _lines(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    def rows() -> QuerySet[Any]:
        lines = Assignment.objects.live_between(*_range(asked), known_at=as_of).filter(official__in=ids)
        known = lines.annotate(ended_then=end_known(as_of, "ended_on")).order_by()
        return known.values_list("official_id", "household_id", "started_on", "ended_then")

    def take(found: Iterable[Any]) -> None:
        for official, home, start, stop in found:
            facts.lines[official].setdefault(home, []).append((start, stop))

    return Reading(rows, take)


def _exempt(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    def rows() -> QuerySet[Any]:
        granted = Exemption.objects.filter(official__in=ids, decided_at__lte=as_of)
        granted = granted.granted_between(*_range(asked)).order_by()
        return granted.values_list("official_id", "from_on", "until_on")

    def take(found: Iterable[Any]) -> None:
        for official, start, last in found:
            facts.exempt[official].append((start, last + _DAY))

    return Reading(rows, take)


def _pairs(
    facts: Facts, ids: Sequence[int], asked: Sequence[Asked], county: County, as_of: datetime
) -> Reading:
    """Plans of paired assistance known then: the day on which one ended is still a day of it."""
    first, _end = _range(asked)

    def rows() -> QuerySet[Any]:
        plans = _plans(ids, asked, as_of)
        return plans.values_list("official_id", "household_id", "started_on", "ended_at")

    def take(found: Iterable[Any]) -> None:
        for official, home, start, over in found:
            stop = over.astimezone(county.zone).date() + _DAY if over and over <= as_of else None
            if stop is None or stop > first:
                facts.pairs[official].setdefault(home, []).append((start, stop))

    return Reading(rows, take)


def _plans(ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> QuerySet[AidPlan]:
    _first, end = _range(asked)
    return AidPlan.objects.filter(official__in=ids, started_at__lte=as_of, started_on__lt=end).order_by()


def _at_home(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    """What was held at a home that one of them kept, or was paired with: a home of nobody any more does no harm."""

    def rows() -> QuerySet[Any]:
        lines = Assignment.objects.live_between(*_range(asked), known_at=as_of).filter(official__in=ids)
        paired = [pair for pair in asked if pair[0].each == "paired_household"]
        homes = lines.order_by().values("household")
        if (
            paired
        ):  # one list of homes: between two, the database would look through all contacts of the county
            homes = homes.union(_plans(ids, paired, as_of).order_by().values("household"))
        held = contacts_of(asked, as_of).filter(household__in=homes)
        return held.values_list("household_id", "official_id", "kind", "held_on")

    def take(found: Iterable[Any]) -> None:
        for home, official, kind, day in found:
            facts.at_home[home].append(Held(official, kind, day))

    return Reading(rows, take)


def _stood_in(
    facts: Facts, ids: Sequence[int], asked: Sequence[Asked], county: County, as_of: datetime
) -> Reading:
    def rows() -> QuerySet[Any]:
        first, end = _range(asked)
        standing = StandIn.objects.filter(official__in=ids, from_on__lt=end, until_on__gte=first)
        columns = ("official_id", "stand_in_id", "from_on", "until_on", "called_back_at")
        return standing.filter(named_at__lte=as_of).order_by().values_list(*columns)

    def take(found: Iterable[Any]) -> None:
        for official, stand_in, start, until, back in found:
            one = StandIn(county=county, from_on=start, until_on=until, called_back_at=back)
            facts.stood_in[official].append((stand_in, (start, one.end_known(as_of))))

    return Reading(rows, take)


def _own(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    def rows() -> QuerySet[Any]:
        held = contacts_of(asked, as_of).filter(official__in=ids).annotate(uncalled=counting.uncalled())
        return held.values_list("official_id", "kind", "held_on", "uncalled")

    def take(found: Iterable[Any]) -> None:
        for official, kind, day, uncalled in found:
            facts.by_official[official].append(Held(official, kind, day, uncalled))

    return Reading(rows, take)


def _sessions(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    def rows() -> QuerySet[Any]:
        held = ReceptionSession.objects.filter(official__in=ids, held_at__lte=as_of).held()
        return held.planned_between(*_range(asked)).order_by().values_list("official_id", "planned_on")

    def take(found: Iterable[Any]) -> None:
        for official, day in found:
            facts.sessions[official].append(day)

    return Reading(rows, take)


def _trips(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    first, end = _range(asked)

    def rows() -> QuerySet[Any]:
        trips = Contact.objects.filter(official__in=ids).known_at(as_of).field_research()
        return stretch_rows(trips.touching(first, end - _DAY))

    def take(found: Iterable[Any]) -> None:
        facts.halves = half_days_in(stretches_in(found), first, end)

    return Reading(rows, take)


def _promises(facts: Facts, ids: Sequence[int], asked: Sequence[Asked], as_of: datetime) -> Reading:
    def rows() -> QuerySet[Any]:
        first, end = _range(asked)
        due = Q(official_then__in=ids, due_then__gte=first, due_then__lt=end)
        known: QuerySet[Any] = Promise.objects.as_of(as_of).filter(due)
        return known.order_by().values_list("official_then", "pk", "due_then", "kept_at")

    def take(found: Iterable[Any]) -> None:
        for official, pk, due, kept in found:
            facts.promises[official].append((pk, due, kept is not None and kept <= as_of))

    return Reading(rows, take)


def seat_owes(seat: Seat, duty: Duty) -> bool:
    """Whether this post is one of those that owe the duty."""
    return (
        duty.who in seat.capacities
        and (not duty.kinds or seat.kind in duty.kinds)
        and (not duty.level or seat.level == duty.level)
    )
