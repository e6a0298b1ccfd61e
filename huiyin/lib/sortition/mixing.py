"""The search for a mix of panels whose cells have the chances aimed at: herding, mending, polishing, new columns.

Herding: panels are made one after another, each as heavy as possible in what is still due to every cell, so that the
running averages follow the target. Then panels are mended by swaps, probabilities are polished over the panels found,
and columns are generated where that is not enough. If an integer program proves that no panel reaches in the direction
that is missing, the target itself is cut down: the bound stays certified.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

import numpy as np

from huiyin.lib.sortition.cells import Cells, Layout
from huiyin.lib.sortition.exact import Exact
from huiyin.lib.sortition.panels import Maker
from huiyin.lib.sortition.polishing import light, polish, shortage
from huiyin.lib.sortition.solver import Effort, Floats, Ints
from huiyin.lib.sortition.targets import NEVER, Limits, Target, aim

KEEP: Final = 0.99  # of the best smallest chance, which the cap on the largest must leave
CLOSE: Final = 4e-4  # a smallest chance may fall this share short of the target
SHORT: Final = 8e-5  # any other chance may fall this much short
EXACT: Final = 0.4  # of the effort may go into integer programs while panels are made
ELSEWHERE: Final = 1000  # panels made last among which a start is looked for
GROWN: Final = 2  # times that many cells get more panels before a program weighs them
FAR: Final = 1.6  # seats that mending may leave a cell off
RENEWED: Final = 120  # panels that are made anew for such cells
RENEWING: Final = 0.2  # of the effort may go into that
WANDER: Final = 1.0  # of effort, for which seats that are lacking move from cell to cell
LOOSE: Final = 0.15  # of the cells may come to lack one while others no longer do
PUSH: Final = 0.3  # of the seats of new panels go where something is missing
MORE, FEWER = (
    3,
    6,
)  # cells for each new panel of a round: where a program over them takes long, and where it does not
NEAR: Final = 20  # panels that are sought beside one that only the integer program finds
NOISE: Final = 1.0  # of the price of a seat, that chance adds for them
CROWDED: Final = 0.6  # expected people of a household; above that each of them has a cell of their own
LARGE: Final = 500  # cells; above that probabilities come from least squares first
SECONDS: Final = 40.0  # of effort, after which no more columns are sought
Tell = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass
class Mix:
    """Panels whose cells, so weighted, meet the target; the people in them are good but not yet in turn."""

    target: Target
    maker: Maker
    panels: Ints
    weights: Floats
    short: float = 0.0
    cuts: int = 0


class Mixing:
    """The search for a mix, in steps."""

    def __init__(
        self, layout: Layout, seed: int, keep: float | None, tell: Tell, whole: int | None = None
    ) -> None:
        self.layout, self.seed, self.keep, self.whole, self.tell = layout, seed, keep, whole, tell
        self.effort = Effort()
        self.exact = Exact(layout, self.effort)
        self.limits = Limits()
        self.target = self._aim(set())
        self.maker = Maker(self.cells, self.exact, seed)
        self.panels: list[Ints] = []
        self._due: Floats = np.zeros(0)
        if crowded := self._crowded():
            self._own_cells(crowded)
        self._first()

    @classmethod
    def again(cls, mix: Mix, seed: int, tell: Tell, effort: Effort) -> Mixing:
        """A search that begins with no panels and the target of a mix."""
        self = cls.__new__(cls)
        self.target, self.layout = mix.target, mix.target.cells.layout
        self.seed, self.keep, self.whole, self.tell = seed, None, None, tell
        self.effort = effort
        self.exact, self.limits, self.panels = Exact(self.layout, self.effort), Limits(), []
        self._due = np.zeros(len(self.cells))
        self.maker = Maker(self.cells, self.exact, seed)
        return self

    @property
    def cells(self) -> Cells:
        return self.target.cells

    @property
    def wanted(self) -> Floats:
        """People of each cell in the average panel."""
        return self.target.chances * self.cells.sizes

    @property
    def allowed(self) -> Floats:
        """How far the chance of a person in each cell may fall short."""
        bound = self.target.bound
        near = self.target.chances < bound + 2 * SHORT
        return np.where(near, min(SHORT, CLOSE * bound), SHORT)

    def _aim(self, split: set[int]) -> Target:
        self.tell("aim", 0, 0)
        return aim(self.layout, keep=self.keep, panels=self.whole, split=split, cuts=self.limits)

    def late(self) -> bool:
        """Whether enough has been done."""
        return self.effort.total > SECONDS

    def mix(self) -> Mix:
        """Panels and weights as close to the target as can be found."""
        tries = 0
        while True:
            weights, short, duals = self._weigh(tries)
            if short <= 1 or self.late() or tries > 400:
                break
            tries += 1
            self.tell("columns", len(self.panels), 0)
            if len(duals):
                self._forget(weights)
            if not self._more(duals, short):
                break
        kept = weights > 1e-10
        chosen = np.array(self.panels, dtype=np.int64)[kept]
        return Mix(
            self.target, self.maker, chosen, weights[kept] / weights[kept].sum(), short, len(self.limits.rows)
        )

    def take_apart(self, people: list[int], panels: Ints | None = None) -> None:
        """Give these people a cell each, with the chance aimed at before, and perhaps know these panels as well."""
        self._own_cells(people)
        if panels is None:
            return
        self._forget(np.zeros(len(self.panels)))
        known = np.concatenate([np.array(self.panels), panels]) if self.panels else panels
        self.panels = list(np.unique(known.astype(np.int32), axis=0))
        self._due = np.zeros(len(self.cells))

    def _own_cells(self, people: list[int]) -> None:
        chances = self.target.chances[self.cells.cell_of]
        cap = self.target.cap[self.cells.cell_of]
        self.layout = replace(self.layout, alone=self.layout.alone | frozenset(people))
        cells = Cells(self.layout, self.target.split)
        first = [int(one[0]) for one in cells.members]
        self.target = replace(self.target, cells=cells, chances=chances[first], cap=cap[first])
        self.exact = Exact(self.layout, self.effort)
        self.maker = Maker(cells, self.exact, self.seed)
        self.limits = Limits()

    def _crowded(self) -> list[int]:
        """People of households that are drawn so often that equal chances within a cell may not come by themselves."""
        chances = self.target.chances[self.cells.cell_of]
        return [i for home in self.layout.homes if chances[home].sum() > CROWDED for i in home]

    def _first(self) -> None:
        """The first panels by herding and mending: as many as make the smallest chance a whole number of seats."""
        many, bound = len(self.cells), self.target.bound
        rough = max(60, math.ceil(1.6 * many))
        panels = math.ceil(max(1, round(rough * bound)) / bound - 1e-9)
        self._due = np.zeros(many)
        self._herd_and_mend(min(panels, 2 * rough))
        self._cover()

    def _cover(self) -> None:
        """Panels by the integer program for cells that none holds though a chance is aimed at: swaps did not get there."""
        if self.exact.vast or len(self.cells) > LARGE:
            return
        held = np.bincount(self.cells.cell_of[np.array(self.panels)].reshape(-1), minlength=len(self.cells))
        missing = (held == 0) & (self.target.chances > NEVER)
        while missing.any():
            weights = missing + 0.1 * self.maker.random.random(len(missing))
            try:
                self.maker.heaviest(weights, gap=0.02)
            except TimeoutError:
                return
            if not (self.maker.x[missing] > 0).any():
                return
            self.panels.append(self.maker.people.astype(np.int32))
            missing &= self.maker.x == 0

    def _herd_and_mend(self, many: int) -> None:
        """So many more panels that bring down what is due since the first."""
        before = len(self.panels)
        self.herd(many, self._due, self.wanted)
        fresh = self.panels[before:]
        self.mend(fresh, self._due, passes=3)
        self.panels[before:] = fresh
        if len(self.cells) <= 2 * LARGE and self._renew(self._due):
            self.mend(self.panels, self._due, passes=2)

    @property
    def _scale(self) -> Floats:
        """What is due to a cell weighs less the more people share it."""
        return 1 / np.sqrt(self.cells.sizes.astype(np.float64))

    def herd(self, many: int, due: Floats, wanted: Floats) -> None:
        """So many more panels, each as heavy as can be in what is due; `due` is brought up to date."""
        scale = self._scale
        for n in range(many):
            if n % 50 == 0:
                self.tell("panels", n, many)
            weights = due * scale
            panel = self.maker.panel(weights)
            if float(weights @ self.maker.x) < float(weights @ wanted) - 1e-7:
                panel = self._from_elsewhere(weights, float(weights @ wanted))
            self.panels.append(panel.astype(np.int32))
            due += wanted - self.maker.x

    @property
    def _exact(self) -> float:
        """The part of the effort that may go into integer programs while panels are made."""
        if self.exact.vast:
            return 0.0
        return EXACT if len(self.cells) <= LARGE else EXACT / 8

    def _from_elsewhere(self, weights: Floats, wanted: float) -> Ints:
        """Where swaps from the last panel fall short: from the heaviest panel before, else by the integer program."""
        last, have = self.maker.people, float(weights @ self.maker.x)
        if self.panels and not self.exact.vast:
            known = weights[self.cells.cell_of[np.array(self.panels[-ELSEWHERE:])]].sum(axis=1)
            found = self.maker.panel(weights, start=self.panels[-len(known) + int(np.argmax(known))])
            if float(weights @ self.maker.x) >= min(wanted - 1e-7, have + 1e-9):
                last, have = found, float(weights @ self.maker.x)
        if have < wanted - 1e-7 and self.effort.programs < self._exact * self.effort.total:
            with contextlib.suppress(TimeoutError):
                self.maker.heaviest(weights, gap=0.02)
                if float(weights @ self.maker.x) > have:
                    return self.maker.people
        return last

    def mend(self, panels: list[Ints], due: Floats, *, passes: int) -> None:
        """Bring what is due nearer to nothing by swaps in panels made before; in place."""
        scale = self._scale
        for turn in range(passes):
            self.tell("mend", turn, passes)
            before = float((scale * due**2).sum())
            for n in self.maker.random.permutation(len(panels)):
                panels[n] = self.maker.mend(panels[n], due, scale, trades=turn > 0).astype(np.int32)
            if float((scale * due**2).sum()) > 0.9 * before:
                return

    def _renew(self, due: Floats) -> bool:
        """For cells that mending leaves far off: a panel by the integer program in the place of the one least missed."""
        scale, seats = self._scale, self.cells.cell_of[np.array(self.panels)]
        renewed = False
        for turn in range(RENEWED):
            worst = int(np.argmax(np.abs(due)))
            if abs(due[worst]) < FAR or self.effort.programs > RENEWING * (1 + self.effort.total):
                break
            self.tell("renew", turn, RENEWED)
            weights = due * scale
            weights[worst] += math.copysign(10 * float(np.abs(weights).max()), due[worst])
            have = np.flatnonzero((seats == worst).any(axis=1) == (due[worst] > 0))
            if (len(have) < 3 or turn % 8 == 0) and self._exact:
                with contextlib.suppress(TimeoutError):
                    self.maker.heaviest(weights, gap=0.02)
            elif len(have):
                self.maker.panel(weights, start=self.panels[int(self.maker.random.choice(have))])
            new = self.maker.x.copy()
            left = scale * (due - new)
            cost = (2 * left + scale)[seats].sum(axis=1)
            if due[worst] < 0:
                cost[(seats != worst).all(axis=1)] = np.inf
            place = int(np.argmin(cost))
            due += np.bincount(seats[place], minlength=len(due)) - new
            self.panels[place] = self.maker.people.astype(np.int32)
            seats[place] = self.cells.cell_of[self.panels[place]]
            renewed = True
        return renewed

    def top_up(self, panels: list[Ints], spare: Ints, *, most: int) -> None:
        """Seats for cells that lack some (`spare` below nothing), by swaps and then by panels made anew; in place.

        A cell that has none to spare keeps its seats.
        """
        for n in self.maker.random.permutation(len(panels))[:most]:
            if (spare >= 0).all():
                return
            panels[n] = self.maker.give(panels[n], spare).astype(np.int32)
        self._wander(panels, spare)
        seats = self.cells.cell_of[np.array(panels)]
        for turn in range(RENEWED):
            if (spare >= 0).all() or self.exact.vast:
                return
            self.tell("top_up", turn, RENEWED)
            worst = int(self.maker.random.choice(np.flatnonzero(spare < 0)))
            weights = np.where(spare < 0, 3.0 - spare, np.where(spare < 2, 1.0, 0.0))
            weights += 0.5 * self.maker.random.random(len(weights))
            weights[worst] += 10 * weights.max()
            have = np.flatnonzero((seats == worst).any(axis=1))
            if len(have) and turn % 4:
                self.maker.panel(weights, start=panels[int(self.maker.random.choice(have))])
            else:
                with contextlib.suppress(TimeoutError):
                    self.maker.heaviest(weights, gap=0.02)
            new = self.maker.x
            # what each panel's seats are worth when the new one has come: those that would be lacking then
            lost = np.where(spare + new < 1, 1.0, 1e-3)[seats].sum(axis=1)
            place = int(np.argmin(lost))
            after = spare + new - np.bincount(seats[place], minlength=len(spare))
            if np.minimum(after, 0).sum() > np.minimum(spare, 0).sum():
                spare[:] = after
                panels[place] = self.maker.people.astype(np.int32)
                seats[place] = self.cells.cell_of[panels[place]]

    def _wander(self, panels: list[Ints], spare: Ints) -> None:
        """What is lacking moves from cell to cell by swaps that lose nothing, until it meets one that has some to spare."""
        until = self.effort.total + WANDER
        random = self.maker.random
        for step in count():
            if (spare >= 0).all() or self.effort.total > until:
                return
            if step % 25 == 0:
                self.tell("top_up", 0, 0)
                loose = random.random(len(spare)) < LOOSE
            n = int(random.integers(len(panels)))
            panels[n] = self.maker.give(panels[n], spare, loose).astype(np.int32)

    def _weigh(self, tries: int) -> tuple[Floats, float, Floats]:
        self.tell("weights", len(self.panels), 0)
        seats = self.cells.cell_of[np.array(self.panels)]
        equal = np.full(len(seats), 1 / len(seats))
        if (short := shortage(seats, equal, self.target.chances, self.cells.sizes, self.allowed)) <= 1:
            return equal, short, np.zeros(0)
        if len(self.cells) > LARGE and tries <= GROWN:
            weights, short = light(seats, self.target.chances, self.cells.sizes, self.allowed, self.effort)
            if short <= 1 or tries < GROWN:
                return weights, short, np.zeros(0)
        return polish(seats, self.target.chances, self.cells.sizes, self.allowed, self.effort)

    def _forget(self, weights: Floats) -> None:
        """Let go of the panels that carry least, once there are many for the cells there are."""
        most = 3 * len(self.cells) + 60
        if len(self.panels) > most:
            kept = np.sort(np.argsort(-weights, kind="stable")[:most])
            self.panels = [self.panels[n] for n in kept]

    def _more(self, duals: Floats, short: float) -> bool:
        """More panels in the direction that is missing, or a lower target; False when neither is to be had."""
        if not len(duals):
            self._herd_and_mend(math.ceil(1.2 * len(self.cells)))
            return True
        price = duals / self.cells.sizes
        before = len(self.panels)
        many = max(24, len(self.cells) // (FEWER if len(self.cells) <= LARGE else MORE))
        due = price * (PUSH * many * self.layout.size / price.sum())
        self.herd(many, due, self.wanted)
        worth = price[self.cells.cell_of[np.array(self.panels[before:])]].sum(axis=1).max()
        aimed = float(price @ self.wanted)
        if worth > aimed - short + 0.1 * max(short, 1.0) or self.maker.patience <= 0:
            return True
        try:
            most = self.maker.heaviest(price, gap=1e-6)
        except TimeoutError:
            return True
        best = self.maker.people
        self.panels.append(best.astype(np.int32))
        for _ in range(NEAR):  # where swaps from other panels do not come, they may find more from this one
            noisy = price * (1 + NOISE * self.maker.random.random(len(price)))
            self.panels.append(self.maker.panel(noisy, start=best).astype(np.int32))
        if aimed - most > 0.5:  # no lottery whatever comes nearer: the target is out of reach
            self.limits.add(price * self.cells.sizes, most + 1e-7 * abs(most))
            return self._lower()
        return True

    def _lower(self) -> bool:
        target = self._aim(set(self.target.split))
        if len(target.cells) != len(self.cells):
            self.limits = Limits()
            self.target = self._aim(set(target.split))
            self.maker = Maker(self.cells, self.exact, self.seed)
            self.panels = []
            self._first()
        self.target = target if len(target.cells) == len(self.cells) else self.target
        return True
