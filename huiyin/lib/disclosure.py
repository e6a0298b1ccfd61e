"""Tables that tell nothing about single people: small cells are withheld, and others with them so that no sum tells.

A published table states its cells and its totals, and each total is a sum. A cell from 1 to k − 1 is withheld; then
further cells are, until the sums say no more about it than the blank itself does: every value from 1 to k − 1 remains
possible (for k = 2: 1 or 2), whatever a reader computes from all that is shown, knowing that blanks are at least 1.
A cell of k or more that is withheld for the others' sake has at least two possible values. A total is a cell like any
other, but the last to go (how many of its cells are not 0 stays visible). Zeros are shown, as "nobody" is what these
pages are about; where the absence itself says something about those present (nobody disagreed), ask with
`zeros_shown=False`: zeros are small cells then.

Not protected against: a reader who is one of the few counted, two tables of the same people under other headings,
and two issues of a table that differ by a person. Source: complementary cell suppression (Cox 1980; Hundepool et al.
2012); that a table with one breakdown or two is a network, so that shortest paths find the cells: Cox 1995.
"""

import heapq
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)

_Step = tuple[int, int]  # an edge, +1 along or −1 against it
_Ways = list[list[tuple[int, int, int]]]  # for every node: edge, node at the other end, +1 or −1


@dataclass(frozen=True)
class OneWay(Generic[K]):
    """A list with its total; None is withheld."""

    cells: dict[K, int | None]
    total: int | None


@dataclass(frozen=True)
class TwoWay(Generic[R, C]):
    """A table with its margins; None is withheld."""

    cells: dict[tuple[R, C], int | None]
    rows: dict[R, int | None]
    columns: dict[C, int | None]
    total: int | None


def rate(part: int | None, whole: int | None) -> float | None:
    """A share of what is shown: None where either count is withheld, or the whole is 0."""
    return None if part is None or not whole else part / whole


def suppress(table: Mapping[K, int], k: int, *, zeros_shown: bool = True) -> OneWay[K]:
    """A list of counts (any keys, in their order) that is published with its total, small cells withheld.

    Withheld are the cells under k and, where their sum would tell, the smallest others; the total only where it is
    under k itself or nothing else protects.
    """
    _counted(table.values())
    if not table:
        return OneWay({}, 0)
    network = _Network(nodes=2, floor=1 if zeros_shown else 0, k=k)
    whole = sum(table.values())
    cells = {key: network.add(0, 1, value, cost=value) for key, value in table.items()}
    total = network.add(1, 0, whole, cost=2 * whole, is_total=True)
    network.protect()
    return OneWay({key: network.shown(edge) for key, edge in cells.items()}, network.shown(total))


def suppress_two_way(
    rows: Sequence[R],
    columns: Sequence[C],
    cells: Mapping[tuple[R, C], int],
    k: int,
    totals_shown: bool = True,
    *,
    zeros_shown: bool = True,
) -> TwoWay[R, C]:
    """For published tables of two breakdowns: counts and the totals of rows and columns, small cells withheld.

    A cell not given is 0.

    With `totals_shown=False` no total is published (all are None) and only the small cells are withheld: nobody may
    publish the totals elsewhere then.
    """
    _counted(cells.values())
    if not set(cells) <= {(row, column) for row in rows for column in columns}:
        raise ValueError("a cell stands outside of the table")
    floor = 1 if zeros_shown else 0
    values = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
    if not values:
        return TwoWay({}, dict.fromkeys(rows, 0), dict.fromkeys(columns, 0), 0)
    if not totals_shown:
        shown = {key: None if floor <= value < k else value for key, value in values.items()}
        return TwoWay(shown, dict.fromkeys(rows), dict.fromkeys(columns), None)
    network = _Network(nodes=len(rows) + len(columns) + 2, floor=floor, k=k)
    whole = sum(values.values())
    row_node = {row: number for number, row in enumerate(rows)}
    column_node = {column: len(rows) + number for number, column in enumerate(columns)}
    source, sink = network.nodes - 2, network.nodes - 1
    inner = {(r, c): network.add(row_node[r], column_node[c], v, cost=v) for (r, c), v in values.items()}
    sums_r = {r: sum(values[r, c] for c in columns) for r in rows}
    sums_c = {c: sum(values[r, c] for r in rows) for c in columns}
    # A total costs more than all cells together: it goes last.
    across = {
        r: network.add(source, row_node[r], v, cost=whole + v, is_total=True) for r, v in sums_r.items()
    }
    down = {c: network.add(column_node[c], sink, v, cost=whole + v, is_total=True) for c, v in sums_c.items()}
    total = network.add(sink, source, whole, cost=3 * whole, is_total=True)
    network.protect()
    return TwoWay(
        {key: network.shown(edge) for key, edge in inner.items()},
        {row: network.shown(edge) for row, edge in across.items()},
        {column: network.shown(edge) for column, edge in down.items()},
        network.shown(total),
    )


def _counted(values: Iterable[int]) -> None:
    if any(value < 0 for value in values):
        raise ValueError("a table of counts holds no number below 0")


