"""Who owes what in a period, and what of it is done: computed from the charter and the records, for many at once.

`owed(officials, periods, county=…, at=…)` is the way in; it asks the same number of questions for one official and for
two thousand. The rule for who comes and goes within a period stands in `huiyin.duties.rules`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from huiyin.duties.facts import Asked, Facts, Held, seat_owes
from huiyin.duties.known import known
from huiyin.duties.rules import Item, Owed, Tenure, holds, live_on
from huiyin.lib import periods as periods_of
from huiyin.lib.charter import Charter, Duty
from huiyin.lib.charter_shape import DUTIES as LEVELS
from huiyin.lib.periods import Period
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County

__all__ = ["Item", "Owed", "charters_for", "duties_of", "once_per_unit", "owed", "owed_now"]


def owed(
    officials: Iterable[int],
    periods: Sequence[Period],
    *,
    county: County,
    at: datetime,
    ground: Ground | None = None,
) -> dict[int, list[Owed]]:
    """By official (id): what each owes of the duties whose period is one of these, as it was known at `at`.

    Ordered as in the charter, then by period. An official who owes nothing has an empty list. A county that began in
    the middle of a period asks for it by the rule for whoever comes then: nothing is owed for the time before.
    """
    ground = ground or Ground()
    ids, charters = list(officials), charters_for(periods, county, ground)
    here: Tenure = (county.started_on, None)
    asked = [
        (duty, period)
        for period in periods
        if period in charters and holds([here], period)
        for duty in charters[period].duties
        if duty.per == period.kind
    ]
    today = local_day(at, county)
    facts = known(ids, asked, county=county, today=today, as_of=at, ground=ground)
    amounts = {(duty.code, period): charters[period].asked(duty) for duty, period in asked}
    return {
        official: [
            found
            for pair in asked
            if (found := _of_one(official, pair, amounts[pair[0].code, pair[1]], facts)) is not None
        ]
        for official in ids
    }


def owed_now(
    officials: Iterable[int], *, county: County, at: datetime, ground: Ground | None = None
) -> dict[int, list[Owed]]:
    """What each owes this month, quarter, half-year and year."""
    return owed(officials, periods_of.now(local_day(at, county)), county=county, at=at, ground=ground)


def charters_for(
    periods: Sequence[Period], county: County, ground: Ground | None = None
) -> dict[Period, Charter]:
    """For each period the charter in force when it began, else the first that came into force within it.

    So a change of the charter never changes a period that has begun (I-13).
    """
    versions = (ground or Ground()).adopted if periods else []
    found = {}
    for period in periods:
        first, end = (start_of(day, county) for day in (period.first, period.end))
        before = [one for one in versions if one.effective_at <= first]
        within = [one for one in versions if first < one.effective_at < end]
        if before or within:
            found[period] = (before[-1] if before else within[0]).charter
    return found


def duties_of(period: Period, county: County) -> tuple[Duty, ...]:
    """The duties of this period's kind, by the charter that holds for it."""
    charter = charters_for([period], county).get(period)
    return tuple(duty for duty in charter.duties if duty.per == period.kind) if charter else ()


def _of_one(official: int, pair: Asked, n: int, facts: Facts) -> Owed | None:
    duty, period = pair
    seats: dict[int, list[Tenure]] = {}
    for seat in facts.seats.get(official, ()):
        if seat_owes(seat, duty):
            seats.setdefault(seat.unit, []).append(seat.tenure)
    if not n or not holds([tenure for tenures in seats.values() for tenure in tenures], period):
        return None
    if duty.is_quota and _sits_higher(official, duty, period, facts):
        return None
    items = {
        "official": _by_official,
        "household": _by_household,
        "paired_household": _by_pair,
        "promise": _by_promise,
        "unit": _by_unit,
        "village": _by_village,
    }[duty.each](official, duty, period, n, facts, seats)
    return Owed(official, duty, period, tuple(items)) if items else None


def _sits_higher(official: int, duty: Duty, period: Period, facts: Facts) -> bool:
    """Whether such a post at a higher level decides how many households are kept; nobody owes two quotas."""
    above = LEVELS[: LEVELS.index(duty.level)] if duty.level else ()
    seats = [seat for seat in facts.seats.get(official, ()) if duty.who in seat.capacities]
    return any(holds([s.tenure for s in seats if s.level == level], period) for level in above)


