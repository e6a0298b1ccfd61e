"""Fair lots: chances are leximin on every small pool, every panel is good, people of one cell are equal."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.pools import SHAPES, Shape, made_up
from huiyin.lib.sortition.drawing import draw, draw_weighted
from huiyin.lib.sortition.lottery import Lottery, fair_lottery
from huiyin.lib.sortition.mixing import KEEP
from huiyin.lib.sortition.pool import Pool, Quota, Quotas, breaches
from huiyin.lib.sortition.proof import ring, successor
from huiyin.lib.sortition.published import Published, published
from huiyin.lib.sortition.relaxing import possible
from huiyin.lib.sortition.targets import Impossible
from tests.lib.brute import every_panel, leximin

SMALL = [shape for shape in SHAPES if shape.people <= 200]


@cache
def made(shape: Shape, seed: int = 1) -> tuple[Pool, Quotas, Lottery]:
    pool, quotas = made_up(shape, seed)
    return pool, quotas, fair_lottery(pool, quotas, seed="lots")


@st.composite
def pools(some: st.DrawFn) -> tuple[Pool, Quotas]:
    many = some(st.integers(4, 10))
    size = some(st.integers(1, min(5, many)))
    widths = some(st.lists(st.integers(2, 3), min_size=1, max_size=3))
    people = tuple(tuple(f"v{some(st.integers(0, wide - 1))}" for wide in widths) for _ in range(many))
    homes = some(st.one_of(st.just(()), st.lists(st.integers(0, many), min_size=many, max_size=many)))
    lines = []
    for n, wide in enumerate(widths):
        for value in range(wide):
            have = sum(one[n] == f"v{value}" for one in people)
            most = some(st.integers(0 if some(st.booleans()) else min(1, have), size))
            lines.append(Quota(f"c{n}", f"v{value}", some(st.integers(0, min(most, have))), most))
    return Pool(tuple(f"c{n}" for n in range(len(widths))), people, tuple(homes)), Quotas(size, tuple(lines))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(pools())
def test_chances_are_leximin_and_panels_are_good(case: tuple[Pool, Quotas]) -> None:
    pool, quotas = case
    panels = every_panel(pool, quotas)
    assert possible(pool, quotas) == bool(panels)
    if not panels:
        with pytest.raises(Impossible):
            fair_lottery(pool, quotas)
        return
    lottery = fair_lottery(pool, quotas, keep=None)
    known = set(panels)
    assert all(tuple(panel) in known for panel in lottery.panels.tolist())
    best = leximin(panels, len(pool.people))
    assert np.abs(np.sort(lottery.chances) - best).max() < 2e-4
    assert lottery.minimum >= 0.999 * lottery.bound
    assert lottery.shortfall <= 1e-4
    capped = fair_lottery(pool, quotas)
    assert all(tuple(panel) in known for panel in capped.panels.tolist())
    assert capped.minimum >= 0.999 * KEEP * best[best > 1e-6].min()
    assert capped.largest <= lottery.largest + 1e-3
    assert capped.shortfall <= 1e-4


def test_a_bound_that_only_fractions_reach_is_cut_down() -> None:
    """Of three kinds of people any two exclude each other, so a third each is all there is; fractions would give half."""
    people = [("1", "1", "0"), ("1", "0", "1"), ("0", "1", "1"), *[("0", "0", "0")] * 3]
    lines = [line for name in "abc" for line in (Quota(name, "1", 0, 1), Quota(name, "0", 0, 3))]
    lottery = fair_lottery(Pool(("a", "b", "c"), tuple(people)), Quotas(3, tuple(lines)))
    assert lottery.minimum == pytest.approx(1 / 3, rel=1e-4)
    assert lottery.bound == pytest.approx(1 / 3, rel=1e-4)


@pytest.mark.parametrize("shape", SMALL, ids=lambda shape: shape.name)
def test_the_goals_hold_on_made_up_pools(shape: Shape) -> None:
    pool, quotas, lottery = made(shape)
    assert not any(breaches(pool, quotas, panel) for panel in lottery.panels.tolist())
    assert lottery.minimum >= 0.999 * KEEP * lottery.best
    assert lottery.minimum >= 0.999 * lottery.bound
    assert lottery.shortfall <= 1e-4
    assert lottery.probabilities.sum() == pytest.approx(1)
    assert lottery.chances.sum() == pytest.approx(quotas.size)


def test_people_whom_the_quotas_cannot_tell_apart_have_the_same_chance() -> None:
    pool, _, lottery = made(Shape("equals", 120, 20, (2, 3)))
    found: dict[tuple[str, ...], set[float]] = {}
    for values, chance in zip(pool.people, lottery.chances, strict=True):
        found.setdefault(values, set()).add(round(float(chance), 9))
    assert all(len(chances) == 1 for chances in found.values())


def test_a_value_that_must_be_there_and_that_one_person_has_makes_them_certain() -> None:
    shape = next(shape for shape in SHAPES if shape.alone)
    pool, quotas, _ = made(shape)
    lines = tuple(
        Quota(one.category, one.value, 1, 1) if one.value == "v0" and one.category == "c0" else one
        for one in quotas.lines
    )
    lottery = fair_lottery(pool, Quotas(quotas.size, lines))
    assert lottery.chances[0] == pytest.approx(1)


def test_a_cap_keeps_the_smallest_chance_and_lowers_the_largest() -> None:
    shape = SHAPES[1]
    pool, quotas, lottery = made(shape)
    plain = fair_lottery(pool, quotas, keep=None)
    assert lottery.minimum >= 0.999 * KEEP * plain.minimum
    assert lottery.largest < plain.largest


def test_the_same_seed_gives_the_same_lottery_and_another_seed_another() -> None:
    pool, quotas, lottery = made(SHAPES[1])
    again, other = (fair_lottery(pool, quotas, seed=seed) for seed in ("lots", "other"))
    assert (again.panels == lottery.panels).all()
    assert (again.probabilities == lottery.probabilities).all()
    assert other.panels.tolist() != lottery.panels.tolist()


def test_ten_thousand_draws_agree_with_the_chances() -> None:
    pool, _, lottery = made(SHAPES[1])
    counts = np.zeros(len(pool.people))
    for number in range(10_000):
        counts[list(draw_weighted(lottery, f"draw {number}"))] += 1
    free = (lottery.chances > 1e-3) & (lottery.chances < 0.999)
    chances = lottery.chances[free]
    square = float((((counts[free] - 10_000 * chances) ** 2) / (10_000 * chances * (1 - chances))).sum())
    freedom = int(free.sum())
    assert square < freedom + 4 * np.sqrt(2 * freedom)


# -- published panels ---


@cache
def listed(many: int) -> tuple[Pool, Quotas, Lottery, Published]:
    pool, quotas = made_up(SHAPES[1])
    lottery = fair_lottery(pool, quotas, seed="lots", panels=many)
    return pool, quotas, lottery, published(lottery, many, seed="lots")


@pytest.mark.parametrize(("many", "share"), [(100, 0.85), (1000, 1.0), (10_000, 1.0)])
def test_published_panels_are_good_and_keep_the_smallest_chance(many: int, share: float) -> None:
    pool, quotas, lottery, list_ = listed(many)
    assert list_.panels.shape == (many, quotas.size)
    assert not any(breaches(pool, quotas, panel) for panel in np.unique(list_.panels, axis=0).tolist())
    assert list_.minimum >= share * min(lottery.best, list_.reachable)
    assert (np.bincount(list_.panels.reshape(-1), minlength=len(pool.people)) == list_.counts).all()


def test_a_number_picks_its_panel() -> None:
    list_ = listed(100)[3]
    assert draw(list_, 17) == tuple(list_.panels[17].tolist())
    for number in (-1, 100):
        with pytest.raises(ValueError, match="number"):
            draw(list_, number)


def test_who_declines_is_replaced_by_the_next_of_the_same_values_and_no_household_twice() -> None:
    pool, quotas, _, list_ = listed(1000)
    following = dict(enumerate(ring("known before", pool.people)))
    assert sorted(following.values()) == list(range(len(pool.people)))
    panel, gone, replaced = list(draw(list_, 3)), [], 0
    for person in list(panel):
        into = successor(following, pool.households, panel, person, gone)[0]
        if into is None:
            continue
        replaced += 1
        assert pool.people[into] == pool.people[person]
        panel = [into if one == person else one for one in panel]
        gone.append(person)
        assert not breaches(pool, quotas, panel)
        homes = {pool.households[one] for one in panel if one != into}
        before = [following[person]]
        while before[-1] != into:
            before.append(following[before[-1]])
        before.pop()
        assert all(one in panel or one in gone or pool.households[one] in homes for one in before)
    assert replaced
