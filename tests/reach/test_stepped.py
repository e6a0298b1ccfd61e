"""The pages of a county, its townships and villages tell the same numbers, and together pin no count of few."""

import random
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.template.loader import render_to_string
from django.test import Client

from huiyin.orgs.models import Official, Unit
from huiyin.reach import area_pages, measures
from huiyin.reach.models import Tally
from huiyin.reach.windows import half_year, kept, rolling
from huiyin.ui.few import Count, Few
from tests.reach import made
from tests.world import AT, World, unit

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]
YEAR = rolling(AT.date())
K: Final = 5
GROUPS: Final = ("farmer", "worker", "mobile", "elderly_alone")
Span = tuple[int, int]


def county(world: World, chance: random.Random) -> list[Tally]:
    """Three more townships with four villages each, met by few of most groups."""
    Tally.objects.update(
        households=0, undeclared=0, is_new=0, contacts=0, talked=0, groups={}, spread={}, last_on=None
    )
    found = []
    for town in range(3):
        code = f"99010030{town}"
        above = Unit.objects.filter(code=code).first() or unit("township", code, f"某镇{town}", world.root)
        for n in range(4):
            here = f"{code}2{n:02d}"
            place = Unit.objects.filter(code=here).first() or unit("village", here, f"某村{town}-{n}", above)
            groups = {one: n for one in GROUPS if (n := chance.choice((0, 0, 1, 2, 3, 4, 6, 11)))}
            homes = max(groups.values(), default=0) + chance.choice((0, 1, 2, 4))
            if homes and chance.random() < 0.9:
                last = AT.date() - timedelta(days=chance.randint(1, 90))
                counts = {
                    "households": homes,
                    "contacts": homes,
                    "talked": homes,
                    "groups": groups,
                    "last_on": last,
                }
                counts |= {"undeclared": chance.randint(0, homes), "is_new": chance.randint(0, homes)}
                counts |= {"steady": 0, "occasions": 0, "differing": 0, "spread": {"1": homes}}
                tally, _made = Tally.objects.update_or_create(window=YEAR.code, place=place, defaults=counts)
                found.append(tally)
    return found


def opened(world: World, seat: Unit) -> dict[str, Any]:
    return area_pages.of_area(seat, YEAR, world.sun, AT)


def span(value: Count, *, surely: int = 0) -> Span:
    """What a reader knows of a number that is told: a known nobody, under a step, or within a step."""
    if isinstance(value, Few):
        return surely, value.than - 1
    return (max(surely, value - K + 1), value + K - 1) if value else (0, 0)