Seats = dict[int, list[Tenure]]


def _by_official(
    official: int, duty: Duty, period: Period, n: int, facts: Facts, _seats: Seats
) -> list[Item]:
    if duty.measure == "research_day":
        days = sum(period.holds(day) for day, _half in facts.halves.get(official, ()))
        return [Item(0, 2 * n, days)]
    if duty.measure == "reception_day":
        return [Item(0, n, sum(period.holds(day) for day in facts.sessions.get(official, ())))]
    if duty.measure == "assignment":
        day = min(period.last, facts.today)
        live = sum(live_on(tenures, day) for tenures in facts.lines.get(official, {}).values())
        return [Item(0, n, live, exempt=live_on(facts.exempt.get(official, ()), day))]
    return [_item_of(0, n, facts.by_official.get(official, ()), duty, period)]


def _by_household(
    official: int, duty: Duty, period: Period, n: int, facts: Facts, _seats: Seats
) -> list[Item]:
    relieved = holds(facts.exempt.get(official, ()), period)
    return _at_homes(official, facts.lines.get(official, {}), duty, period, n, facts, relieved=relieved)


def _by_pair(official: int, duty: Duty, period: Period, n: int, facts: Facts, _seats: Seats) -> list[Item]:
    return _at_homes(official, facts.pairs.get(official, {}), duty, period, n, facts, relieved=False)


def _at_homes(
    official: int,
    homes: Mapping[int, Sequence[Tenure]],
    duty: Duty,
    period: Period,
    n: int,
    facts: Facts,
    *,
    relieved: bool,
) -> list[Item]:
    """Each home that somebody kept for most of the period, with the contacts made there while they kept it."""
    kinds, first, end, at_home = frozenset(duty.counts), period.first, period.end, facts.at_home
    items = []
    for home, tenures in sorted(homes.items()):
        if not holds(tenures, period):
            continue
        met = 0
        for who, kind, day, _uncalled in at_home.get(home, ()):
            if first <= day < end and kind in kinds and live_on(tenures, day):
                met += who == official or _in_the_name_of(official, who, day, facts)
        items.append(Item(home, n, met, exempt=relieved))
    return items


def _in_the_name_of(official: int, who: int, day: date, facts: Facts) -> bool:
    """Met by a colleague who stood in for them on that day."""
    return any(other == who and live_on([tenure], day) for other, tenure in facts.stood_in.get(official, ()))


def _by_promise(official: int, duty: Duty, period: Period, n: int, facts: Facts, _seats: Seats) -> list[Item]:
    due = facts.promises.get(official, ())
    return [Item(pk, 1, int(kept)) for pk, day, kept in sorted(due) if period.holds(day)]


def _by_unit(_official: int, duty: Duty, period: Period, n: int, facts: Facts, seats: Seats) -> list[Item]:
    return [
        _item_of(unit, n, facts.in_units.get((unit, period), ()), duty, period)
        for unit, tenures in sorted(seats.items())
        if holds(tenures, period)
    ]


def _by_village(_official: int, duty: Duty, period: Period, n: int, facts: Facts, seats: Seats) -> list[Item]:
    villages: dict[int, Item] = {}
    for unit, tenures in sorted(seats.items()):
        if not holds(tenures, period):
            continue
        for village, existed in facts.villages.get((unit, period), ()):
            if holds(existed, period):
                held = facts.in_units.get((village, period), ())
                villages[village] = _item_of(village, n, held, duty, period)
    return list(villages.values())


def _item_of(key: int, n: int, held: Iterable[Held], duty: Duty, period: Period) -> Item:
    counted = [one for one in held if one.kind in duty.counts and period.holds(one.on)]
    return Item(key, n, len(counted), uncalled=sum(one.uncalled for one in counted))


def once_per_unit(found: Sequence[Owed]) -> list[Owed]:
    """Two heads of one township owe one forum between them: each unit, village and household stands in one of them."""
    seen: set[int] = set()
    kept = []
    for one in found:
        if one.duty.each not in ("unit", "village"):
            kept.append(one)
            continue
        fresh: tuple[Item, ...] = tuple(item for item in one.items if item.key not in seen)
        seen.update(item.key for item in fresh)
        kept.append(Owed(one.official_id, one.duty, one.period, fresh))
    return kept
