"""Which people of a cell sit in which panel, so that all of a cell have the same chance and no household sits twice."""

from collections import defaultdict

import numpy as np

from huiyin.lib.sortition.cells import Cells
from huiyin.lib.sortition.solver import Floats, Ints

EVEN = 1e-12  # chances of one cell are made equal to this


def round_robin(cells: Cells, panels: Ints, random: np.random.Generator) -> Ints:
    """Panels of people with the cells of the given ones: within a cell everybody in turn, panels in a random order.

    Two of one household may meet. People of one cell sit in equally many panels, up to one.
    """
    many, size = panels.shape
    seats = np.sort(cells.cell_of[panels], axis=1).reshape(-1)
    panel = np.repeat(np.arange(many), size)
    turn = random.permutation(many)[panel]
    order = np.lexsort((turn, seats))
    start = np.searchsorted(seats[order], np.arange(len(cells)))
    place = np.arange(len(order)) - start[seats[order]]
    shuffled = [random.permutation(people) for people in cells.members]
    first = np.cumsum([0, *cells.sizes[:-1]])
    dealt = np.empty(many * size, dtype=np.int32)
    dealt[order] = np.concatenate(shuffled)[first[seats[order]] + place % cells.sizes[seats[order]]]
    return dealt.reshape(many, size)


def part_households(cells: Cells, dealt: Ints, known: Ints, random: np.random.Generator) -> None:
    """Have people of one cell change places between panels until no household sits twice in any; in place.

    Where no exchange is found the panel takes back the people of `known`, which is good.
    """
    home_of = cells.layout.home_of
    if not cells.layout.homes:
        return
    seats: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for panel, seat in zip(*_crowded(home_of, dealt), strict=True):
        seats[panel].append((panel, seat))
    if not seats:
        return
    where = _by_cell(cells, dealt)
    homes = [set(home_of[people][home_of[people] >= 0].tolist()) for people in dealt]
    for panel in sorted(seats):
        for place in seats[panel]:
            if not _exchange(place, dealt, home_of, homes, where[int(cells.cell_of[dealt[place]])], random):
                dealt[panel] = known[panel][np.argsort(cells.cell_of[known[panel]], kind="stable")]
                homes[panel] = set(home_of[known[panel]][home_of[known[panel]] >= 0].tolist())
                break


def _crowded(home_of: Ints, dealt: Ints) -> tuple[list[int], list[int]]:
    """The seats whose household sits in the panel already."""
    homes = home_of[dealt]
    order = np.argsort(homes, axis=1, kind="stable")
    sorted_ = np.take_along_axis(homes, order, axis=1)
    again = (sorted_[:, 1:] == sorted_[:, :-1]) & (sorted_[:, 1:] >= 0)
    panel, column = np.nonzero(again)
    return panel.tolist(), order[panel, column + 1].tolist()


def _by_cell(cells: Cells, dealt: Ints) -> list[Ints]:
    """The flat places of each cell in the panels."""
    flat = cells.cell_of[dealt].reshape(-1)
    order = np.argsort(flat, kind="stable")
    return np.split(order, np.searchsorted(flat[order], np.arange(1, len(cells))))


def _exchange(
    place: tuple[int, int],
    dealt: Ints,
    home_of: Ints,
    homes: list[set[int]],
    others: Ints,
    random: np.random.Generator,
) -> bool:
    panel, size = place[0], dealt.shape[1]
    person = int(dealt[place])
    home = int(home_of[person])
    tries = others if len(others) <= 60 else others[random.integers(len(others), size=60)]
    for flat in tries.tolist():
        other, seat = divmod(flat, size)
        swapped = int(dealt[other, seat])
        new = int(home_of[swapped])
        if other == panel or swapped == person or new == home:
            continue
        sitting = dealt[panel].tolist(), dealt[other].tolist()
        if (new >= 0 and new in homes[panel]) or home in homes[other]:
            continue
        if swapped in sitting[0] or person in sitting[1]:
            continue
        if sum(home_of[one] == new for one in sitting[1]) > 1 and new >= 0:
            continue  # that seat is crowded itself and gets its turn
        dealt[panel, place[1]], dealt[other, seat] = swapped, person
        homes[panel].add(new)
        homes[other].add(home)
        homes[other].discard(new)
        homes[panel].discard(-1)
        return True
    return False


