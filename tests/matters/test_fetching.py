"""What a line of a list shows beside its matter, fetched by keys: the same as `Matters.for_lists` counts along."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.asked import asked_of
from huiyin.matters.echo import line_of
from huiyin.matters.fetching import fetched, the_one
from huiyin.matters.models import Matter
from huiyin.matters.together import nouns_for
from huiyin.orgs.actions import end_unit, raise_unit
from huiyin.orgs.models import Official
from huiyin.orgs.models.unit import ids_below
from tests import make
from tests.world import AT, World

DAY = timedelta(days=1)
COUNTED = ("last_rating", "to_tell", "parts_now", "recused_now", "matched_now")


def some_of_each(world: World) -> list[int]:
    """Matters at many steps, among them each that has something beside it."""
    known = {"resident": world.wang, "household": world.home, "place": world.village}
    rated = make.closed(world)
    again = actions.reopen(matter=make.closed(world), words="灯又不亮了", at=AT + 2 * DAY)
    found = [
        rated,
        again,
        make.matter(world),
        make.routed(world, **known),
        make.drafted(world),
        make.replied(world),
    ]
    found += [make.to_be_told(world), make.urgent(world), make.handed_over(world), make.withdrawn(world)]
    found += [make.routed(world, household=world.home), make.more_time_asked(world)]
    taken, above = make.part_taken(world), make.put_above(world)
    kept_out = make.started(world)
    actions.recuse(matter=kept_out, version=kept_out.version, by=world.he, at=AT)
    world.gao.phone = "199 0000 1234"  # Wang's, so that it touches him
    world.gao.save(update_fields=["phone"])
    return [one.pk for one in (*found, taken.matter, above.matter, kept_out)]


def told(one: Matter, who: Official) -> tuple[Any, ...]:
    """What a line says of it to one official."""
    place = one.place.name if one.place else ""
    return (
        line_of(one, AT),
        asked_of(one, who, AT),
        nouns_for(one, who, AT),
        place,
        one.state_words,
        one.title,
    )


def test_what_is_fetched_by_keys_is_what_was_counted_along(world: World) -> None:
    keys = some_of_each(world)
    whole = Matter.objects.for_lists().in_bulk(keys)
    assert {name for name in COUNTED if any(one.__dict__[name] for one in whole.values())} == set(COUNTED)
    readers = [world.liu, world.gao, world.he, world.ma, world.sun, Official.objects.get(username="yu")]
    for one in fetched(keys):
        assert {name: one.__dict__[name] for name in COUNTED} == {
            name: whole[one.pk].__dict__[name] for name in COUNTED
        }
        for who in readers:
            assert told(one, who) == told(whole[one.pk], who)


def test_they_come_in_the_order_of_the_keys_and_a_line_asks_for_nothing_more(world: World) -> None:
    keys = some_of_each(world)[::-1]
    with CaptureQueriesContext(connection) as asked:
        found = fetched([*keys, 10**9])
    assert [one.pk for one in found] == keys
    assert len(asked) == 2
    told(found[0], world.liu)  # the hats and the calendar, once
    with CaptureQueriesContext(connection) as asked:
        for one in found:
            told(one, world.liu)
    assert [query["sql"] for query in asked] == []
    assert fetched([]) == []


def test_there_is_a_page_of_what_may_be_seen_and_of_nothing_else(world: World) -> None:
    found = make.routed(world)
    assert the_one(world.liu, AT, found.reference) == found
    for reader, reference in ((world.qian, found.reference), (world.liu, "HY-2026-000000-X")):
        with pytest.raises(Http404):
            the_one(reader, AT, reference)


def test_a_unit_that_is_added_or_moved_is_in_sight_at_once(world: World) -> None:
    with county_scope(world.county.pk):
        before = ids_below((world.town.path,))
        new = raise_unit(
            by="test", at=AT, parent=world.town, kind="office", code="990100999", name="新办", short_name="新办",
            valid_from=AT.date(),
        )  # fmt: skip
        assert ids_below((world.town.path,)) == [*before, new.pk]
        end_unit(unit=new, successors=[world.sibling], on=AT.date() + DAY, by="test", at=AT)
        assert ids_below((world.town.path,)) == before
        assert new.pk in ids_below((world.sibling.path,))
        assert ids_below(()) == []
