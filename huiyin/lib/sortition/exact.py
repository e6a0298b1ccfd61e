"""The heaviest panel there is, by an integer program; says too when there is none."""

from functools import cached_property
from typing import Final

import numpy as np

from huiyin.lib.sortition.cells import Cells, Layout
from huiyin.lib.sortition.solver import Effort, Floats, Ints, Program, Rows
from huiyin.lib.sortition.targets import Impossible

VAST: Final = 8000  # cells parted by household; above that the integer program is asked as little as can be


class Exact:
    """The heaviest panel by an integer program over cells that are parted by household."""

    def __init__(self, layout: Layout, effort: Effort | None = None) -> None:
        self.fine = Cells(layout)
        self.vast = len(self.fine) > VAST
        self.effort = effort or Effort()

    @cached_property
    def _program(self) -> Program:
        rows = self.fine.quota_rows()
        if self.fine.layout.homes:
            rows = rows.and_also(self.fine.home_rows())
        return counting(self.fine, rows, self.effort)

    def any(self, *, seconds: float) -> bool:
        """Whether there is a panel at all."""
        try:
            self.heaviest(np.zeros(len(self.fine)), seconds=seconds)
        except Impossible:
            return False
        return True

    def heaviest(self, weights: Floats, *, seconds: float, gap: float = 1e-6) -> tuple[Ints, float]:
        """Counts per fine cell for weights per fine cell, and a bound that no panel exceeds. Raises Impossible."""
        self._program.option("mip_rel_gap", gap)
        self._program.costs(-weights)
        answer = self._program.solve(seconds=seconds)
        if answer.infeasible or not len(answer.columns):
            raise Impossible
        if not answer.solved:
            raise TimeoutError
        return np.rint(answer.columns).astype(np.int64), -answer.bound


def counting(cells: Cells, rows: Rows, effort: Effort) -> Program:
    """The integer program of how many of each cell are in a panel."""
    sizes = cells.sizes.astype(np.float64)
    whole = np.ones(len(cells), dtype=bool)
    return Program(-sizes, np.zeros(len(cells)), sizes, rows, whole=whole, effort=effort)
