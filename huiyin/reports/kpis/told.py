"""What the figures of service say at a moment, of all units and all months at once: counted from the rows.

A cell holds what is read together later on. What came into work or left it is kept by the month that began behind it, so
that who stood open when a period began can be told for the beginning of any month.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Min, QuerySet
from django.db.models.functions import TruncMonth

from huiyin.lib import periods
from huiyin.matters import figures
from huiyin.matters.figures import Extent, received_then
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import ANSWERED, OPEN
from huiyin.matters.rules.life import BESIDE
from huiyin.orgs.calendar import local_day
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County, Unit
from huiyin.reports.kpis import alike
from huiyin.reports.kpis.cohorts import HERE, MEETS
from huiyin.reports.kpis.declared import COHORTS, KPIS, TOOK, Kpi, rows_of
from huiyin.reports.models import WHOLE
from huiyin.reports.work_summary import LONG_AGO

MANY: Final = 5_000  # rows fetched at a time
OF_MATTERS: Final = ("received", "taken_in", "open")
SAID, IN_WORK, FLOW = "said", "in_work", "conclusion_flow"
Among = Sequence[int] | None  # the keys of the matters that are looked at; None: all

# Who stands open or answered, and on each way there how many had ended when a month began: first all, then less those.
_WORK: Final = """
WITH here (id, unit, stands) AS ({here}), steps AS (
    SELECT h.unit, h.stands = ANY(%s) AS is_answered,
        (date_trunc('month', s.at AT TIME ZONE %s) + interval '1 month')::date AS month,
        (s.state_after <> ALL(%s))::int AS ended,
        coalesce(lag((s.state_after <> ALL(%s))::int) OVER (PARTITION BY s.matter_id ORDER BY s.at, s.id), 0) AS had
    FROM here h JOIN matters_step s ON s.matter_id = h.id WHERE s.at <= %s AND s.deed <> ALL(%s)
)
SELECT unit, %s::date, stands = ANY(%s), count(*) FROM here GROUP BY 1, 2, 3
UNION ALL SELECT unit, month, is_answered, sum(had - ended) FROM steps WHERE had <> ended GROUP BY 1, 2, 3
"""


class Cell(NamedTuple):
    """What a sum is of: see `ServiceSum`."""

    family: str
    unit: int
    month: date
    of: str
    days: int = 0


@dataclass(frozen=True)
class Everywhere(Extent):
    """All units that there ever were, without going down the tree."""

    @cached_property
    def units(self) -> list[int]:
        """Their keys."""
        return [row.unit for row in self.ground.tree.rows]


def _kept_as() -> dict[str, tuple[str, str]]:
    """Of each part of a figure in which family it is kept, and as which: parts that count the same are kept once."""
    found: dict[str, tuple[str, str]] = {}
    for cohort in COHORTS:
        kpis = [kpi for kpi in KPIS.values() if kpi.cohort == cohort]
        first: dict[Any, str] = {}
        for kpi in kpis:
            family = SAID if kpi.says else cohort
            for code, condition in alike.conditions([kpi]).items():
                found[code] = family, first.setdefault((family, condition), code)
    return found


KEPT_AS: Final = _kept_as()


def told(at: datetime, county: County, ground: Ground, among: Among = None) -> Counter[Cell]:
    """Every cell that is not of what is in work, as one knew it at that moment."""
    first = _first(among, county)
    found = Counter[Cell]()
    if first is None:
        return found
    asked = everywhere(at, ground).since(first)
    for cohort, is_of_matters in [*((name, True) for name in OF_MATTERS), *((name, False) for name in MEETS)]:
        kpis = [kpi for kpi in KPIS.values() if kpi.cohort == cohort]
        rows = rows_of(cohort, kpis, asked, county)
        if among is not None:
            rows = rows.filter(**{"pk__in" if is_of_matters else "matter__in": among})
        month = TruncMonth(received_then(at), tzinfo=county.zone) if is_of_matters else TruncMonth("due_then")
        unit = "intake_unit" if is_of_matters else "matter__intake_unit"
        for one in alike.counted(rows.annotate(month=month), kpis, unit, "month", chunk=MANY):
            for cell in _cells(one, kpis):
                found[cell] += one.n
    return with_the_whole(found)


def in_work(until: datetime, county: County, among: Among = None) -> Counter[Cell]:
    """How many stood open or answered, and, of the months, how many of these had ended when it began."""
    there = Matter.objects.live()
    here: QuerySet[Any] = figures.as_it_stood(
        there if among is None else there.filter(pk__in=among), until
    ).filter(HERE)
    sql, params = here.order_by().values_list("pk", "intake_unit", "state_then").query.sql_with_params()
    found, answered, open_ = Counter[Cell](), list(map(str, ANSWERED)), list(map(str, OPEN))
    own: list[Any] = [
        answered,
        county.timezone,
        open_,
        open_,
        until,
        list(map(str, BESIDE)),
        LONG_AGO,
        answered,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WORK.format(here=sql), (*params, *own))
        for unit, month, is_answered, n in cursor.fetchall():
            for part in ("denominator", "numerator")[: 1 + is_answered]:
                found[Cell(IN_WORK, unit, month, f"{FLOW}.{part}")] += int(n)
    return with_the_whole(found)


def with_the_whole(found: Counter[Cell]) -> Counter[Cell]:
    """The same, and for all units together; without what is nothing."""
    whole = Counter[Cell]()
    for cell, n in found.items():
        whole[cell._replace(unit=WHOLE)] += n
    return Counter({cell: n for cell, n in (*found.items(), *whole.items()) if n})


def _cells(one: alike.Counted, kpis: Iterable[Kpi]) -> Iterator[Cell]:
    unit, month = one.where
    day = month.date() if isinstance(month, datetime) else month
    codes = {KEPT_AS[name] for name in one.codes}
    yield from (Cell(family, unit, day, name) for family, name in codes)
    for kpi in kpis:
        if kpi.measure == "days" and one.days is not None and alike.code(kpi, "denominator") in one.codes:
            yield Cell(kpi.cohort, unit, day, took_of(kpi), one.days)


def took_of(kpi: Kpi) -> str:
    """As which it is kept how long each took."""
    return alike.code(kpi, TOOK)


def _first(among: Among, county: County) -> date | None:
    """The first day on which one of them was received, by whatever is on record."""
    there = Matter.objects.live()
    rows = there if among is None else there.filter(pk__in=among)
    moments = rows.aggregate(one=Min("received_at"), other=Min("received_was")).values()
    return min((local_day(at, county) for at in moments if at is not None), default=None)


def everywhere(at: datetime, ground: Ground) -> Extent:
    """All that ever was, as one knew it at that moment."""
    return Everywhere(Unit(), LONG_AGO, periods.LATEST, at, ground)
