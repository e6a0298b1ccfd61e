"""Our own search: take some visits out, put the best fitting in again, shorten, keep what is worth keeping; many times."""

import math
import random
from collections.abc import Callable, Sequence

import numpy as np

from huiyin.lib.rounds.grid import Grid, Numbers
from huiyin.lib.rounds.line import DEAR, Line, OpenLine

NOISE = 512
LAST = 0.15  # how often those just taken out come after everybody else
NOTABLE = 0.95  # from this share of the best on, the rounds of a plan are remembered
SPREAD = 0.9  # of the noise on what somebody is worth
LONG = 0.5  # of a round that one string may take, at most
WAYS = ("strings", "stretch", "scatter", "poor", "one")
POWERS = (0.7, 1.0, 1.5, 2.0)


class State:
    """A set of rounds; `where[i]` is the line of candidate i or −1, `counts` how many of each group are in."""

    __slots__ = ("counts", "free", "lines", "points", "spent")

    def __init__(self, lines: list[Line], free: Numbers, counts: list[int], points: int, spent: int) -> None:
        self.lines, self.free, self.counts = lines, free, counts
        self.points, self.spent = points, spent

    def copy(self) -> "State":
        """A state of its own."""
        return State(
            [one.copy() for one in self.lines], self.free.copy(), self.counts.copy(), self.points, self.spent
        )

    def orders(self) -> list[list[int]]:
        """The candidates of each line in their order."""
        return [one.nodes[1:-1] for one in self.lines]


