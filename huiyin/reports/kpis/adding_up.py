"""Figures of service that follow the deed: each minute the clock counts anew the matters with which something was done.

What those matters were in the figures a minute ago is taken off, what they are now is put there; both are told by the same
conditions that a page counts rows with. Minutes stay by themselves for an hour or two, so that a page can be opened further
as it was told; then they are added to their month. A month ends twice: what was in work is asked as of its last moment,
what was known as of the first behind it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.db import connection
from django.db.models import Min

from huiyin.audit.scope import current_county
from huiyin.lib import periods
from huiyin.lib.workdays import Calendar
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.orgs.calendar import calendar, local_day, start_of
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County
from huiyin.reports.kpis import alike
from huiyin.reports.kpis.cohorts import ENDS, MEETS, long_ago
from huiyin.reports.kpis.declared import KPIS
from huiyin.reports.kpis.told import IN_WORK, SAID, Cell, everywhere, in_work, told
from huiyin.reports.models import ServiceFolding, ServiceSum

LAG: Final = timedelta(minutes=1)  # what is done now is there by then
APART: Final = timedelta(hours=1)  # minutes stay by themselves for so long, or for as long again
MANY: Final = 5_000  # matters counted anew at a time
MOMENT: Final = timedelta(microseconds=1)
WORKED_SINCE: Final = date(2010, 1, 1)
Said = Callable[[int, int], None]  # how many moments have been counted, of how many

_COLUMNS: Final = "family, unit_key, month, of, days"
_PUT: Final = f"""
INSERT INTO reports_servicesum AS kept (county_id, since, {_COLUMNS}, n)
SELECT %s, %s, * FROM unnest(%s::text[], %s::bigint[], %s::date[], %s::text[], %s::int[], %s::int[])
ON CONFLICT (county_id, family, unit_key, month, since, of, days) DO UPDATE SET n = kept.n + excluded.n
"""  # noqa: S608 - statements of our own
_TO_THEIR_MONTH: Final = f"""
WITH gone AS (
    DELETE FROM reports_servicesum WHERE county_id = %s AND since = ANY(%s) RETURNING {_COLUMNS}, n
)
INSERT INTO reports_servicesum AS kept (county_id, since, {_COLUMNS}, n)
SELECT %s, %s::timestamptz, {_COLUMNS}, sum(n) FROM gone GROUP BY {_COLUMNS} HAVING sum(n) <> 0
ON CONFLICT (county_id, family, unit_key, month, since, of, days) DO UPDATE SET n = kept.n + excluded.n
"""  # noqa: S608 - statements of our own
_KEPT: Final = f"""
SELECT family, unit_key, month, of, days, sum(n) FROM reports_servicesum
WHERE county_id = %s AND since <= %s AND (family = %s) = %s GROUP BY {_COLUMNS} HAVING sum(n) <> 0
"""  # noqa: S608 - statements of our own


def fold(*, at: datetime, county: County) -> int:
    """Add up what was done up to a minute ago; cells that took part. Nothing while they are to be counted from nothing."""
    folding = ServiceFolding.objects.select_for_update(skip_locked=True).first()
    if folding is None or not is_ready(folding):
        return 0
    done = _follow(folding, at - LAG, county)
    _bring_to_their_month(folding, at, county)
    folding.save()
    return done


def count_again(
    *, at: datetime, county: County, whole: bool = True, said: Said = lambda _done, _of: None
) -> list[Cell]:
    """Count from the rows, of every end of a month or else of some; where the sums said something else all are made anew,
    and these are named. What was not kept ready before is no drift.
    """
    fresh = {"stands_on": "", "said_at": at - LAG}
    ServiceFolding.objects.get_or_create(defaults=fresh)
    folding = ServiceFolding.objects.select_for_update().get()
    if is_ready(folding):
        _follow(folding, at - LAG, county)
    was_ready, drifted = is_ready(folding), set[Cell]()
    until = folding.ticks[-1] if was_ready else at - LAG
    ends = _ends(until, county)
    if was_ready:
        drifted = _put_right(ends if whole else _some(ends, local_day(at, county)), until, county, said)
    if drifted or not was_ready:
        ServiceSum.objects.all().delete()
        _put_right(ends, until, county, said)
        folding.ticks, folding.said_at = [until], until
    folding.stands_on, folding.checked_at = stands_on(), at
    folding.drifted = len(drifted)
    folding.save()
    return sorted(drifted)


def is_ready(folding: ServiceFolding) -> bool:
    """Whether what is kept can be told, and gone on with."""
    return bool(folding.ticks) and stands_on(folding.stands_on) == folding.stands_on


def stands_on(was: str = "") -> str:
    """The mark of what every sum hangs on beside the rows: which days were worked until a year, and what is counted."""
    year = was.partition(" ")[0]
    return _mark(calendar(), int(year) if year.isdigit() else datetime.now(UTC).year)


@lru_cache(maxsize=16)
def _mark(days: Calendar, year: int) -> str:
    counts = repr([(code, str(q)) for code, q in alike.conditions(KPIS.values()).items()])
    worked = days.mark(WORKED_SINCE, date(year, 12, 31))
    return f"{year} {worked} {sha256(counts.encode()).hexdigest()[:12]}"


def _follow(folding: ServiceFolding, until: datetime, county: County) -> int:
    """On to that moment, by way of each end of a month that lies between."""
    done = 0
    while folding.ticks and (last := folding.ticks[-1]) < until:
        end = start_of(periods.of("month", local_day(last, county)).end, county)
        new = until if until < end - MOMENT else end - MOMENT if last < end - MOMENT else end
        done += _on_to(folding, new, county)
    return done


def _on_to(folding: ServiceFolding, new: datetime, county: County) -> int:
    ground, old, moved = Ground(), folding.ticks[-1], Counter[Cell]()
    touched = sorted(_touched(old, new, county, ground))
    sealed = Step.objects.filter(matter__in=touched, deed=Step.Deed.SEAL, at__gt=old - LAG, at__lte=new)
    if sealed.exists():
        folding.ticks, folding.checked_at = [], None  # no figure knows of it any more, of whatever moment
        return 0
    for n in range(0, len(touched), MANY):
        among = touched[n : n + MANY]
        moved.update(_all(new, county, ground, among))
        moved.subtract(_all(old, county, ground, among))
    _put(moved, new)
    folding.ticks = [*folding.ticks, new]
    if any(n for cell, n in moved.items() if cell.family == SAID):
        folding.said_at = new
    return sum(n != 0 for n in moved.values())


def _all(at: datetime, county: County, ground: Ground, among: Sequence[int] | None = None) -> Counter[Cell]:
    if ground.charter_at(at) is None:
        return Counter()
    found = told(at, county, ground, among)
    found.update(in_work(at, county, among))
    return found


def _touched(old: datetime, new: datetime, county: County, ground: Ground) -> Iterator[int]:
    """The matters that may count otherwise: with which something was done since, whose last day is over, or whose time to
    be taken up again.
    """
    found = set(Step.objects.filter(at__gt=old - LAG).order_by().values_list("matter", flat=True).distinct())
    first, last = (local_day(at, county) for at in (old, new))
    if first < last:
        over = Deadline.objects.filter(kind__in=MEETS, due_on__gte=first, due_on__lt=last).order_by()
        found.update(over.values_list("matter", flat=True))
    if ground.charter_at(old) is not None:
        begin, end = sorted(long_ago(everywhere(at, ground), county) for at in (old, new))
        closed = (
            Step.objects.filter(at__gt=begin, at__lte=end, deed__in=ENDS).order_by() if begin < end else None
        )
        found.update(closed.values_list("matter", flat=True) if closed is not None else ())
    yield from found


def _bring_to_their_month(folding: ServiceFolding, at: datetime, county: County) -> None:
    """Those minutes that nobody opens any more, once there is an hour of them."""
    if not folding.ticks or folding.ticks[0] > at - 2 * APART:
        return
    over = [tick for tick in folding.ticks[:-1] if tick <= at - APART]
    by_month: dict[datetime, list[datetime]] = {}
    for tick in over:
        if (begin := _begin(tick, county)) is not None:
            by_month.setdefault(begin, []).append(tick)
    with connection.cursor() as cursor:
        for begin, ticks in by_month.items():
            cursor.execute(_TO_THEIR_MONTH, [county.pk, ticks, county.pk, begin])
    folding.ticks = [tick for tick in folding.ticks if tick not in set(over)]


def _begin(moment: datetime, county: County) -> datetime | None:
    """The moment behind the beginning of its month; none of that beginning itself, which ends the month before."""
    first = start_of(periods.of("month", local_day(moment, county)).first, county)
    return None if moment == first else first + MOMENT


def _ends(until: datetime, county: County) -> list[datetime]:
    """The ends of months up to a moment since something was here, and a charter in force."""
    began = Matter.objects.live().aggregate(at=Min("registered_at"))["at"]
    found, ground = list[datetime](), Ground()
    month = periods.of("month", local_day(began, county)) if began else None
    while month and (end := start_of(month.end, county)) <= until:
        if ground.charter_at(end - MOMENT) is not None:
            found.append(end)
        month = month.after
    return found


def _some(ends: list[datetime], day: date) -> list[datetime]:
    """The last two, and of those before them another one each day."""
    before = ends[:-2]
    return [*before[day.toordinal() % len(before) :][:1], *ends[-2:]] if before else ends


def _put_right(ends: Iterable[datetime], until: datetime, county: County, said: Said) -> set[Cell]:
    """Bring the sums to what the rows say of these moments, in order; what they had said otherwise."""
    ground, found, moments = Ground(), set[Cell](), list(ends)
    for n, end in enumerate(moments):
        begin = _begin(end - MOMENT, county)
        assert begin is not None  # noqa: S101 - it lies within the month
        found |= _bring(in_work(end - MOMENT, county), end - MOMENT, begin, of_work=True)
        found |= _bring(in_work(end, county), end, end, of_work=True)
        found |= _bring(told(end, county, ground), end, begin, of_work=False)
        said(n + 1, len(moments) + 1)
    found |= _bring(in_work(until, county), until, until, of_work=True)
    if ground.charter_at(until) is not None:
        found |= _bring(told(until, county, ground), until, until, of_work=False)
    said(len(moments) + 1, len(moments) + 1)
    return found


def _bring(now: Counter[Cell], at: datetime, since: datetime, *, of_work: bool) -> set[Cell]:
    kept = Counter[Cell]()
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [current_county(), at, IN_WORK, of_work])
        for family, unit, month, of, days, n in cursor.fetchall():
            kept[Cell(family, unit, month, of, days)] = int(n)
    missing = Counter(
        {cell: now[cell] - kept[cell] for cell in now.keys() | kept.keys() if now[cell] != kept[cell]}
    )
    _put(missing, since)
    return set(missing)


def _put(cells: Counter[Cell], since: datetime) -> None:
    """Add so much to each, counted from that moment on."""
    rows: list[tuple[Any, ...]] = [(*cell, n) for cell, n in cells.items() if n]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_PUT, [current_county(), since, *map(list, zip(*rows, strict=True))])
