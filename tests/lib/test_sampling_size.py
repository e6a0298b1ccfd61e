"""How many to call and what the answer says: calls to place, exact intervals on both sides."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib import sampling


def likely(population: int, wrong: int, size: int, found: int) -> Fraction:
    ways = math.comb(wrong, found) * math.comb(population - wrong, size - found)
    return Fraction(ways, math.comb(population, size))


def test_twenty_eight_at_sixty_percent_are_forty_seven_calls() -> None:
    assert sampling.calls_to_place(28, 0.6) == 47
    assert sampling.calls_to_place(27, 0.6) == 45, "exact arithmetic: no call more than needed"
    assert sampling.calls_to_place(0, 0.6) == 0
    assert sampling.calls_to_place(28, 0) is None


def test_a_count_of_everybody_is_certain_and_of_nobody_says_nothing() -> None:
    assert sampling.interval(30, 30, 2, confidence=0.95) == (2, 2)
    assert sampling.interval(30, 0, 0, confidence=0.95) == (0, 30)
    assert sampling.interval(200, 30, 0, confidence=0.9) == (
        0,
        sampling.most_wrong(200, 30, 0, confidence=0.95),
    )
    low, high = sampling.interval(200, 30, 3, confidence=0.95)
    assert low < 20 < high
    with pytest.raises(ValueError, match="upward"):
        sampling.interval(10, 11, 0, confidence=0.95)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.data())
def test_the_interval_is_exactly_what_can_not_be_ruled_out(population: int, data: st.DataObject) -> None:
    """Against the definition: a number stands in it when neither tail is less likely than half the doubt."""
    size = data.draw(st.integers(0, population))
    found = data.draw(st.integers(0, size))
    doubt = Fraction(1, 40)
    held = []
    for wrong in range(found, population - (size - found) + 1):
        least, most = max(0, size - (population - wrong)), min(size, wrong)
        fewer = sum(likely(population, wrong, size, k) for k in range(least, found + 1))
        more = sum(likely(population, wrong, size, k) for k in range(found, most + 1))
        if fewer > doubt and more > doubt:
            held.append(wrong)
    assert sampling.interval(population, size, found, confidence=0.95) == (held[0], held[-1])
    assert held == list(range(held[0], held[-1] + 1))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.data())
def test_the_interval_misses_the_truth_in_at_most_one_draw_of_twenty(
    population: int, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, population))
    wrong = data.draw(st.integers(0, population))
    missed = Fraction(0)
    for found in range(max(0, size - (population - wrong)), min(size, wrong) + 1):
        low, high = sampling.interval(population, size, found, confidence=0.95)
        if not low <= wrong <= high:
            missed += likely(population, wrong, size, found)
    assert missed <= Fraction("0.05")
