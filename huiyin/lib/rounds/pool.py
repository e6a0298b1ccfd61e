"""Puts together the best of all rounds seen: one round for each official, nobody visited twice (an integer program)."""

from collections.abc import Mapping
from typing import Any

import highspy
import numpy as np

from huiyin.lib.rounds.grid import Grid

Rounds = Mapping[tuple[int, frozenset[int]], list[int]]
MOST = 1_500


def combine(grid: Grid, pool: Rounds, *, seconds: float, nodes: int) -> list[list[int]] | None:
    """The best choice from the pool within so many seconds and nodes of the tree, or nothing."""
    worth = {key: grid.points(order) for key, order in pool.items()}
    found = sorted(pool, key=lambda key: (-worth[key], key[0], sorted(key[1])))
    chosen = [
        key
        for who in range(grid.crew)
        for key in [one for one in found if one[0] == who][: MOST // grid.crew]
    ]
    if not chosen:
        return None
    model = solver(seconds)
    model.setOptionValue("mip_max_nodes", nodes)
    model.passModel(_program(grid, chosen))
    model.run()
    values = model.getSolution().col_value
    if (
        len(values) < len(chosen)
        or model.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible
    ):
        return None
    orders: list[list[int]] = [[] for _ in range(grid.crew)]
    for key, value in zip(chosen, values, strict=False):
        if value > 0.5:
            orders[key[0]] = list(pool[key])
    return orders


def solver(seconds: float) -> Any:
    """HiGHS, silent and on one thread; highspy.Highs prints a banner while it is made, the class below it does not."""
    model = highspy.Highs.__bases__[0]()
    for name, value in {
        "output_flag": False,
        "time_limit": seconds,
        "threads": 1,
        "random_seed": 1,
    }.items():
        model.setOptionValue(name, value)
    return model


def _program(grid: Grid, chosen: list[tuple[int, frozenset[int]]]) -> "highspy.HighsLp":
    """max Σ fixed points + Σ steps of the groups; a row for each official, each candidate and each group."""
    groups = len(grid.ladder) - 1
    steps = [(group, points) for group in range(1, groups + 1) for points in grid.ladder[group] if points]
    columns = [[who, *(grid.crew + node for node in nodes)] for who, nodes in chosen]
    first = grid.crew + grid.size
    index: list[int] = []
    value: list[float] = []
    start = [0]
    for column in columns:
        count: dict[int, int] = {}
        for row in column[1:]:
            group = int(grid.group[row - grid.crew])
            if group:
                count[group] = count.get(group, 0) + 1
        index += column + [first + group - 1 for group in count]
        value += [1.0] * len(column) + [-float(n) for n in count.values()]
        start.append(len(index))
    for group, _ in steps:
        index.append(first + group - 1)
        value.append(1.0)
        start.append(len(index))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns) + len(steps), first + groups
    fixed = [float(sum(grid.worth[node] for node in nodes)) for _, nodes in chosen]
    lp.col_cost_ = np.array(fixed + [float(points) for _, points in steps])
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.row_lower_ = np.full(lp.num_row_, -highspy.kHighsInf)
    lp.row_upper_ = np.array([1.0] * first + [0.0] * groups)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns) + [
        highspy.HighsVarType.kContinuous
    ] * len(steps)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(start), np.array(index)
    lp.a_matrix_.value_ = np.array(value)
    lp.sense_ = highspy.ObjSense.kMaximize
    return lp
