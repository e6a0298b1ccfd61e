"""What chance alone would give: the effective share of an equally large random draw of households."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

G = TypeVar("G", bound=Hashable)

SEED = 20260301
QUANTILE = 0.05


@dataclass(frozen=True)
class Chance:
    """The effective share of random draws: its mean, and the level that one draw in twenty falls short of; and the mean of
    their balance."""

    mean: float
    low: float
    balance: float


def chance_level(population: Mapping[G, int], n: int, draws: int = 2000, seed: int = SEED) -> Chance | None:
    """E of a random draw of n distinct households: what the mix of those met is to be compared with.

    Definition: mean and 5 % quantile of E, and mean of the balance, over `draws` draws without replacement (multivariate
    hypergeometric). Unit: share; range: 0–1. Deterministic for a seed (and a version of numpy), and kept for the same
    sizes and n. More than everybody is everybody; None for n = 0 or where nobody lives. With memberships of several groups
    it is an approximation, as memberships of a household are not drawn apart. Source: own.
    """
    sizes = tuple(sorted(size for size in population.values() if size))
    return None if n <= 0 or not sizes else _drawn(sizes, min(n, sum(sizes)), draws, seed)


@lru_cache(maxsize=4096)
def _drawn(sizes: tuple[int, ...], n: int, draws: int, seed: int) -> Chance:
    import numpy  # loaded by the first who asks: the command line need not wait for it

    population = numpy.array(sizes, dtype=numpy.int64)
    random = numpy.random.default_rng(seed)
    met = random.multivariate_hypergeometric(population, n, size=draws, method="marginals")
    shares = n * n / (population.sum() * (met.astype(float) ** 2 / population).sum(axis=1))
    ours, here = met / n, population / population.sum()
    middle = (ours + here) / 2
    with numpy.errstate(divide="ignore", invalid="ignore"):
        apart = numpy.where(ours > 0, ours * numpy.log2(ours / middle), 0.0) + here * numpy.log2(
            here / middle
        )
    balance = 1 - float(apart.sum(axis=1).mean()) / 2
    return Chance(
        min(1.0, float(shares.mean())), min(1.0, float(numpy.quantile(shares, QUANTILE))), min(1.0, balance)
    )


def expected_density(population: Mapping[G, int], n: int) -> Fraction | None:
    """The mean of 1/E over random draws of n distinct households, in closed form.

    Definition: expectation of Σ p_g²/π_g under the multivariate hypergeometric distribution. Formula:
    1 + (G − 1)·(N − n) ÷ (n·(N − 1)). Unit: ratio; range: 1–G. It depends on the number of groups, not on their
    sizes; 1 ÷ this lies a little below the mean of E (Jensen). None for n = 0 or n > N. Source: own (variance of the
    hypergeometric distribution).
    """
    sizes = [size for size in population.values() if size]
    whole = sum(sizes)
    if not 0 < n <= whole:
        return None
    if n == whole:
        return Fraction(1)
    return 1 + Fraction((len(sizes) - 1) * (whole - n), n * (whole - 1))


def met_less(
    met: Mapping[G, int],
    population: Mapping[G, int],
    level: float = QUANTILE,
    at_most: Mapping[G, int] | None = None,
) -> tuple[G, ...]:
    """The groups below half of which so few were met that chance alone does not explain it, in the order of the table.

    Definition: groups with p_g/π_g < ½ of which a random draw of n households would hold n_g or fewer with so small a
    chance that it is not explained. Formula: hypergeometric lower tail; of G groups looked at together, from the smallest
    chance on, each is held against `level` ÷ (those not passed yet), until one is not smaller (Holm). Unit: groups; one
    random draw in twenty names any group at most. With memberships of several groups it is an approximation. Nobody met:
    none. Where counts are told in steps, `at_most` is how many of a group may have been met at most, and that is what is
    judged. Source: Fisher 1935 (exact test); Holm 1979.
    """
    here = {group: size for group, size in population.items() if size}
    n, whole = sum(met.get(group, 0) for group in here), sum(here.values())
    if not 0 < n < whole:  # nobody; or more than are said to live here, of which nothing follows
        return ()
    found = {**met, **(at_most or {})}
    chances = {
        g: _at_most(whole, size, n, found.get(g, 0)) if found.get(g, 0) * whole < n * size else 1.0
        for g, size in here.items()
    }
    named = set()
    for passed, g in enumerate(sorted(here, key=chances.__getitem__)):
        if chances[g] > level / (len(here) - passed):
            break
        named.add(g)
    return tuple(g for g, size in here.items() if g in named and 2 * found.get(g, 0) * whole < n * size)


def _at_most(whole: int, kind: int, size: int, found: int) -> float:
    """The chance that a draw of this size out of the whole holds `found` of a kind, or fewer."""

    def ways(k: int) -> float:
        parts = ((kind, k), (whole - kind, size - k), (whole, size))
        kinds, rest, every = (
            math.lgamma(n + 1) - math.lgamma(m + 1) - math.lgamma(n - m + 1) for n, m in parts
        )
        return math.exp(kinds + rest - every)

    least = max(0, size - (whole - kind))
    return math.fsum(ways(k) for k in range(least, min(found, kind, size) + 1))
