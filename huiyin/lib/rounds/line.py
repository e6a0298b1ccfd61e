"""One official's round while it is being searched: times at every stop, and what putting in anybody would cost."""

from typing import ClassVar

import numpy as np

from huiyin.lib.rounds.grid import Grid, Numbers

DEAR = float(1 << 60)


class Line:
    """Nodes from start to end; `came` arrivals, `left` departures, `late` the last arrival that still keeps the rest.

    `cost[i]` is how much later everything after the best gap becomes if candidate i is put in; `rows` the same for each
    gap. Both are made anew, never changed, so that copies may share them.
    """

    __slots__ = ("came", "cost", "late", "left", "nodes", "rows", "spent", "who")
    windowed: ClassVar[bool] = True

    def __init__(self, who: int, nodes: list[int]) -> None:
        self.who, self.nodes, self.spent = who, nodes, 0
        self.came: list[int] = []
        self.left: list[int] = []
        self.late: list[int] = []
        self.cost: Numbers = np.empty(0)
        self.rows: Numbers = np.empty(0)

    def copy(self) -> "Line":
        """A line of its own with the same figures."""
        made = self.__class__(self.who, self.nodes.copy())
        made.came, made.left, made.late, made.spent = self.came, self.left, self.late, self.spent
        made.cost, made.rows = self.cost, self.rows
        return made

    def put(self, grid: Grid, node: int) -> None:
        """Put a candidate into its best gap, which the last pricing found possible."""
        self.nodes.insert(int(self.rows[:, node].argmin()) + 1, node)
        if not self.retime(grid):  # cannot happen: the price says it fits
            raise AssertionError("a visit was put in where it does not fit")
        self.price(grid)

    def retime(self, grid: Grid) -> bool:
        """Work out all times again; whether the round can be kept."""
        official = grid.problem.officials[self.who]
        nodes, step, service, spans = self.nodes, grid.step, grid.service, grid.spans
        now = official.earliest
        came, left = [now], [now]
        row = step[nodes[0]]
        for node in nodes[1:-1]:
            arrive = now + row[node]
            for opens, closes in spans[node]:
                if arrive <= closes:
                    now = (arrive if arrive > opens else opens) + service[node]
                    break
            else:
                return False
            came.append(arrive)
            left.append(now)
            row = step[node]
        now += row[nodes[-1]]
        if now > official.latest:
            if len(nodes) > 2:
                return False
            now = official.latest
        came.append(now)
        self.came, self.left, self.spent = came, left, now - official.earliest
        self._backward(grid, official.latest)
        return True

    def _backward(self, grid: Grid, latest: int) -> None:
        nodes, step, service, spans = self.nodes, grid.step, grid.service, grid.spans
        late = [latest] * len(nodes)
        after = nodes[-1]
        for at in range(len(nodes) - 2, 0, -1):
            node = nodes[at]
            limit = latest - step[node][after] - service[node]
            latest = -1
            for opens, closes in spans[node]:
                if opens <= limit:
                    latest = closes if closes < limit else limit
                else:
                    break
            late[at] = latest
            after = node
        self.late = late

    def price(self, grid: Grid) -> None:
        """Work out what putting in each candidate would cost, and where."""
        kind = grid.to.dtype
        begin = grid.to.take(self.nodes[:-1], axis=0)
        begin += np.array(self.left, dtype=kind)[:, None]
        follow = np.array([self.came[1:], self.late[1:]], dtype=kind)
        closed = None
        if grid.windowed:
            if len(grid.opens) == 1:
                closed = begin > grid.closes[0]
                np.maximum(begin, grid.opens[0], out=begin)
            else:
                begin = _openings(grid, begin)
        begin += grid.via.take(self.nodes[1:], axis=0)
        wrong = begin > follow[1][:, None]
        if closed is not None:
            wrong |= closed
        begin -= follow[0][:, None]
        begin[wrong] = grid.never
        self.rows = begin
        cost = begin.min(axis=0).astype(np.float64)
        cost[(cost >= grid.never) | grid.barred[self.who]] = DEAR
        self.cost = cost


def _openings(grid: Grid, arrive: Numbers) -> Numbers:
    """When visits begin with several windows each: the earliest over the windows not yet closed."""
    begin = np.full_like(arrive, grid.never)
    for opens, closes in zip(grid.opens, grid.closes, strict=True):
        found = np.where(arrive <= closes, np.maximum(arrive, opens), grid.never).astype(arrive.dtype)
        np.minimum(begin, found, out=begin)
    return begin


class OpenLine(Line):
    """A round among candidates who may be seen at any time: its length says everything, so it is much quicker."""

    __slots__ = ()
    windowed = False

    def retime(self, grid: Grid) -> bool:
        """Work out the length again; whether it is short enough."""
        official = grid.problem.officials[self.who]
        step, service, before, length = grid.step, grid.service, self.nodes[0], 0
        for node in self.nodes[1:-1]:
            length += step[before][node] + service[node]
            before = node
        length += step[before][self.nodes[-1]] if len(self.nodes) > 2 else 0
        self.spent = length
        return length <= official.latest - official.earliest

    def price(self, grid: Grid) -> None:
        """Work out what putting in each candidate would cost: what the table of detours says, within the time left."""
        official = grid.problem.officials[self.who]
        if grid.detour is None:
            before, after = self.nodes[:-1], self.nodes[1:]
            rows = grid.to.take(before, axis=0) + grid.via.take(after, axis=0)
            rows -= grid.steps[before, after][:, None]
        else:
            wide = len(grid.step)
            pairs = [a * wide + b for a, b in zip(self.nodes, self.nodes[1:], strict=False)]
            rows = grid.detour.take(pairs, axis=0)
        if len(self.nodes) == 2:
            rows = rows + grid.steps[self.nodes[0], self.nodes[1]]
        self.rows = rows
        cost = rows.min(axis=0).astype(np.float64)
        cost[(cost > official.latest - official.earliest - self.spent) | grid.barred[self.who]] = DEAR
        self.cost = cost
