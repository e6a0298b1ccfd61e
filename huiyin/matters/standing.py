"""How many matters stood how: of the whole months of a period from what is kept ready, of the days beside from the matters.

It says the same as `figures.alike`, which looks at every matter, and asks of it what is not kept ready: days that make no
month, and a moment of long ago that is no end of a month.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum

from huiyin.lib import periods
from huiyin.matters import figures
from huiyin.matters.figures import Extent
from huiyin.matters.models import FigureChange, FigureFolding, FigureSum
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.counts import Rows
from huiyin.orgs.models import County
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.worded import Given

Stands = Mapping[str, Any]


class Told(NamedTuple):
    """How they stood, each with how many did; by topic and by source how many were neither withdrawn nor merged; and how
    many deeds helped in these months, by means and fields.
    """

    stands: list[tuple[Stands, int]]
    topics: Counter[str]
    sources: Counter[str]
    helped: Counter[str]

    def counted(self) -> dict[str, int]:
        """Each figure of `figures.CONDITIONS`."""
        return figures.counted_of(self.stands)


@dataclass(frozen=True)
class Parts:
    """A period cut up: the first of its whole months and the first behind them, if it has any; the days beside."""

    months: tuple[date, ...]
    edges: tuple[datetime, ...]  # begin and end of each stretch of days
    at_an_end: bool  # whether it is told as of the end of a month

    def values(self) -> dict[str, Given]:
        """What a question that is put into words once is asked with."""
        return {"months": self.months, "edges": self.edges}


def parts_of(period: Extent, county: County, *, at_once: bool = False) -> Parts:
    """What of a period is kept ready; with `at_once` nothing is."""
    begins, ends = period.moments(county)
    day = local_day(period.as_of, county)
    this = periods.of("month", day)
    at_an_end = period.as_of == start_of(this.first, county)
    first = periods.of("month", period.first)
    first = first if first.first == period.first else periods.of("month", first.end)
    last = periods.of("month", period.end)
    if at_once or first.first >= last.first:
        return Parts((), (begins, ends), at_an_end)
    stretches = ((begins, start_of(first.first, county)), (start_of(last.first, county), ends))
    edges = tuple(moment for stretch in stretches if stretch[0] < stretch[1] for moment in stretch)
    changed = this.first if at_an_end else this.end
    return Parts((first.first, last.first, changed), edges, at_an_end)


ALL = tuple(FigureSum.Of)


def sets(
    period: Extent,
    county: County,
    months: tuple[date, ...],
    edges: tuple[datetime, ...],
    of: Sequence[str] = ALL,
) -> dict[str, QuerySet[Any]]:
    """What is asked for `told`, or no more than some of it; of an extent in words."""
    asked: dict[str, QuerySet[Any]] = {}
    if months:
        first, end, changed = months
        sums = FigureSum.objects.filter(any_of(period.units, "unit_id"), month__gte=first, month__lt=end)
        sums = sums.filter(changed__lt=changed, of__in=of).order_by()
        since = FigureChange.objects.filter(any_of(period.units, "unit_id"), month__gte=first, month__lt=end)
        since = since.filter(at__lte=period.as_of).order_by()
        asked = {
            "standing sums": sums.values_list("of", "key").annotate(of_all=Sum("n")),
            "standing since": since.values_list(*_SINCE).annotate(of_all=Sum("n")),
            "standing until": FigureFolding.objects.values_list("until"),
        }
    for n, beside in enumerate(besides(period, edges)):
        asked[f"standing beside {n}"] = figures.alike(beside, county)
    return asked


_SINCE = ("stands", "is_counted", "topic", "source_org", "help")


def besides(period: Extent, edges: tuple[datetime, ...]) -> Iterator[Extent]:
    """The days beside the whole months; of an extent in words."""
    days: dict[str, Any] = {"first": period.first, "end": period.end, "units": period.units}
    for begins, ends in zip(edges[::2], edges[1::2], strict=True):
        yield figures.in_words(period.as_of, period.explained, begins=begins, ends=ends, **days)


def told(found: Mapping[str, Rows], period: Extent, parts: Parts) -> Told | None:
    """What the database answered to `sets`; None where that moment is not kept ready."""
    until = [moment for (moment,) in found.get("standing until", ())]
    if until and period.as_of < until[0] and not parts.at_an_end:
        return None
    stands, topics, sources, helped = by = tuple(Counter[str]() for _of in ALL)
    by_name = dict(zip(ALL, by, strict=True))
    for of, key, n in found.get("standing sums", ()):
        by_name[of][key] += n
    for stood, is_counted, topic, source, help, n in found.get("standing since", ()):
        (helped if help else stands)[help or stood] += n
        if is_counted:
            topics[topic] += n
            sources[source] += n
    whole = [(said, n) for said, n in _read(stands, period.explained) if n]
    for name, rows in found.items():
        if name.startswith("standing beside"):
            _beside(rows, whole, topics, sources)
    return Told(whole, topics, sources, helped)


def _read(stands: Mapping[str, int], explained: figures.Explained) -> Iterable[tuple[Stands, int]]:
    by_charter = {charter: codes for codes, charters in explained for charter in charters}
    for stood, n in stands.items():
        origin, state, level, charter, outcome = stood.split("|")
        yield (
            {
                "origin": origin,
                "state_then": state,
                "level_then": level,
                "explained_then": outcome in by_charter.get(int(charter), ()),
            },
            n,
        )


def _beside(
    rows: Rows, stands: list[tuple[Stands, int]], topics: Counter[str], sources: Counter[str]
) -> None:
    for said, n in figures.said_in(rows):
        stands.append((said, n))
        if figures.holds("matters", said):
            topics[said["topic_then"]] += n
            sources[said["source_org"]] += n


Ask = Callable[[Parts], Mapping[str, Rows]]


def asked(period: Extent, county: County, ask: Ask) -> tuple[Told, Mapping[str, Rows]]:
    """What `ask` answers of what is kept ready, or, where that moment is not, of every matter."""
    parts = parts_of(period, county)
    found = ask(parts)
    said = told(found, period, parts)
    if said is None:
        parts = parts_of(period, county, at_once=True)
        found = ask(parts)
        said = told(found, period, parts)
    assert said is not None  # noqa: S101 - of every matter it can always be told
    return said, found
