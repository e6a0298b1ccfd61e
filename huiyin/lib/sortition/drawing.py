"""The draw itself: a number picks a panel; who declines is replaced by the next of the same cell."""

import hashlib
import math

from huiyin.lib.sortition.lottery import Lottery
from huiyin.lib.sortition.published import Published


def draw(lottery: Published, number: int) -> tuple[int, ...]:
    """The panel of this number, which dice or balls gave: 0 up to the number of panels less one."""
    if not 0 <= number < len(lottery.panels):
        raise ValueError("no panel has this number")
    return tuple(lottery.panels[number].tolist())


def draw_weighted(lottery: Lottery, seed: str) -> tuple[int, ...]:
    """The panel that a published seed picks: SHA-256 of it as a number from 0 to 1, along the sum of probabilities."""
    where = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) / 2**64
    total = math.fsum(lottery.probabilities)
    passed = 0.0
    for panel, probability in zip(lottery.panels, lottery.probabilities, strict=True):
        passed += float(probability) / total
        if where < passed:
            return tuple(panel.tolist())
    return tuple(lottery.panels[-1].tolist())
