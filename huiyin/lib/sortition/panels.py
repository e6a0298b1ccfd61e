"""One panel after another: people who meet every quota, one per household, weighing as much as can be found.

A panel is changed by swaps while one gains weight; where swaps fall short, people trade values crosswise; where that
falls short too, an integer program answers. Every panel that leaves this module is feasible by construction.
"""

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from huiyin.lib.sortition.cells import BITS, Cells, Words, flips
from huiyin.lib.sortition.exact import Exact, counting
from huiyin.lib.sortition.solver import Floats, Ints

FEW_OUT: Final = 48  # the lightest cells of the panel that are tried for leaving it
FEW_IN: Final = 256  # the heaviest cells outside that are tried for coming in
FIRST: Final = 30.0  # seconds for a first panel
LOOK: Final = 5e-9  # seconds that weighing one swap takes about
ROUND: Final = 2e-5  # seconds that a round of swaps takes about beside that
TRADE: Final = 2e-4  # seconds that a look for the best trade takes about
AT_ONCE: Final = 16  # swaps looked at before all are weighed again
OVERSERVED: Final = -0.75  # a cell with this much less than nothing due is worth a trade
ROUNDS: Final = 12  # how often at most
GAIN: Final = 1e-9
TABLE: Final = 1 << 21  # combinations of values that are looked up directly
FEW_TRADING: Final = 24  # the lightest cells of the panel that are tried in a crosswise trade


