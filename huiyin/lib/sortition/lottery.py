"""A lottery over panels whose chances are as equal as the quotas allow."""

from __future__ import annotations

import hashlib
import math
import time
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from huiyin.lib.sortition.cells import Layout
from huiyin.lib.sortition.dealing import Evening, part_households, round_robin
from huiyin.lib.sortition.mixing import CLOSE, KEEP, Mix, Mixing, Tell, silent
from huiyin.lib.sortition.pool import Pool, Quotas
from huiyin.lib.sortition.solver import Floats, Ints
from huiyin.lib.sortition.targets import NEVER, Impossible

PART: Final = 2000  # panels counted at a time
THIN: Final = 6  # panels that somebody with the smallest chance sits in, at least


@dataclass(frozen=True)
class Lottery:
    """Panels (people by their place in the pool) and the probability of each.

    `chances[i]` is the chance of person i; `bound` the certified largest smallest chance of any lottery under the cap,
    `best` the same without a cap; `shortfall` the largest difference between the sorted chances of the target (capped
    leximin) and the sorted chances reached, 0 where more is reached; `never` are the people whom no panel can hold.
    """

    panels: Ints
    probabilities: Floats
    chances: Floats
    bound: float
    best: float
    cap: float
    shortfall: float
    never: tuple[int, ...]
    cells: int
    stages: int
    seconds: float
    mix: Mix = field(repr=False, compare=False)

    @property
    def minimum(self) -> float:
        """The smallest chance of anybody who can be drawn at all."""
        return float(np.delete(self.chances, np.array(self.never, dtype=np.int64)).min(initial=1.0))

    @property
    def largest(self) -> float:
        """The largest chance."""
        return float(self.chances.max(initial=0.0))


def fair_lottery(
    pool: Pool,
    quotas: Quotas,
    *,
    seed: str = "",
    keep: float | None = KEEP,
    panels: int | None = None,
    tell: Tell = silent,
) -> Lottery:
    """Chances as equal as the quotas allow (leximin). Raises Impossible when no panel meets the quotas.

    `keep` None is plain leximin; a share caps the largest chance as low as still allows that share of the best
    smallest chance, and `panels` (how many will be published) as much of it as so many whole seats can reach.
    The same seed gives the same lottery.
    """
    began = time.process_time()
    mixing = mixing_for(pool, quotas, seed=seed, keep=keep, panels=panels, tell=tell)
    mix, evening = _dealt(mixing, seed)
    cells = mix.target.cells
    made = evening.panels
    made.sort(axis=1)
    weights = np.array(evening.weights) / math.fsum(evening.weights)
    chances = counted(made, weights, len(pool.people))
    wanted = np.sort(mix.target.chances[cells.cell_of])
    return Lottery(
        panels=made,
        probabilities=weights,
        chances=chances,
        bound=mix.target.bound,
        best=mix.target.best,
        cap=float(mix.target.cap.max()),
        shortfall=float(np.maximum(wanted - np.sort(chances), 0).max(initial=0.0)),
        never=tuple(np.flatnonzero(mix.target.chances[cells.cell_of] <= NEVER).tolist()),
        cells=len(cells),
        stages=mix.target.stages,
        seconds=time.process_time() - began,
        mix=mix,
    )


def _dealt(mixing: Mixing, seed: str) -> tuple[Mix, Evening]:
    """A mix and its people; cells whose people cannot be given equal chances because of households are taken apart."""
    while True:
        mix = mixing.mix()
        cells = mix.target.cells
        mixing.tell("deal", 0, 0)
        random = np.random.default_rng(number_of(seed, "deal"))
        copies = np.ceil(mix.weights * THIN / mix.target.bound - 1e-9).astype(np.int64)
        known = np.repeat(mix.panels, copies, axis=0)
        dealt = round_robin(cells, known, random)
        part_households(cells, dealt, known, random)
        evening = Evening(cells, dealt, np.repeat(mix.weights / copies, copies))
        uneven = evening.even(CLOSE / 4 * mix.target.bound)
        if not uneven or mixing.late():
            return mix, evening
        mixing.take_apart(uneven, evening.panels[: len(dealt)])


def counted(panels: Ints, weights: Floats, people: int) -> Floats:
    """The chance of each person: the sum of the probabilities of their panels, some thousand panels at a time."""
    found = np.zeros(people)
    for start in range(0, len(panels), PART):
        part = panels[start : start + PART]
        seats = np.repeat(weights[start : start + PART], panels.shape[1])
        found += np.bincount(part.reshape(-1), seats, people)
    return found


def number_of(*parts: str) -> int:
    """A seed for numbers from words."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:8])


def mixing_for(
    pool: Pool, quotas: Quotas, *, seed: str, keep: float | None, panels: int | None, tell: Tell
) -> Mixing:
    """The search for the mix of a pool. Raises Impossible."""
    if not pool.people or quotas.size < 1 or quotas.size > len(pool.people):
        raise Impossible
    return Mixing(Layout.of(pool, quotas), number_of(seed, "make"), keep, tell, panels)
