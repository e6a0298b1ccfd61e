"""What the pages of the figures of service need: values, bars, links to rows, and the periods before."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from huiyin.lib import periods
from huiyin.lib.periods import Span
from huiyin.matters.figures import Extent
from huiyin.orgs.doors import StaffRequest
from huiyin.reports.asking import query_of
from huiyin.reports.kpis import counting
from huiyin.reports.kpis import words as kpi_words
from huiyin.reports.kpis.alike import PARTS
from huiyin.reports.kpis.counting import Reading
from huiyin.reports.kpis.declared import GROUPS, KPIS, Kpi
from huiyin.reports.kpis.kept import Ready

BEFORE = 4  # how many periods before stand beside the one that is asked about


@dataclass(frozen=True)
class Shown:
    """One figure on a page: its words, its value, how long its bar is, and the numbers it is made of with their rows."""

    name: str
    words: kpi_words.Words
    value: str
    beside: str
    bar: str
    numbers: list[tuple[Any, int, str]]
    url: str


def shown(reading: Reading, period: Extent) -> Shown:
    """The figure as it stands on a page."""
    kpi, said, query = reading.kpi, kpi_words.WORDS[reading.kpi.name], query_of(period)
    url = f"{reverse('reports:kpi', kwargs={'kpi': kpi.name})}?{query}"
    least = int(period.ground.charter_of(period.as_of).figure("privacy.opinions_min").value)
    numbers = [
        (getattr(said, part), getattr(reading, part), f"{url}&part={part}")
        for part in parts_of(kpi)
        if not reading.hidden
    ]
    beside = "" if reading.ninetieth is None else kpi_words.days(reading.ninetieth)
    bar = "" if reading.per_cent is None else f"{reading.per_cent}%"
    return Shown(kpi.name, said, kpi_words.value(reading, least), beside, bar, numbers, url)


def parts_of(kpi: Kpi) -> list[str]:
    """The numbers a figure is made of; a time has no numerator, only what it was measured on."""
    if kpi.measure == "days":
        return ["denominator"]
    return [part for part in PARTS if part != "partly" or kpi.partly is not None]


def groups(request: StaffRequest, period: Extent, ready: Ready) -> list[tuple[Any, list[Shown]]]:
    """All figures, group by group."""
    voices = counting.voices_of(KPIS.values(), period, request.county, ready)
    found = counting.readings(KPIS.values(), period, request.county, voices)
    return [
        (kpi_words.GROUPS[name], [shown(found[kpi.name], period) for kpi in group])
        for name, group in GROUPS.items()
    ]


def course(request: StaffRequest, kpi: Kpi, period: Extent, ready: Ready) -> list[tuple[Extent, Reading]]:
    """The figure of this period and of those before of which one may ask, known at the same moment; the oldest first."""
    spans = [Span(period.first, period.end)]
    while len(spans) <= BEFORE and (earlier := before(spans[0])):
        spans.insert(0, earlier)
    asked = [replace(period, first=span.first, end=span.end) for span in spans]
    voices = counting.voices_of([kpi], period, request.county, ready)
    return [(one, counting.readings([kpi], one, request.county, voices)[kpi.name]) for one in asked]


def before(span: Span) -> Span | None:
    """The month, quarter, half-year or year before; before days of one's own as many days. None: nobody asks of them."""
    if same := periods.named(span.first, span.end):
        first = same.before.first
    else:
        first = span.first - min(span.end - span.first, span.first - date.min)
    return Span(first, span.first) if first >= periods.EARLIEST else None
