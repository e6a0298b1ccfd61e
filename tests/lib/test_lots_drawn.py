"""The draw itself: chances come true, households sit once, numbers and seeds decide, quotas that cannot be met are explained."""

from pathlib import Path

import numpy as np
import pytest

from huiyin.lib.sortition.drawing import draw, draw_weighted
from huiyin.lib.sortition.lately import rested
from huiyin.lib.sortition.lottery import Lottery, fair_lottery
from huiyin.lib.sortition.pool import Pool, Quota, Quotas, breaches, read_people, read_quotas
from huiyin.lib.sortition.proof import ring, successor
from huiyin.lib.sortition.published import published
from huiyin.lib.sortition.relaxing import possible, reasons, smallest_relaxation

GROUPS = ("farmer", "worker", "mobile", "student")


def township(people: int = 120, size: int = 16) -> tuple[Pool, Quotas]:
    """Two categories, homes of up to three, quotas that are not the mix of the pool."""
    random = np.random.default_rng(7)
    values = tuple(
        (GROUPS[int(random.choice(4, p=[0.6, 0.2, 0.15, 0.05]))], f"v{int(random.integers(0, 3))}")
        for _ in range(people)
    )
    homes = tuple(int(n) for n in np.repeat(np.arange(people), random.integers(1, 4, people))[:people])
    lines = [Quota("group", group, 3, 5) for group in GROUPS] + [
        Quota("village", f"v{n}", 4, 7) for n in range(3)
    ]
    return Pool(("group", "village"), values, homes), Quotas(size, tuple(lines))


@pytest.fixture(scope="module")
def lottery() -> Lottery:
    return fair_lottery(*township(), seed="a")


def test_ten_thousand_draws_agree_with_the_chances(lottery: Lottery) -> None:
    """Chi-square over people, whose seats in a panel hang together: far below its bound for independent draws."""
    random = np.random.default_rng(20260301)
    chosen = random.choice(len(lottery.panels), size=10_000, p=lottery.probabilities)
    seats = np.bincount(lottery.panels[chosen].reshape(-1), minlength=len(lottery.chances))
    expected = 10_000 * lottery.chances
    parts = (seats - expected) ** 2 / (expected * (1 - lottery.chances))
    n = len(parts)
    assert parts.sum() < n + 3.1 * np.sqrt(2 * n)
    assert parts.max() < 16  # nobody is four standard deviations off
    assert seats.sum() == 10_000 * 16


def test_a_published_list_gives_each_number_its_panel(lottery: Lottery) -> None:
    pool, quotas = township()
    balls = published(lottery, 1000, seed="a")
    assert balls.panels.shape == (1000, 16)
    assert not any(breaches(pool, quotas, panel) for panel in balls.panels.tolist())
    assert balls.minimum >= 0.97 * min(lottery.best, balls.reachable)
    assert list(balls.counts) == list(np.bincount(balls.panels.reshape(-1), minlength=120))
    assert draw(balls, 42) == tuple(balls.panels[42].tolist())
    for number in (-1, 1000):
        with pytest.raises(ValueError, match="no panel"):
            draw(balls, number)
    again = published(fair_lottery(pool, quotas, seed="a"), 1000, seed="a")
    assert (again.panels == balls.panels).all()


def test_a_seed_decides_a_weighted_draw_and_other_seeds_draw_others(lottery: Lottery) -> None:
    drawn = {draw_weighted(lottery, f"number {n}") for n in range(60)}
    assert len(drawn) > 20
    assert draw_weighted(lottery, "number 1") == draw_weighted(lottery, "number 1")


def test_who_declines_is_followed_by_one_of_the_same_kind_from_another_home(lottery: Lottery) -> None:
    pool, quotas = township()
    panel, following = draw_weighted(lottery, "x"), dict(enumerate(ring("before the draw", pool.people)))
    assert sorted(following.values()) == list(range(120))
    for out in panel:
        into = successor(following, pool.households, panel, out, ())[0]
        if into is None:
            continue
        assert pool.people[into] == pool.people[out]
        assert not breaches(pool, quotas, [into if one == out else one for one in panel])
        assert successor(following, pool.households, panel, out, {into})[0] != into


def test_no_quota_that_cannot_be_met_goes_unexplained() -> None:
    pool, quotas = township()
    tight = Quotas(16, (*quotas.lines[1:], Quota("group", "farmer", 14, 16)))
    assert not possible(pool, tight)
    changes = smallest_relaxation(pool, tight)
    assert changes
    eased = {(one.now.category, one.now.value): one.then for one in changes}
    lines = tuple(eased.get((line.category, line.value), line) for line in tight.lines)
    assert possible(pool, Quotas(16, lines))
    total = sum(one.now.least - one.then.least + one.then.most - one.now.most for one in changes)
    assert total == 14 + 3 + 3 + 3 - 16, "not one seat more than is too many"
    assert all(one.sentence(lang) for one in changes for lang in ("zh", "en"))


def test_simple_reasons_come_first() -> None:
    pool, quotas = township()
    few = Quotas(16, (Quota("group", "student", 90, 100), *quotas.lines[:3]))
    assert {one.code for one in reasons(pool, few)}
    assert reasons(pool, quotas) == []


def test_who_was_invited_lately_rests_unless_nobody_else_is_there() -> None:
    pool, quotas = township()
    students = [i for i, values in enumerate(pool.people) if values[0] == "student"]
    found = rested(pool, quotas, students, seed="a")
    assert len(found.let_in) == 3, "as few as the quota of students needs"
    assert set(found.let_in) <= set(students)
    assert set(found.kept) == set(range(120)) - set(students) | set(found.let_in)
    assert possible(pool.only(found.kept), quotas)
    assert rested(pool, quotas, [], seed="a").let_in == ()


def test_bad_rows_of_both_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "categories.csv").write_text(
        "category,feature,min,max\ngroup,farmer,1,2\ngroup,farmer,1,2\ngroup,worker,3,1\n", encoding="utf-8"
    )
    quotas, wrong = read_quotas(tmp_path / "categories.csv", 3)
    assert [one.line for one in wrong] == [3, 4]
    assert all(one.sentence(lang) for one in wrong for lang in ("zh", "en"))
    (tmp_path / "respondents.csv").write_text(
        "group,household\nfarmer,h1\nfisher,h2\nfarmer,h1\n", encoding="utf-8"
    )
    pool, bad = read_people(tmp_path / "respondents.csv", quotas)
    assert [one.line for one in bad] == [3]
    assert pool.households[0] == pool.households[-1]
