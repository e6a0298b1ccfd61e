"""The rows behind one number of a figure of service: their keys in a question of `orgs.worded`, then what a line shows."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any, Final, cast

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from huiyin.lib.periods import EARLIEST, LATEST
from huiyin.matters import figures
from huiyin.matters.figures import Explained, Extent
from huiyin.matters.models import Matter
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import County, Official
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.worded import Given, Keys, Sets, asked
from huiyin.reports import rows
from huiyin.reports.asking import query_of
from huiyin.reports.kpis import counting
from huiyin.reports.kpis.cohorts import MEETS, MOMENT, Limits, limits_of
from huiyin.reports.kpis.declared import KPIS, Kpi
from huiyin.reports.rows import Listing
from huiyin.ui.keyset import SIZE, page_of_keys

IN_ORDER: Final = ("received", "taken_in")  # cohorts of what came in during the period
ENOUGH: Final = 3 * SIZE
DIGITS: Final = 15


def listing(request: StaffRequest, kpi: Kpi, part: str, period: Extent, number: int) -> Listing:
    """The rows of that number, as far as the asker may see them: what came in or fell due last stands first.

    Who sees all that was counted is not told how many are hidden, and of none nobody looks for rows.
    """
    query = QueryDict(f"{query_of(period)}&part={part}")
    if kpi.cohort == "promises":
        return rows.promises(request, counting.rows(kpi, part, period, request.county), query)
    sees_all = rows.sees_all_of(request.user, request.at, period)
    if sees_all and not number:
        return Listing("matters", [], {}, 0, 0)
    values, narrower = _values(period, request.county), dict[str, Given]()
    if start := _start(request.GET.get("after", ""), kpi.cohort in MEETS):
        values |= {"behind": start[0], "after": start[1]}
    if sees_all:
        values |= _until(kpi, start, values)
        narrower = _lately(kpi, period, request.county, values, number)
    shape = (kpi.name, part, period.explained, sees_all)
    listed, counts = asked(_sets, request.user, request.at, *shape, **values | narrower)
    found = list(listed["rows"])
    if narrower and len(found) <= SIZE:
        listed, counts = asked(_sets, request.user, request.at, *shape, **values)
        found = list(listed["rows"])
    shown = page_of_keys(
        [(key, by, key) for key, by, *_matter in found],
        request,
        partial(_brought, request, {key: beside for key, *beside in found}),
        named="after",
        query=query,
    )
    hidden = 0 if sees_all else counts["total"] - counts["seen"]
    return Listing("matters", shown.rows, shown.links, number, hidden)


def _start(written: str, is_clock: bool) -> tuple[date, int] | None:
    """Where the address says that a page begins: behind a last day or a moment of receipt, and a key; else nowhere."""
    by, _dot, key = written.partition(".")
    if not key.isdecimal() or len(key) > DIGITS:
        return None
    try:
        moment = date.fromisoformat(by) if is_clock else datetime.fromisoformat(by.replace("%2E", "."))
    except ValueError:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    is_ours = EARLIEST <= day <= LATEST and not (isinstance(moment, datetime) and moment.tzinfo is None)
    return (moment, int(key)) if is_ours else None


def _until(kpi: Kpi, start: tuple[date, int] | None, values: Mapping[str, Given]) -> dict[str, Given]:
    """What lies behind the beginning of a page needs not be looked at; a beginning behind it all begins anew."""
    if start is None or kpi.cohort not in (*MEETS, *IN_ORDER):
        return {}
    name, more = ("ends", MOMENT) if kpi.cohort in IN_ORDER else ("over", timedelta(days=1))
    by, last = start[0], cast(date, values[name])
    return {name: by + more} if by < last else {}


def _lately(
    kpi: Kpi, period: Extent, county: County, values: Mapping[str, Given], number: int
) -> dict[str, Given]:
    """From when on there should be rows enough for a page, if they came evenly; nothing where that is all of them."""
    share = Fraction(ENOUGH, max(number, 1))
    if share >= 1:
        return {}
    if kpi.cohort in MEETS:
        over: Any = values["over"]
        days = ceil((limits_of(period, county).over - period.first).days * share)
        return {"first": max(period.first, over - timedelta(days=days))}
    if kpi.cohort in IN_ORDER:
        begins, ends = period.moments(county)
        last: Any = min(ends, period.as_of, values["ends"])  # type: ignore[type-var]
        return {"begins": max(begins, last - (min(ends, period.as_of) - begins) * float(share))}
    return {}


def _brought(request: StaffRequest, beside: dict[int, list[Any]], wanted: list[int]) -> list[Any]:
    """Lines of matters; where a row is a clock, of its matter, with the day that was its last."""
    found = {row.matter.pk: row for row in rows.lines(request, list({beside[key][-1] for key in wanted}))}
    of_each = [(found.get(matter), due) for due, *_key, matter in (beside[key] for key in wanted)]
    return [
        {"matter": row.matter, "line": row.line, "topic": row.topic}
        | ({} if isinstance(due, datetime) else {"due": due})
        for row, due in of_each
        if row is not None
    ]


def _values(period: Extent, county: County) -> dict[str, Given]:
    limits = limits_of(period, county)
    begins, _ends = limits.ever.moments(county)
    names = ("before", "until", "today", "over", "long_ago")
    known: dict[str, Given] = {name: getattr(limits, name) for name in names}
    ever: dict[str, Given] = {
        "ever_first": limits.ever.first,
        "ever_begins": begins,
        "units_ever": Keys(limits.ever.units),
    }
    return period.values(county) | known | ever | {"as_of": period.as_of}


def _sets(
    reader: Official,
    at: datetime,
    kpi: str,
    part: str,
    explained: Explained,
    sees_all: bool,
    *,
    as_of: datetime,
    before: datetime,
    until: datetime,
    today: date,
    over: date,
    long_ago: datetime,
    ever_first: date,
    ever_begins: datetime,
    units_ever: list[int],
    behind: date | None = None,
    after: int = 0,
    **values: Any,
) -> Sets:
    ever = {"first": ever_first, "begins": ever_begins, "units": units_ever}
    limits = Limits(before, until, today, over, long_ago, figures.in_words(as_of, explained, **values | ever))
    period, county = figures.in_words(as_of, explained, **values), county_in_hand() or County()
    counted, is_clock = counting.rows(KPIS[kpi], part, period, county, limits), KPIS[kpi].cohort in MEETS
    counted = counted.filter(Matter.objects.not_about(reader, at, "matter__" if is_clock else ""))
    visible = Matter.objects.visible_to(reader, at).values("pk")
    seen = counted if sees_all else counted.filter(**{"matter__in" if is_clock else "pk__in": visible})
    turn: QuerySet[Any] = seen.annotate(by=F("due_then") if is_clock else figures.received_then(as_of))
    if behind is not None:
        turn = turn.filter(Q(by__lt=behind) | Q(by=behind, pk__lt=after))
    columns = ("pk", "by", "matter" if is_clock else "pk")
    found = turn.order_by("-by", "-pk").values_list(*columns)[: SIZE + 1]
    return {"rows": found}, {} if sees_all else {"total": counted, "seen": seen}
