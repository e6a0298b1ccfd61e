"""Figures of service that follow the deed: what is kept ready says what the rows say, at any moment, after anything."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiyin.lib.refusal import Refused
from huiyin.matters.figures import Extent
from huiyin.matters.models import Matter
from huiyin.reports.kpis import adding_up
from huiyin.reports.models import ServiceFolding, ServiceSum
from tests import make
from tests.matters import asking
from tests.matters.moves import move
from tests.matters.test_histories import chosen
from tests.reports.kept import check, let_the_clock
from tests.reports.test_kpis import busy
from tests.sealed.keys import entered
from tests.world import AT, World, moment

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SPANS = (
    (date(2026, 1, 1), date(2027, 1, 1)),
    (date(2026, 3, 1), date(2026, 4, 1)),
    (date(2026, 4, 1), date(2026, 7, 1)),
)


@pytest.fixture(autouse=True)
def as_the_clock(world: World) -> None:
    let_the_clock()
    entered(world)


def begin(world: World, at: datetime = AT) -> None:
    """From then on they are kept ready."""
    assert adding_up.count_again(at=at, county=world.county) == []


def fold(world: World, at: datetime) -> None:
    """What the clock does: where something was sealed, once more from nothing."""
    adding_up.fold(at=at, county=world.county)
    if not ServiceFolding.objects.get().ticks:
        begin(world, at)


def ready_moments() -> list[datetime]:
    """The last minute, and the ends of months before it."""
    last = ServiceFolding.objects.get().ticks[-1]
    return [last, *(end for n in range(4, 13) if (end := moment(date(2026, n, 1), 0)) <= last)]


def test_what_was_kept_while_months_went_by_says_what_the_rows_say(world: World) -> None:
    begin(world)
    busy(world)
    for hours in (1, 30, 31, 200, 430, 900, 901, 2400, 3300):
        fold(world, AT + timedelta(hours=hours))
        for as_of in ready_moments()[:3]:
            check(Extent(world.town, *SPANS[hours % 3], as_of), world.county)
    for as_of in ready_moments():
        for unit in (world.root, world.town, world.village):
            for span in SPANS:
                check(Extent(unit, *span, as_of), world.county)
    assert adding_up.count_again(at=AT + timedelta(hours=3301), county=world.county) == []
    assert ServiceSum.objects.filter(of="median_days.took").exists()


def test_after_any_history_nothing_has_drifted(world: World) -> None:
    done = Counter[str]()
    begin(world)

    @settings(
        max_examples=5,
        deadline=None,
        phases=[Phase.generate],  # what one example leaves behind the next one goes on from
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(seed=st.integers(0, 10_000), matters=st.integers(1, 3), moves=st.integers(15, 40))
    def play(seed: int, matters: int, moves: int) -> None:
        at = lived(world, random.Random(seed), matters, moves, done)
        fold(world, at + MINUTE)
        for as_of in ready_moments():
            check(Extent(world.root, *SPANS[seed % 3], as_of), world.county)
        assert adding_up.count_again(at=at + 2 * MINUTE, county=world.county) == []

    play()
    assert done.total() > 40


def lived(world: World, choice: random.Random, matters: int, moves: int, done: Counter[str]) -> datetime:
    """Some matters and some deeds, after which some time passes; now and then the clock runs."""
    at = ServiceFolding.objects.get().ticks[-1] + DAY
    mine = [make.matter(world, at=at).pk for _ in range(matters)]
    for _ in range(moves):
        at += timedelta(hours=choice.choice([1, 2, 5, 30, 200]))
        if choice.random() < 0.7:
            fold(world, at)
        found = Matter.objects.get(pk=choice.choice(mine))
        deed = chosen(found, choice)
        if choice.random() < 0.5:
            asking.go_on(found, world, choice, at)
        try:
            if deed:
                move(deed, found, world, choice, at)
                done[deed] += 1
        except Refused:
            pass
    return at
