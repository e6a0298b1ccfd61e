"""Linear and integer programs in arrays, solved by HiGHS on one core: the same answer every time and on every machine.

No clock decides anything here: what may be spent is counted in steps (`Effort`), and an integer program ends after so
many nodes.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import highspy
import numpy as np
from highspy import _core
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INF: Final = float("inf")
NODE: Final = 5e-6  # seconds that a node of an integer program takes about, for each number in its rows
INNER: Final = 1.2e-7  # the same for a step of the interior point method
PIVOT: Final = 1.5e-8  # the same for a step of the simplex method
WHOLE: Final = 2e-7  # the same for a step of the simplex method inside an integer program
READ: Final = 3.5e-6  # the same for taking an integer program in and making it smaller


@dataclass(frozen=True)
class Rows:
    """Sparse rows `low ≤ Σ value·column ≤ high`: columns and values of row r stand from start[r] to start[r + 1]."""

    start: Ints
    column: Ints
    value: Floats
    low: Floats
    high: Floats

    @staticmethod
    def dense(matrix: Floats, low: Floats, high: Floats) -> "Rows":
        """The rows of a matrix, zeros left out."""
        row, column = np.nonzero(matrix)
        start = np.searchsorted(row, np.arange(len(matrix) + 1))
        return Rows(start.astype(np.int64), column.astype(np.int64), matrix[row, column], low, high)

    def and_also(self, other: "Rows") -> "Rows":
        """These rows and then the others."""
        return Rows(
            np.concatenate([self.start, other.start[1:] + len(self.column)]),
            np.concatenate([self.column, other.column]),
            np.concatenate([self.value, other.value]),
            np.concatenate([self.low, other.low]),
            np.concatenate([self.high, other.high]),
        )


@dataclass
class Effort:
    """Work done so far: about the seconds a plain core takes for it, counted by steps and never by a clock.

    `programs` is the part of it that went into integer programs.
    """

    total: float = 0.0
    programs: float = 0.0

    def add(self, seconds: float, *, program: bool = False) -> None:
        """So much more was done."""
        self.total += seconds
        self.programs += seconds if program else 0.0


@dataclass(frozen=True)
class Answer:
    """What came out: the status, the columns' values and reduced costs, the rows' duals, the value and its bound."""

    solved: bool
    infeasible: bool
    columns: Floats
    reduced: Floats
    duals: Floats
    value: float
    bound: float


class Program:
    """Minimise cost·x under rows and bounds; costs and bounds may be changed and the program solved again."""

    def __init__(
        self,
        cost: Floats,
        low: Floats,
        high: Floats,
        rows: Rows,
        *,
        whole: NDArray[np.bool_] | None = None,
        effort: Effort | None = None,
    ) -> None:
        self._effort = effort or Effort()
        self._size = len(rows.column) + 1
        self._solver: Any = _core._Highs()  # highspy.Highs() itself prints a banner
        self.option("output_flag", False)
        self.option("threads", 1)
        self.option("random_seed", 1)
        self._columns = np.arange(len(cost), dtype=np.int32)
        self._whole = whole is not None
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(rows.low)
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
        model.row_lower_, model.row_upper_ = rows.low, rows.high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = rows.start, rows.column
        model.a_matrix_.value_ = rows.value
        if whole is not None:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[int(one)] for one in whole]
        self._solver.passModel(model)

    def option(self, name: str, value: object) -> None:
        """Set an option of HiGHS."""
        self._solver.setOptionValue(name, value)

    def costs(self, cost: Floats) -> None:
        """Other costs for the next solution."""
        self._solver.changeColsCost(len(cost), self._columns, np.ascontiguousarray(cost, dtype=np.float64))

    def solve(self, *, seconds: float = INF) -> Answer:
        """The best answer; an integer program ends after as many nodes as take about so many seconds."""
        if self._whole and seconds < INF:
            self.option("mip_max_nodes", math.ceil(seconds / (NODE * self._size)))
        self._solver.run()
        status, known = self._solver.getModelStatus(), self._solver.getSolution()
        info, statuses = self._solver.getInfo(), highspy.HighsModelStatus
        self._count(info.simplex_iteration_count, info.ipm_iteration_count)
        feasible = info.primal_solution_status == 2  # kSolutionStatusFeasible
        bound = info.mip_dual_bound if self._whole else info.objective_function_value
        return Answer(
            solved=status == statuses.kOptimal or (self._whole and feasible),
            infeasible=status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible),
            columns=np.array(known.col_value, dtype=np.float64),
            reduced=np.array(known.col_dual, dtype=np.float64),
            duals=np.array(known.row_dual, dtype=np.float64),
            value=info.objective_function_value,
            bound=bound,
        )

    def _count(self, pivots: int, inner: int) -> None:
        steps = WHOLE * pivots + READ if self._whole else PIVOT * pivots + INNER * max(inner, 0)
        self._effort.add(steps * self._size, program=self._whole)
