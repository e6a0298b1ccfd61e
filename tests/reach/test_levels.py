"""Estimates told of a county, its townships and villages, and of several months: no two of them can be subtracted."""

import re
from typing import Any

import pytest

from huiyin.orgs.models import Unit
from huiyin.reach import estimates
from huiyin.reach.stepped import told_within
from huiyin.reach.windows import rolling
from tests.reach import made
from tests.world import AT, World

TODAY = AT.date()
YEAR = rolling(TODAY)


def test_estimates_of_levels_and_months_cannot_be_taken_from_each_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A village with few: the county, its township and the other villages leave every value of few for it."""
    villages = [world.village, world.hamlet, *made.villages(world)]
    for few in range(5):
        sizes = dict(zip(villages, (few, 13, 22, 6, 9, 31, 17, 8), strict=True))
        monkeypatch.setattr(
            estimates, "lists_of_month", lambda seat, _month, sizes=sizes: _lists(sizes, seat)
        )
        told = {seat: _first(seat) for seat in (world.root, world.town, *villages)}
        parts = [told[one] for one in villages[1:]]
        for seat in (world.root, world.town):
            rest = told[seat] - sum(parts)
            assert rest - 5 * len(parts) - 5 < 0, "what is left may be nobody"
        again = {seat: _first(seat) for seat in told}
        assert told == again, "the same in every month"
    tree = {one.path: n for one, n in zip(villages, (3, 13, 22, 6, 9, 31, 17, 8), strict=True)}
    under = [told_within(one, "list 0", {one.path: tree[one.path]}, 5) for one in villages]
    whole = told_within(world.town, "list 0", tree, 5)
    low = whole.low - sum(one.high for one in under[1:])
    high = whole.high - sum(one.low for one in under[1:])
    assert low <= under[0].low
    assert high >= under[0].high, "every number of few is left open"


def _lists(sizes: dict[Unit, int], seat: Unit) -> list[dict[Any, str]]:
    here = {
        (one, n): one.path
        for one, many in sizes.items()
        if one.path.startswith(seat.path)
        for n in range(many)
    }
    return [here, {}]


def _first(seat: Unit) -> int:
    words = estimates.demand(seat, YEAR, TODAY, 5).of
    found = re.search(r"= (fewer than )?(\d+)", words)
    assert found is not None
    return 0 if found[1] else int(found[2])
