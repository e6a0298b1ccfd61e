"""Rows of a cohort that stand alike, counted together: what the database has to work out of a row it works out once.

Which of them a condition holds for is then told here, once for each way to stand: there are few.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import floor
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from huiyin.matters.figures import meets
from huiyin.reports.kpis.declared import TOOK, Kpi

PARTS = ("numerator", "partly", "denominator")
TENTH = Decimal("0.1")


class Counted(NamedTuple):
    """So many rows at one place for which these conditions hold, by their codes; and how many days it took, if asked."""

    where: tuple[Any, ...]
    codes: tuple[str, ...]
    days: int | None
    n: int


def code(kpi: Kpi, part: str) -> str:
    """What a part of a figure is called among the others of its cohort."""
    return f"{kpi.name}.{part}"


def conditions(kpis: Iterable[Kpi]) -> dict[str, Q]:
    """Of each part of these figures which rows it counts."""
    found: dict[str, Q] = {}
    for kpi in kpis:
        found |= {code(kpi, "numerator"): kpi.counted, code(kpi, "denominator"): kpi.denominator}
        if kpi.partly is not None:
            found[code(kpi, "partly")] = kpi.counted_partly
    return found


def counted(
    rows: QuerySet[Any], kpis: Iterable[Kpi], *beside: str, chunk: int | None = None
) -> Iterator[Counted]:
    """The rows of a cohort of these figures, those that stand alike at once; by what is named beside.

    With `chunk` no more than so many of what is found are held at a time.
    """
    wanted = list(kpis)
    asked = conditions(wanted)
    names = sorted({name for condition in asked.values() for name in _named(condition)})
    took = [TOOK] if any(kpi.measure == "days" for kpi in wanted) else []
    known: dict[tuple[Any, ...], tuple[str, ...]] = {}
    found = rows.order_by().values_list(*beside, *took, *names).annotate(n=Count("pk"))
    for *values, n in found.iterator(chunk_size=chunk) if chunk else found:
        where, days, stands = values[: len(beside)], values[len(beside) :], tuple(values[-len(names) :])
        if (codes := known.get(stands)) is None:
            codes = known[stands] = _held(asked, dict(zip(names, stands, strict=True)))
        yield Counted(tuple(where), codes, days[0] if took else None, n)


def _held(asked: Mapping[str, Q], said: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, condition in asked.items() if meets(condition, said))


def _named(condition: Q) -> Iterator[str]:
    for one in condition.children:
        if isinstance(one, Q):
            yield from _named(one)
        else:
            yield str(one[0]).partition("__")[0]  # type: ignore[index]


def quantile(days: Mapping[int, int], share: float) -> Decimal | None:
    """The value below which that share of the values lies, to a tenth; between two of them where it falls between."""
    in_all = sum(days.values())
    if not in_all:
        return None
    place = share * (in_all - 1)
    first = floor(place)
    low, high = (_nth(days, n) for n in (first, min(first + 1, in_all - 1)))
    return Decimal(str(low + (place - first) * (high - low))).quantize(TENTH, ROUND_HALF_UP)


def _nth(days: Mapping[int, int], n: int) -> int:
    """The value that stands behind so many others, in order."""
    for value in sorted(days):
        n -= days[value]
        if n < 0:
            return value
    raise IndexError(n)


def summed(found: Iterable[Counted], kpis: Iterable[Kpi]) -> tuple[Counter[str], Counter[int]]:
    """By code how many there are; and of what is measured in days, how many took how long."""
    measured = next((code(kpi, "denominator") for kpi in kpis if kpi.measure == "days"), "")
    numbers, days = Counter[str](), Counter[int]()
    for one in found:
        for name in one.codes:
            numbers[name] += one.n
        if one.days is not None and measured in one.codes:
            days[one.days] += one.n
    return numbers, days
