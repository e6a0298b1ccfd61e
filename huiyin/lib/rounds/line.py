"""One official's round while it is being searched: times at every stop, and what putting in anybody would cost."""

import numpy as np

from huiyin.lib.rounds.grid import Grid, Numbers

DEAR = float(1 << 60)


class Line:
    """Nodes from start to end; `came` arrivals, `left` departures, `late` the last arrival that still keeps the rest.

    `cost[i]` is how much later everything after the best gap becomes if candidate i is put in, `gap[i]` that gap. Both
    are made anew, never changed, so that copies may share them.
    """

    __slots__ = ("came", "cost", "gap", "late", "left", "nodes", "who")

    def __init__(self, who: int, nodes: list[int]) -> None:
        self.who, self.nodes = who, nodes
        self.came: list[int] = []
        self.left: list[int] = []
        self.late: list[int] = []
        self.cost: Numbers = np.empty(0)
        self.gap: Numbers = np.empty(0)

    def copy(self) -> "Line":
        """A line of its own with the same figures."""
        made = Line(self.who, self.nodes.copy())
        made.came, made.left, made.late = self.came, self.left, self.late
        made.cost, made.gap = self.cost, self.gap
        return made

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
        self.came, self.left = came, left
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
        self.gap = begin.argmin(axis=0)
        cost = begin[self.gap, np.arange(grid.size)].astype(np.float64)
        cost[cost >= grid.never] = DEAR
        cost[~grid.allowed[self.who]] = DEAR
        self.cost = cost


def _openings(grid: Grid, arrive: Numbers) -> Numbers:
    """When visits begin with several windows each: the earliest over the windows not yet closed."""
    begin = np.full_like(arrive, grid.never)
    for opens, closes in zip(grid.opens, grid.closes, strict=True):
        found = np.where(arrive <= closes, np.maximum(arrive, opens), grid.never).astype(arrive.dtype)
        np.minimum(begin, found, out=begin)
    return begin