class Maker:
    """Makes panels of people; keeps the last one, from which the next is reached by swaps."""

    def __init__(self, cells: Cells, exact: Exact, seed: int) -> None:
        self.cells, self.exact, self.layout = cells, exact, cells.layout
        self.random = np.random.default_rng(seed)
        self.served = np.zeros(len(cells.cell_of))
        self.x: Ints = np.zeros(len(cells), dtype=np.int64)
        self._in = np.zeros(len(cells.cell_of), dtype=bool)
        self._home_taken = np.zeros(len(self.layout.homes), dtype=bool)
        self._free: Ints = cells.sizes.copy()
        self._have: Ints = np.zeros(len(self.layout.least), dtype=np.int64)
        self._groups = self._group_masks()
        self._values: list[list[int]] = cells.values.tolist()
        self._least, self._most = self.layout.least.tolist(), self.layout.most.tolist()
        self.patience = 2.0

    # -- what is known beforehand ---

    def _group_masks(self) -> Words:
        """Word by word, the bits of all values of each category."""
        found = np.zeros((len(self.cells.masks), self.cells.values.shape[1]), dtype=np.uint64)
        for line, category in enumerate(self.layout.category_of):
            found[line // BITS, category] |= np.uint64(1) << np.uint64(line % BITS)
        return found

    @cached_property
    def _codes(self) -> tuple[Ints, Ints]:
        """The combinations of values as one number each, and how much each category adds: for crosswise trades."""
        columns = [np.unique(column, return_inverse=True) for column in self.cells.values.T]
        places = np.cumprod([1] + [len(known) for known, _ in columns])
        codes: Ints = np.zeros(len(self.cells), dtype=np.int64)
        self._digits: Ints = np.zeros(self.cells.values.shape, dtype=np.int64)
        for n, (_, digit) in enumerate(columns):
            self._digits[:, n] = digit.reshape(-1) * places[n]
            codes += self._digits[:, n]
        by_code = np.argsort(codes, kind="stable")
        self._by_code: Ints | None = by_code if (np.diff(codes[by_code]) > 0).all() else None
        self._table: Ints | None = np.zeros(places[-1], dtype=np.int64) if places[-1] <= TABLE else None
        return codes, places[:-1]

    @cached_property
    def _fine_to_cell(self) -> Ints:
        first = [int(people[0]) for people in self.exact.fine.members]
        return self.cells.cell_of[first]

    # -- a panel ---

    def panel(self, weights: Floats, start: Ints | None = None) -> Ints:
        """A heavy panel for weights per cell, from the last one by swaps, or by trades where no swap gains."""
        if start is not None:
            self._replace(start)
        if not self._in.any():
            self._first(weights)
        if not self._swap(weights) and self._best_trade(weights, weights):
            self._swap(weights)
        self.served[self.people] += 1
        return self.people

    def heaviest(self, weights: Floats, *, gap: float = 1e-6) -> float:
        """The heaviest panel of all takes its seats; the answer is a weight that no panel exceeds."""
        return self._seat(weights, gap=gap)

    @property
    def people(self) -> Ints:
        """Who is in the panel."""
        return np.flatnonzero(self._in)

    def _first(self, weights: Floats) -> None:
        """A first panel; in a vast pool households are looked at only after the counts, as they hardly ever matter."""
        if self.exact.vast:
            answer = counting(self.cells, self.cells.quota_rows(), self.exact.effort).solve(seconds=FIRST)
            if answer.solved and self._seat_counts(np.rint(answer.columns).astype(np.int64)):
                return
        self._seat(weights, seconds=FIRST)

    def _seat_counts(self, counts: Ints) -> bool:
        """Seat so many of each cell, the smallest cells first; False when households stand in the way."""
        self._replace(np.zeros(0, dtype=np.int64))
        for cell in sorted(np.flatnonzero(counts).tolist(), key=lambda one: int(self.cells.sizes[one])):
            for _ in range(int(counts[cell])):
                if not len(self._available(cell)):
                    return False
                self._enter(self._someone(cell))
        return True

    def _seat(self, weights: Floats, *, gap: float = 1e-6, seconds: float | None = None) -> float:
        """The heaviest panel that the integer program finds; returns its bound."""
        fine = weights[self._fine_to_cell]
        counts, bound = self.exact.heaviest(fine, seconds=seconds or self.patience, gap=gap)
        chosen: list[int] = []
        taken: set[int] = set()
        for cell in np.flatnonzero(counts):
            people = self.exact.fine.members[cell]
            order = people[np.lexsort((self.random.random(len(people)), self.served[people]))]
            left = int(counts[cell])
            for person in order:
                home = int(self.layout.home_of[person])
                if left and (home < 0 or home not in taken):
                    chosen.append(int(person))
                    taken.add(home)
                    left -= 1
        self._replace(np.array(chosen, dtype=np.int64))
        return bound

    def _replace(self, people: Ints) -> None:
        """These people and nobody else take their seats."""
        self._in[:] = False
        self._in[people] = True
        cells = self.cells.cell_of[people]
        self.x = np.bincount(cells, minlength=len(self.cells))
        self._have = np.bincount(self.cells.values[cells].reshape(-1), minlength=len(self.layout.least))
        homes = self.layout.home_of[people]
        self._home_taken[:] = False
        self._home_taken[homes[homes >= 0]] = True
        gone = [self._home_cells[home] for home in homes if home >= 0]
        lost = np.concatenate([cells[homes < 0], *gone])
        self._free = self.cells.sizes - np.bincount(lost, minlength=len(self.cells))

    @cached_property
    def _home_cells(self) -> list[Ints]:
        return [self.cells.cell_of[people] for people in self.layout.homes]

    def _enter(self, person: int) -> None:
        self._count(person, 1)
        home = int(self.layout.home_of[person])
        if home >= 0:
            self._home_taken[home] = True
            for mate in self.layout.homes[home]:
                self._free[self.cells.cell_of[mate]] -= 1
        else:
            self._free[self.cells.cell_of[person]] -= 1

    def _leave(self, person: int) -> None:
        self._count(person, -1)
        home = int(self.layout.home_of[person])
        if home >= 0:
            self._home_taken[home] = False
            for mate in self.layout.homes[home]:
                self._free[self.cells.cell_of[mate]] += 1
        else:
            self._free[self.cells.cell_of[person]] += 1

    def _count(self, person: int, by: int) -> None:
        self._in[person] = by > 0
        cell = self.cells.cell_of[person]
        self.x[cell] += by
        self._have[self.cells.values[cell]] += by

    # -- who of a cell ---

    def _available(self, cell: int) -> Ints:
        """People of a cell who are not in the panel and whose household is not."""
        people = self.cells.members[cell]
        home = self.layout.home_of[people]
        free = ~self._in[people]
        if len(self._home_taken):
            free &= (home < 0) | ~self._home_taken[home]
        return people[free]

    def _someone(self, cell: int) -> int:
        """The one of them who was drawn least so far."""
        people = self._available(cell)
        return int(people[np.argmin(self.served[people])])

    def _seated(self, cell: int) -> int:
        """Somebody of the cell in the panel, the one drawn most."""
        people = self.cells.members[cell]
        people = people[self._in[people]]
        return int(people[np.argmax(self.served[people])])

    # -- swaps ---

    def _swap(self, weights: Floats) -> bool:
        """One in, one out, the best first, as long as the panel gains weight; whether it gained any."""
        heavy, gained = self._heaviest(weights), False
        for _ in range(ROUNDS):
            inside, coming = self._lightest(weights), heavy[self._free[heavy] > 0]
            gain = weights[coming][None, :] - weights[inside][:, None]
            if not any([self._may(out, into) for out, into in self._best_swaps(gain, inside, coming)]):
                break
            gained = True
        return gained

    def _heaviest(self, weights: Floats) -> Ints:
        outside = len(weights)
        heavy = np.argpartition(-weights, FEW_IN)[:FEW_IN] if outside > FEW_IN else np.arange(outside)
        return heavy[np.argsort(-weights[heavy], kind="stable")]

    def _lightest(self, weights: Floats) -> Ints:
        inside = np.flatnonzero(self.x)
        if len(inside) > FEW_OUT:
            inside = inside[np.argpartition(weights[inside], FEW_OUT)[:FEW_OUT]]
        return inside

    def _mate_swap(self, leaving: Floats, entering: Floats) -> bool:
        """Have somebody take the seat of one of the same household, the best such exchange; False when none gains."""
        best, cell_of = (GAIN, -1, -1), self.cells.cell_of
        for person in self.people[self.layout.home_of[self.people] >= 0].tolist():
            out = int(cell_of[person])
            for mate in self.layout.homes[self.layout.home_of[person]]:
                into = int(cell_of[mate])
                gain = entering[into] - leaving[out]
                if gain > best[0] and into != out and self._fits(out, into):
                    best = (gain, person, mate)
        if best[1] < 0:
            return False
        self._leave(best[1])
        self._enter(best[2])
        return True

    def _mend_by_trade(self, due: Floats, scale: Floats) -> bool:
        before = self.x.copy()
        leaving, entering = scale * (2 * due + 1), scale * (2 * due - 1)
        crowded = bool(self.layout.alone)
        if not (crowded and self._mate_swap(leaving, entering)) and not self._best_trade(leaving, entering):
            return False
        due -= self.x - before
        return True

    def mend(self, people: Ints, due: Floats, scale: Floats, *, trades: bool = False) -> Ints:
        """A panel made before, changed by swaps which bring Σ scale·due² down; `due` is brought up to date."""
        self._replace(people)
        for _ in range(self.layout.size):
            leaving, entering = scale * (2 * due + 1), scale * (2 * due - 1)
            inside, coming = self._lightest(leaving), self._heaviest(entering)
            coming = coming[self._free[coming] > 0]
            gain = entering[coming][None, :] - leaving[inside][:, None]
            done = False
            for out, into in self._best_swaps(gain, inside, coming):
                if scale[into] * (2 * due[into] - 1) - scale[out] * (2 * due[out] + 1) > GAIN and self._may(
                    out, into
                ):
                    due[out] += 1
                    due[into] -= 1
                    done = True
            idle = not trades or due[self.x > 0].min() > OVERSERVED
            if not done and (idle or not self._mend_by_trade(due, scale)):
                break
        return self.people

    def give(self, people: Ints, spare: Ints, loose: NDArray[np.bool_] | None = None) -> Ints:
        """A panel made before, changed so that cells with less than nothing to spare get seats of cells that have some.

        `spare` is brought up to date. `loose` cells may come to lack a seat for each that another no longer lacks.
        """
        self._replace(people)
        for _ in range(self.layout.size):
            entering = np.where(spare < 0, 4.0 - spare, 0.0)
            leaving = np.where(spare < 1, 20.0, 1 + 1 / (1.0 + np.maximum(spare, 0)))
            if loose is not None:
                leaving[loose & (spare == 0)] = 4.0
            inside, coming = self._lightest(leaving), np.flatnonzero((self._free > 0) & (spare < 0))
            gain = entering[coming][None, :] - leaving[inside][:, None]
            before = self.x.copy()
            swaps = self._best_swaps(gain, inside, coming)
            if (
                not any(self._may(out, into) for out, into in swaps)
                and not (self.layout.homes and self._mate_swap(leaving, entering))
                and not self._best_trade(leaving, entering)
            ):
                break
            spare += self.x - before
        return self.people

    def _may(self, out: int, into: int) -> bool:
        """Do this swap if it is still possible."""
        if not self.x[out] or self._free[into] <= 0 or not self._fits(out, into):
            return False
        self._leave(self._seated(out))
        self._enter(self._someone(into))
        return True

    def _fits(self, out: int, into: int) -> bool:
        """Whether the quotas allow one of this cell less and one of that cell more."""
        have, least, most = self._have, self._least, self._most
        for before, after in zip(self._values[out], self._values[into], strict=True):
            if before != after and (have[before] <= least[before] or have[after] >= most[after]):
                return False
        return True

    def _best_swaps(self, gain: Floats, inside: Ints, coming: Ints) -> list[tuple[int, int]]:
        """Swaps that gain weight, each possible now by itself, the best first."""
        self.exact.effort.add(ROUND + LOOK * gain.size)
        blocked = gain <= GAIN
        slack = self._have > self.layout.least
        room = np.flatnonzero(self._have < self.layout.most)
        for word, masks in enumerate(self.cells.masks):
            plus = np.uint64(0)
            for line in room[room // BITS == word]:
                plus |= np.uint64(1) << np.uint64(line % BITS)
            open_to = np.where(slack[self.cells.values[inside]], plus & self._groups[word], np.uint64(0))
            allowed = masks[inside] | np.bitwise_or.reduce(open_to, axis=1)
            blocked |= (masks[coming][None, :] & ~allowed[:, None]) != 0
        gain[blocked] = 0.0
        flat = gain.reshape(-1)
        if len(flat) > AT_ONCE:
            first = np.argpartition(-flat, AT_ONCE)[:AT_ONCE]
            first = first[np.argsort(-flat[first], kind="stable")]
        else:
            first = np.argsort(-flat, kind="stable")
        first = first[flat[first] > GAIN]
        return list(
            zip(inside[first // len(coming)].tolist(), coming[first % len(coming)].tolist(), strict=True)
        )

    def _best_trade(self, leaving: Floats, entering: Floats) -> bool:
        """Do the best trade among the lightest cells of the panel; False when none gains."""
        self.exact.effort.add(TRADE)
        if not (self._free > 0).any():
            return False
        codes, (best, known) = self._codes[0], self._best_of_codes(entering)
        inside = np.flatnonzero(self.x)
        if len(inside) > FEW_TRADING:
            inside = inside[np.argpartition(leaving[inside], FEW_TRADING)[:FEW_TRADING]]
        one, two = np.triu_indices(len(inside), 1)
        one, two = inside[one], inside[two]
        if not len(one):
            return False
        step = self._digits[two] - self._digits[one]
        usable = entering[best]
        moved = step @ flips(self._digits.shape[1])
        first, second = codes[one][:, None] + moved, codes[two][:, None] - moved
        at, to = self._look_up(known, first), self._look_up(known, second)
        there = (known[at] == first) & (known[to] == second) & (at != to)
        gain = np.where(there, usable[at] + usable[to] - (leaving[one] + leaving[two])[:, None], -np.inf)
        place = int(np.argmax(gain))
        if gain.flat[place] <= GAIN:
            return False
        pair = place // gain.shape[1]
        return self._do_trade(
            int(one[pair]), int(two[pair]), int(best[at.flat[place]]), int(best[to.flat[place]])
        )

    def _best_of_codes(self, entering: Floats) -> tuple[Ints, Ints]:
        """For each combination of values the cell with somebody free that weighs most, and the combination."""
        codes = self._codes[0]
        if self._by_code is not None:  # no two cells have the same combination
            best = self._by_code[self._free[self._by_code] > 0]
        else:
            free = np.flatnonzero(self._free > 0)
            ranked = free[np.lexsort((entering[free], codes[free]))]
            best = ranked[np.append(np.flatnonzero(np.diff(codes[ranked])), len(ranked) - 1)]
        if self._table is not None:
            self._table[codes[best]] = np.arange(len(best))
        return best, codes[best]

    def _look_up(self, known: Ints, codes: Ints) -> Ints:
        found: Ints = np.searchsorted(known, codes) if self._table is None else self._table[codes]
        return np.minimum(found, len(known) - 1)

    def _do_trade(self, one: int, two: int, first: int, second: int) -> bool:
        before = self.people
        self._leave(self._seated(one))
        self._leave(self._seated(two))
        for cell in (first, second):
            if not len(self._available(cell)):  # the first one's household
                self._replace(before)
                return False
            self._enter(self._someone(cell))
        return True
