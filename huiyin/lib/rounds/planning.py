"""Plans rounds of visits: two searches side by side within one span of time, the better answer wins, with a proven bound."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from huiyin.lib.rounds.beside import Beside
from huiyin.lib.rounds.bound import Relaxed
from huiyin.lib.rounds.grid import Grid, grid
from huiyin.lib.rounds.plan import Plan
from huiyin.lib.rounds.pool import combine
from huiyin.lib.rounds.problem import Problem
from huiyin.lib.rounds.reasons import missed
from huiyin.lib.rounds.search import Search
from huiyin.lib.rounds.vrp import Orders
from huiyin.lib.rounds.worker import route

Progress = Callable[[float, int, int], None]
Stopped = Callable[[], bool]

PHASES = (
    (0.5, 4.0, 0.05),
    (0.75, 2.0, 0.04),
    (0.95, 1.0, 0.05),
)  # until which share, how hot, how much cooler
EVERY = 0.2  # seconds between two reports
ROUTING_PART, BOUND_PART, TREE = (
    10,
    40,
    2_000,
)  # of a counted budget: searches per PyVRP round, …; nodes of the tree


@dataclass
class Best:
    """The best orders known, whose they are, and the bound."""

    orders: Orders
    points: int
    solver: str
    bound: int


def plan(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    iterations: int | None = None,
    progress: Progress | None = None,
    should_stop: Stopped | None = None,
) -> Plan:
    """The best plan found within so many seconds (or, repeatable to the letter, so many iterations of our own search).

    `progress(seconds_used, points, bound)` is called about five times a second; when `should_stop()` is true, the best
    plan so far is given back at once. It ends early when the bound proves that nothing better exists.
    """
    tables = grid(problem)
    run = _Run(tables, seed, progress or (lambda used, best, bound: None), should_stop or (lambda: False))
    if tables.size and tables.crew:
        if iterations is None:
            run.timed(seconds)
        else:
            run.counted(iterations)
    return run.result()


class _Run:
    """One call of `plan`."""

    def __init__(self, tables: Grid, seed: int, progress: Progress, should_stop: Stopped) -> None:
        self.grid, self.seed, self.progress, self.should_stop = tables, seed, progress, should_stop
        self.started = time.monotonic()
        self.reported = 0.0
        self.heard = 0
        self.stopped = False
        self.search = Search(tables, seed)
        self.appointments = all(
            not one.mandatory or not self.search.best.free[node]
            for node, one in enumerate(tables.problem.candidates)
        )
        everything = tables.weight - 1
        self.best = Best([[] for _ in range(tables.crew)], 0, "own", everything)
        self._learn(self.search.best.orders(), "own")

    def used(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def _learn(self, orders: Orders, solver: str) -> bool:
        points = self.grid.points([node for order in orders for node in order])
        if points <= self.best.points or self.grid.rounds(orders) is None:
            return False
        self.best.orders, self.best.points, self.best.solver = (
            [list(order) for order in orders],
            points,
            solver,
        )
        return True

    def _prize(self) -> int:
        return self.best.points % self.grid.weight

    def _report(self) -> None:
        self.reported = self.used()
        self.progress(self.reported, self._prize(), max(self.best.bound, self._prize()))

    def _proven(self) -> bool:
        keeps = self.best.points // self.grid.weight == sum(
            one.mandatory for one in self.grid.problem.candidates
        )
        return keeps and self._prize() >= self.best.bound

    # -- by the clock ---

    def timed(self, seconds: float) -> None:
        """Our own search here, PyVRP and the bound in a second process."""
        beside = Beside(self.grid.problem, seconds, self.seed, appointments=self.appointments)
        try:
            self._report()
            begin = 0.0
            for end, hot, cool in PHASES:
                self._phase(begin, end, seconds, beside, hot, cool)
                begin = end
                if self._over(seconds):
                    break
                self._combine(min(0.05 * seconds, 0.5 * (seconds - self.used())), TREE)
                self.search.take(self.best.orders)
            while not self._over(seconds) and beside.running:
                time.sleep(0.02)
                self._hear(beside)
        finally:
            beside.end()
        if beside.bound is None:
            self.best.bound = min(self.best.bound, Relaxed(self.grid, appointments=self.appointments).value)
        self._report()

    def _over(self, seconds: float) -> bool:
        self.stopped = self.stopped or self.should_stop()
        return self.stopped or self.used() >= seconds or self._proven()

    def _phase(
        self, begin: float, end: float, seconds: float, beside: Beside, hot: float, cool: float
    ) -> None:
        def until() -> float:
            self._hear(beside)
            self._learn_own()
            if self._over(seconds):
                return 1.0
            if self.used() - self.reported >= EVERY:
                self._report()
            return (self.used() / seconds - begin) / (end - begin)

        self.search.run(until, hot, cool)
        self._learn_own()

    def _learn_own(self) -> None:
        if self.search.best.points > self.best.points:
            self._learn(self.search.best.orders(), "own" if self.best.solver == "own" else "both")

    def _hear(self, beside: Beside) -> None:
        if beside.bound is not None:
            self.best.bound = min(self.best.bound, beside.bound)
        while self.heard < len(beside.orders):
            self._from_routing(beside.orders[self.heard])
            self.heard += 1

    def _from_routing(self, orders: Orders) -> None:
        self._learn(orders, "pyvrp")
        for who, order in enumerate(orders):
            if order and self.grid.crew > 1:
                self.search.pool.setdefault((who, frozenset(order)), list(order))

    def _combine(self, seconds: float, nodes: int) -> None:
        if self.grid.crew > 1 and self.search.pool and seconds > 0.05:
            found = combine(self.grid, self.search.pool, seconds=seconds, nodes=nodes)
            if found is not None:
                self._learn(found, "both")

    # -- by counting ---

    def counted(self, iterations: int) -> None:
        """The same, one after the other, in an order that does not depend on the clock."""
        relaxed = Relaxed(self.grid, appointments=self.appointments)
        route(
            self.grid,
            self.seed,
            self._from_routing,
            self.should_stop,
            most=max(1, iterations // ROUTING_PART),
        )
        begin = 0.0
        for end, hot, cool in PHASES:
            first, last = begin * iterations, end * iterations
            self.search.run(lambda a=first, b=last: self._counting(a, b), hot, cool)  # type: ignore[misc]
            self._learn_own()
            begin = end
            self._combine(60.0, TREE)
            self.search.take(self.best.orders)
        for _ in range(max(1, iterations // BOUND_PART)):
            if self.stopped or self.should_stop() or relaxed.best < self._prize() + 1 or not relaxed.moving:
                break
            relaxed.improve(self._prize())
        self.best.bound = min(self.best.bound, relaxed.value)
        self._report()

    def _counting(self, first: float, last: float) -> float:
        self.stopped = self.stopped or self.should_stop()
        if self.used() - self.reported >= EVERY:
            self._learn_own()
            self._report()
        return 1.0 if self.stopped else (self.search.iterations - first) / (last - first)

    # -- the answer ---

    def result(self) -> Plan:
        """The plan as it is given back."""
        visited = {node for order in self.best.orders for node in order}
        prize = self._prize()
        return Plan(
            rounds=tuple(self.grid.rounds(self.best.orders) or ()),
            prize=prize,
            bound=max(prize, self.best.bound),
            missed=missed(self.grid, visited),
            solver=self.best.solver,
            seconds=self.used(),
            iterations=self.search.iterations,
        )
