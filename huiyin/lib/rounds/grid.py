"""The problem as tables of numbers that the searches share: travel by node, windows, worth, who may go where."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.lib.rounds.plan import Round, opening, timetable
from huiyin.lib.rounds.problem import Candidate, Official, Problem

Numbers = NDArray[Any]
CUBE = 150  # up to so many nodes all detours are tabulated (13 MB)
SMALL, LARGE = 1 << 29, 1 << 60  # above every time, in 32 and in 64 bits, and small enough to add two


@dataclass(frozen=True)
class Grid:
    """Nodes 0 … n−1 are the candidates, then a start and an end for each official.

    `to[a, i]` is the time from node a to candidate i; `via[b, i]` the length of visit i plus the time from i to node b.
    `worth` holds the fixed points; an appointment has `weight` more, so that no sum of others outweighs it.
    """

    problem: Problem
    size: int
    crew: int
    step: list[list[int]]
    to: Numbers
    via: Numbers
    service: list[int]
    spans: list[tuple[tuple[int, int], ...]]
    opens: Numbers
    closes: Numbers
    windowed: bool
    worth: Numbers
    group: Numbers
    ladder: list[list[int]]
    allowed: Numbers
    weight: int
    never: int
    barred: Numbers
    steps: Numbers
    short: Numbers
    detour: Numbers | None

    def start(self, who: int) -> int:
        """The node where this official sets out."""
        return self.size + 2 * who

    def points(self, visited: list[int]) -> int:
        """Points with the weight of the appointments kept."""
        counts: dict[int, int] = {}
        total = 0
        for node in visited:
            total += int(self.worth[node])
            group = int(self.group[node])
            counts[group] = counts.get(group, 0) + 1
        return total + sum(sum(self.ladder[group][:count]) for group, count in counts.items())

    def rounds(self, orders: list[list[int]]) -> list[Round] | None:
        """The orders of candidates as rounds with exact times, or nothing if one of them cannot be kept."""
        whom = self.problem.candidates
        made = [
            timetable(self.problem, who, [whom[node] for node in order])
            for who, order in zip(self.problem.officials, orders, strict=True)
        ]
        return [one for one in made if one is not None] if None not in made else None


def grid(problem: Problem) -> Grid:
    """The tables of a problem."""
    whom, who = problem.candidates, problem.officials
    places = [one.place for one in whom] + [place for one in who for place in (one.start, one.home)]
    size = len(whom)
    step = np.asarray(problem.travel, dtype=np.int64).reshape(len(problem.travel), -1)[np.ix_(places, places)]
    latest = max((one.latest for one in who), default=0)
    top = max(latest, int(step.max(initial=0)), max((one.service for one in whom), default=0))
    never, kind = (SMALL, np.int32) if top < SMALL // 4 else (LARGE, np.int64)
    ways = shortest(np.asarray(problem.travel, dtype=np.int64).reshape(len(problem.travel), -1))
    short = ways[np.ix_(places, places)]
    step = np.minimum(step, latest + 1)  # farther than any day is long
    service = [one.service for one in whom]
    names = {name: n + 1 for n, name in enumerate(problem.groups)}
    ladder = [[0], *([*steps, 0] for steps in problem.groups.values())]
    spans = [_spans(one, latest) for one in whom]
    most = max([len(one) for one in spans] + [1])
    opens = np.full((most, size), never, dtype=kind)
    closes = np.full((most, size), -1, dtype=kind)
    for node, found in enumerate(spans):
        for k, (first, last) in enumerate(found):
            opens[k, node], closes[k, node] = first, last
    weight = 1 + sum(one.prize for one in whom) + sum(sum(steps) for steps in problem.groups.values())
    windowed = any(one.windows for one in whom)
    allowed = np.asarray([[alone(v, i, ways) for i in whom] for v in who], dtype=bool).reshape(len(who), size)
    return Grid(
        problem=problem,
        size=size,
        crew=len(who),
        step=step.tolist(),
        to=np.ascontiguousarray(step[:, :size].astype(kind)),
        via=np.ascontiguousarray((step[:size, :].T + np.asarray(service, dtype=np.int64)).astype(kind)),
        service=service,
        spans=spans,
        opens=opens,
        closes=closes,
        windowed=windowed,
        worth=np.asarray([one.prize + weight * one.mandatory for one in whom], dtype=np.float64),
        group=np.asarray([names.get(one.group or "", 0) for one in whom], dtype=np.int64),
        ladder=ladder,
        allowed=allowed,
        weight=weight,
        never=never,
        barred=~allowed,
        steps=step.astype(kind),
        short=short,
        detour=detour(step, service, size, kind) if not windowed and len(step) <= CUBE else None,
    )


def detour(step: Numbers, service: list[int], size: int, kind: Any) -> Numbers:
    """For each pair of nodes a, b (row a·N + b) and candidate i: the time that a – i – b takes beyond a – b."""
    made = (
        step[:, None, :size] + step[:size, :].T[None] - step[:, :, None] + np.asarray(service, dtype=np.int64)
    )
    return np.ascontiguousarray(made.astype(kind).reshape(len(step) ** 2, size))


def _spans(one: Candidate, latest: int) -> tuple[tuple[int, int], ...]:
    """Its windows within the day, in order, none touching the next."""
    if not one.windows:
        return ((0, latest),)
    found: list[tuple[int, int]] = []
    for opens, closes in sorted((max(a, 0), min(b, latest)) for a, b in one.windows):
        if opens <= closes:
            if found and opens <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], closes))
            else:
                found.append((opens, closes))
    return tuple(found)


def shortest(travel: Numbers) -> Numbers:
    """Travel by the shortest way over any places: never longer than the table says, and no detour saves time in it."""
    ways = travel.copy()
    np.fill_diagonal(ways, 0)
    for place in range(len(ways)):
        np.minimum(ways, ways[:, place, None] + ways[None, place], out=ways)
    return ways


def alone(who: Official, one: Candidate, ways: Numbers) -> bool:
    """Whether this official could see this one and nobody else, by the shortest ways."""
    if one.only is not None and who.key not in one.only:
        return False
    begin = opening(one, who.earliest + int(ways[who.start, one.place]))
    return begin is not None and begin + one.service + int(ways[one.place, who.home]) <= who.latest
