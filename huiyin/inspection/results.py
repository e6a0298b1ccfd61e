"""What call-backs say: counts, the exact bound and interval of a branch's records, never a figure of a person."""

from dataclasses import dataclass
from datetime import date

from huiyin.inspection.models import CallBack, Inspection
from huiyin.lib import sampling
from huiyin.orgs.models import Unit


@dataclass(frozen=True)
class Result:
    """What the call-backs of an inspection say about the branch's records, never about a person.

    `low` and `most` are records: between how many and how many differ, two-sided, and how many at most, one-sided.
    """

    population: int
    drawn: int
    confirmed: int
    differs: int
    unverified: int
    waiting: int
    most_wrong: int
    low: int
    high: int
    confidence: str

    @property
    def verified(self) -> int:
        """Records that somebody answered about."""
        return self.confirmed + self.differs

    @property
    def bound(self) -> str:
        """At most this share of the records differs, in percent with one decimal, rounded up."""
        return _percent(self.most_wrong, self.population, up=True)

    @property
    def between(self) -> tuple[str, str]:
        """From which to which share of the records differs, in percent: rounded down, and up."""
        return _percent(self.low, self.population), _percent(self.high, self.population, up=True)

    @property
    def bar(self) -> dict[str, str]:
        """The interval and what was found, for a drawing 1000 wide: left end, width, place of the share found."""
        if not self.population or not self.verified:
            return {}
        left, right = (1000 * n // self.population for n in (self.low, self.high))
        found = 1000 * self.differs // self.verified
        return {"left": str(left), "width": str(max(right - left, 4)), "found": str(min(found, 996))}

    @property
    def is_whole(self) -> bool:
        """Whether every record of the list was answered about, so that nothing is left to infer."""
        return self.verified == self.population

    @property
    def percent_sure(self) -> str:
        """The confidence as people say it."""
        return f"{float(self.confidence) * 100:g}"


def _percent(part: int, whole: int, *, up: bool = False) -> str:
    tenths = (-(-part * 1000 // whole) if up else part * 1000 // whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}"


def result_of(inspection: Inspection) -> Result:
    """Counted from the call-backs; bound and interval are exact for a list of this length."""
    results = list(inspection.call_backs.values_list("result", flat=True))
    return _result(results, len(inspection.population), inspection.figure("confidence"))


def year_of(branch: Unit, end: date) -> Result | None:
    """The small checks of twelve months together: each month's records were another list, drawn on its own."""
    first = end.replace(year=end.year - 1)
    checks = Inspection.objects.filter(
        branch=branch,
        kind=Inspection.Kind.SPOT,
        checked_at__isnull=False,
        first_on__gte=first,
        end_on__lte=end,
    ).select_related("charter")
    rows = list(checks.order_by("first_on"))
    if len(rows) < 2:
        return None
    results = list(CallBack.objects.filter(inspection__in=rows).values_list("result", flat=True))
    return _result(results, sum(len(row.population) for row in rows), rows[-1].figure("confidence"))


def _result(results: list[str], size: int, sure: str) -> Result:
    confirmed = results.count(CallBack.Result.CONFIRMED)
    differs = results.count(CallBack.Result.DIFFERS)
    waiting = results.count("")
    verified, share = confirmed + differs, float(sure)
    most = sampling.most_wrong(size, verified, differs, confidence=share) if size else 0
    low, high = sampling.interval(size, verified, differs, confidence=share) if size else (0, 0)
    unverified = len(results) - verified - waiting
    return Result(size, len(results), confirmed, differs, unverified, waiting, most, low, high, sure)
