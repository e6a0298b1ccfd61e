"""A table of who lives where that is changed to look like those met (history 12): kept, pointed out, and read by an inspection."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.test import Client

from huiyin.contacts.looking import look_through
from huiyin.contacts.models import Signal
from huiyin.reach.actions import enter_population
from huiyin.reach.models import Population, PopulationChange
from tests.inspection.inspections import planned
from tests.reach.made import figures
from tests.world import AT, World

DAY = timedelta(days=1)
TODAY = AT.date()


def test_12_a_table_changed_to_look_like_those_met_is_pointed_out(world: World) -> None:
    figures([world.village, world.hamlet], {"": 100, "farmer": 60, "worker": 40}, on=TODAY - 300 * DAY)
    looks = {"": 100, "farmer": 90, "worker": 10}
    rows = [
        Population(
            place=world.village, group=group, households=n, as_of=TODAY - 300 * DAY, source="镇里重新统计"
        )
        for group, n in looks.items()
    ]
    enter_population(rows=rows, by=world.liu.key, at=AT)
    kept_ = PopulationChange.objects.order_by("group").values_list(
        "group", "before", "after", "before_source"
    )
    assert list(kept_) == [("farmer", 60, 90, "县统计局"), ("worker", 40, 10, "县统计局")]
    (signal,) = Signal.objects.filter(kind="table")
    assert (signal.official, signal.facts) == (world.liu, {"n": 2})
    look_through(at=AT + DAY)
    assert Signal.objects.open().filter(pk=signal.pk).exists(), "whoever entered it says what is behind it"
    later = Population(place=world.village, group="farmer", households=20, as_of=TODAY, source="镇里")
    enter_population(rows=[later], by=world.liu.key, at=AT)
    assert PopulationChange.objects.count() == 3, "an entry under a newer day as well"
    same = Population(place=world.village, group="farmer", households=20, as_of=TODAY, source="镇里")
    enter_population(rows=[same], by=world.liu.key, at=AT)
    assert PopulationChange.objects.count() == 3
    assert Signal.objects.filter(kind="table").count() == 1


def test_12_an_inspection_reads_the_changes_of_its_half_year(
    world: World, enter: Callable[..., Client]
) -> None:
    figures([world.village, world.hamlet], {"farmer": 60}, on=date(2025, 1, 1))
    changed = datetime(2025, 9, 1, 9, tzinfo=UTC)
    row = Population(
        place=world.village, group="farmer", households=90, as_of=date(2025, 1, 1), source="新表"
    )
    enter_population(rows=[row], by="test", at=changed)
    where = f"/inspections/{planned(world).reference}/"
    text = enter(world.sun).get(where, headers={"accept-language": "en"}).content.decode()
    part = text.partition('id="tables"')[2].partition("</section>")[0]
    assert "1 Sep 2025: 1 figures of 1 villages" in part
    assert "县统计局 → 新表" in part
    assert 'id="tables"' not in enter(world.liu).get(where).content.decode()
