"""Reads the field's two text formats of orienteering instances (Chao and others 1996; Cordeau and Solomon with windows)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from huiyin.lib.rounds.plan import Plan
from huiyin.lib.rounds.problem import Candidate, Official, Problem

FINE = 1_000_000
SLACK = 1e-4  # of a FINE unit: what binary fractions may add to a length that is a whole number of units


@dataclass(frozen=True)
class Instance:
    """A problem, its points and how many units of time its plans count for one of the file."""

    problem: Problem
    points: tuple[tuple[float, float], ...]
    scale: int
    limit: float
    windows: bool

    def too_long(self, plan: Plan) -> list[str]:
        """Officials whose round is longer than the file allows, in exact lengths (only where nothing is rounded)."""
        if self.windows:
            return []
        where = {one.key: one.place for one in self.problem.candidates}
        found = []
        for who, made in zip(self.problem.officials, plan.rounds, strict=True):
            path = [who.start, *(where[stop.key] for stop in made.stops), who.home]
            length = math.fsum(math.dist(self.points[a], self.points[b]) for a, b in pairwise(path))
            if made.stops and length > self.limit + 1e-9:
                found.append(who.key)
        return found


def read_instance(text: str, *, teams: int | None = None) -> Instance:
    """Either format, told apart by its first word; `teams` is how many go (a file with windows does not say)."""
    rows = [line.split() for line in text.splitlines() if line.strip()]
    if not rows:
        raise ValueError("the file is empty")
    try:
        return _paths(rows, teams) if rows[0][0].lower() == "n" else _windows(rows, teams)
    except (IndexError, OverflowError) as error:
        raise ValueError("a line is too short or a number too large") from error


def _paths(rows: Sequence[Sequence[str]], teams: int | None) -> Instance:
    """`n N`, `m P`, `tmax T`, then x, y, score; the first point is the start, the last one the end.

    Lengths are real numbers there; here they are rounded *up* to a millionth, so that no round can be too long.
    """
    size, limit = int(rows[0][1]), float(rows[2][1])
    crew = int(rows[1][1]) if teams is None else teams
    points = tuple((float(row[0]), float(row[1])) for row in rows[3 : 3 + size])
    if len(points) != size or size < 2:
        raise ValueError(f"{size} points announced, {len(points)} found")
    travel = [[math.ceil(math.dist(a, b) * FINE - SLACK) for b in points] for a in points]
    who = tuple(Official(str(n + 1), 0, 0, math.floor(limit * FINE + SLACK), size - 1) for n in range(crew))
    whom = tuple(Candidate(str(n), n, _points(rows[3 + n][2])) for n in range(1, size - 1))
    return Instance(Problem(whom, who, travel), points, FINE, limit, windows=False)


def _windows(rows: Sequence[Sequence[str]], teams: int | None) -> Instance:
    """`k v N t`, `D Q`, then number, x, y, duration, profit, …, opening, closing (of the beginning of the visit).

    Lengths are rounded down: to the first decimal where all coordinates are whole (Solomon), else to the second
    (Cordeau). The closing of point 0 ends everybody's day.
    """
    points_at = [row for row in rows[2:] if len(row) >= 7]
    if len(points_at) < int(rows[0][2]) + 1:
        raise ValueError(f"{rows[0][2]} points announced, {len(points_at) - 1} found")
    points = tuple((float(row[1]), float(row[2])) for row in points_at)
    scale = 10 if all(x.is_integer() and y.is_integer() for x, y in points) else 100
    travel = [[math.floor(math.dist(a, b) * scale + 1e-9) for b in points] for a in points]
    opens, closes = _units(points_at[0][-2], scale), _units(points_at[0][-1], scale)
    who = tuple(Official(str(n + 1), 0, opens, closes) for n in range(1 if teams is None else teams))
    whom = tuple(
        Candidate(
            row[0],
            n,
            _points(row[4]),
            _units(row[3], scale),
            ((_units(row[-2], scale), _units(row[-1], scale)),),
        )
        for n, row in enumerate(points_at)
        if n
    )
    return Instance(Problem(whom, who, travel), points, scale, float(points_at[0][-1]), windows=True)


def _points(text: str) -> int:
    value = float(text)
    if not value.is_integer():
        raise ValueError(f"{text}: points are whole numbers")
    return int(value)


def _units(text: str, scale: int) -> int:
    return round(float(text) * scale)
