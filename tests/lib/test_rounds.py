"""Rounds of visits: tiny ones against trying everything, and what a plan may never do."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings

from huiyin.lib.rounds import bound, plan
from huiyin.lib.rounds.bound import Relaxed
from huiyin.lib.rounds.grid import grid
from huiyin.lib.rounds.plan import Plan
from huiyin.lib.rounds.problem import Problem
from tests.lib.rounds_made import best, prize_of, problems


def check(problem: Problem, made: Plan) -> None:
    """Everything the plan says is so, worked out here from nothing."""
    whom = {one.key: one for one in problem.candidates}
    seen: list[str] = []
    assert [one.official for one in made.rounds] == [one.key for one in problem.officials]
    for who, one in zip(problem.officials, made.rounds, strict=True):
        here, now = who.start, who.earliest
        for stop in one.stops:
            asked = whom[stop.key]
            assert stop.travel == problem.travel[here][asked.place]
            assert stop.arrive == now + stop.travel
            assert stop.begin >= stop.arrive
            assert stop.wait == stop.begin - stop.arrive
            assert stop.finish == stop.begin + asked.service
            assert not asked.windows or any(a <= stop.begin <= b for a, b in asked.windows)
            assert asked.only is None or who.key in asked.only
            here, now = asked.place, stop.finish
            seen.append(stop.key)
        if one.stops:
            assert one.back == now + problem.travel[here][who.home] <= who.latest
    assert len(seen) == len(set(seen))
    assert made.prize == prize_of(problem, seen)
    assert {one.key for one in made.missed} == {one.key for one in problem.candidates if one.mandatory} - set(
        seen
    )
    assert made.prize <= made.bound


@settings(max_examples=50, deadline=None)
@given(problem=problems())
def test_a_tiny_plan_is_the_best_there_is(problem: Problem) -> None:
    made = plan(problem, iterations=160, seed=3)
    if made.missed:  # so short a search may miss what a longer one keeps; in earnest it has seconds
        made = plan(problem, iterations=1_000, seed=3)
    check(problem, made)
    kept = sum(one.mandatory for one in problem.candidates) - len(made.missed)
    most, points = best(problem)
    assert kept == most
    assert made.prize == points or (
        made.missed and made.prize < points
    )  # among plans that miss one, any will do


@pytest.mark.parametrize(
    "few", [bound.FEW, 1]
)  # with one, most walks go to one candidate and those met before
@settings(max_examples=75, deadline=None)
@given(problem=problems(most=4, metric=False))
def test_no_plan_exceeds_the_bound_at_any_step(few: int, problem: Problem) -> None:
    kept, points = best(problem)
    all_kept = kept == sum(one.mandatory for one in problem.candidates)
    with patch.object(bound, "FEW", few):
        relaxed = Relaxed(grid(problem), appointments=all_kept)
        assert relaxed.value >= points
        for _ in range(14):
            relaxed.improve(points)
            assert relaxed.value >= points


@settings(max_examples=25, deadline=None)
@given(problem=problems(metric=False))
def test_where_detours_are_shorter_a_plan_is_still_what_it_says(problem: Problem) -> None:
    check(problem, plan(problem, iterations=60))
