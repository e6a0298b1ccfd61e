"""Figures of service from what is kept ready: of whole months, as of the last minutes or of the end of a month."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from huiyin.lib import periods
from huiyin.matters import figures
from huiyin.matters.figures import Extent
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.models import County
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.worded import Keys, Sets, asked
from huiyin.reports.kpis.adding_up import MOMENT, is_ready
from huiyin.reports.kpis.cohorts import MEETS, from_long_ago, promised
from huiyin.reports.kpis.declared import KPIS, Kpi
from huiyin.reports.kpis.told import IN_WORK, KEPT_AS, SAID, took_of
from huiyin.reports.models import WHOLE, ServiceFolding, ServiceSum

FRESH: Final = timedelta(minutes=10)  # what is older is told from the rows: the clock stands still
IN_MONTHS: Final = ("received", SAID, "taken_in")
OPEN, PROMISES = "open", "promises"
_LISTED: Final = {  # of which list the figures of a cohort are read
    **dict.fromkeys(IN_MONTHS, "months"),
    **dict.fromkeys(MEETS, "clocks"),
    **{name: name for name in (OPEN, IN_WORK, PROMISES)},
}
_TIMED: Final = next(kpi for kpi in KPIS.values() if kpi.measure == "days")


class Ready:
    """What is kept ready of a county, looked up once for a page."""

    def __init__(self) -> None:
        folding = ServiceFolding.objects.first()
        self.folding = folding if folding is not None and is_ready(folding) else None

    @property
    def said_at(self) -> datetime | None:
        """When what residents said changed last."""
        return self.folding.said_at if self.folding else None

    def last(self, at: datetime) -> datetime:
        """The last minute that is kept ready; where the clock stands still, now."""
        ticks = self.folding.ticks if self.folding else []
        return next((tick for tick in reversed(ticks) if at - FRESH <= tick <= at), at)

    def holds(self, as_of: datetime, county: County) -> bool:
        """Whether that moment is kept ready."""
        if self.folding is None or as_of > self.folding.ticks[-1]:
            return False
        month = periods.of("month", local_day(as_of, county))
        return as_of in self.folding.ticks or as_of == start_of(month.first, county)


def holds(period: Extent, county: County, ready: Ready) -> bool:
    """Whether these days as of that moment are."""
    return period.first.day == period.end.day == 1 and ready.holds(period.as_of, county)


def numbers(kpis: Iterable[Kpi], period: Extent, county: County) -> tuple[Counter[str], Counter[int]]:
    """Of each part of these figures how many there are; and how many took how many working days to their answer."""
    wanted = tuple(sorted({_LISTED[kpi.cohort] for kpi in kpis}))
    ever, everything = from_long_ago(period).units, [row.unit for row in period.ground.tree.rows]
    units, less = _shorter(period.units, everything)
    units_ever, less_ever = _shorter(ever, everything)
    listed, _counts = asked(
        _sets,
        None,
        period.as_of,
        wanted,
        first=period.first,
        end=period.end,
        today=local_day(period.as_of, county),
        until=min(start_of(period.end, county) - MOMENT, period.as_of),
        made_at=Keys(period.units),
        units=Keys(units),
        less=Keys(less),
        units_ever=Keys(units_ever),
        less_ever=Keys(less_ever),
    )
    found, days = Counter[str](), Counter[int]()
    for name in listed.keys() - {PROMISES}:
        for of, took, n in listed[name]:
            if of == took_of(_TIMED):
                days[took] += n
            else:
                found[of] += n
    of_all = Counter({code: found[kept] for code, (_family, kept) in KEPT_AS.items()})
    for in_time, n in listed.get(PROMISES, ()):
        of_all.update({"promises_kept.denominator": n, "promises_kept.numerator": n if in_time else 0})
    return of_all, Counter({took: n for took, n in days.items() if n})


def _shorter(units: list[int], everything: list[int]) -> tuple[list[int], list[int]]:
    """These units; or all together, and those that are to be taken off. Which are taken off, for themselves."""
    others = sorted({*everything} - {*units})
    return ([WHOLE, *others], others) if len(others) < len(units) else (units, [])


def _sets(
    _by: None,
    as_of: datetime,
    wanted: tuple[str, ...],
    *,
    first: date,
    end: date,
    today: date,
    until: datetime,
    made_at: list[int],
    units: list[int],
    less: list[int],
    units_ever: list[int],
    less_ever: list[int],
) -> Sets:
    county, known = county_in_hand() or County(), ServiceSum.objects.filter(since__lte=as_of)
    within = Q(month__gte=first, month__lt=end)
    of_these = known.filter(within, any_of(units, "unit_key"), family__in=IN_MONTHS)
    clocks = known.filter(within, any_of(units_ever, "unit_key"), family__in=[*MEETS])
    still_open = known.filter(any_of(units_ever, "unit_key"), family=OPEN, month__lt=end)
    stood = ServiceSum.objects.filter(any_of(units_ever, "unit_key"), family=IN_WORK, month__lte=first)
    period = figures.in_words(as_of, (), first=first, end=end, begins=as_of, ends=as_of, units=made_at)
    promises: QuerySet[Any] = promised(period, county, today=today).order_by()
    lists = {
        "months": _summed(of_these, less),
        "clocks": _summed(clocks, less_ever),
        OPEN: _summed(still_open, less_ever),
        IN_WORK: _summed(stood.filter(since__lte=until), less_ever),
        PROMISES: promises.values_list("in_time").annotate(n=Count("pk")),
    }
    return {name: lists[name] for name in wanted}, {}


def _summed(rows: QuerySet[Any], less: list[int]) -> QuerySet[Any]:
    n = Sum(Case(When(any_of(less, "unit_key"), then=-F("n")), default=F("n")))
    summed: QuerySet[Any] = rows.order_by().values_list("of", "days").annotate(in_all=n)
    return summed


def voices(asked_of: Extent) -> Iterator[tuple[tuple[int, date], Counter[str]]]:
    """What residents said, by unit and month of receipt."""
    rows = ServiceSum.objects.filter(
        any_of(asked_of.units, "unit_key"), family=SAID, since__lte=asked_of.as_of
    )
    rows = rows.filter(month__gte=asked_of.first, month__lt=asked_of.end).order_by()
    found: dict[tuple[int, date], Counter[str]] = {}
    for unit, month, of, n in rows.values_list("unit_key", "month", "of").annotate(in_all=Sum("n")):
        found.setdefault((unit, month), Counter())[of] = n
    for where, kept in found.items():
        yield where, Counter({code: kept[of] for code, (_family, of) in KEPT_AS.items()})


def as_last_told(period: Extent, ready: Ready) -> Extent:
    """The same as of the last minute that is kept ready."""
    return replace(period, as_of=ready.last(period.as_of))
