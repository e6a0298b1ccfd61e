"""Measures say nothing that the table has not said: whoever computes from all that is shown learns nothing of a hidden count."""

import random
from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest

from huiyin.lib.disclosure import OneWay, suppress
from huiyin.reach import measures
from huiyin.reach.measures import Table
from huiyin.reach.told import OTHERS, merged

K: Final = 5
AREAS: Final = 500
ENUMERATED: Final = (
    25  # areas of which every possible table is looked at; of the others those a household away
)
Area = tuple[dict[str, int], dict[str, int]]  # met, living


def areas() -> Iterator[Area]:
    """Random areas of six groups, in which many are met by few."""
    chance = random.Random(11)
    for _area in range(AREAS):
        living = {group: chance.choice((8, 30, 120, 400, 900)) for group in "abcdef"}
        met = {group: min(n, chance.choice((0, 1, 2, 3, 4, 6, 9, 20))) for group, n in living.items()}
        yield met, living


def shown(met: dict[str, int], living: dict[str, int]) -> tuple[OneWay[str], Table]:
    """What a page says of such a table: the counts it tells, and the table out of which all measures are worked."""
    told = suppress(met, K)
    return told, merged(told.cells, met, living, has_total=told.total is not None, least=K)


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


def moved(met: dict[str, int], told: OneWay[str]) -> Iterator[dict[str, int]]:
    """Tables in which one household of a withheld group counts in another of them."""
    hidden = [group for group, n in told.cells.items() if n is None]
    for one, other in zip(hidden, [*hidden[1:], hidden[0]], strict=True):
        if one != other and met[one] > 1:
            yield {**met, one: met[one] - 1, other: met[other] + 1}


def test_no_measure_tells_two_tables_apart_that_the_counts_do_not_tell_apart() -> None:
    """The attack that pinned cells: enumerate the tables that the counts allow, keep those with the measures shown."""
    compared = 0
    for number, (met, living) in enumerate(areas()):
        told, said = shown(met, living)
        if told.total is None or all(n is not None for n in told.cells.values()):
            continue
        for other in possible(told, living) if number < ENUMERATED else moved(met, told):
            if suppress(other, K) == told and other != met:
                compared += 1
                assert shown(other, living)[1] == said, (met, other)
    assert compared > 500


def test_the_measures_see_that_table_alone() -> None:
    told, table = shown({"a": 20, "b": 9, "c": 3, "d": 2}, {"a": 400, "b": 120, "c": 30, "d": 30})
    assert told.cells["c"] is None
    (share, *_others) = measures.mixture(table)
    assert share.of == "34 met, 580 living here, 3 classes; withheld ones taken together"


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


def test_few_of_all_the_others_together_are_told_as_little_as_few_of_one() -> None:
    living = {"a": 50, "b": 40, "c": 100, "d": 300}
    told: dict[str, int | None] = {"a": None, "b": None, "c": 20, "d": 40}
    met, _here = merged(told, {"a": 1, "b": 1, "c": 20, "d": 40}, living, has_total=True, least=K)
    assert met == {"d": 40, OTHERS: 22}
