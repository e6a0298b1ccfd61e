"""Where what residents said is not shown: days of one's own, too few, all of one mind, or what others could be told from.

Units and their parts, and the months, quarters, half-years and year, are looked at together (`lib.voices`), for the
whole county, so that what is hidden does not depend on who asks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models.functions import TruncMonth

from huiyin.lib import periods, voices
from huiyin.lib.periods import Period
from huiyin.lib.voices import Answers
from huiyin.matters.figures import Extent, received_then
from huiyin.orgs.models import County
from huiyin.orgs.tree import county_desk
from huiyin.reports.kpis import alike, kept
from huiyin.reports.kpis.alike import PARTS, Counted
from huiyin.reports.kpis.declared import COHORTS, SPOKEN, Kpi
from huiyin.reports.kpis.kept import Ready

FEW, TELLS, DAYS = "few", "tells", "days"
KEPT = 64  # years of a county of which a process knows what is not shown
_WITHHELD: dict[tuple[Any, ...], list[set["Cell"]]] = {}
KINDS = ("year", "half_year", "quarter", "month")  # each is the sum of the next


@dataclass(frozen=True, order=True)
class Cell:
    """A unit with all below it, or what it took in itself, in a period of the calendar."""

    unit: int
    own: bool
    period: Period


@dataclass(frozen=True)
class Voices:
    """What was said of these figures as one knew it at a moment; each year is read once."""

    kpis: tuple[Kpi, ...]
    period: Extent
    county: County
    ready: Ready
    years: dict[tuple[str, Period], set[Cell]] = field(default_factory=dict)

    @property
    def least(self) -> int:
        """How many must have spoken, by the charter of that moment."""
        charter = self.period.ground.charter_of(self.period.as_of)
        return int(charter.figure("privacy.opinions_min").value)

    def why_hidden(self, kpi: Kpi, period: Extent, said: Answers) -> str:
        """Why this reading is not shown; empty where it is."""
        if not kpi.says or not sum(said):
            return ""
        named = periods.named(period.first, period.end)
        if named is None:
            return DAYS
        if sum(said) < self.least:
            return FEW
        is_told = voices.tells(said, self.least)
        return TELLS if is_told or Cell(period.unit.pk, False, named) in self._gone(kpi, named) else ""

    def _gone(self, kpi: Kpi, named: Period) -> set[Cell]:
        year = periods.of("year", named.first)
        if (kpi.name, year) not in self.years:
            if self.ready.holds(self.period.as_of, self.county):
                self._look_up(year)
            else:
                self._read(year, None)
        return self.years[kpi.name, year]

    def _look_up(self, year: Period) -> None:
        """The same figures from what is kept ready; what follows from it is kept as long as residents say nothing more."""
        folding, as_of = self.ready.folding, self.period.as_of
        assert folding is not None  # noqa: S101 - it holds that moment
        tree = frozenset(self._parents(year).items())
        kpis = tuple(kpi.name for kpi in self.kpis)
        known = (folding.pk, min(as_of, folding.said_at), tree, kpis, year, self.least)
        if known not in _WITHHELD:
            self._read(year, kept.voices(self._asked(year)))
            while len(_WITHHELD) >= KEPT:
                _WITHHELD.pop(next(iter(_WITHHELD)))
            _WITHHELD[known] = [self.years[name, year] for name in kpis]
        self.years.update({(name, year): gone for name, gone in zip(kpis, _WITHHELD[known], strict=True)})

    def _asked(self, year: Period) -> Extent:
        return replace(self.period, unit=county_desk(), first=year.first, end=year.end)

    def _read(self, year: Period, found: Iterable[tuple[tuple[int, date], Counter[str]]] | None) -> None:
        """All these figures of one year: a query for each cohort, where it is not found already."""
        tree, said = (
            self._parents(year),
            {kpi.name: defaultdict[Cell, Counter[int]](Counter) for kpi in self.kpis},
        )
        for (unit, month), numbers in found if found is not None else self._from_rows(year):
            for kpi in self.kpis:
                answers = dict(enumerate(_answers(kpi, numbers)))
                for cell in _cells(unit, periods.of("month", month), tree):
                    said[kpi.name][cell].update(answers)
        for kpi in self.kpis:
            cells = {cell: (n[0], n[1], n[2]) for cell, n in said[kpi.name].items()}
            self.years[kpi.name, year] = voices.withheld(cells, _lines(cells, tree), self.least)

    def _from_rows(self, year: Period) -> Iterator[tuple[tuple[int, date], Counter[str]]]:
        asked = self._asked(year)
        for cohort in dict.fromkeys(kpi.cohort for kpi in self.kpis):
            mine = [kpi for kpi in self.kpis if kpi.cohort == cohort]
            for (unit, month), numbers in _summed(_by_unit_and_month(cohort, mine, asked, self.county)):
                yield (unit, month.date()), numbers

    def _parents(self, year: Period) -> dict[int, int | None]:
        rows = self.period.ground.tree.rows
        at: datetime = self.period.as_of
        return {row.unit: row.parent for row in rows if row.between(year.first, year.end, at)}


def _by_unit_and_month(cohort: str, kpis: list[Kpi], asked: Extent, county: County) -> Iterator[Counted]:
    received = received_then(asked.as_of)
    found = COHORTS[cohort](asked, county).annotate(month=TruncMonth(received, tzinfo=county.zone))
    return alike.counted(found, kpis, SPOKEN[cohort], "month")


def _summed(found: Iterable[Counted]) -> Iterable[tuple[tuple[int, datetime], Counter[str]]]:
    by_place: dict[Any, Counter[str]] = defaultdict(Counter[str])
    for one in found:
        by_place[one.where].update(dict.fromkeys(one.codes, one.n))
    return by_place.items()


def _answers(kpi: Kpi, n: Counter[str]) -> Answers:
    counted, partly, all_told = (n[alike.code(kpi, part)] for part in PARTS)
    return counted, partly, all_told - counted - partly


def _cells(unit: int, month: Period, tree: dict[int, int | None]) -> Iterator[Cell]:
    """Every cell in which what was said to this unit in this month is counted."""
    spans = [periods.of(kind, month.first) for kind in KINDS]
    yield from (Cell(unit, True, span) for span in spans)
    here: int | None = unit
    while here is not None:
        yield from (Cell(here, False, span) for span in spans)
        here = tree.get(here)


def _lines(cells: Iterable[Cell], tree: dict[int, int | None]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each cell with the parts that it is the sum of: its units, and the shorter periods."""
    below: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.own:
            below[replace(cell, own=False)].append(cell)
        elif (parent := tree.get(cell.unit)) is not None:
            below[replace(cell, unit=parent)].append(cell)
        if cell.period.kind != KINDS[-1]:
            shorter = KINDS[KINDS.index(cell.period.kind) + 1]
            yield cell, [replace(cell, period=part) for part in cell.period.parts(shorter)]
    yield from below.items()
