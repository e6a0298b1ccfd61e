"""Between what the likeness lies, whatever groups those households are of that declared none."""

import heapq
from collections.abc import Hashable, Mapping
from typing import TypeVar

from huiyin.lib.breadth.mixture import effective_share

G = TypeVar("G", bound=Hashable)


def share_range(
    met: Mapping[G, int], population: Mapping[G, int], undeclared: int
) -> tuple[float, float] | None:
    """The smallest and the largest effective share over all ways in which the undeclared may belong to groups.

    Definition: min and max of E (`effective_share`) over all n′ = n + x with Σ x_g = u, each of the u households in one
    group that lives here. Formula: Σ (n_g + x_g)²/N_g is convex, so it is largest with all of them in one group, and
    smallest where each comes to the group in which it adds least. Unit: share; both ends are attained. None where
    nobody at all was met or nobody lives here. Source: own.
    """
    here = {group: size for group, size in population.items() if size}
    counts = {group: met.get(group, 0) for group in here}
    if not here or sum(counts.values()) + undeclared <= 0:
        return None
    lows = [effective_share({**counts, group: counts[group] + undeclared}, here) for group in here]
    spread = _spread(counts, here, undeclared)
    high = effective_share(spread, here)
    low = min(share for share in lows if share is not None)
    return low, low if high is None else high


def _spread(counts: Mapping[G, int], here: Mapping[G, int], more: int) -> dict[G, int]:
    """So many more, each where (2·n_g + 1)/N_g is least: the nearest to the mix of the place."""
    found = dict(counts)
    order = list(here)
    waiting = [((2 * found[group] + 1) / here[group], n) for n, group in enumerate(order)]
    heapq.heapify(waiting)
    for _household in range(more):
        _cost, n = waiting[0]
        group = order[n]
        found[group] += 1
        heapq.heapreplace(waiting, ((2 * found[group] + 1) / here[group], n))
    return found
