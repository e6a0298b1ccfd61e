"""The second process: PyVRP and the bound, told the problem on standard input, telling a line for everything found."""

import json
import pickle
import sys
import time
from collections.abc import Callable
from typing import TextIO

from huiyin.lib.rounds.bound import Relaxed
from huiyin.lib.rounds.grid import Grid, grid
from huiyin.lib.rounds.vrp import Orders, Routing

FIRST, ROUTING = (
    0.05,
    0.65,
)  # shares of the time: a first bound, then routing until there, then the bound again
GUESS = 0.8  # of the first bound: what the best plan may be worth, before one is known
SLICES = (1_000, 2_000, 3_000)  # rounds of PyVRP in the first, second and every later run
SHARES = (300, 50, 1)  # a point is worth the hours of everybody ÷ this, in units of travel
Done = Callable[[], bool]
Found = Callable[[Orders], None]
Now = Callable[[], float]


def main() -> int:
    """Read (problem, seconds, seed), pickled by the process that started this one, and work until the time is over."""
    problem, seconds, seed, appointments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 (from our own parent)
    started = time.monotonic()
    work(grid(problem), seconds, seed, appointments, lambda: time.monotonic() - started, sys.stdout)
    return 0


def work(grid: Grid, seconds: float, seed: int, appointments: bool, clock: Now, out: TextIO) -> None:
    """A first bound, PyVRP, and the bound again, each told to `out` when it gets better."""
    best: list[int] = [0]
    relaxed = Relaxed(grid, appointments=appointments)
    _tell(out, "bound", relaxed.value)
    bettering(relaxed, int(relaxed.value * GUESS), lambda: clock() > FIRST * seconds, out)

    def found(orders: Orders) -> None:
        points = grid.points([node for order in orders for node in order])
        if points > best[0]:
            best[0] = points
            _tell(out, "orders", orders)

    route(grid, seed, found, lambda: clock() > ROUTING * seconds)
    bettering(relaxed, best[0] % grid.weight, lambda: clock() > seconds, out)


def bettering(relaxed: Relaxed, guess: int, done: Done, out: TextIO) -> None:
    """Better the bound until done, telling every whole point."""
    while not done() and relaxed.moving:
        before = relaxed.value
        if relaxed.improve(guess) and relaxed.value < before:
            _tell(out, "bound", relaxed.value)


def route(grid: Grid, seed: int, found: Found, done: Done, most: int = 1 << 40) -> None:
    """PyVRP again and again: at growing prices of travel, and each group's points taken at the slope of the last answer.

    Without windows and groups it is left to itself in one long run: it finds more than when it is begun anew.
    """
    counts = [1] * len(grid.ladder)
    best: tuple[int, Orders | None] = (-1, None)

    def better(orders: Orders) -> None:
        nonlocal best
        if grid.rounds(orders) is None:
            return
        points = grid.points([node for order in orders for node in order])
        if points > best[0]:
            best = (points, orders)
        found(orders)

    total = max(1, sum(one.latest - one.earliest for one in grid.problem.officials))
    turn = 0
    alone = not grid.windowed and len(grid.ladder) == 1
    while not done() and most > 0:
        routing = Routing(grid, better, done)
        part = most if alone else min(most, SLICES[min(turn, len(SLICES) - 1)])
        most -= max(
            1,
            routing.run(
                seed + turn, counts, part, best[1] if turn % 3 else None, max(1, total // SHARES[turn % 3])
            ),
        )
        if best[1] is not None:
            counts = [0] * len(grid.ladder)
            for order in best[1]:
                for node in order:
                    counts[int(grid.group[node])] += 1
        turn += 1


def _tell(out: TextIO, kind: str, value: object) -> None:
    print(json.dumps([kind, value]), file=out, flush=True)


if __name__ == "__main__":
    sys.exit(main())
