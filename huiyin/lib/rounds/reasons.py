"""Why an appointment cannot be kept, said as a word that the pages turn into a sentence."""

from itertools import permutations

import numpy as np

from huiyin.lib.rounds.grid import Grid
from huiyin.lib.rounds.plan import Missed, timetable


def missed(grid: Grid, visited: set[int]) -> tuple[Missed, ...]:
    """Every appointment that is not among the visited, with the reason."""
    whom = enumerate(grid.problem.candidates)
    return tuple(_why(grid, node) for node, one in whom if one.mandatory and node not in visited)


def _why(grid: Grid, node: int) -> Missed:
    problem, one = grid.problem, grid.problem.candidates[node]
    may = [who for who in problem.officials if one.only is None or who.key in one.only]
    if not may:
        return Missed(one.key, "nobody")
    if not grid.allowed[:, node].any():
        meets = [
            who
            for who in may
            if not one.windows
            or any(a <= b and a <= who.latest and b >= who.earliest for a, b in one.windows)
        ]
        return Missed(one.key, "far" if meets else "closed")
    beside = tuple(
        other.key
        for at, other in enumerate(problem.candidates)
        if other.mandatory and at != node and not _both(grid, node, at)
    )
    return Missed(one.key, "clash" if beside else "full", beside)


def _both(grid: Grid, one: int, other: int) -> bool:
    """Whether two appointments can be kept in one plan (one that nobody can keep is in nobody's way)."""
    first, second = (set(np.flatnonzero(grid.allowed[:, node])) for node in (one, other))
    if not second or len(first | second) > 1:
        return True
    whom, who = grid.problem.candidates, grid.problem.officials[first.pop()]
    return any(
        timetable(grid.problem, who, pair) is not None for pair in permutations((whom[one], whom[other]))
    )
