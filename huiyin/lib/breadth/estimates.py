"""The statistician's page: how unequal the rates of the groups are, coverage of issues, and the demand nobody voiced."""

import math
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import TypeVar

from huiyin.lib.breadth.mixture import effective_share

G = TypeVar("G", bound=Hashable)


def rate_variation(met: Mapping[G, int], population: Mapping[G, int]) -> float | None:
    """How unequal the rates are at which the groups are met, against their mean.

    Definition: coefficient of variation of the contact rates over households, CV = S(ρ) ÷ ρ̄, with ρ_g = n_g/N_g.
    Formula: √(1/E − 1), E the effective share: the same fact as E on the scale of rates, which does not grow small, as an
    R-indicator does, only because few were met. Unit: none; range: ≥ 0, 0 = equal rates. None where nobody lives or nobody
    was met. Source: Schouten, Cobben, Bethlehem 2009; Särndal 2011.
    """
    share = effective_share(met, population)
    return None if share is None else math.sqrt(max(0.0, 1 / share - 1))


def issue_coverage(heard: Mapping[G, int]) -> float | None:
    """What part of all that people would raise belongs to topics already heard.

    `heard` says in how many contacts each topic was heard. Definition: sample coverage; formula:
    1 − f₁/n·((n−1)·f₁ ÷ ((n−1)·f₁ + 2·f₂)), f₁ and f₂ the topics heard once and twice, n all mentions. Without a topic
    heard twice the bracket is 1 (Good's estimate 1 − f₁/n, the cautious side). Unit: share; range: 0–1. None before
    anything was heard. Source: Chao & Jost 2012; Good 1953.
    """
    if any(times < 0 for times in heard.values()):
        raise ValueError("mentions are counted from 0")
    n = sum(heard.values())
    if not n:
        return None
    often = Counter(heard.values())
    once, twice = often[1], often[2]
    if not twice:
        return (n - once) / n
    return float(1 - Fraction(once, n) * Fraction((n - 1) * once, (n - 1) * once + 2 * twice))


@dataclass(frozen=True)
class Demand:
    """How many households may have something to say, how many of them are known, and the 95 % interval."""

    value: float
    low: float
    high: float
    known: int

    @property
    def unseen(self) -> float:
        """Households that may have something to say and stand on neither list."""
        return self.value - self.known


def unseen_demand(first: int, second: int, both: int, confidence: float = 0.95) -> Demand | None:
    """Households with a demand, estimated from two independent lists of the same month.

    Formula: (n₁+1)(n₂+1)/(m+1) − 1, n₁ and n₂ households on either list, m on both. Unit: households; range: at least
    those known, n₁ + n₂ − m. None when a list is empty. Lists that find the same kind of household (m too large) make the
    estimate too low; where whoever is on one has less reason to be on the other (m too small), it is too high.
    Interval: known − ½ + b·c/a·exp(±z·√(1/a + 1/b + 1/c + a/(b·c))) with
    a = m + ½, b = n₁ − m + ½, c = n₂ − m + ½ (transformed logit), cut at the known. Source: Chapman 1951; Sadinle 2009.
    """
    if both < 0 or both > min(first, second):
        raise ValueError("what is on both lists is on each")
    if not first or not second:
        return None
    known = first + second - both
    a, b, c = both + 0.5, first - both + 0.5, second - both + 0.5
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    factor = math.exp(z * math.sqrt(1 / a + 1 / b + 1 / c + a / (b * c)))
    low, high = (known - 0.5 + b * c / a * one for one in (1 / factor, factor))
    value = (first + 1) * (second + 1) / (both + 1) - 1
    return Demand(value, max(float(known), min(low, value)), max(high, value), known)
