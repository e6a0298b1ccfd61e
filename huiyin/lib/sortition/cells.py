"""People whom the quotas cannot tell apart, merged: one number per cell instead of one per person."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from huiyin.lib.sortition.pool import Pool, Quotas
from huiyin.lib.sortition.solver import Floats, Ints, Rows

Words = NDArray[np.uint64]
BITS = 64
FLIPS = 6  # categories that may all change hands in a crosswise trade


@dataclass(frozen=True)
class Layout:
    """A pool in numbers: `codes[i, g]` is the line of the quotas that person i falls under in category g.

    `homes` are the households of two or more, `home_of[i]` the place of person i's among them or −1; the people of
    `alone` have a cell each.
    """

    codes: Ints
    least: Ints
    most: Ints
    size: int
    category_of: Ints
    homes: list[list[int]]
    home_of: Ints
    alone: frozenset[int] = frozenset()

    @staticmethod
    def of(pool: Pool, quotas: Quotas) -> "Layout":
        """The numbers of this pool under these quotas; ValueError for a value without a quota."""
        line = {(one.category, one.value): n for n, one in enumerate(quotas.lines)}
        try:
            codes = [
                [line[pair] for pair in zip(pool.categories, values, strict=True)] for values in pool.people
            ]
        except KeyError as error:
            raise ValueError(f"no quota for {error}") from error
        homes = pool.together()
        home_of = np.full(len(pool.people), -1, dtype=np.int64)
        for n, people in enumerate(homes):
            home_of[people] = n
        place = {name: n for n, name in enumerate(pool.categories)}
        return Layout(
            np.array(codes, dtype=np.int64).reshape(len(codes), len(pool.categories)),
            np.array([one.least for one in quotas.lines], dtype=np.int64),
            np.array([one.most for one in quotas.lines], dtype=np.int64),
            quotas.size,
            np.array([place[one.category] for one in quotas.lines], dtype=np.int64),
            homes,
            home_of,
        )

    @cached_property
    def kinds(self) -> Ints:
        """The number of each person's combination of values."""
        if not len(self.codes):
            return np.zeros(0, dtype=np.int64)
        return np.unique(self.codes, axis=0, return_inverse=True)[1].reshape(-1)

    @cached_property
    def home_kinds(self) -> Ints:
        """The number of the make-up of each person's household (which combinations live together), −1 for nobody else."""
        known: dict[tuple[int, ...], int] = {}
        found = np.full(len(self.kinds), -1, dtype=np.int64)
        for number, people in enumerate(self.homes):
            own = self.alone.isdisjoint(people)
            make_up = tuple(sorted(self.kinds[people].tolist())) if own else (-1, number)
            found[people] = known.setdefault(make_up, len(known))
        return found


class Cells:
    """A partition of the people; those of one cell have the same values (and, where split, the same household make-up)."""

    def __init__(self, layout: Layout, split: Iterable[int] | None = None) -> None:
        """Cells by values; the combinations in `split` are parted by household make-up as well, all of them for None."""
        self.layout = layout
        apart = layout.home_kinds
        if split is not None:
            apart = np.where(np.isin(layout.kinds, np.fromiter(split, dtype=np.int64)), apart, -2)
        single = np.full(len(apart), -1, dtype=np.int64)
        single[list(layout.alone)] = list(layout.alone)
        labels = np.stack([layout.kinds, apart, single], axis=1)
        _, first, cell_of, sizes = np.unique(
            labels, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        self.cell_of: Ints = cell_of.reshape(-1)
        self.sizes: Ints = sizes
        self.kind: Ints = layout.kinds[first]
        self.home_kind: Ints = apart[first]
        self.values: Ints = layout.codes[first]
        order = np.argsort(self.cell_of, kind="stable")
        self.members: list[Ints] = np.split(order, np.cumsum(sizes)[:-1])

    def __len__(self) -> int:
        return len(self.sizes)

    @cached_property
    def holds(self) -> Floats:
        """Row per line of the quotas, column per cell: 1 where the cell has the value."""
        found = np.zeros((len(self.layout.least), len(self)))
        for category in range(self.values.shape[1]):
            found[self.values[:, category], np.arange(len(self))] = 1
        return found

    @cached_property
    def masks(self) -> Words:
        """The values of each cell as bits, word by word."""
        words = (len(self.layout.least) + BITS - 1) // BITS
        found = np.zeros((words, len(self)), dtype=np.uint64)
        for category in range(self.values.shape[1]):
            line = self.values[:, category]
            np.bitwise_or.at(
                found, (line // BITS, np.arange(len(self))), np.uint64(1) << (line % BITS).astype(np.uint64)
            )
        return found

    def quota_rows(self) -> Rows:
        """Counts of a panel by cell: every quota and the size."""
        matrix = np.vstack([self.holds, np.ones((1, len(self)))])
        low = np.append(self.layout.least, self.layout.size).astype(np.float64)
        high = np.append(self.layout.most, self.layout.size).astype(np.float64)
        return Rows.dense(matrix, low, high)

    def home_rows(self) -> Rows:
        """Counts of a panel by cell, all split: of a make-up no more people than there are such households."""
        kinds = self.layout.home_kinds
        many = int(kinds.max(initial=-1)) + 1
        homes = np.zeros(many)
        for people in self.layout.homes:
            homes[kinds[people[0]]] += 1
        cells = np.flatnonzero(self.home_kind >= 0)
        order = cells[np.argsort(self.home_kind[cells], kind="stable")]
        start = np.searchsorted(self.home_kind[order], np.arange(many + 1)).astype(np.int64)
        return Rows(start, order, np.ones(len(order)), np.zeros(many), homes)


@cache
def flips(categories: int) -> Ints:
    """Which categories change hands in a trade, a column each: every choice, or one or two at a time when they are many."""
    if categories <= FLIPS + 1:
        numbers = range(1, max(2, 2 ** (categories - 1)))
        return np.array([[n >> g & 1 for n in numbers] for g in range(categories)], dtype=np.int64)
    eye = np.eye(categories, dtype=np.int64)
    both = [eye[a] + eye[b] for a in range(categories) for b in range(a)]
    return np.array([*eye, *both], dtype=np.int64).T
