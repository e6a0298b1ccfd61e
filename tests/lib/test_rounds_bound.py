"""The bound of rounds comes near the best plan on the sizes of the pages: a step that gains nothing makes the next smaller."""

import pytest

from bench.rounds import township
from huiyin.lib.rounds.bound import Relaxed
from huiyin.lib.rounds.grid import grid

# Half-days among a hundred candidates: officials, and what the best plan found collects.
KNOWN = {1: 4258, 2: 6986}


@pytest.mark.parametrize("crew", KNOWN)
def test_on_the_sizes_of_the_pages_the_bound_is_within_a_twentieth(crew: int) -> None:
    relaxed = Relaxed(grid(township(crew, falling=True, size=100)), appointments=True)
    for _step in range(120):
        relaxed.improve(KNOWN[crew])
    assert KNOWN[crew] <= relaxed.value
    assert (relaxed.value - KNOWN[crew]) / relaxed.value < 0.05
    assert relaxed.rate < 0.5, "steps grow smaller where they gain nothing"