@dataclass
class _Network:
    """A table as a circulation: what flows into a node flows out, which says that every total is its sum.

    What a reader may still think possible is what the withheld edges can carry while the others stay: an edge can
    carry one more exactly when there is a way back from its head to its tail.
    """

    nodes: int
    floor: int  # the least value of a blank
    k: int
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)

    def add(self, tail: int, head: int, value: int, *, cost: int, is_total: bool = False) -> int:
        """An edge for a cell or a total; its number."""
        self.tails.append(tail)
        self.heads.append(head)
        self.values.append(value)
        self.costs.append(cost)
        edge = len(self.values) - 1
        if is_total:
            self.totals.add(edge)
        return edge

    def shown(self, edge: int) -> int | None:
        return None if edge in self.withheld else self.values[edge]

    def is_small(self, edge: int) -> bool:
        return self.floor <= self.values[edge] < self.k

    def protect(self) -> None:
        """Withhold the small cells, then the cheapest others until each small one is safe, then give back
        what turned out not to be needed."""
        ways = self._ways()
        small = [edge for edge in range(len(self.values)) if self.is_small(edge)]
        self.withheld = set(small)
        for edge in small:
            for up in (True, False):
                while missing := self._missing(ways, edge, up):
                    self.withheld |= missing
        for edge in sorted(self.withheld - set(small), key=lambda one: (-self.costs[one], one)):
            self.withheld.discard(edge)
            # Who shares a line with it misses it first.
            if not all(self._is_safe(ways, one) for one in sorted(self.withheld, key=self._apart(edge))):
                self.withheld.add(edge)

    def _apart(self, edge: int) -> Callable[[int], tuple[bool, int]]:
        ends = {self.tails[edge], self.heads[edge]}
        return lambda one: (ends.isdisjoint((self.tails[one], self.heads[one])), one)

    def _ways(self) -> _Ways:
        """For every node the edges that can be walked from it."""
        ways: _Ways = [[] for _ in range(self.nodes)]
        for edge, value in enumerate(self.values):
            if value >= self.floor:
                ways[self.tails[edge]].append((edge, self.heads[edge], 1))
                ways[self.heads[edge]].append((edge, self.tails[edge], -1))
        return ways

    def _needed(self, edge: int, up: bool) -> int:
        """How far a small cell must be able to go: up to k − 1 (and two values at least), down to the floor.

        A small total cannot go below the number of its blanks, so it must be able to go up.
        """
        value = self.values[edge]
        if edge in self.totals:
            return max(self.k - 1 - value, 1) if up else 0
        return max(self.k - 1, self.floor + 1) - value if up else value - self.floor

    def _missing(self, ways: _Ways, edge: int, up: bool) -> set[int]:
        """What else to withhold so that a small cell can go further; nothing when it can go far enough."""
        need, carried = self._carry(ways, edge, up, self._needed(edge, up))
        if need <= 0:
            return set()
        path = self._cheapest_path(ways, edge, up, carried)
        return {one for one, _ in path} - self.withheld

    def _is_safe(self, ways: _Ways, edge: int) -> bool:
        if self.is_small(edge):
            return all(self._carry(ways, edge, up, self._needed(edge, up))[0] <= 0 for up in (True, False))
        return any(self._carry(ways, edge, up, 1)[0] == 0 for up in (True, False))

    def _carry(self, ways: _Ways, edge: int, up: bool, need: int) -> tuple[int, dict[int, int]]:
        """What remains of `need` after moving the edge as far as withheld edges allow, and how they moved."""
        carried: dict[int, int] = {}
        while need > 0 and (path := self._open_path(ways, edge, up, carried)):
            room = min([need, *(self._room(one, carried) for one, sign in path if sign < 0)])
            for one, sign in path:
                carried[one] = carried.get(one, 0) + sign * room
            need -= room
        return need, carried

    def _room(self, edge: int, carried: Mapping[int, int]) -> int:
        return self.values[edge] + carried.get(edge, 0) - self.floor

    def _open_path(self, ways: _Ways, edge: int, up: bool, carried: Mapping[int, int]) -> list[_Step]:
        """The shortest way over withheld edges that closes a circle with the edge; empty where there is none."""
        start, goal = self._ends(edge, up)
        came: dict[int, tuple[int, int, int]] = {start: (-1, 0, start)}
        waiting = deque([start])
        while waiting and goal not in came:
            node = waiting.popleft()
            for one, other, sign in ways[node]:
                if other in came or one == edge or one not in self.withheld:
                    continue
                if sign > 0 or self._room(one, carried) > 0:
                    came[other] = (one, sign, node)
                    waiting.append(other)
        return _walked(came, start, goal)

    def _cheapest_path(self, ways: _Ways, edge: int, up: bool, carried: Mapping[int, int]) -> list[_Step]:
        """The same over any edges, those not yet withheld at their cost; there is always one over the totals."""
        start, goal = self._ends(edge, up)
        best = {start: (0, 0)}
        came: dict[int, tuple[int, int, int]] = {}
        waiting = [(0, 0, start)]
        while waiting:
            cost, steps, node = heapq.heappop(waiting)
            if node == goal:
                break
            if (cost, steps) > best[node]:
                continue
            for one, other, sign in ways[node]:
                if one == edge or (sign < 0 and self._room(one, carried) <= 0):
                    continue
                further = (cost + (0 if one in self.withheld else self.costs[one]), steps + 1)
                if other not in best or further < best[other]:
                    best[other], came[other] = further, (one, sign, node)
                    heapq.heappush(waiting, (*further, other))
        return _walked(came, start, goal)

    def _ends(self, edge: int, up: bool) -> tuple[int, int]:
        ends = self.heads[edge], self.tails[edge]
        return ends if up else ends[::-1]


def _walked(came: Mapping[int, tuple[int, int, int]], start: int, goal: int) -> list[_Step]:
    path, node = [], goal
    while node in came and node != start:
        one, sign, node = came[node]
        path.append((one, sign))
    return path
