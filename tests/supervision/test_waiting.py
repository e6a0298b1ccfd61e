"""Where things wait: counted at each unit as a recount over the matters does, shown to whoever answers for the unit."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.matters.models import Matter
from huiyin.matters.models.matter import OPEN, WITH_THE_DESK
from huiyin.orgs.models import Official, Unit
from huiyin.supervision import waiting
from tests.make import accepted, closed, disputed, drafted, matter, replied, routed, started
from tests.world import AT, World

Enter = Callable[[Official], Client]


@pytest.fixture
def several(world: World) -> World:
    """Matters at every step, and some that wait no more."""
    for make in (matter, matter, routed, disputed, accepted, started, drafted, replied, closed):
        make(world)
    return world


def _stage_of(found: Matter) -> tuple[str, str]:
    unit = found.holding_unit if found.state in WITH_THE_DESK else found.lead_unit
    assert unit is not None
    (stage,) = (stage.code for stage in waiting.STAGES if found.state in stage.states)
    return unit.path, stage


def test_every_open_matter_waits_for_exactly_one_step() -> None:
    assert Counter(state for stage in waiting.STAGES for state in stage.states) == Counter(OPEN)


def test_s42_the_numbers_are_those_of_a_recount_at_every_unit(several: World) -> None:
    day = timezone.localtime(AT).date()
    expected = Counter(
        _stage_of(found) for found in Matter.objects.all() if found.state not in ("replied", "closed")
    )
    assert sum(expected.values()) == 7
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
    address = f"/waiting/?unit={several.town.code}"
    assert address in page
    town = client.get(address).content.decode()
    assert several.office.short_name in town
    rows = client.get(f"/waiting/matters/?unit={several.town.code}&what=routing")
    assert [row.matter.state for row in rows.context["rows"]] == ["received", "received", "return_disputed"]
    below = client.get(f"/waiting/matters/?unit={several.town.code}&what=work&below=1")
    assert {row.matter.state for row in below.context["rows"]} == {"accepted", "in_progress"}
    assert client.get(f"/waiting/matters/?unit={several.town.code}&what=nonsense").status_code == 404


def test_nobody_sees_where_things_wait_in_a_unit_that_is_not_theirs(several: World, enter: Enter) -> None:
    sibling = enter(several.qian)
    assert sibling.get(f"/waiting/?unit={several.town.code}").status_code == 404
    assert sibling.get(f"/waiting/matters/?unit={several.town.code}&what=routing").status_code == 404
    assert not sibling.get("/waiting/").context["lines"]
    nobody = enter(several.he).get("/waiting/")
    assert "unit" not in nobody.context
    assert enter(several.he).get("/waiting/matters/?what=routing").status_code == 404


def test_units_stand_in_the_order_of_the_tree_and_cost_nothing_each(
    several: World, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = enter(several.sun)
    client.get("/waiting/")
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        lines = client.get(f"/waiting/?unit={several.town.code}").context["lines"]
    paths = [line.unit.path for line in lines]
    assert paths == sorted(paths)
