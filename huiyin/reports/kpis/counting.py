"""Counting figures of service: one question for each cohort; a share is exact, and empty where there is nothing to share."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from huiyin.matters.figures import Extent
from huiyin.orgs.models import County
from huiyin.reports.kpis.declared import COHORTS, Kpi
from huiyin.reports.kpis.measures import Percentile
from huiyin.reports.kpis.voices import Voices

PARTS = ("numerator", "partly", "denominator")
TENTH = Decimal("0.1")


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
    found: dict[str, Any] = {}
    for cohort in dict.fromkeys(kpi.cohort for kpi in wanted):
        asked: dict[str, Any] = {}
        for kpi in wanted:
            if kpi.cohort == cohort:
                asked |= _asked(kpi)
        found |= COHORTS[cohort](period, county).aggregate(**asked)
    return {kpi.name: _reading(kpi, found, period, voices) for kpi in wanted}


def voices_of(kpis: Iterable[Kpi], period: Extent, county: County) -> Voices:
    """What people said of these figures, for as many periods as are asked about."""
    return Voices(tuple(kpi for kpi in kpis if kpi.says), period, county)


def rows(kpi: Kpi, part: str, period: Extent, county: County) -> QuerySet[Any]:
    """The rows behind a numerator, what counts in part, or a denominator."""
    return COHORTS[kpi.cohort](period, county).filter(_condition(kpi, part))


def _condition(kpi: Kpi, part: str) -> Q:
    return {"numerator": kpi.counted, "partly": kpi.counted_partly, "denominator": kpi.denominator}[part]


def _asked(kpi: Kpi) -> dict[str, Any]:
    parts: dict[str, Any] = {
        f"{kpi.name}_{part}": Count("pk", filter=_condition(kpi, part) or None)
        for part in PARTS
        if part != "partly" or kpi.partly is not None
    }
    if kpi.measure == "days":
        for name, share in (("median", "0.5"), ("ninetieth", "0.9")):
            parts[f"{kpi.name}_{name}"] = Percentile("took", share=share, filter=kpi.denominator)
    return parts


def _reading(kpi: Kpi, found: dict[str, Any], period: Extent, voices: Voices) -> Reading:
    charter = period.ground.charter_of(period.as_of)
    numerator, partly, denominator = (found.get(f"{kpi.name}_{part}", 0) for part in PARTS)
    return Reading(
        kpi,
        numerator,
        partly,
        denominator,
        weight=Decimal(str(charter.figure(kpi.weight).value)) if kpi.weight else Decimal(0),
        median=_days(found.get(f"{kpi.name}_median")),
        ninetieth=_days(found.get(f"{kpi.name}_ninetieth")),
        hidden=voices.why_hidden(kpi, period, (numerator, partly, denominator - numerator - partly)),
    )


def _days(found: float | None) -> Decimal | None:
    return None if found is None else Decimal(str(found)).quantize(TENTH, ROUND_HALF_UP)
