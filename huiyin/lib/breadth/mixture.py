"""How like the place the people met are: effective share, balance, groups missed, and whose visit would help.

Everything is counted in distinct households, never in visits. `met` says how many households of each group were
met (n_g), `population` how many live there (N_g); n = Σ n_g, N = Σ N_g, p_g = n_g/n, π_g = N_g/N. Where a household
declares several groups, both tables count *memberships* (it stands once under each), and so do n and N.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

G = TypeVar("G", bound=Hashable)

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class _Table(Generic[G]):
    """The groups that live here, with n_g and N_g, and the sum S = Σ n_g²/N_g over a common denominator."""

    met: dict[G, int]
    population: dict[G, int]
    households: int  # n, over the groups that live here
    residents: int  # N
    multiple: int  # L, the least common multiple of all N_g
    squares: int  # L·S

    @property
    def share(self) -> Fraction | None:
        """E = n² ÷ (N·S)."""
        if not self.households:
            return None
        return Fraction(self.households**2 * self.multiple, self.residents * self.squares)

    def share_with(self, group: G, more: int) -> Fraction | None:
        """E after `more` further households of one group."""
        here, size = self.met[group], self.population[group]
        squares = self.squares + ((here + more) ** 2 - here**2) * (self.multiple // size)
        if not squares:
            return None
        return Fraction((self.households + more) ** 2 * self.multiple, self.residents * squares)


def _table(met: Mapping[G, int], population: Mapping[G, int]) -> _Table[G]:
    if any(count < 0 for count in (*met.values(), *population.values())):
        raise ValueError("households are counted from 0")
    here = {group: size for group, size in population.items() if size}
    counts = {group: met.get(group, 0) for group in here}
    multiple = math.lcm(*here.values())
    squares = sum(count**2 * (multiple // here[group]) for group, count in counts.items())
    return _Table(counts, here, sum(counts.values()), sum(here.values()), multiple, squares)


def unknown_groups(met: Mapping[G, int], population: Mapping[G, int]) -> tuple[G, ...]:
    """Groups of which somebody was met although the population table has nobody of them (π_g = 0).

    Definition: n_g > 0 and N_g = 0 or not given. Unit: groups, in the order of `met`. E is not defined for them, so
    the measures of this module leave them out (balance does not); the page names them. "Undeclared" is such a group
    as long as the population table does not count it. Source: own.
    """
    return tuple(group for group, count in met.items() if count and not population.get(group))


def overfull_groups(met: Mapping[G, int], population: Mapping[G, int]) -> tuple[G, ...]:
    """Groups of which more households were met than are said to live here: the population table is out of date,
    or categories were declared to please a figure.

    Definition: n_g > N_g > 0. Unit: groups, in the order of `population`. Source: own.
    """
    return tuple(group for group, size in population.items() if 0 < size < met.get(group, 0))


def effective_share_exact(met: Mapping[G, int], population: Mapping[G, int]) -> Fraction | None:
    """The effective share as an exact fraction; see `effective_share`."""
    return _table(met, population).share


def effective_share(met: Mapping[G, int], population: Mapping[G, int]) -> float | None:
    """Effective share E, the headline of breadth: what part of the place the people met stand for.

    Definition: Hill number of order 2 of the density ratio p_g/π_g. Formula: E = 1 ÷ Σ p_g²/π_g = n² ÷ (N·Σ n_g²/N_g).
    Unit: share; range: (0, 1], 1 = same mix as the population; with one group alone E = π_g. None when nobody was met
    in a group that lives here. Groups without population are left out (`unknown_groups`). Show it with its chance
    level, never its last digit. Source: Hill 1973; Jost 2006.
    """
    share = _table(met, population).share
    return None if share is None else float(share)


def balance(met: Mapping[G, int], population: Mapping[G, int]) -> float | None:
    """Balance of the mix of those met against that of the population.

    Definition: 1 − Jensen–Shannon divergence, base 2. Formula: 1 − ½·Σ p_g·log₂(p_g/m_g) − ½·Σ π_g·log₂(π_g/m_g) with
    m_g = (p_g + π_g)/2. Unit: none; range: 0–1, identical mixes are exactly 1.0, disjoint ones exactly 0.0. Groups
    without population count here (they are the disjoint part). None when nobody was met or nobody lives here.
    Source: Lin 1991.
    """
    here = _table(met, population)
    n, size = sum(met.values()), here.residents
    if not n or not size:
        return None
    terms_met, terms_here = [], []
    for group in {**here.population, **met}:
        ours, theirs = met.get(group, 0) * size, population.get(group, 0) * n
        if ours:
            terms_met.append(ours / size * math.log2(2 * ours / (ours + theirs)))
        if theirs:
            terms_here.append(theirs / n * math.log2(2 * theirs / (ours + theirs)))
    divergence = (math.fsum(terms_met) / n + math.fsum(terms_here) / size) / 2
    return min(1.0, max(0.0, 1 - divergence))


def ratios(met: Mapping[G, int], population: Mapping[G, int]) -> dict[G, Fraction] | None:
    """How strongly each group is represented among those met.

    Definition and formula: p_g/π_g for every group that lives here. Unit: ratio; range: 0–1/π_g, 1 = as in the
    population. None when nobody was met. Source: density ratio of Hill 1973.
    """
    here = _table(met, population)
    if not here.households:
        return None
    return {
        group: Fraction(count * here.residents, here.households * here.population[group])
        for group, count in here.met.items()
    }


def groups_at_half(met: Mapping[G, int], population: Mapping[G, int]) -> int | None:
    """How many groups are met at least half as often as they live here.

    Definition: number of groups with p_g/π_g ≥ ½. Unit: groups; range: 0–G (`groups_present`). None when nobody was
    met. Source: own.
    """
    found = ratios(met, population)
    return None if found is None else sum(ratio >= HALF for ratio in found.values())


def not_reached_enough(met: Mapping[G, int], population: Mapping[G, int]) -> tuple[G, ...]:
    """The groups below half, the most neglected first, then the larger, then in the order of the population table.

    Definition: groups with p_g/π_g < ½; when nobody was met, all that live here. Unit: groups. Source: own.
    """
    here = _table(met, population)
    found = ratios(met, population) or dict.fromkeys(here.population, Fraction(0))
    below = [group for group, ratio in found.items() if ratio < HALF]
    return tuple(sorted(below, key=lambda group: (found[group], -here.population[group])))


def groups_present(population: Mapping[G, int]) -> int:
    """G, the number of groups that live here (N_g > 0)."""
    return sum(size > 0 for size in population.values())


def category_reach(met: Mapping[G, int], population: Mapping[G, int]) -> float | None:
    """Groups of which anybody was met, of all groups that live here.

    Formula: #{g: n_g > 0, N_g > 0} ÷ #{g: N_g > 0}. Unit: share; range: 0–1. None when no group is known to live here.
    Source: the measure "category_reach" of the programme.
    """
    here = _table(met, population)
    return sum(count > 0 for count in here.met.values()) / len(here.met) if here.met else None


def deficits(met: Mapping[G, int], population: Mapping[G, int]) -> dict[G, Fraction]:
    """How many more households of each group would stand among as many met if the mix were that of the population.

    Formula: n·π_g − n_g. Unit: households; range: −n to n, their sum is 0. Source: own.
    """
    here = _table(met, population)
    return {
        group: Fraction(here.households * size, here.residents) - here.met[group]
        for group, size in here.population.items()
    }


def raises(met: Mapping[G, int], population: Mapping[G, int], group: G) -> bool | None:
    """Whether one more household of this group would raise E.

    Formula: (2·n_g + 1) ÷ ((2n + 1)·π_g) < 1/E, in exact integers: (2·n_g + 1)·n²·L < (2n + 1)·N_g·(L·S). None for a
    group that does not live here. From nobody met any first household raises E. Source: own (difference of E).
    """
    here = _table(met, population)
    if group not in here.population:
        return None
    n = here.households
    if not n:
        return True
    left = (2 * here.met[group] + 1) * n**2 * here.multiple
    return left < (2 * n + 1) * here.population[group] * here.squares


def gain(met: Mapping[G, int], population: Mapping[G, int], group: G, households: int = 1) -> float | None:
    """How much E changes with one more household (or several) of this group: the prize of a visit.

    Formula: E(n_g + households) − E(n_g), where E of nobody counts as 0. Unit: share; range: −1 to 1; positive exactly
    when `raises` says so (for one household). None for a group that does not live here. Source: own.
    """
    here = _table(met, population)
    return None if group not in here.population else _gain(here, group, households)


def gains(met: Mapping[G, int], population: Mapping[G, int]) -> dict[G, float]:
    """`gain` of one more household for every group that lives here, in the order of the population table."""
    here = _table(met, population)
    return {group: _gain(here, group, 1) for group in here.population}


def _gain(here: _Table[G], group: G, more: int) -> float:
    return float((here.share_with(group, more) or Fraction(0)) - (here.share or Fraction(0)))


@dataclass(frozen=True)
class Mix(Generic[G]):
    """All measures of this module for one table, as a page shows them."""

    households: int
    effective_share: float | None
    balance: float | None
    groups_at_half: int | None
    groups_present: int
    category_reach: float | None
    not_reached_enough: tuple[G, ...]
    unknown_groups: tuple[G, ...]
    overfull_groups: tuple[G, ...]


def mix(met: Mapping[G, int], population: Mapping[G, int]) -> Mix[G]:
    """Every measure of the mix at once; `households` counts those in groups that live here."""
    return Mix(
        _table(met, population).households,
        effective_share(met, population),
        balance(met, population),
        groups_at_half(met, population),
        groups_present(population),
        category_reach(met, population),
        not_reached_enough(met, population),
        unknown_groups(met, population),
        overfull_groups(met, population),
    )