def both(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def solve(whole: Span, parts: dict[int, Span]) -> tuple[Span, dict[int, Span]]:
    """What a sum says of its parts, and they of the sum."""
    low, high = sum(s[0] for s in parts.values()), sum(s[1] for s in parts.values())
    whole = both(whole, (low, high))
    return whole, {
        pk: both(s, (whole[0] - (high - s[1]), whole[1] - (low - s[0]))) for pk, s in parts.items()
    }


def told_by_all_pages(world: World, what: int | None) -> dict[int, Span]:
    """The attack: everything that county, township and village pages tell of one column, put together until nothing moves."""

    def value(part: area_pages.Part, table: area_pages.Table) -> Count:
        if what is None:
            return part.met
        codes = [code for code, _name in table.groups]
        return part.groups[codes.index(GROUPS[what])] if GROUPS[what] in codes else Few(K)

    page = opened(world, world.root)
    towns = {part.unit: value(part, page["table"]) for part in page["table"].parts}
    silent = {spot.unit.pk for spot in page["breadth"].spots if spot.days is None}
    below: dict[int, dict[int, Span]] = {}
    for town in towns:
        own = opened(world, town)
        below[town.pk] = {}
        for part in own["table"].parts:
            if part.unit.pk in silent:
                below[town.pk][part.unit.pk] = (0, 0)
                continue
            seen = span(value(part, own["table"]), surely=int(what is None))
            single = value(opened(world, part.unit)["table"].parts[0], opened(world, part.unit)["table"])
            below[town.pk][part.unit.pk] = both(seen, span(single, surely=int(what is None)))
    spans = {town.pk: span(n) if below[town.pk] else (0, 10**6) for town, n in towns.items()}
    whole = span(page["breadth"].reached.households) if what is None else (0, 10**6)
    for _turn in range(6):
        for town, parts in below.items():
            spans[town], below[town] = solve(spans[town], parts)
        whole, spans = solve(whole, spans)
    return {pk: s for parts in below.values() for pk, s in parts.items()}


def test_all_pages_together_pin_no_count_of_few(world: World) -> None:
    small = 0
    for seed in range(3):
        tallies = county(world, random.Random(seed))
        for what in (None, 0, 2):
            ranges = told_by_all_pages(world, what)
            for tally in tallies:
                count = tally.households if what is None else tally.groups.get(GROUPS[what], 0)
                if 0 < count < K:
                    small += 1
                    low, high = ranges[tally.place_id]
                    assert low < high - 1, (seed, what, tally.place_id, count, low, high)
    assert small > 20


def test_a_township_and_a_village_are_told_alike_wherever_they_stand(world: World) -> None:
    county(world, random.Random(5))
    for part in opened(world, world.root)["table"].parts:
        own = opened(world, part.unit)
        alone = own["breadth"].reached.households
        assert alone == part.met, part.unit
        bars = {bar.code: bar.met for bar in own["breadth"].bars}
        for (code, _name), n in zip(opened(world, world.root)["table"].groups, part.groups, strict=True):
            assert bars.get(code) == n or not isinstance(n, int) or not n, (part.unit, code)
        for village in own["table"].parts:
            assert opened(world, village.unit)["table"].parts[0].met == village.met


def test_measures_move_with_what_is_told_and_with_nothing_else(world: World) -> None:
    """Two counties that are told alike have the same statistician's page, to the last digit."""
    tallies = county(world, random.Random(6))
    towns = list({tally.place.parent for tally in tallies if tally.place.parent})
    made.figures([tally.place for tally in tallies], {"": 300, "farmer": 200, "worker": 40, "mobile": 60})
    before = {town.pk: str(told(town)) for town in towns}
    pages = {town.pk: str(said(town)) for town in towns}
    alike = 0
    for tally in tallies:
        groups = dict(tally.groups)
        for group, n in groups.items():
            tally.groups = {**groups, group: max(1, n - 1)}
            tally.save()
            town = tally.place.parent
            assert town is not None
            if str(told(town)) == before[town.pk]:
                alike += 1
                assert str(said(town)) == pages[town.pk]
        tally.groups = groups
        tally.save()
    assert alike > 10


def told(town: Unit) -> Any:
    page = area_pages.of_area(town, YEAR, Official.objects.first(), AT)
    parts = [[part.met, part.groups, part.known] for part in page["table"].parts]
    return [parts, page["table"].columns, page["breadth"].reached.undeclared]


def said(town: Unit) -> Any:
    found = measures.of_area(town, YEAR, AT)
    return [found["mixes"], found["shares"], found["silence"]]


def test_the_same_households_are_told_alike_in_every_window(world: World) -> None:
    """A new county's first half-year holds the contacts of its year, and who lives there no window changes."""
    tallies = county(world, random.Random(8))
    half = half_year(AT.date())
    for tally in tallies:
        tally.pk, tally._state.adding, tally.window = None, True, half.code
        tally.save()
    windows = [YEAR, half, *kept(AT.date())[2:]]
    for unit_ in {world.root, *(tally.place.parent for tally in tallies)}:
        assert unit_ is not None
        pages = [area_pages.of_area(unit_, window, world.sun, AT) for window in windows]
        parts = [[(one.met, one.groups, one.known) for one in page["table"].parts] for page in pages]
        assert parts[0] == parts[1]
        for others in parts:
            assert [known for _met, _groups, known in others] == [known for _met, _groups, known in parts[0]]


def test_numbers_are_said_to_be_in_steps(world: World, enter: Enter) -> None:
    county(world, random.Random(7))
    html = enter(world.sun).get("/reach/area/").content.decode()
    assert "户数按每5户一档列出" in html


def test_of_a_group_met_by_few_no_share_stands_open(world: World) -> None:
    few = SimpleNamespace(name="学生", met=Few(K), here_words="14%", ours_words="—")
    html = render_to_string("reach/missed.html", {"breadth": {"missed_groups": [few], "least": K}})
    assert "14% of those living here; fewer than 5 met" in html
    assert "—" not in html
