"""Counts told in steps: what many pages and two issues tell together pins no count of few."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from huiyin.lib import stepping
from huiyin.lib.stepping import Told

STEP: Final = 5
COUNTIES: Final = 300


@dataclass
class Place:
    """A county, township or village, its count, what is told of it, and what lies below it."""

    count: int
    told: Told
    below: list["Place"]
    is_seen: bool = False


def village(count: int, moved: int, *, is_seen: bool) -> Place:
    """One of which is known whether anybody was met (`is_seen`), or not."""
    told = (
        stepping.nothing() if is_seen and not count else stepping.one(count, STEP, moved, surely=int(is_seen))
    )
    return Place(count, told, [], is_seen)


def over(below: list[Place], moved: int) -> Place:
    count = sum(place.count for place in below)
    return Place(count, stepping.above(count, [place.told for place in below], STEP, moved), below)


def counties(chance: random.Random) -> Iterator[tuple[list[list[int]], list[list[int]], bool]]:
    """Villages of townships: their counts, and those of a later issue."""
    for _county in range(COUNTIES):
        many = [[chance.choice((0, 0, 1, 1, 2, 3, 4, 4, 5, 7, 12, 30)) for _v in range(chance.randint(1, 7))]
                for _t in range(chance.randint(1, 6))]  # fmt: skip
        later = [[max(0, n + chance.choice((-1, 0, 0, 0, 1, 2))) for n in town] for town in many]
        yield many, later, chance.random() < 0.5


def told_of(counts: list[list[int]], moves: random.Random, *, is_seen: bool) -> Place:
    """What the pages of a county tell; the same moves in every issue."""
    towns = [
        over([village(n, moves.randrange(STEP), is_seen=is_seen) for n in town], moves.randrange(STEP))
        for town in counts
    ]
    return over(towns, moves.randrange(STEP))


def up(place: Place) -> tuple[int, int]:
    """What all that is told of a place and below it allows."""
    own = (place.told.low, place.told.high)
    if not place.below:
        return (max(own[0], int(place.is_seen and place.count > 0)), own[1])
    parts = [up(part) for part in place.below]
    low, high = sum(low for low, _high in parts), sum(high for _low, high in parts)
    return max(own[0], low), min(own[1], high)


def solved(place: Place, given: tuple[int, int] | None = None) -> Iterator[tuple[Place, int, int]]:
    """For each village the smallest and largest count with which everything told agrees: exact, as a tree of sums."""
    low, high = up(place)
    if given is not None:
        low, high = max(low, given[0]), min(high, given[1])
    if not place.below:
        yield place, low, high
        return
    ranges = [up(part) for part in place.below]
    least, most = sum(r[0] for r in ranges), sum(r[1] for r in ranges)
    for part, (first, last) in zip(place.below, ranges, strict=True):
        yield from solved(part, (low - (most - last), high - (least - first)))


def test_no_count_of_few_is_pinned_by_county_township_and_village_pages_together() -> None:
    small = 0
    for counts, _later, is_seen in counties(random.Random(7)):
        county = told_of(counts, random.Random(str(counts)), is_seen=is_seen)
        for place, low, high in solved(county):
            if 0 < place.count < STEP:
                small += 1
                assert high - low >= STEP - 2, (counts, place.count, low, high)
                if place.told.value is None:
                    assert (low, high) == up(place), "nothing but its own number is told"
    assert small > 1500


def test_two_issues_of_all_pages_pin_none_even_to_who_knows_by_how_much_each_village_changed() -> None:
    for counts, later, _seen in counties(random.Random(8)):
        first = solved(told_of(counts, random.Random(str(counts)), is_seen=False))
        second = solved(told_of(later, random.Random(str(counts)), is_seen=False))
        for (place, low, high), (now, low_now, high_now) in zip(first, second, strict=True):
            if 0 < place.count < STEP:
                change = now.count - place.count
                assert min(high, high_now - change) > max(low, low_now - change), (counts, later)


def test_a_number_that_jumps_on_a_day_tells_no_count() -> None:
    """Whoever sees the number of each day, and knows that one household came each day: as many counts as the day allows."""
    seen: dict[int, set[int]] = {}
    for moved in range(STEP):
        for begun in range(STEP):
            days = [stepping.one(begun + day, STEP, moved).value for day in range(3 * STEP)]
            if days[0] is None:
                seen.setdefault(days.index(STEP), set()).add(begun)
    assert {day: len(counts) for day, counts in seen.items()} == {
        day: STEP - day + 1 for day in range(1, STEP + 1)
    }


def test_numbers_are_right_on_the_average_and_never_a_step_off() -> None:
    for count in range(40):
        values = [stepping.one(count, STEP, moved).value or 0 for moved in range(STEP)]
        assert sum(values) == STEP * count
        assert all(abs(value - count) < STEP for value in values)


def test_sums_are_near_what_they_are_sums_of() -> None:
    off: list[int] = []
    for counts, _later, is_seen in counties(random.Random(9)):
        county = told_of(counts, random.Random(str(counts)), is_seen=is_seen)
        off += [abs((place.told.value or 0) - place.count) for place in [county, *county.below]]
    assert sum(n < STEP for n in off) > 0.9 * len(off)
    assert max(off) < 3 * STEP


def test_what_everybody_knows_is_no_secret() -> None:
    assert stepping.nothing().value == 0
    assert stepping.above(0, [stepping.nothing(), stepping.nothing()], STEP, 4).value == 0
