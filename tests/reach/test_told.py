"""Measures say nothing that the table has not said: whoever computes from all that is shown learns nothing of a hidden count."""

import random
from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest

from huiyin.lib.disclosure import OneWay, suppress
from huiyin.reach import measures
from huiyin.reach.told import OTHERS, merged

K: Final = 5
AREAS: Final = 500
Area = tuple[dict[str, int], dict[str, int]]  # met, living


def areas() -> Iterator[Area]:
    """Random areas of six groups, in which many are met by few."""
    chance = random.Random(11)
    for _area in range(AREAS):
        living = {group: chance.choice((8, 30, 120, 400, 900)) for group in "abcdef"}
        met = {group: min(n, chance.choice((0, 1, 2, 3, 4, 6, 9, 20))) for group, n in living.items()}
        yield met, living


def shown(met: dict[str, int], living: dict[str, int]) -> tuple[OneWay[str], list[tuple[str, str, str]]]:
    """Everything that a page says of such a table: the counts it tells, and the measures beside them."""
    told = suppress(met, K)
    table = merged(told.cells, met, living, has_total=told.total is not None, least=K)
    return told, [(one.value, one.interval, one.of) for one in measures.mixture(table)]


def possible(told: OneWay[str], living: dict[str, int]) -> Iterator[dict[str, int]]:
    """Every table that a reader who knows all that is told must think possible: blanks are at least one."""
    hidden = [group for group, n in told.cells.items() if n is None]
    assert told.total is not None
    left = told.total - sum(n for n in told.cells.values() if n is not None)
    for values in product(*(range(1, min(left, living[group]) + 1) for group in hidden)):
        if sum(values) == left:
            yield {group: n for group, n in told.cells.items() if n is not None} | dict(
                zip(hidden, values, strict=True)
            )


def test_no_measure_tells_two_tables_apart_that_the_counts_do_not_tell_apart() -> None:
    """The attack that pinned cells: enumerate the tables that the counts allow, keep those with the measures shown."""
    compared = 0
    for met, living in areas():
        told, said = shown(met, living)
        if told.total is None or all(n is not None for n in told.cells.values()):
            continue
        for other in possible(told, living):
            if suppress(other, K) == told and other != met:
                compared += 1
                assert shown(other, living)[1] == said, (met, other)
    assert compared > 2000


def test_what_is_withheld_is_one_class_and_what_is_told_stays() -> None:
    living = {"a": 100, "b": 50, "c": 30, "d": 20}
    told: dict[str, int | None] = {"a": 12, "b": 9, "c": None, "d": None}
    met, here = merged(told, {"a": 12, "b": 9, "c": 3, "d": 2}, living, has_total=True, least=K)
    assert met == {"a": 12, "b": 9, OTHERS: 5}
    assert here == {"a": 100, "b": 50, OTHERS: 50}
    assert merged(told, {"a": 12, "b": 9}, living, has_total=False, least=K) == ({}, {})
    assert merged(dict.fromkeys("abcd"), {"a": 1}, living, has_total=True, least=K) == ({}, {})


@pytest.mark.parametrize(
    ("comparable", "is_told"), [(12, True), (8, False), (7, True), (5, True), (4, False), (0, True)]
)
def test_a_village_without_figures_does_not_tell_on_a_group(comparable: int, is_told: bool) -> None:
    """Of twelve met, some live where nobody states who lives there: neither part may be a number that is withheld."""
    living = {"a": 100, "b": 50, "c": 60}
    met, _here = merged(
        {"a": 12, "b": 9, "c": 30}, {"a": comparable, "b": 9, "c": 30}, living, has_total=True, least=K
    )
    assert ("a" in met) == is_told
    if not is_told:
        assert met[OTHERS] == comparable + 9, (
            "one class alone would be told by what is left: the smallest joins it"
        )


def test_of_oneself_everything_is_told() -> None:
    living = {"a": 100, "b": 50}
    assert merged({"a": 1, "b": 0}, {"a": 1, "b": 0}, living, has_total=True, least=0) == (
        {"a": 1, "b": 0},
        living,
    )
