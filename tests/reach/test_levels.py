"""Estimates told of a county, its townships and villages, and of several months: no two of them can be subtracted."""

import re
from collections import Counter
from dataclasses import asdict
from typing import Any

import pytest

from huiyin.contacts.actions import Raised, record
from huiyin.orgs.models import Unit
from huiyin.reach import area_pages, estimates
from huiyin.reach.counts import said
from huiyin.reach.depth import deep, deep_in
from huiyin.reach.stepped import told_within
from huiyin.reach.which import Terms
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


def test_promises_and_matters_of_an_area_are_told_as_parts_of_those_around_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were each area told by itself, a sum of three levels could leave two values of a count of few, or one."""
    villages = [world.village, world.hamlet, *made.villages(world)]
    sizes = {one.path: n for one, n in zip(villages, (3, 13, 22, 6, 9, 31, 17, 8), strict=True)}

    def counted(seat: Unit, *_rest: Any) -> dict[str, Counter[str]]:
        here = Counter({path: n for path, n in sizes.items() if path.startswith(seat.path)})
        return {"due": here, "kept": here, "raised": here, "rated": here}

    monkeypatch.setattr(area_pages, "deep_in", counted)
    for seat in (world.root, world.town, *villages):
        promises, matters = area_pages.depth_of_area(seat, YEAR, AT)
        for share, what in ((promises, "due"), (matters, "raised")):
            assert share.whole == said(told_within(seat, what, counted(seat)[what], 5), 5), (seat, what)


def test_promises_and_matters_are_counted_where_they_lie(world: World) -> None:
    made.peopled(world)
    terms = Terms.of(YEAR)
    counted = deep_in(world.root, YEAR, TODAY, terms)
    whole = deep(world.root, YEAR, TODAY, terms)
    assert {what: counts.total() for what, counts in counted.items()} == asdict(whole)
    assert counted["due"].total() == 1
    (path,) = +counted["due"]
    assert path == world.branch.path
    assert world.hamlet.path in counted["raised"], "also where it is none"


def test_mentions_of_an_area_are_told_as_parts_of_those_around_it(world: World) -> None:
    villages = [world.village, world.hamlet, *made.villages(world)]
    for place, n in zip(villages, (3, 13, 6, 9, 1, 2, 4, 8), strict=True):
        for _turn in range(n):
            point = Raised("路灯", "noted", "streetlight")
            record(place=place, held_on=TODAY, points=[point], promises=[], by=world.chen, at=AT)
    sizes = dict(zip([one.path for one in villages], (3, 13, 6, 9, 1, 2, 4, 8), strict=True))
    for seat in (world.root, world.town, *villages):
        here = {path: n for path, n in sizes.items() if path.startswith(seat.path)}
        told = told_within(seat, "mentions", _with_every_place(seat, here), 5)
        words = f"about {told.value} mentions" if told.value is not None else ""
        assert estimates.issues(seat, YEAR, 5).of == words, seat


def _with_every_place(seat: Unit, sizes: dict[str, int]) -> dict[str, int]:
    places = Unit.objects.places().filter(path__startswith=seat.path)
    return dict.fromkeys(places.values_list("path", flat=True), 0) | sizes


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