class Evening:
    """Makes the chances within each cell equal by handing seats from who has too much to who has too little.

    A seat is handed over for a part of the panel's probability where the whole would be too much: the panel is then
    parted in two. That adds at most one panel per person.
    """

    def __init__(self, cells: Cells, dealt: Ints, weights: Floats) -> None:
        """`dealt` are panels whose seats stand in the order of their cells."""
        self.cells, self.home_of = cells, cells.layout.home_of
        self._many = len(dealt)
        self._panels = dealt.copy()
        self.weights: list[float] = weights.tolist()
        self.chances: Floats = np.bincount(
            dealt.reshape(-1), np.repeat(weights, dealt.shape[1]), len(cells.cell_of)
        ).astype(np.float64)
        self._seats = _by_cell(cells, dealt)
        self._parts: list[list[int]] = [[number] for number in range(len(dealt))]

    @property
    def panels(self) -> Ints:
        """The panels as they are now."""
        return self._panels[: self._many]

    def even(self, close: float) -> list[int]:
        """Part panels until all of a cell have the same chance; the people of cells where more than `close` is left."""
        left: list[int] = []
        for cell, people in enumerate(self.cells.members):
            if len(people) > 1 and float(np.ptp(self.chances[people])) > EVEN:
                share = float(self.chances[people].mean())
                self._level(cell, share, share, split=True)
                if share - float(self.chances[people].min()) > close:
                    left += people.tolist()
        return left

    def even_counts(self) -> None:
        """Hand whole seats over until the numbers of panels within a cell differ by one at most (equal weights)."""
        unit = self.weights[0]
        for cell, people in enumerate(self.cells.members):
            if len(people) > 1 and float(np.ptp(self.chances[people])) > 1.5 * unit:
                share = float(self.chances[people].mean()) / unit
                low, high = float(np.floor(share + 1e-9)) * unit, float(np.ceil(share - 1e-9)) * unit
                self._level(cell, low, low, split=False)
                self._level(cell, high, high, split=False)

    def _level(self, cell: int, above: float, below: float, *, split: bool) -> None:
        """Those of a cell who have more than `above` give to those who have less than `below`."""
        people = self.cells.members[cell]
        takers = people[self.chances[people] < below - EVEN].tolist()
        givers = set(people[self.chances[people] > above + EVEN].tolist())
        size = self._panels.shape[1]
        for flat in self._seats[cell].tolist():
            origin, seat = divmod(flat, size)
            todo = list(self._parts[origin])
            while todo and takers:
                number = todo.pop()
                giver = int(self._panels[number, seat])
                if giver not in givers or self.chances[giver] <= above + EVEN:
                    continue
                taker = self._fitting(number, giver, takers)
                if taker is None:
                    continue
                part = min(float(self.chances[giver] - above), float(below - self.chances[taker]))
                weight = self.weights[number]
                if part < weight - EVEN and not split:
                    continue
                if part < weight - EVEN:
                    todo.append(number)
                self._hand(number, origin, seat, taker, min(part, weight))
                if self.chances[taker] >= below - EVEN:
                    takers.remove(taker)

    def _fitting(self, number: int, giver: int, takers: list[int]) -> int | None:
        row = self._panels[number]
        homes = self.home_of[row]
        for taker in takers:
            home = self.home_of[taker]
            if (row == taker).any() or (home >= 0 and ((homes == home) & (row != giver)).any()):
                continue
            return taker
        return None

    def _hand(self, number: int, origin: int, seat: int, taker: int, part: float) -> None:
        """For this part of the panel's probability the taker has the seat."""
        giver = int(self._panels[number, seat])
        self.chances[giver] -= part
        self.chances[taker] += part
        if part >= self.weights[number] - EVEN:
            self._panels[number, seat] = taker
            return
        if self._many == len(self._panels):
            more = np.zeros_like(self._panels[: 1 + self._many // 4])
            self._panels = np.concatenate([self._panels, more])
        self._panels[self._many] = self._panels[number]
        self._panels[self._many, seat] = taker
        self._parts[origin].append(self._many)
        self.weights[number] -= part
        self.weights.append(part)
        self._many += 1
