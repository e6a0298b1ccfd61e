"""Which people of a cell sit in which panel, so that all of a cell have the same chance and no household sits twice."""

from collections import defaultdict
from collections.abc import Iterator

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
    split in two. That adds at most one panel per person.
    """

    def __init__(self, cells: Cells, panels: Ints, weights: Floats) -> None:
        self.cells, self.home_of = cells, cells.layout.home_of
        self.panels: list[list[int]] = panels.tolist()
        self.weights: list[float] = weights.tolist()
        self.chances = np.bincount(panels.reshape(-1), np.repeat(weights, panels.shape[1]), len(cells.cell_of))
        self._of: list[list[int]] = [[] for _ in cells.cell_of]
        for number, people in enumerate(self.panels):
            for person in people:
                self._of[person].append(number)

    def even(self) -> None:
        """Part panels until all of a cell have the same chance."""
        for people in self.cells.members:
            if len(people) > 1:
                share = float(self.chances[people].mean())
                self._level(people.tolist(), lambda _, share=share: (share, share), split=True)

    def even_counts(self) -> None:
        """Hand whole seats over until the numbers of panels within a cell differ by one at most (equal weights)."""
        unit = self.weights[0]
        for people in self.cells.members:
            if len(people) > 1:
                share = float(self.chances[people].mean()) / unit
                low, high = np.floor(share + 1e-9) * unit, np.ceil(share - 1e-9) * unit
                self._level(people.tolist(), lambda _, low=low, high=high: (low, high), split=False)
                self._level(people.tolist(), lambda _, low=low, high=high: (high, low), split=False)

    def _level(self, people: list[int], bounds, *, split: bool) -> None:
        """Those above the first bound give to those below the second."""
        above, below = bounds(None)
        givers = [one for one in people if self.chances[one] > above + EVEN]
        takers = [one for one in people if self.chances[one] < below - EVEN]
        for giver in givers:
            for number in list(self._of[giver]):
                while takers and giver in self.panels[number] and self.chances[giver] > above + EVEN:
                    taker = self._fitting(number, giver, takers)
                    if taker is None:
                        break
                    part = min(float(self.chances[giver] - above), float(below - self.chances[taker]))
                    weight = self.weights[number]
                    if part < weight - EVEN and not split:
                        break
                    self._hand(number, giver, taker, part if part < weight - EVEN else weight)
                    if self.chances[taker] >= below - EVEN:
                        takers.remove(taker)

    def _fitting(self, number: int, giver: int, takers: list[int]) -> int | None:
        sitting = self.panels[number]
        homes = {int(self.home_of[one]) for one in sitting if one != giver} if self.cells.layout.homes else set()
        for taker in takers:
            home = int(self.home_of[taker])
            if taker not in sitting and (home < 0 or home not in homes):
                return taker
        return None

    def _hand(self, number: int, giver: int, taker: int, part: float) -> None:
        """For this part of the panel's probability the taker sits where the giver sat."""
        after = [taker if one == giver else one for one in self.panels[number]]
        self.chances[giver] -= part
        self.chances[taker] += part
        if part >= self.weights[number]:
            self.panels[number] = after
            self._of[taker].append(number)
            return
        self.weights[number] -= part
        self.weights.append(part)
        self.panels.append(after)
        for person in after:
            self._of[person].append(len(self.panels) - 1)
