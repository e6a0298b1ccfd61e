"""Random checks: the size against the exact distribution, the draw that anybody recomputes, what a result says."""

import json
import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib import sampling

# The published table: how many to check of N, for (share, confidence).
TABLE = {
    20: (19, 16, 14, 10),
    50: (31, 22, 18, 12),
    100: (45, 25, 20, 13),
    200: (51, 27, 21, 13),
    1000: (57, 29, 22, 14),
}
COLUMNS = ((0.05, 0.95), (0.1, 0.95), (0.1, 0.9), (0.2, 0.95))
REFERENCES = st.lists(st.text("ABC0123456789-", min_size=1, max_size=12), unique=True, max_size=60)
SEEDS = st.text(min_size=1, max_size=20)


def made(references: list[str], seed: str = "2026298") -> sampling.Draw:
    size = sampling.how_many(len(references), confidence=0.95, share=0.1)
    return sampling.Draw(
        "HY-1",
        sorted(references),
        sampling.list_hash(references),
        seed,
        size,
        sampling.draw(references, seed, size),
        "0.95",
        "0.1",
    )


def test_s06_the_size_is_that_of_the_table() -> None:
    for population, sizes in TABLE.items():
        found = tuple(sampling.how_many(population, confidence=c, share=r) for r, c in COLUMNS)
        assert found == sizes, population


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 400), st.sampled_from((0.8, 0.9, 0.95, 0.99)), st.sampled_from((0.02, 0.05, 0.1, 0.2, 0.5))
)
def test_s06_the_size_is_the_smallest_that_finds_a_false_record(
    population: int, confidence: float, share: float
) -> None:
    wrong = sampling.share_of(population, share)
    size = sampling.how_many(population, confidence=confidence, share=share)
    assert size <= population
    missed = Fraction(math.comb(population - wrong, size), math.comb(population, size))
    assert 1 - missed >= Fraction(str(confidence))
    fewer = Fraction(math.comb(population - wrong, size - 1), math.comb(population, size - 1))
    assert 1 - fewer < Fraction(str(confidence))
    rough = math.ceil((1 - (1 - confidence) ** (1 / wrong)) * (population - (wrong - 1) / 2))
    assert 0 <= min(rough, population) - size <= 1, "the formula is at most one too many"


def test_nothing_is_drawn_from_nothing() -> None:
    assert sampling.how_many(0, confidence=0.95, share=0.1) == 0
    assert sampling.how_many(1, confidence=0.95, share=0.1) == 1
    assert sampling.how_many(30, confidence=0.95, share=0) == 30


def test_none_false_among_thirty_of_two_hundred_is_at_most_eight_and_a_half_percent() -> None:
    assert sampling.most_wrong(200, 30, 0, confidence=0.95) == 17
    assert Fraction(17, 200) == Fraction("0.085")
    assert sampling.most_wrong(30, 30, 2, confidence=0.95) == 2, (
        "nothing is uncertain once all were looked at"
    )
    assert sampling.most_wrong(30, 0, 0, confidence=0.95) == 30, "and nothing is known when none was"
    with pytest.raises(ValueError, match="upward"):
        sampling.most_wrong(10, 11, 0, confidence=0.95)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.data())
def test_the_bound_is_seldom_too_low(population: int, data: st.DataObject) -> None:
    """Whatever the truth, the bound lies below it in at most one draw of twenty."""
    size = data.draw(st.integers(0, population))
    wrong = data.draw(st.integers(0, population))
    too_low = Fraction(0)
    for found in range(max(0, size - (population - wrong)), min(size, wrong) + 1):
        if sampling.most_wrong(population, size, found, confidence=0.95) < wrong:
            ways = math.comb(wrong, found) * math.comb(population - wrong, size - found)
            too_low += Fraction(ways, math.comb(population, size))
    assert too_low <= Fraction("0.05")


@settings(max_examples=100, deadline=None)
@given(REFERENCES, SEEDS, st.randoms(use_true_random=False))
def test_s06_two_inspectors_recompute_the_same_sample(references: list[str], seed: str, random) -> None:  # type: ignore[no-untyped-def]
    mine = made(references, seed)
    shuffled = references[:]
    random.shuffle(shuffled)
    theirs = made(shuffled, seed)
    assert mine == theirs
    assert set(mine.sample) <= set(references)
    assert len(mine.sample) == len(set(mine.sample)) == mine.size
    assert sampling.disagreements(sampling.read_draw(theirs.written())) == []


def test_another_seed_draws_others() -> None:
    references = [f"HYL-2026-{n:06}-K" for n in range(200)]
    assert made(references, "1").sample != made(references, "2").sample


def test_everybody_has_the_same_chance() -> None:
    references = [f"HYL-2026-{n:06}-K" for n in range(20)]
    times = dict.fromkeys(references, 0)
    for seed in range(2000):
        for one in sampling.draw(references, str(seed), 5):
            times[one] += 1
    assert all(400 < n < 600 for n in times.values()), times


def test_what_was_changed_afterwards_is_named() -> None:
    whole = made([f"R-{n}" for n in range(40)])
    cut = replace(whole, population=whole.population[:-1])
    assert [found.code for found in sampling.disagreements(cut)][:1] == ["population"]
    nicer = replace(whole, sample=[*whole.sample[1:], sampling.order(whole.population, whole.seed)[-1]])
    assert [(f.code, f.facts) for f in sampling.disagreements(nicer)] == [("sample", {"n": 2})]
    assert "size" in [f.code for f in sampling.disagreements(replace(whole, size=3, sample=whole.sample[:3]))]
    twice = replace(whole, population=[*whole.population, whole.population[0]])
    assert sampling.disagreements(twice)[0].code == "twice"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "no"])
def test_another_file_is_no_draw(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        sampling.read_draw(text)
    part = json.loads(made(["A"]).written())
    part["sample"] = [1]
    with pytest.raises(ValueError, match="list"):
        sampling.read_draw(json.dumps(part))
