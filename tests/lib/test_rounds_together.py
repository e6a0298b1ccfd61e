"""Putting the best rounds together: as good as trying everything, each official one round, nobody visited twice."""

import random
from itertools import combinations

import pytest

from huiyin.lib.rounds.grid import Grid, grid
from huiyin.lib.rounds.plan import Plan
from huiyin.lib.rounds.pool import combine
from huiyin.lib.rounds.problem import Candidate, Official, Problem

Key = tuple[int, frozenset[int]]


def problem(some: random.Random, size: int = 6, crew: int = 2) -> Problem:
    """Candidates next door to each other, half of them of two groups whose further households add less."""
    whom = tuple(
        Candidate(
            key=f"c{n}", place=0, prize=some.randint(0, 6), service=1, windows=(), group=some.choice([None, "a", "b"]),
            mandatory=False, only=None,
        )
        for n in range(size)
    )  # fmt: skip
    who = tuple(Official(f"o{n}", 0, 0, 100, None) for n in range(crew))
    return Problem(whom, who, [[0]], {"a": (9, 4, 1), "b": (5, 5)})


def best(made: Grid, pool: dict[Key, list[int]]) -> int:
    """The most points of any choice: for each official one round or none, the rounds without anybody in common."""
    of = [[(), *(order for key, order in pool.items() if key[0] == who)] for who in range(made.crew)]
    chosen: list[list[int]] = [[]]
    for rounds in of:
        chosen = [[*before, *more] for before in chosen for more in rounds if not set(before) & set(more)]
    return max(made.points(order) for order in chosen)


@pytest.mark.parametrize("seed", range(20))
def test_the_best_choice_from_the_rounds_seen(seed: int) -> None:
    some = random.Random(seed)
    made = grid(problem(some, crew=1 + seed % 3))
    every = [nodes for n in (1, 2, 3) for nodes in combinations(range(made.size), n)]
    pool: dict[Key, list[int]] = {
        (who, frozenset(nodes)): list(nodes) for who in range(made.crew) for nodes in some.sample(every, 9)
    }
    orders = combine(made, pool, seconds=20, nodes=10_000)
    assert orders is not None
    visited = [node for order in orders for node in order]
    assert len(visited) == len(set(visited))
    for who, order in enumerate(orders):
        assert not order or pool[who, frozenset(order)] == order
    assert made.points(visited) == best(made, pool)


def test_where_no_round_was_seen_nothing_is_put_together() -> None:
    assert combine(grid(problem(random.Random(1))), {}, seconds=1, nodes=10) is None


def test_the_gap_is_what_of_the_bound_was_not_collected() -> None:
    def gap(prize: int, bound: int) -> float:
        return Plan((), prize, bound, (), "", 0.0, 0).gap

    assert [gap(0, 0), gap(10, 10), gap(5, 10), gap(0, 10)] == [0.0, 0.0, 0.5, 1.0]
