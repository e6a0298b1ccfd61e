"""Who carries an inspection out reads with which slips the branch's households said their groups (issue 11, G01)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.test import Client

from huiyin.orgs.models import Official
from huiyin.register import group_slips
from huiyin.register.models import Assignment, GroupSlip
from tests.inspection import inspections as make
from tests.world import World

Enter = Callable[[Official], Client]
GIVEN = datetime(2025, 8, 4, 1, 10, tzinfo=UTC)  # 09:10 in the county


def used(world: World, at: datetime) -> GroupSlip:
    slip = group_slips.give_slip(household=world.home, by=world.liu, at=at).slip
    group_slips.use_slip(slip=slip, groups=["worker"], at=at + timedelta(minutes=3))
    return slip


def part(world: World, enter: Enter, by: Official) -> str:
    where = f"/inspections/{make.planned(world).reference}/"
    page = enter(by).get(where, headers={"accept-language": "en"}).content.decode()
    return page.partition('id="slips"')[2].partition("</section>")[0]


def test_each_used_slip_stands_there_in_the_order_of_giving_and_not_what_was_said(
    world: World, enter: Enter
) -> None:
    Assignment.objects.filter(household=world.home).update(started_on=GIVEN.date())
    used(world, GIVEN + timedelta(days=1))
    used(world, GIVEN)
    group_slips.give_slip(household=world.home, by=world.liu, at=GIVEN + timedelta(days=2))
    used_later = datetime(2026, 1, 2, 1, tzinfo=UTC)
    used(world, used_later)
    text = part(world, enter, world.sun)
    first = text.index(f"Given by {world.liu.name} at 4 Aug 2025, 09:10, used at 4 Aug 2025, 09:13")
    assert first < text.index("5 Aug 2025, 09:13")
    assert text.count("Given by") == 2, "neither one that was not used nor one of another half-year"
    assert "worker" not in text


def test_the_branch_does_not_read_it_and_other_branches_are_left_out(world: World, enter: Enter) -> None:
    Assignment.objects.filter(household=world.home).update(started_on=GIVEN.date())
    used(world, GIVEN)
    inspection = make.planned(world)
    text = enter(world.liu).get(f"/inspections/{inspection.reference}/").content.decode()
    assert 'id="slips"' not in text
    found = GroupSlip.objects.used_for(
        world.town, inspection.first_on, inspection.end_on, county=world.county
    )
    assert not found.exists()
