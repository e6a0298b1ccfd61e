"""How good a plan can be at all: a bound that no plan exceeds, from a relaxation in which somebody may be seen twice.

Lagrangean relaxation: every candidate carries a charge for being visited; each official's best walk through time under
those charges is found exactly by dynamic programming over (moment, place); charges are moved by subgradients. Whatever
the charges, walks + charges is above every plan (Held and Karp 1971; for routing Christofides and others 1981, "q-routes").
Times are rounded *down* to a coarse clock, windows opened outwards, so the bound stays above the truth.
"""

import highspy
import numpy as np

from huiyin.lib.rounds.grid import Grid, Numbers
from huiyin.lib.rounds.pool import solver
from huiyin.lib.rounds.walks import Clock, walk

WORK = 6_000_000  # moments × pairs of nodes of one walk
LEAST, MOST = 240, 4_000  # moments of a day
FEW, WHOLE = (
    110,
    6,
)  # above so many candidates, walks go to the most promising ones only, but every so manieth to all
WALK_SECONDS = 60.0  # an upper limit for the small linear program, never met


class Relaxed:
    """Bounds that get better with every call of `improve`."""

    def __init__(self, grid: Grid, *, appointments: bool) -> None:
        """`appointments`: every mandatory candidate is visited by every plan that counts."""
        self.grid = grid
        self.points = grid.worth % grid.weight
        self.must = np.array([one.mandatory and appointments for one in grid.problem.candidates], dtype=bool)
        start = knapsack(grid, grid.short, self.points, self.must)
        self.best, self.charge, self.slope = start
        self.takes = np.maximum(_takes(grid, grid.short)[0], 1.0)
        self.walked = np.zeros(grid.size, dtype=bool)
        self.rate = 1.0
        self.steps = 0
        self.since = 0
        self.last = {
            True: self.best,
            False: self.best,
        }  # the least so far, of walks to everybody and of those to some
        self.clocks = self._clocks()
        self.few = all(len(one.nodes) <= FEW for one, _ in self.clocks)

    def _clocks(self) -> list[tuple[Clock, int]]:
        """A clock for each kind of official, and how many there are of it; none where a step would take no time."""
        kinds: dict[tuple[object, ...], list[int]] = {}
        for n, one in enumerate(self.grid.problem.officials):
            key = (one.start, one.home, one.earliest, one.latest, self.grid.allowed[n].tobytes())
            kinds.setdefault(key, []).append(n)
        made = [(clock(self.grid, self.grid.short, same[0]), len(same)) for same in kinds.values()]
        found = [(one, number) for one, number in made if one is not None]
        return found if len(found) == len(made) else []

    def improve(self, known: int) -> float:
        """One step of the charges; the best bound so far. `known` is (about) the worth of the best plan.

        Where there are many candidates, most steps let the walks go to the most promising ones and to those that a walk
        to anybody has met: that moves the charges as well, at a fraction of the work, but is no bound. Every `WHOLE`
        steps the walks may go to everybody, which is one.
        """
        if not self.clocks:
            return self.best
        worth = self.points + self.slope[self.grid.group] - self.charge
        whole = self.few or self.steps % WHOLE == 0
        bound = float(self.charge.sum())
        visits = np.zeros(self.grid.size)
        for one, number in self.clocks:
            value, seen = walk(one if whole else self._promising(one, worth), worth, self.must)
            bound += number * value
            visits += number * seen
        taken = np.zeros(len(self.grid.ladder))
        for group, steps in enumerate(self.grid.ladder):
            over = [points - self.slope[group] for points in steps]
            taken[group] = sum(1 for one in over if one > 0)
            bound += sum(one for one in over if one > 0)
        if whole:
            self.walked |= visits > 0
        self._note(bound, whole=whole)
        self.steps += 1
        self._move(visits, taken, bound, known)
        return self.best

    def _promising(self, one: Clock, worth: Numbers) -> Clock:
        """The same day with fewer candidates: those worth most for the time they take, and those met before."""
        ratio = worth[one.nodes] / self.takes[one.nodes]
        kept = self.walked[one.nodes] | self.must[one.nodes]
        kept[np.argsort(-ratio, kind="stable")[:FEW]] = True
        return one.among(np.flatnonzero(kept))

    def _note(self, bound: float, *, whole: bool) -> None:
        if whole:
            self.best = min(self.best, bound)
        if bound < self.last[whole] - 1e-6:
            self.last[whole], self.since = bound, 0
            return
        self.since += 1
        if self.since >= 6:
            self.rate, self.since = self.rate * 0.65, 0

    def _move(self, visits: Numbers, taken: Numbers, bound: float, known: int) -> None:
        over = visits - 1
        over[(self.charge <= 0) & (over < 0) & ~self.must] = 0
        more = taken - np.bincount(self.grid.group, visits, minlength=len(taken))
        more[0] = 0
        length = float(over @ over + more @ more)
        if length == 0:
            return
        stride = self.rate * max(bound - known, 0.2 * max(self.best - known, 1.0)) / length
        self.charge += stride * over
        self.charge[~self.must] = np.maximum(self.charge[~self.must], 0)
        self.slope += stride * more
        np.clip(self.slope, 0, [steps[0] for steps in self.grid.ladder], out=self.slope)

    @property
    def moving(self) -> bool:
        """Whether another step may still lower the bound."""
        return bool(self.clocks) and self.rate > 1e-3

    @property
    def value(self) -> int:
        """The bound in whole points (a plan's points are whole)."""
        return int(np.floor(self.best + 1e-6))