class Search:
    """Ruin and recreate with an acceptance that cools down (simulated annealing, several times over).

    Sources: Schrimpf and others 2000 (ruin and recreate), Christiaens and Vanden Berghe 2020 (neighbouring strings),
    Vansteenwegen and others 2009 (consecutive stretches; points² per unit of time), Ropke and Pisinger 2006 (ways
    chosen by success).
    """

    def __init__(self, grid: Grid, seed: int) -> None:
        self.grid = grid
        self.random = random.Random(seed)  # noqa: S311 (a search, not a secret)
        self.numbers = np.random.default_rng(seed)
        self.iterations = 0
        self.success = [1.0] * len(WAYS)
        self.powers = [1.0] * len(POWERS)
        self.pool: dict[tuple[int, frozenset[int]], list[int]] = {}
        self.unit = max(1.0, float((grid.worth % grid.weight).sum()) / max(1, grid.size) + self._group_unit())
        self.span = max(1, sum(one.latest - one.earliest for one in grid.problem.officials))
        self.near = self._near()
        self.kind = Line if grid.windowed else OpenLine
        self.lower = np.tri(grid.size + 2, dtype=bool)
        self.noise = self.numbers.random((NOISE, max(1, grid.size)))
        self.now = self.state([[] for _ in range(grid.crew)])
        self.best = self.now.copy()
        if grid.size and grid.crew:
            self.recreate(self.now, self.ones(), 1.0)
        self._keep(self.now)

    def _group_unit(self) -> float:
        steps = [points for ladder in self.grid.ladder for points in ladder if points]
        return sum(steps) / len(steps) if steps else 0.0

    def _near(self) -> list[list[int]]:
        grid = self.grid
        both = grid.to[: grid.size] + grid.to[: grid.size].T
        return [[int(n) for n in row] for row in np.argsort(both, axis=1, kind="stable")[:, :100]]

    def ones(self) -> Numbers:
        """No noise."""
        return np.ones(self.grid.size)

    # -- states ---

    def state(self, orders: Sequence[Sequence[int]]) -> State:
        """The state with these rounds, which must be possible."""
        grid = self.grid
        free, counts, lines, spent = np.ones(grid.size, dtype=bool), [0] * len(grid.ladder), [], 0
        for who, order in enumerate(orders):
            line = self.kind(who, [grid.start(who), *order, grid.start(who) + 1])
            if not line.retime(grid):
                raise ValueError("a round that cannot be kept")
            line.price(grid)
            lines.append(line)
            spent += line.spent
            for node in order:
                free[node] = False
                counts[int(grid.group[node])] += 1
        return State(lines, free, counts, grid.points([n for order in orders for n in order]), spent)

    def take(self, orders: Sequence[Sequence[int]]) -> None:
        """Go on from these rounds."""
        self.now = self.state(orders)
        self._keep(self.now)

    def _keep(self, state: State) -> bool:
        better = (state.points, -state.spent) > (self.best.points, -self.best.spent)
        if better:
            self.best = state.copy()
        return better

    def value(self, state: State) -> float:
        """Points, and a little for time left over."""
        return state.points - 0.5 * self.unit * state.spent / self.span

    # -- one round of the search ---

    def run(self, until: Callable[[], float], hot: float = 4.0, cool: float = 0.05) -> None:
        """Search while `until` gives a share of the cooling below 1: from `hot` average points down to `hot · cool`."""
        mark = self.value(self.now)
        heat = 1.0
        while True:
            if self.iterations % 8 == 0:
                share = until()
                if share >= 1:
                    return
                heat = hot * self.unit * (cool**share)
            self.iterations += 1
            way = self._choose(self.success)
            power = self._choose(self.powers)
            made = self.now.copy()
            out, changed = self._ruin(made, WAYS[way])
            if changed is None:
                continue
            noise = self.noise[self.random.randrange(NOISE)] * (2 * SPREAD) + 1 - SPREAD
            if self.random.random() < LAST:
                noise[out] *= 1e-6
            self.recreate(made, noise, POWERS[power])
            self._shorten(made, changed)
            value = self.value(made)
            gain = 0.0
            if made.points >= NOTABLE * self.best.points:
                self._remember(made)
            if value > mark or self.random.random() < math.exp(min(0.0, (value - mark) / heat)):
                gain = 0.3 if value > mark else 0.0
                self.now, mark = made, value
                if self._keep(made):
                    gain = 3.0
            self.success[way] = 0.99 * self.success[way] + 0.01 * gain + 0.0005
            self.powers[power] = 0.99 * self.powers[power] + 0.01 * gain + 0.0005

    def _choose(self, weights: list[float]) -> int:
        return self.random.choices(range(len(weights)), weights)[0]

    def _remember(self, state: State) -> None:
        if len(self.pool) < 20_000 and self.grid.crew > 1:
            for line in state.lines:
                if len(line.nodes) > 2:
                    self.pool.setdefault((line.who, frozenset(line.nodes[1:-1])), line.nodes[1:-1])

    # -- taking out ---

    def _ruin(self, state: State, way: str) -> tuple[list[int], list[int] | None]:
        """Who was taken out, and which lines changed (nothing where a line cannot be kept any more)."""
        inside = [node for line in state.lines for node in line.nodes[1:-1]]
        if not inside:
            return [], []
        out: set[int] = getattr(self, f"_{way}")(state, inside)
        changed = []
        for line in state.lines:
            kept = [node for node in line.nodes if node not in out]
            if len(kept) < len(line.nodes):
                line.nodes = kept
                if not line.retime(self.grid):
                    return [], None
                line.price(self.grid)
                changed.append(line.who)
        for node in out:
            state.free[node] = True
            state.counts[int(self.grid.group[node])] -= 1
        return list(out), changed

    def _strings(self, state: State, inside: list[int]) -> set[int]:
        """Stretches of neighbouring rounds around one candidate, visited or not."""
        seed = self.random.randrange(self.grid.size)
        most = max(2, min(10, int(len(inside) * LONG / len(state.lines)) + 1))
        rounds = self.random.randint(1, len(state.lines))
        out: set[int] = set()
        touched: set[int] = set()
        at = {node: (line, n) for line in state.lines for n, node in enumerate(line.nodes[1:-1], 1)}
        for node in [seed, *self.near[seed]]:
            if node not in at or at[node][0].who in touched:
                continue
            line, n = at[node]
            touched.add(line.who)
            long = self.random.randint(1, min(most, len(line.nodes) - 2))
            first = max(1, min(n - self.random.randrange(long), len(line.nodes) - 1 - long))
            out.update(line.nodes[first : first + long])
            if len(touched) >= rounds:
                break
        return out

    def _stretch(self, state: State, inside: list[int]) -> set[int]:
        """A stretch of one round."""
        line = self.random.choice([one for one in state.lines if len(one.nodes) > 2])
        stops = line.nodes[1:-1]
        long = self.random.randint(1, max(1, min(len(stops), 2 + len(stops) // 2)))
        first = self.random.randint(0, len(stops) - long)
        return set(stops[first : first + long])

    def _scatter(self, state: State, inside: list[int]) -> set[int]:
        """Some at random."""
        return set(
            self.random.sample(inside, self.random.randint(1, max(1, min(len(inside), len(inside) // 4))))
        )

    def _poor(self, state: State, inside: list[int]) -> set[int]:
        """Those worth least for the time they take, more or less."""
        grid, rate = self.grid, {}
        for line in state.lines:
            row = line.nodes
            for before, node, after in zip(row, row[1:-1], row[2:], strict=False):
                takes = (
                    grid.step[before][node]
                    + grid.step[node][after]
                    - grid.step[before][after]
                    + grid.service[node]
                )
                group = int(grid.group[node])
                worth = (
                    float(grid.worth[node])
                    + grid.ladder[group][min(state.counts[group], len(grid.ladder[group])) - 1]
                )
                rate[node] = worth / (max(takes, 0) + 1) * (0.5 + self.random.random())
        order = sorted(inside, key=rate.__getitem__)
        return set(order[: self.random.randint(1, max(1, min(len(order), len(order) // 4)))])

    def _one(self, state: State, inside: list[int]) -> set[int]:
        """One only."""
        return {self.random.choice(inside)}

    # -- putting in ---

    def recreate(self, state: State, noise: Numbers, power: float) -> None:
        """Put in whoever is worth most for the time it costs, until nobody fits."""
        grid = self.grid
        costs = np.stack([line.cost for line in state.lines])
        worth = self._worth(state, noise, power)
        while True:
            score = worth / (np.maximum(costs, 0) + 1.0)
            at = int(score.argmax())
            who, node = divmod(at, grid.size)
            if costs[who, node] >= DEAR or not state.free[node]:
                break
            line = state.lines[who]
            line.put(grid, node)
            costs[who] = line.cost
            state.free[node] = False
            state.counts[int(grid.group[node])] += 1
            if grid.group[node]:
                worth = self._worth(state, noise, power)
            else:
                worth[node] = 0
        self._sum(state)

    def _worth(self, state: State, noise: Numbers, power: float) -> Numbers:
        grid = self.grid
        steps = np.array(
            [steps[min(n, len(steps) - 1)] for n, steps in zip(state.counts, grid.ladder, strict=True)]
        )
        worth: Numbers = (grid.worth + steps[grid.group]) ** power * noise + 1e-9
        worth[~state.free] = 0
        return worth

    def _sum(self, state: State) -> None:
        grid = self.grid
        points = int(grid.worth[~state.free].sum())
        if len(grid.ladder) > 1:
            points += sum(sum(steps[:count]) for steps, count in zip(grid.ladder, state.counts, strict=True))
        state.points = points
        state.spent = sum(line.spent for line in state.lines)

    # -- shortening ---

    def _shorten(self, state: State, changed: list[int]) -> None:
        """Turn stretches around where that is shorter (2-opt), then see whether somebody fits in."""
        turned = [who for who in changed if self._turn(state.lines[who])]
        if turned:
            self.recreate(state, self.ones(), 1.0)

    def _turn(self, line: Line) -> bool:
        better = False
        while len(line.nodes) > 4:
            nodes = np.array(line.nodes)
            path = self.grid.steps[nodes[:, None], nodes]
            edge = path.diagonal(1)
            gain = edge[:, None] + edge - path[:-1, :-1] - path[1:, 1:]
            gain[self.lower[: len(edge), : len(edge)]] = 0
            at = int(gain.argmax())
            first, last = divmod(at, len(edge))
            if gain[first, last] <= 0:
                break
            old, end = line.nodes, line.spent
            line.nodes = old[: first + 1] + old[last:first:-1] + old[last + 1 :]
            if not line.retime(self.grid) or line.spent >= end:
                line.nodes = old
                line.retime(self.grid)
                break
            better = True
        if better:
            line.price(self.grid)
        return better
