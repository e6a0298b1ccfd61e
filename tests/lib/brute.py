"""Fair lots the long way round, for small pools: every panel, and the leximin chances over all of them."""

from itertools import combinations

import numpy as np

from huiyin.lib.sortition.pool import Pool, Quotas, breaches
from huiyin.lib.sortition.solver import INF, Floats, Program, Rows


def every_panel(pool: Pool, quotas: Quotas) -> list[tuple[int, ...]]:
    """All panels that meet the quotas with one of each household."""
    return [
        one for one in combinations(range(len(pool.people)), quotas.size) if not breaches(pool, quotas, one)
    ]


def leximin(panels: list[tuple[int, ...]], people: int) -> Floats:
    """The leximin chances of people, ascending: in each stage who cannot have more than the level is found one by one."""
    matrix = np.zeros((people, len(panels)))
    for n, panel in enumerate(panels):
        matrix[list(panel), n] = 1
    fixed = np.full(people, -1.0)
    while (fixed < 0).any():
        level = _most(matrix, fixed, (fixed < 0).astype(float), level=None)
        stuck = [
            i
            for i in np.flatnonzero(fixed < 0)
            if _most(matrix, fixed, np.eye(people)[i], level=level) < level + 1e-7
        ]
        fixed[stuck] = level
    return np.sort(fixed)


def _most(matrix: Floats, fixed: Floats, whom: Floats, *, level: float | None) -> float:
    """The largest chance of `whom` when nobody falls below what is fixed or the level."""
    people, panels = matrix.shape
    if level is None:
        body = np.hstack([matrix, -whom[:, None]])
        low = np.where(fixed < 0, 0.0, fixed - 1e-9)
        cost = np.append(np.zeros(panels), -1.0)
    else:
        body = np.hstack([matrix, np.zeros((people, 1))])
        low = np.where(fixed < 0, level - 1e-9, fixed - 1e-9)
        cost = np.append(-(whom @ matrix), 0.0)
    body = np.vstack([body, np.append(np.ones(panels), 0.0)])
    rows = Rows.dense(body, np.append(low, 1.0), np.append(np.full(people, INF), 1.0))
    answer = Program(cost, np.zeros(panels + 1), np.ones(panels + 1), rows).solve()
    assert answer.solved
    return -answer.value
