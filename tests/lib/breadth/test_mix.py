"""The mix of those met: against closed forms, a reference that recounts person by person, and its own bounds."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from huiyin.lib import breadth

GROUPS = "abcdefgh"
COUNTS = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 60), max_size=8)
TABLES = st.tuples(COUNTS, st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 90), max_size=8))


def by_definition(met: dict[str, int], population: dict[str, int]) -> Fraction | None:
    """E household by household: Σ p_g²/π_g with every share counted from lists of people."""
    people = [g for g, size in population.items() for _ in range(size)]
    visited = [g for g, count in met.items() for _ in range(count) if g in people]
    if not visited:
        return None
    total = Fraction(0)
    for group in set(visited):
        p = Fraction(visited.count(group), len(visited))
        total += p * p / Fraction(people.count(group), len(people))
    return 1 / total


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_e_is_what_a_recount_from_people_gives(tables: tuple[dict[str, int], dict[str, int]]) -> None:
    met, population = tables
    expected = by_definition(met, population)
    assert breadth.effective_share_exact(met, population) == expected
    share = breadth.effective_share(met, population)
    assert share == (None if expected is None else float(expected))
    assert share is None or 0 < share <= 1


@given(st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 90), min_size=1), st.integers(1, 9))
def test_the_same_mix_is_one_and_one_group_alone_is_its_share(population: dict[str, int], times: int) -> None:
    same = {group: times * size for group, size in population.items()}
    assert breadth.effective_share_exact(same, population) == 1
    assert breadth.effective_share(same, population) == 1.0
    assert breadth.balance(same, population) == 1.0
    group = min(population)
    alone = breadth.effective_share_exact({group: times}, population)
    assert alone == Fraction(population[group], sum(population.values())), "meeting one group alone"


@given(TABLES, st.integers(2, 9))
def test_e_of_equal_groups_is_the_inverse_simpson_number(
    tables: tuple[dict[str, int], dict[str, int]], size: int
) -> None:
    met, _ = tables
    n = sum(met.values())
    assume(n)
    simpson = Fraction(n * n, sum(count * count for count in met.values()))
    assert breadth.effective_share_exact(met, dict.fromkeys(GROUPS, size)) == simpson / len(GROUPS)


@settings(max_examples=200, deadline=None)
@given(TABLES, st.sampled_from(GROUPS))
def test_a_new_household_raises_e_exactly_when_the_inequality_holds(
    tables: tuple[dict[str, int], dict[str, int]], group: str
) -> None:
    met, population = tables
    rises = breadth.raises(met, population, group)
    gained = breadth.gain(met, population, group)
    if not population.get(group):
        assert rises is None
        assert gained is None
        return
    before = breadth.effective_share_exact(met, population)
    after = breadth.effective_share_exact({**met, group: met.get(group, 0) + 1}, population)
    assert after is not None
    assert rises is (before is None or after > before)
    assert gained == float(after - (before or 0))
    assert (gained > 0) is rises
    assert breadth.gains(met, population)[group] == gained
    if before is not None:
        n = sum(count for g, count in met.items() if population.get(g))
        share = Fraction(population[group], sum(population.values()))
        assert rises is ((2 * met.get(group, 0) + 1) / ((2 * n + 1) * share) < 1 / before)


@given(TABLES, st.sampled_from(GROUPS), st.integers(0, 12))
def test_several_households_are_worth_what_they_add_together(
    tables: tuple[dict[str, int], dict[str, int]], group: str, more: int
) -> None:
    met, population = tables
    assume(population.get(group))
    before = breadth.effective_share_exact(met, population) or 0
    after = breadth.effective_share_exact({**met, group: met.get(group, 0) + more}, population) or 0
    assert breadth.gain(met, population, group, more) == float(after - before)


@settings(max_examples=200, deadline=None)
@given(TABLES)
def test_every_measure_stays_within_its_bounds(tables: tuple[dict[str, int], dict[str, int]]) -> None:
    met, population = tables
    present = {group for group, size in population.items() if size}
    whole = breadth.mix(met, population)
    assert whole.groups_present == len(present)
    assert whole.balance is None or 0 <= whole.balance <= 1
    assert (whole.effective_share is None) is (whole.groups_at_half is None) is (whole.households == 0)
    assert whole.category_reach is None or 0 <= whole.category_reach <= 1
    assert set(whole.not_reached_enough) <= present
    if whole.groups_at_half is not None:
        assert whole.groups_at_half + len(whole.not_reached_enough) == len(present)
        assert whole.groups_at_half >= 1, "somebody is always represented at least as here"
        found = breadth.ratios(met, population)
        assert found is not None
        size = sum(population.values())
        assert sum(ratio * population[group] for group, ratio in found.items()) == size
    assert sum(breadth.deficits(met, population).values()) == 0
    known = {group for group, count in met.items() if count}
    assert set(whole.unknown_groups) == known - present
    assert all(met[group] > population[group] for group in whole.overfull_groups)


def test_balance_has_the_values_of_the_divergence() -> None:
    assert breadth.balance({"a": 3, "b": 4}, {"a": 30, "b": 40}) == 1.0
    assert breadth.balance({"a": 1, "b": 1, "c": 1}, {"d": 1, "e": 2, "f": 4}) == 0.0
    assert breadth.balance({}, {"a": 1}) is None
    assert breadth.balance({"a": 1}, {}) is None
    # p = (1, 0), π = (½, ½): 1 − (1 − ¾·log₂3 + ½) ... by hand
    expected = 1 - (math.log2(4 / 3) + 0.5 * math.log2(2 / 3) + 0.5) / 2
    assert breadth.balance({"a": 7}, {"a": 5, "b": 5}) == pytest.approx(expected, abs=1e-12)


@given(TABLES)
def test_balance_is_what_the_textbook_gives(tables: tuple[dict[str, int], dict[str, int]]) -> None:
    met, population = tables
    n, size = sum(met.values()), sum(population.values())
    assume(n and size)

    def entropy(shares: list[float]) -> float:
        return -sum(share * math.log2(share) for share in shares if share)

    p = [met.get(g, 0) / n for g in GROUPS]
    q = [population.get(g, 0) / size for g in GROUPS]
    mean = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    expected = 1 - (entropy(mean) - (entropy(p) + entropy(q)) / 2)
    assert breadth.balance(met, population) == pytest.approx(expected, abs=1e-9)


def test_a_group_nobody_counted_is_named_and_left_out() -> None:
    met, population = {"a": 4, "b": 4, "ghost": 9, "gone": 2}, {"a": 10, "b": 10, "gone": 0}
    assert breadth.unknown_groups(met, population) == ("ghost", "gone")
    assert breadth.effective_share(met, population) == 1.0
    assert breadth.mix(met, population).households == 8
    assert breadth.effective_share({"ghost": 3}, population) is None
    assert breadth.gains(met, population).keys() == {"a", "b"}
    assert breadth.overfull_groups({"a": 11, "b": 10}, population) == ("a",)


def test_half_is_enough_and_the_most_neglected_comes_first() -> None:
    population = {"a": 50, "b": 20, "c": 20, "d": 10}
    met = {"a": 84, "b": 10, "c": 6}
    assert breadth.groups_at_half(met, population) == 2, "10 of 100 is exactly half of a fifth"
    assert breadth.not_reached_enough(met, population) == ("d", "c")
    assert breadth.not_reached_enough({}, population) == ("a", "b", "c", "d"), "nobody met: the largest first"
    assert breadth.groups_at_half({}, population) is None
    assert breadth.category_reach(met, population) == 0.75
    assert breadth.category_reach(met, {}) is None
    assert breadth.ratios({}, population) is None
    assert breadth.raises({}, population, "d") is True
    assert breadth.gain({}, population, "d") == 0.1


def test_nothing_is_counted_below_nothing() -> None:
    with pytest.raises(ValueError, match="from 0"):
        breadth.effective_share({"a": -1}, {"a": 1})


def test_at_a_perfect_mix_any_single_visit_lowers_e_a_little() -> None:
    population = {"a": 30, "b": 20, "c": 10}
    met = {"a": 3, "b": 2, "c": 1}
    assert all(breadth.raises(met, population, group) is False for group in population)
