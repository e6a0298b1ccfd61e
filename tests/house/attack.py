"""A reader who puts together what pages tell: a linear program over every number told, in all windows at once."""

import math
import random
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import highspy

from tests.house.telling import PARTS, Claim

Cell = tuple[str, str, str]  # village (code), what is counted, window
Range = tuple[int, int]
EPS: Final = 1e-6
FEWEST: Final = 3  # as many values of a count of few have to stay possible


class Attack:
    """The counts of villages as a reader who knows the program thinks of them, with everything that was told."""

    def __init__(
        self, villages: Mapping[str, tuple[str, ...]], steps: Callable[[str], int], groups: Iterable[str]
    ) -> None:
        """`villages`: each with the areas around it, itself among them."""
        self.villages, self.step, self.groups = villages, steps, sorted(groups)
        self.solver = highspy.Highs()
        self.solver.silent()
        self.solver.setOptionValue("threads", 1)
        self.at: dict[Cell, int] = {}
        self.size = 0

    def _var(self, low: float, high: float) -> int:
        self.solver.addVar(low, high)
        self.size += 1
        return self.size - 1

    def _cell(self, cell: Cell) -> int:
        if cell not in self.at:
            self.at[cell] = self._var(0, 10_000)
        return self.at[cell]

    def _row(self, low: float, high: float, parts: Mapping[int, float]) -> None:
        self.solver.addRow(low, high, len(parts), list(parts), list(parts.values()))

    def told(self, claims: Iterable[Claim]) -> None:
        """Take in what pages tell: of a village, each column moved by one amount in every window; of others, sums."""
        for claim in {
            (one.unit, one.what, one.window, one.words, one.at_least): one for one in claims
        }.values():
            cell, step = (claim.unit, claim.what, claim.window), self.step(claim.what)
            here = [village for village, around in self.villages.items() if claim.unit in around]
            low, high = claim.span(step)
            self._row(low, high, dict.fromkeys((self._cell((one, *cell[1:])) for one in here), 1.0))
            base = claim.base(step)
            if base is not None and claim.unit in self.villages and not claim.at_least:
                self._row(base, base + step - 1, {self._cell(cell): 1.0, self._moved(cell): 1.0})

    def _moved(self, cell: Cell) -> int:
        """By how much a column of a village is moved: unknown, but the same in every window."""
        key = (*cell[:2], "moved")
        if key not in self.at:
            self.at[key] = self._var(0, self.step(cell[1]) - 1)
        return self.at[key]

    def known(self, cells: Iterable[Cell]) -> None:
        """That somebody was there, where a page says so."""
        for cell in cells:
            self._row(1, math.inf, {self._cell(cell): 1.0})

    def related(self, windows: Iterable[str]) -> None:
        """A household counts in one group or in none; who is new or steady was met, and what differs was said."""
        for window in windows:
            for village in self.villages:
                names = [*self.groups, "undeclared"]
                parts = dict.fromkeys((self._cell((village, one, window)) for one in names), 1.0)
                self._row(0, 0, parts | {self._cell((village, "households", window)): -1.0})
                for part, whole in {*PARTS.values(), ("households", "contacts"), ("households", "known")}:
                    at = {
                        self._cell((village, part, window)): -1.0,
                        self._cell((village, whole, window)): 1.0,
                    }
                    self._row(0, math.inf, at)

    def within(self, inner: str, outer: str) -> None:
        """All that counts in one window counts in the other."""
        for village in self.villages:
            for what in ("households", "contacts", "talked", "differing"):
                at = {self._cell((village, what, inner)): -1.0, self._cell((village, what, outer)): 1.0}
                self._row(0, math.inf, at)

    def ranges(self, cells: Iterable[Cell]) -> dict[Cell, Range]:
        """What a reader finds for each: exact where it is narrow, else as wide as is needed to see that it is not."""
        wanted = {cell: self._cell(cell) for cell in cells}
        seen = {cell: (math.inf, -math.inf) for cell in wanted}
        chance = random.Random(18)
        for turn in range(12):
            self._look(
                {at: 1 if turn == 0 else chance.choice((-1, 1)) for at in wanted.values()}, wanted, seen
            )
        for cell, at in wanted.items():
            for sense in (1, -1):
                if _whole(seen[cell]) < FEWEST:
                    self._look({at: sense}, wanted, seen)
        return {cell: (math.ceil(low - EPS), math.floor(high + EPS)) for cell, (low, high) in seen.items()}

    def _look(
        self, costs: Mapping[int, int], wanted: Mapping[Cell, int], seen: dict[Cell, tuple[float, float]]
    ) -> None:
        self.solver.changeColsCost(
            self.size, list(range(self.size)), [float(costs.get(n, 0)) for n in range(self.size)]
        )
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, "what is told does not fit"
        values = self.solver.getSolution().col_value
        for cell, at in wanted.items():
            seen[cell] = min(seen[cell][0], values[at]), max(seen[cell][1], values[at])


def _whole(ends: tuple[float, float]) -> int:
    return max(0, math.floor(ends[1] + EPS) - math.ceil(ends[0] - EPS) + 1) if ends[0] < math.inf else 0


def pinned(ranges: Mapping[Cell, Range]) -> list[str]:
    """Counts of few of which fewer values stay possible than have to."""
    return [
        f"{' '.join(cell)}: {low}–{high}" for cell, (low, high) in ranges.items() if high - low + 1 < FEWEST
    ]
