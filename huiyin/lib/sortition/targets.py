"""The chances to aim at: leximin over all mixes that the quotas allow, by a staged linear program in cells.

Leximin: the smallest chance as large as possible, then the next smallest, and so on (Flanigan, Gölz, Gupta, Hennig,
Procaccia, Nature 2021). Panels are whole numbers, the mixes here are not, so what comes out is an upper bound: no
lottery has a larger smallest chance. Every panel of people also satisfies each cut that is added later.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from huiyin.lib.sortition.cells import Cells, Layout
from huiyin.lib.sortition.solver import INF, Answer, Floats, Ints, Program, Rows

TINY: Final = 1e-9
NEVER: Final = 1e-8  # a chance below this is none: no mix has anybody of the cell


class Impossible(Exception):
    """No mix of the pool meets the quotas."""


@dataclass(frozen=True)
class Target:
    """Chances per cell, between 0 and 1: `best` is the largest smallest chance without a cap, `cap` the caps."""

    cells: Cells
    chances: Floats
    best: float
    cap: Floats
    stages: int
    split: frozenset[int] = frozenset()

    @property
    def bound(self) -> float:
        """The smallest chance among those who can be drawn at all: no lottery under the caps has a larger one."""
        return float(self.chances[self.chances > NEVER].min(initial=1.0))


@dataclass
class Limits:
    """What the chances of cells must satisfy beside the quotas: `coefficients · chances ≤ high`, row by row."""

    rows: list[Floats] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def add(self, row: Floats, high: float) -> None:
        """One more."""
        self.rows.append(row)
        self.highs.append(high)


def aim(
    layout: Layout,
    *,
    keep: float | None,
    panels: int | None = None,
    split: Collection[int] = (),
    cuts: Limits | None = None,
) -> Target:
    """The leximin chances, cells parted by household only where a household of two or more would be drawn too often.

    With `keep` (a share) no chance is larger than needed for that share of the best smallest chance; for a list of so
    many equally likely `panels`, for as much of it as whole seats need. The cells
    of `split` (kinds) are parted from the beginning. Raises Impossible.
    """
    parted = set(split)
    while True:
        cells = Cells(layout, parted)
        target = _aim(cells, keep, panels, cuts or Limits())
        crowded = _crowded(cells, target.chances)
        if not crowded:
            return replace(target, split=frozenset(parted))
        kinds = {int(layout.kinds[i]) for home in crowded for i in layout.homes[home]}
        parted |= kinds
        cuts = None  # they speak of the cells as they were


def _crowded(cells: Cells, chances: Floats) -> list[int]:
    """The households of which more than one would be drawn at a time."""
    layout = cells.layout
    if not layout.homes:
        return []
    inside = layout.home_of >= 0
    sums = np.bincount(layout.home_of[inside], chances[cells.cell_of[inside]], len(layout.homes))
    return [int(home) for home in np.flatnonzero(sums > 1 + 1e-7)]


def _aim(cells: Cells, keep: float | None, panels: int | None, limits: Limits) -> Target:
    ladder = _Ladder(cells, limits, np.ones(len(cells)))
    ladder.climb(first_only=True)
    best = ladder.lowest
    cap = np.ones(len(cells))
    if keep is not None:
        cap = _cap(cells, np.where(ladder.never, 0.0, _left(best, keep, panels)), limits)
    ladder = _Ladder(cells, limits, cap)
    ladder.climb()
    return Target(cells, ladder.floor, best, cap, ladder.stages)


def _left(best: float, keep: float, panels: int | None) -> float:
    """The smallest chance that a cap must leave: for a list, half way down to the next whole seat, so that it can round."""
    seats = int(panels * best + 1e-9) if panels else 0
    return max(keep * best, (best + seats / panels) / 2 if panels else 0.0)


def _matrix(cells: Cells) -> tuple[Floats, Floats, Floats]:
    """The quotas as rows over chances: counts are chances times the size of the cell."""
    matrix: Floats = np.vstack([cells.holds, np.ones((1, len(cells)))]) * cells.sizes.astype(np.float64)
    low = np.append(cells.layout.least, cells.layout.size).astype(np.float64)
    high = np.append(cells.layout.most, cells.layout.size).astype(np.float64)
    return matrix, low, high


class _Ladder:
    """The stages: raise the smallest chance of all cells still open, then close those which cannot go higher.

    The chance of an open cell is written as level + surplus and that of a closed one as floor + surplus, so a stage
    has as many rows as there are quotas; households and caps enter when an answer breaks them.
    """

    def __init__(self, cells: Cells, limits: Limits, cap: Floats) -> None:
        self.cells, self.limits, self.cap = cells, limits, cap
        self.floor = np.zeros(len(cells))
        self.open = np.ones(len(cells), dtype=bool)
        self.never = np.zeros(len(cells), dtype=bool)
        self.stages = 0
        self.lowest = 0.0
        self._matrix, self._low, self._high = _matrix(cells)
        self._capped: set[int] = set()
        self._home_rows = _home_rows(cells)
        self._homes: set[int] = set()

    def climb(self, *, first_only: bool = False) -> None:
        """All stages, or only as far as the smallest chance that is not none."""
        while self.open.any():
            self.stages += 1
            answer = self._stage()
            level = float(answer.columns[-1])
            tight = self.open & (answer.reduced[:-1] > TINY)
            if not tight.any():
                tight = self.open & (answer.columns[:-1] <= 1e-9) if level > 0 else self.open
            if not tight.any():
                tight = self.open
            self.floor[tight] = max(0.0, level)
            self.open &= ~tight
            if level > NEVER:
                self.lowest = self.lowest or level
                if first_only:
                    return
            else:
                self.never |= tight

    def _stage(self) -> Answer:
        while True:
            answer = self._solve()
            chances = answer.columns[:-1] + np.where(self.open, answer.columns[-1], self.floor)
            high = np.flatnonzero(chances > self.cap + 1e-8)
            fresh = [int(c) for c in high if self.open[c] and int(c) not in self._capped]
            crowded = self._crowded(chances)
            if not fresh and not crowded:
                return answer
            self._capped.update(fresh)
            self._homes.update(crowded)

    def _crowded(self, chances: Floats) -> list[int]:
        if not len(self._home_rows):
            return []
        found = np.flatnonzero(self._home_rows @ chances > 1 + 1e-8)
        return [int(one) for one in found if int(one) not in self._homes]

    def _solve(self) -> Answer:
        many = len(self.cells)
        extra = [self._home_rows[one] for one in sorted(self._homes)] + self.limits.rows
        highs = [1.0] * len(self._homes) + self.limits.highs
        matrix = np.vstack([self._matrix, *extra]) if extra else self._matrix
        low = np.append(self._low, np.full(len(extra), -INF))
        high = np.append(self._high, highs)
        fixed = matrix @ np.where(self.open, 0.0, self.floor)
        level = matrix @ self.open.astype(np.float64)
        capped = [c for c in sorted(self._capped) if self.open[c]]
        rows = Rows.dense(
            np.hstack([matrix, level[:, None]]), low - fixed - 1e-10, high - fixed + 1e-10
        ).and_also(_pairs(capped, many, 1.0, self.cap[capped]))
        most = np.where(self.open, self.cap, np.maximum(self.cap - self.floor, 0.0))
        program = Program(
            np.append(np.zeros(many), -1.0),
            np.zeros(many + 1),
            np.append(most, float(self.cap[self.open].min())),
            rows,
        )
        answer = program.solve()
        if not answer.solved:
            raise Impossible
        return answer


def _pairs(places: Sequence[int] | Ints, last: int, times: float, high: Floats) -> Rows:
    """Rows `column + times · last column ≤ high`, one for each of these columns: nearly all of them would be zeros."""
    many = len(places)
    column = np.stack([np.array(places, dtype=np.int64), np.full(many, last)], axis=1).reshape(-1)
    value = np.tile([1.0, times], many)
    return Rows(np.arange(0, 2 * many + 1, 2), column, value, np.full(many, -INF), high)


def _home_rows(cells: Cells) -> Floats:
    """One row per kind of household whose people all stand in parted cells: how many of it are in each cell."""
    layout = cells.layout
    seen: dict[tuple[int, ...], Floats] = {}
    for people in layout.homes:
        places = cells.cell_of[people]
        key = tuple(sorted(places.tolist()))
        if key not in seen and (cells.home_kind[places] >= 0).all():
            seen[key] = np.bincount(places, minlength=len(cells)).astype(np.float64)
    return np.array(list(seen.values())).reshape(len(seen), len(cells))


def _cap(cells: Cells, least: Floats, limits: Limits) -> Floats:
    """The lowest cap under which every cell still has its `least` chance; who is certain anyway is set aside first."""
    certain = np.zeros(len(cells), dtype=bool)
    while True:
        free = np.flatnonzero(~certain)
        answer = _lowest_cap(cells, least, limits, free)
        cap = np.where(certain, 1.0, min(1.0, float(answer.columns[-1]) * (1 + 1e-6) + 1e-9))
        tight = free[np.abs(answer.duals[-len(free) :]) > TINY] if len(free) else free
        if cap[free].max(initial=0.0) < 1 - 1e-6 or not len(tight) or len(tight) == len(free):
            return cap
        certain[tight] = True


def _lowest_cap(cells: Cells, least: Floats, limits: Limits, free: Ints) -> Answer:
    matrix, low, high = _matrix(cells)
    homes = _home_rows(cells)
    extra: Sequence[Floats] = [*homes, *limits.rows]
    matrix = np.vstack([matrix, *extra]) if extra else matrix
    rows = Rows.dense(
        np.hstack([matrix, np.zeros((len(matrix), 1))]),
        np.append(low, np.full(len(extra), -INF)) - 1e-10,
        np.append(high, [1.0] * len(homes) + limits.highs) + 1e-10,
    )
    below = _pairs(free, len(cells), -1.0, np.zeros(len(free)))
    cost = np.append(np.zeros(len(cells)), 1.0)
    answer = Program(cost, np.append(least, 0.0), np.ones(len(cells) + 1), rows.and_also(below)).solve()
    if not answer.solved:
        raise Impossible
    return answer
