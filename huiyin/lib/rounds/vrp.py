"""PyVRP on the same problem: routing with prizes, windows and hours; its answers are orders for the common grid."""

import logging
from collections.abc import Callable
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxIterations

from huiyin.lib.rounds.grid import Grid

logging.getLogger("pyvrp").setLevel(logging.ERROR)

Orders = list[list[int]]


class Routing(pyvrp.IteratedLocalSearchCallbacks):
    """One run of PyVRP: `found` is told the orders of every better answer, `done` asked whether to end.

    Points count `dear` units of travel each, so that travel only decides between plans of equal worth. A group's points
    are taken as its step at the count of `counts`, its slope there; who may not go to whom is too far for them. Several
    windows become several clients of whom one is chosen.
    """

    def __init__(self, grid: Grid, found: Callable[[Orders], None], done: Callable[[], bool]) -> None:
        self.grid, self.found, self.done = grid, found, done
        self.client_of: list[int] = []

    def data(self, counts: list[int], dear: int) -> pyvrp.ProblemData:
        """The problem in PyVRP's terms."""
        grid = self.grid
        groups: list[pyvrp.ClientGroup] = []
        clients: list[pyvrp.Client] = []
        for node in range(grid.size):
            group = None
            if len(grid.spans[node]) > 1:
                group = len(groups)
                first = len(clients)
                members = list(range(first, first + len(grid.spans[node])))
                groups.append(pyvrp.ClientGroup(clients=members, required=False))
            for opens, closes in grid.spans[node]:
                clients.append(self._client(node, opens, closes, self._points(node, counts) * dear, group))
                self.client_of.append(node)
        who, depots = grid.problem.officials, []
        for n in range(grid.size, grid.size + 2 * grid.crew):
            depots.append(pyvrp.Depot(location=n))
        kinds = [
            pyvrp.VehicleType(
                num_available=1,
                start_depot=2 * n,
                end_depot=2 * n + 1,
                tw_early=one.earliest,
                tw_late=one.latest,
                start_late=one.earliest,
                profile=n,
                name=str(n),
            )
            for n, one in enumerate(who)
        ]
        matrices = [self._matrix(n) for n in range(grid.crew)]
        places = [pyvrp.Location(0, 0) for _ in range(len(grid.step))]
        return pyvrp.ProblemData(places, clients, depots, kinds, matrices, matrices, groups)

    def _client(self, node: int, opens: int, closes: int, prize: int, group: int | None) -> pyvrp.Client:
        return pyvrp.Client(
            location=node,
            service_duration=self.grid.service[node],
            tw_early=opens,
            tw_late=closes,
            prize=prize,
            required=False,
            group=group,
        )

    def _points(self, node: int, counts: list[int]) -> int:
        steps = self.grid.ladder[int(self.grid.group[node])]
        at = min(max(counts[int(self.grid.group[node])] - 1, 0), len(steps) - 1)
        return int(self.grid.worth[node]) + steps[at]

    def _matrix(self, who: int) -> Any:
        grid = self.grid
        far = max(one.latest for one in grid.problem.officials) + 1
        matrix = np.asarray(grid.step, dtype=np.int64)
        np.fill_diagonal(matrix, 0)
        barred = np.flatnonzero(~grid.allowed[who])
        matrix[:, barred] = far
        np.fill_diagonal(matrix, 0)
        return matrix

    # -- running ---

    def run(self, seed: int, counts: list[int], most: int, start: Orders | None, dear: int) -> int:
        """Search at most so many rounds of its own; how many it took."""
        self.client_of = []
        data = self.data(counts, dear)
        initial = None if start is None else pyvrp.Solution(data, self._routes(data, start))
        rounds = MaxIterations(most)
        params = pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(callbacks=self))
        result = pyvrp.solve(
            data,
            stop=lambda cost: self.done() or rounds(cost),
            seed=seed,
            collect_stats=False,
            display=False,
            params=params,
            initial_solution=initial,
        )
        return result.num_iterations

    def _routes(self, data: pyvrp.ProblemData, orders: Orders) -> list[pyvrp.Route]:
        first = {node: n for n, node in reversed(list(enumerate(self.client_of)))}
        return [
            pyvrp.Route(data, [first[node] for node in order], who)
            for who, order in enumerate(orders)
            if order
        ]

    def on_best(self, best: pyvrp.Solution) -> None:
        """Called by PyVRP with every better answer."""
        if best.is_feasible():
            self.found(self.orders(best))

    def orders(self, made: pyvrp.Solution) -> Orders:
        """PyVRP's routes as orders of candidates."""
        orders: Orders = [[] for _ in range(self.grid.crew)]
        for route in made.routes():
            orders[int(route.vehicle_type())] = [
                self.client_of[stop.idx] for stop in route if stop.is_client()
            ]
        return orders