def clock(grid: Grid, step: Numbers, who: int) -> Clock | None:
    """One official's day in moments: as fine as the work allows, never finer than the units of the problem."""
    official = grid.problem.officials[who]
    nodes = np.flatnonzero(grid.allowed[who])
    span = max(0, official.latest - official.earliest)
    length = np.array(grid.service, dtype=np.int64)[nodes]
    via = step[np.ix_(nodes, nodes)] + length[:, None]
    least = int((via + np.diag(np.full(len(nodes), span + 1))).min(initial=span + 1))
    most = min(MOST, max(LEAST, WORK // max(1, len(nodes) ** 2)))
    unit = min(max(1, -(-span // most)), least)
    if unit < 1 or span // unit > MOST:
        return None
    moments = span // unit + 1
    times = np.arange(moments)[:, None]
    may = np.zeros((moments, len(nodes)), dtype=bool)
    for k in range(len(grid.opens)):
        first = np.maximum(grid.opens[k, nodes].astype(np.int64) - official.earliest, 0) // unit
        last = (grid.closes[k, nodes].astype(np.int64) - official.earliest) // unit
        may |= (times >= first) & (times <= last)
    begin = grid.start(who)
    np.fill_diagonal(via, span + unit)
    return Clock(
        moments=moments,
        nodes=nodes,
        start=step[begin, nodes] // unit,
        step=np.minimum(via // unit, moments),
        home=(step[nodes, begin + 1] + length) // unit,
        open=may,
    )


def knapsack(grid: Grid, step: Numbers, points: Numbers, must: Numbers) -> tuple[float, Numbers, Numbers]:
    """The bound when only time is counted: each visit takes its length and half the shortest ways to and from it.

    Also the charges and slopes that the linear program's prices suggest to start from.
    """
    weight, hours = _takes(grid, step)
    seen = grid.allowed.any(axis=0)
    groups = [(group, float(points)) for group, steps in enumerate(grid.ladder) for points in steps if points]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = grid.size + len(groups), len(grid.ladder)
    lp.col_cost_ = np.concatenate([points, [worth for _, worth in groups]])
    lp.col_lower_ = np.concatenate([(must & seen).astype(float), np.zeros(len(groups))])
    lp.col_upper_ = np.concatenate([seen.astype(float), np.ones(len(groups))])
    lp.row_lower_ = np.full(lp.num_row_, -highspy.kHighsInf)
    lp.row_upper_ = np.array([hours] + [0.0] * (len(grid.ladder) - 1))
    index, value, start = [], [], [0]
    for node in range(grid.size):
        group = int(grid.group[node])
        index += [0, group] if group else [0]
        value += [float(weight[node]), -1.0] if group else [float(weight[node])]
        start.append(len(index))
    for group, _ in groups:
        index.append(group)
        value.append(1.0)
        start.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(start), np.array(index)
    lp.a_matrix_.value_ = np.array(value)
    lp.sense_ = highspy.ObjSense.kMaximize
    model = solver(WALK_SECONDS)
    model.passModel(lp)
    model.run()
    everything = float(points[seen].sum()) + sum(worth for _, worth in groups)
    duals = np.abs(np.array(model.getSolution().row_dual))
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal or len(duals) != lp.num_row_:
        return everything, np.zeros(grid.size), np.array([steps[0] for steps in grid.ladder], dtype=float)
    slope = np.concatenate([[0.0], duals[1:]])
    charge = np.maximum(points + slope[grid.group] - duals[0] * weight, 0)
    best = min(everything, float(model.getInfo().objective_function_value))
    return best, charge, slope


def _takes(grid: Grid, step: Numbers) -> tuple[Numbers, float]:
    """What each visit takes at least, and the hours there are for visits when everybody's way out and home is off."""
    size = grid.size
    starts = [grid.start(who) for who in range(grid.crew)]
    inner = step[:size, :size] + np.diag(np.full(size, step.max(initial=0) + 1))
    come = np.vstack([inner, step[starts, :size]]).min(axis=0)
    go = np.hstack([inner, step[:size, [one + 1 for one in starts]]]).min(axis=1)
    weight = np.array(grid.service) + (come + go) / 2
    hours = 0.0
    for who, one in enumerate(grid.problem.officials):
        mine = np.flatnonzero(grid.allowed[who])
        if len(mine):
            ways = step[starts[who], mine].min() + step[mine, starts[who] + 1].min()
            hours += max(0.0, one.latest - one.earliest - ways / 2)
    return weight, hours
