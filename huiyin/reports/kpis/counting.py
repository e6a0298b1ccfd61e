"""Counting figures of service: from what is kept ready, or from the rows; a share is exact, and empty where there is
nothing to share.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import QuerySet

from huiyin.matters.figures import Extent
from huiyin.orgs.models import County
from huiyin.reports.kpis import alike, kept
from huiyin.reports.kpis.alike import PARTS, TENTH
from huiyin.reports.kpis.cohorts import Limits
from huiyin.reports.kpis.declared import COHORTS, Kpi, rows_of
from huiyin.reports.kpis.kept import Ready
from huiyin.reports.kpis.voices import Voices


@dataclass(frozen=True)
class Reading:
    """What was counted of one figure. `hidden`: why what people said of it is not shown; empty where it is."""

    kpi: Kpi
    numerator: int
    partly: int
    denominator: int
    weight: Decimal = Decimal(0)
    median: Decimal | None = None
    ninetieth: Decimal | None = None
    hidden: str = ""

    @property
    def per_cent(self) -> Decimal | None:
        """The share in per cent, rounded half up to a tenth; None where there is nothing to share (I-31)."""
        if self.kpi.measure != "share" or not self.denominator or self.hidden:
            return None
        share = 100 * (self.numerator + self.partly * self.weight) / Decimal(self.denominator)
        return share.quantize(TENTH, ROUND_HALF_UP)


def readings(
    kpis: Iterable[Kpi], period: Extent, county: County, voices: Voices | None = None
) -> dict[str, Reading]:
    """All of these figures by name; whoever asks for several periods hands the same voices along."""
    wanted = list(kpis)
    voices = voices or voices_of(wanted, period, county)
    if kept.holds(period, county, voices.ready):
        numbers, days = kept.numbers(wanted, period, county)
    else:
        numbers, days = from_rows(wanted, period, county)
    return {kpi.name: _reading(kpi, numbers, days, period, voices) for kpi in wanted}


def from_rows(wanted: list[Kpi], period: Extent, county: County) -> tuple[Counter[str], Counter[int]]:
    """The same numbers from the rows, a question for each cohort."""
    numbers, days = Counter[str](), Counter[int]()
    for cohort in dict.fromkeys(kpi.cohort for kpi in wanted):
        mine = [kpi for kpi in wanted if kpi.cohort == cohort]
        of_these, took = alike.summed(alike.counted(rows_of(cohort, mine, period, county), mine), mine)
        numbers, days = numbers + of_these, days + took
    return numbers, days


def voices_of(kpis: Iterable[Kpi], period: Extent, county: County, ready: Ready | None = None) -> Voices:
    """What people said of these figures, for as many periods as are asked about."""
    return Voices(tuple(kpi for kpi in kpis if kpi.says), period, county, ready or Ready())


def rows(kpi: Kpi, part: str, period: Extent, county: County, limits: Limits | None = None) -> QuerySet[Any]:
    """The rows behind a numerator, what counts in part, or a denominator."""
    return COHORTS[kpi.cohort](period, county, limits).filter(alike.conditions([kpi])[alike.code(kpi, part)])


def _reading(
    kpi: Kpi, numbers: Mapping[str, int], days: Mapping[int, int], period: Extent, voices: Voices
) -> Reading:
    charter, is_time = period.ground.charter_of(period.as_of), kpi.measure == "days"
    numerator, partly, denominator = (numbers.get(alike.code(kpi, part), 0) for part in PARTS)
    return Reading(
        kpi,
        numerator,
        partly,
        denominator,
        weight=Decimal(str(charter.figure(kpi.weight).value)) if kpi.weight else Decimal(0),
        median=alike.quantile(days, 0.5) if is_time else None,
        ninetieth=alike.quantile(days, 0.9) if is_time else None,
        hidden=voices.why_hidden(kpi, period, (numerator, partly, denominator - numerator - partly)),
    )
