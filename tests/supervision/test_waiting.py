"""Where things wait: counted at each unit as a recount over the matters does, shown to whoever answers for the unit."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import OPEN
from huiyin.orgs.actions import end_unit
from huiyin.orgs.models import Official, Unit
from huiyin.supervision import waiting
from tests.make import accepted, asked, closed, disputed, drafted, matter, replied, routed, started
from tests.world import AT, World

Enter = Callable[[Official], Client]


@pytest.fixture
def several(world: World) -> World:
    """Matters at every step, and some that wait no more."""
    for make in (matter, matter, asked, routed, disputed, accepted, started, drafted, replied, closed):
        make(world)
    return world


# What each open state waits for, in the words of the institution.
STEP = {
    "received": "routing",
    "needs_info": "asked",
    "return_disputed": "routing",
    "routed": "signing",
    "accepted": "work",
    "in_progress": "work",
    "pending_approval": "approval",
}


def _stage_of(found: Matter) -> tuple[str, str]:
    unit = found.holding_unit if STEP[found.state] in ("routing", "asked") else found.lead_unit
    assert unit is not None
    return unit.path, STEP[found.state]


def test_every_open_matter_waits_for_exactly_one_step() -> None:
    assert {state: stage.code for stage in waiting.STAGES for state in stage.states} == STEP
    assert Counter(state for stage in waiting.STAGES for state in stage.states) == Counter(OPEN)


def test_s42_the_numbers_are_those_of_a_recount_at_every_unit(several: World) -> None:
    day = timezone.localtime(AT).date()
    expected = Counter(
        _stage_of(found) for found in Matter.objects.all() if found.state not in ("replied", "closed")
    )
    assert sum(expected.values()) == 8
    found = waiting.groups(several.sun, several.root, day, AT)
    for unit in Unit.objects.all():
        for below in (False, True):
            shown = waiting.summed(found, unit.path, below=below)
            for stage in waiting.STAGES:
                here = sum(
                    n
                    for (path, code), n in expected.items()
                    if code == stage.code and (path.startswith(unit.path) if below else path == unit.path)
                )
                assert shown.of_stages[stage.code] == here
                rows = waiting.rows(several.sun, unit, stage.code, day, AT, below=below)
                assert rows.count() == here, "each number opens as many rows as it says"
            assert shown.all == sum(shown.of_stages.values())


def test_what_is_late_is_counted_from_the_day_after_its_date(several: World) -> None:
    waits = Matter.objects.exclude(state__in=["replied", "closed"])
    last = max(found.due_on for found in waits if found.due_on is not None)
    for day, everything in ((last, False), (last + timedelta(days=1), True)):
        shown = waiting.summed(
            waiting.groups(several.sun, several.root, day, AT), several.root.path, below=True
        )
        assert (shown.late == shown.all) is everything
        late = waiting.rows(several.sun, several.root, waiting.LATE, day, AT, below=True)
        assert late.count() == shown.late


def test_the_oldest_is_the_first_that_came_in_and_still_waits(world: World) -> None:
    matter(world, received_at=AT - timedelta(days=2))
    oldest = matter(world, received_at=AT - timedelta(days=3))
    found = waiting.groups(world.sun, world.root, AT.date(), AT)
    assert waiting.summed(found, world.town.path, below=False).oldest == oldest.received_at
    assert waiting.summed(found, world.village.path, below=True).oldest is None


def test_the_page_goes_down_the_tree_and_every_number_opens_its_rows(several: World, enter: Enter) -> None:
    client = enter(several.sun)
    page = client.get("/waiting/").content.decode()
    assert several.town.short_name in page
    address = f"/waiting/?unit={several.town.pk}"
    assert address in page
    town = client.get(address).content.decode()
    assert several.office.short_name in town
    rows = client.get(f"/waiting/matters/?unit={several.town.pk}&what=routing")
    assert [row.matter.state for row in rows.context["rows"]] == ["received", "received", "return_disputed"]
    below = client.get(f"/waiting/matters/?unit={several.town.pk}&what=work&below=1")
    assert {row.matter.state for row in below.context["rows"]} == {"accepted", "in_progress"}
    assert client.get(f"/waiting/matters/?unit={several.town.pk}&what=nonsense").status_code == 404


def test_nobody_sees_where_things_wait_in_a_unit_that_is_not_theirs(several: World, enter: Enter) -> None:
    sibling = enter(several.qian)
    assert sibling.get(f"/waiting/?unit={several.town.pk}").status_code == 404
    assert sibling.get(f"/waiting/matters/?unit={several.town.pk}&what=routing").status_code == 404
    assert not sibling.get("/waiting/").context["lines"]
    nobody = enter(several.he).get("/waiting/")
    assert "unit" not in nobody.context
    assert enter(several.he).get("/waiting/matters/?what=routing").status_code == 404


def test_units_stand_in_the_order_of_the_tree_whatever_waits_there(world: World, enter: Enter) -> None:
    for _ in range(3):
        _passed_to(world, world.second.place)
    _passed_to(world, world.village)
    routed(world)
    shown = enter(world.sun).get(f"/waiting/?unit={world.town.pk}").context
    lines = [(line.unit, line.numbers[3][0]) for line in shown["lines"]]
    expected = [(world.office, 1), (world.village, 1), (world.second.place, 3)]
    assert lines == sorted(expected, key=lambda pair: pair[0].path), "not by how many wait there"
    assert shown["all"] == 5
    assert not shown["own"]


def test_it_costs_the_same_however_many_units_have_something(world: World, enter: Enter) -> None:
    routed(world)
    client, page = enter(world.sun), f"/waiting/?unit={world.town.pk}"
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    _passed_to(world, world.village)
    _passed_to(world, world.second.place)
    matter(world)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few) <= 11


def test_what_waits_at_a_unit_that_ended_is_seen_under_its_successor(world: World, enter: Enter) -> None:
    _passed_to(world, world.village)
    end_unit(unit=world.village, successors=[world.second.place], on=AT.date(), by="test", at=AT)
    client = enter(world.sun)
    shown = client.get(f"/waiting/?unit={world.second.place.pk}").context
    assert [(line.unit, line.numbers[3][0]) for line in shown["lines"]] == [(world.village, 1)]
    assert shown["all"] == 1
    rows = client.get(shown["lines"][0].numbers[3][1]).context["rows"]
    assert len(rows) == 1, "the number opens its row"


def _passed_to(world: World, unit: Unit) -> Matter:
    fresh = matter(world)
    return actions.route(
        matter=fresh, to=unit, topic="neighbours", version=fresh.version, by=world.liu, at=AT
    )
