"""What chance alone gives: the figures of the page, the closed form, and the same answer every time."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from huiyin.lib import breadth
from tests.lib.breadth.place import POPULATION

EQUAL = {number: 429 if number < 8 else 428 for number in range(14)}
# n: mean of E, 5 % quantile, as published.
PUBLISHED = {30: (0.71, 0.58), 60: (0.83, 0.73), 120: (0.91, 0.85), 240: (0.95, 0.92)}


@pytest.mark.parametrize("n", PUBLISHED)
def test_the_published_chance_levels_come_out_for_equal_and_for_unequal_groups(n: int) -> None:
    mean, low = PUBLISHED[n]
    for population in (EQUAL, POPULATION):
        assert sum(population.values()) == 6000
        level = breadth.chance_level(population, n)
        assert level is not None
        assert level.mean == pytest.approx(mean, abs=0.006)
        assert level.low == pytest.approx(low, abs=0.02 if n == 30 else 0.008)


@pytest.mark.parametrize("n", PUBLISHED)
def test_the_mean_of_the_density_has_a_closed_form(n: int) -> None:
    """1/E averages to 1 + (G − 1)(N − n)/(n(N − 1)), whatever the sizes; E averages a little above its inverse."""
    expected = breadth.expected_density(POPULATION, n)
    assert expected == 1 + Fraction(13 * (6000 - n), n * 5999)
    level = breadth.chance_level(POPULATION, n)
    assert level is not None
    assert 0 < level.mean - 1 / expected < 0.013


def test_the_closed_form_is_exact_on_a_small_place() -> None:
    population, n = {"a": 4, "b": 3, "c": 2}, 4
    whole = Fraction(0)
    for met in product(range(5), range(4), range(3)):
        if sum(met) == n:
            ways = comb(4, met[0]) * comb(3, met[1]) * comb(2, met[2])
            share = breadth.effective_share_exact(dict(zip("abc", met, strict=True)), population)
            assert share is not None
            whole += Fraction(ways, comb(9, n)) / share
    assert breadth.expected_density(population, n) == whole


def test_the_draw_is_the_same_every_time_and_kept() -> None:
    first = breadth.chance_level(POPULATION, 60)
    assert breadth.chance_level(dict(reversed(POPULATION.items())), 60) is first
    assert breadth.chance_level(POPULATION, 60, seed=1) != first


def test_everybody_is_the_place_itself_and_nobody_has_no_mix() -> None:
    assert breadth.chance_level({"a": 3, "b": 2}, 5) == breadth.Chance(1.0, 1.0, 1.0)
    assert breadth.chance_level({"a": 3, "b": 2}, 9) == breadth.Chance(1.0, 1.0, 1.0)
    assert breadth.chance_level({"a": 3}, 0) is None
    assert breadth.chance_level({"a": 0}, 3) is None
    assert breadth.expected_density({"a": 3, "b": 2}, 5) == 1
    assert breadth.expected_density({"a": 1}, 1) == 1
    assert breadth.expected_density({"a": 3}, 4) is None
    assert breadth.expected_density({"a": 3}, 0) is None


def _exactly_at_most(whole: int, kind: int, size: int, found: int) -> Fraction:
    ways = sum(comb(kind, k) * comb(whole - kind, size - k) for k in range(found + 1) if size >= k)
    return Fraction(ways, comb(whole, size))


@given(
    population=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), min_size=1),
    met=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40)),
)
def test_a_group_is_met_less_only_where_chance_does_not_explain_it(
    population: dict[str, int], met: dict[str, int]
) -> None:
    here = {group: size for group, size in population.items() if size}
    met = {group: min(n, population.get(group, 0)) for group, n in met.items()}
    n, whole = sum(met.values()), sum(here.values())
    found = breadth.met_less(met, population)
    assert set(found) <= set(breadth.not_reached_enough(met, population))
    if not 0 < n < whole:
        assert found == ()
        return
    chances = {group: _exactly_at_most(whole, size, n, met.get(group, 0)) for group, size in here.items()}
    below = {g for g, size in here.items() if Fraction(met.get(g, 0) * whole, n * size) < Fraction(1, 2)}
    assume(
        not any(
            abs(chances[g] * left - Fraction(1, 20)) < Fraction(1, 10**9) for g in here for left in range(7)
        )
    )
    assert set(found) == below & _unexplained(chances)


def _unexplained(chances: dict[str, Fraction]) -> set[str]:
    """Holm's way: the smallest chance against a twentieth of all, the next against that of the rest, and so on."""
    for most in range(len(chances), 0, -1):
        first = sorted(chances.values())[:most]
        if all(chance * (len(chances) - n) <= Fraction(1, 20) for n, chance in enumerate(first)):
            return {group for group, chance in chances.items() if chance <= first[-1]}
    return set()


def test_what_one_group_explains_is_not_held_against_the_next() -> None:
    """Of three groups two are met far less: the second chance is held against a fortieth, no longer against a sixtieth."""
    population = {"a": 500, "b": 300, "c": 200}
    met = {"a": 30, "b": 3, "c": 2}
    chances = {g: float(_exactly_at_most(1000, population[g], 35, met[g])) for g in population}
    assert chances["b"] < 1 / 60 < chances["c"] < 1 / 40
    assert breadth.met_less(met, population) == ("b", "c")


def test_four_households_tell_of_no_group_and_many_do() -> None:
    assert breadth.met_less({"a": 4}, POPULATION | {"a": 100}) == ()
    assert breadth.met_less({}, POPULATION) == ()
    assert breadth.met_less({"a": 3, "b": 200}, {"a": 10, "b": 90}) == (), (
        "more than live here: a wrong table"
    )
    assert breadth.met_less({"a": 60}, {"a": 600, "b": 400, "c": 10}) == ("b",)
    assert breadth.met_less({"a": 300, "b": 3_000}, {"a": 300_000, "b": 300_000}) == ("a",), (
        "also of a county"
    )


def test_the_balance_of_chance_is_the_mean_of_the_balance_of_draws() -> None:
    """Two of four, two kinds of two: a third each way all of one kind, two thirds one of each (JSD of 1 against ½: 0.311)."""
    found = breadth.chance_level({"a": 2, "b": 2}, 2, draws=20_000)
    assert found is not None
    of_one = breadth.balance({"a": 2}, {"a": 2, "b": 2})
    assert of_one is not None
    assert found.balance == pytest.approx(2 / 3 + of_one / 3, abs=0.01)
