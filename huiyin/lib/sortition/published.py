"""A uniform lottery: a list of m panels, published before the draw, of which one number picks one.

Every panel has the chance 1/m, so the chance of a person is the number of panels they sit in, divided by m (Flanigan,
Kehne, Procaccia, Fair sortition made transparent, NeurIPS 2021). A smallest chance that is no whole number of panels
is rounded down: of m panels nobody can have more than ⌊m · bound⌋ of the smallest.
"""

from dataclasses import dataclass

import numpy as np

from huiyin.lib.sortition.dealing import Evening, part_households, round_robin
from huiyin.lib.sortition.lottery import Lottery, number_of
from huiyin.lib.sortition.mixing import Mixing, Tell, silent
from huiyin.lib.sortition.rounding import copies, exchanged
from huiyin.lib.sortition.solver import Effort, Floats, Ints
from huiyin.lib.sortition.targets import NEVER

ATTEMPTS = 4
CHEAP = 2.0  # seconds of effort after which no further attempt is begun
PASSES = 3
DENSE = 3_000_000  # cells times panels of the mix; above that panels are not exchanged as wholes
EXCHANGING = 3.0  # seconds of effort for which panels are exchanged for each other and for new ones
NOISE = 0.5  # of a seat that is lacking, which chance adds to what a new panel may hold
MANY = 5000  # people; above that households do not keep anybody from their seats
TOP_UPS = 6000  # panels looked at for seats that are missing to the smallest count


@dataclass(frozen=True)
class Published:
    """m panels, a row each (people by their place in the pool, ascending), and in how many of them each person sits."""

    panels: Ints
    counts: Ints
    bound: float
    never: tuple[int, ...]

    @property
    def minimum(self) -> float:
        """The smallest chance of anybody who can be drawn at all."""
        counts = np.delete(self.counts, np.array(self.never, dtype=np.int64))
        return float(counts.min(initial=len(self.panels)) / len(self.panels))

    @property
    def reachable(self) -> float:
        """The largest smallest chance that so many panels can have at best: a whole number of them."""
        many = len(self.panels)
        return int(many * self.bound + 1e-9) / many


def published(lottery: Lottery, many: int, *, seed: str = "", tell: Tell = silent) -> Published:
    """So many panels whose counts follow the chances of the lottery as closely as can be found.

    One attempt in some falls a seat or two short of the smallest count, so it is made again while that is cheap.
    """
    best, effort = None, Effort()
    for attempt in range(ATTEMPTS):
        found = _attempt(lottery, many, f"{seed}|{attempt}" if attempt else seed, tell, effort)
        if best is None or found.minimum > best.minimum:
            best = found
        if best.minimum >= best.reachable or effort.total > CHEAP:
            break
    assert best is not None  # noqa: S101 - there is a first attempt
    return best


def _attempt(lottery: Lottery, many: int, seed: str, tell: Tell, effort: Effort) -> Published:
    mixing = Mixing.again(lottery.mix, number_of(seed, "publish"), tell, effort)
    cells, random = mixing.cells, np.random.default_rng(number_of(seed, "publish deal"))
    least = int(many * lottery.best + 1e-9)
    wanted = np.where(mixing.target.chances > NEVER, least * cells.sizes, 0)
    if len(lottery.mix.panels) * len(cells) > DENSE:
        panels = _herded(lottery, many, mixing)
    else:
        panels = list(_chosen(lottery, many, wanted, mixing).astype(np.int32))
    tell("top_up", 0, 0)
    spare = np.bincount(cells.cell_of[np.array(panels)].reshape(-1), minlength=len(cells)) - wanted
    mixing.top_up(panels, spare, most=TOP_UPS)
    good = np.array(panels, dtype=np.int64)[random.permutation(many)]
    dealt = round_robin(cells, good, random)
    part_households(cells, dealt, good, random)
    evening = Evening(cells, dealt, np.full(many, 1 / many))
    evening.even_counts()
    final = _all_served(mixing, evening.panels, least)
    counts = np.bincount(final.reshape(-1), minlength=len(cells.cell_of))
    return Published(final, counts, lottery.best, lottery.never)


def _herded(lottery: Lottery, many: int, mixing: Mixing) -> list[Ints]:
    """The list where cells are many: the panels of the mix rounded down, and new ones after what is due to each cell."""
    cells = mixing.cells
    taken = np.floor(lottery.mix.weights * many + 1e-9).astype(np.int64)
    known = np.repeat(lottery.mix.panels, taken, axis=0)
    due = many * mixing.wanted - np.bincount(cells.cell_of[known].reshape(-1), minlength=len(cells))
    left = many - len(known)
    if left:
        each, due = due / left, np.zeros(len(cells))
        mixing.herd(left, due, each)
        mixing.mend(mixing.panels, due, passes=PASSES)
    return [*mixing.panels, *known.astype(np.int32)]


def _chosen(lottery: Lottery, many: int, wanted: Ints, mixing: Mixing) -> Ints:
    """The list before any panel in it is changed: panels of the mix, exchanged for each other and for new ones."""
    mix, random = lottery.mix, mixing.maker.random
    seats, panels = _seats(mixing, mix.panels), list(mix.panels)
    known = {one.tobytes() for one in seats}

    def more(out: int, weights: Floats) -> Ints | None:
        mixing.tell("columns", len(panels), 0)
        noise = NOISE * random.random(len(weights))
        panel = mixing.maker.panel(weights + noise, start=panels[out]).astype(mix.panels.dtype)
        row = mixing.maker.x.astype(seats.dtype)
        if row.tobytes() in known:
            return None
        known.add(row.tobytes())
        panels.append(panel)
        return row

    taken = copies(seats, mix.weights, many)
    taken = exchanged(seats, taken, wanted, mixing.effort, random, most=EXCHANGING, more=more)
    return np.repeat(np.array(panels[: len(taken)]), taken, axis=0)


def _seats(mixing: Mixing, panels: Ints) -> Ints:
    """Row by row, how many of each cell sit in a panel."""
    cells = mixing.cells
    flat = cells.cell_of[panels] + len(cells) * np.arange(len(panels))[:, None]
    found = np.bincount(flat.reshape(-1), minlength=len(cells) * len(panels))
    return found.reshape(-1, len(cells)).astype(np.int64)


def _all_served(mixing: Mixing, panels: Ints, least: int) -> Ints:
    """The panels after swaps for people who still sit in fewer than `least` because of their households."""
    people = len(mixing.cells.cell_of)
    possible = mixing.target.chances[mixing.cells.cell_of] > NEVER
    spare = np.where(possible, np.bincount(panels.reshape(-1), minlength=people) - least, 0)
    if people <= MANY and (spare < 0).any():
        mixing.take_apart(list(range(people)))
        by_cell = np.bincount(mixing.cells.cell_of, spare, people).astype(np.int64)
        rows = list(panels)
        mixing.top_up(rows, by_cell, most=TOP_UPS)
        panels = np.array(rows, dtype=np.int32)
    return np.sort(panels, axis=1)
