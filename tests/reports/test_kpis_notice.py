"""The fifteen days in which a petitioner is told whether it is accepted: a figure of its own, with its rows (rules §4.1)."""

from datetime import timedelta

from huiyin.matters import actions
from tests import make
from tests.reports.test_kpis import parts, read
from tests.world import AT, World

DAY = timedelta(days=1)


def test_a_petition_is_told_of_in_time_by_its_own_days_and_a_contact_matter_stands_in_none(
    world: World,
) -> None:
    in_time, late, never = (make.routed(world, profile="petition_claim") for _n in range(3))
    make.routed(world)
    for found, at in ((in_time, AT + 15 * DAY), (late, AT + 16 * DAY)):
        actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=at)
    assert parts(read(world, AT + 15 * DAY)["timely_notice"]) == (0, 0, 0), "the last day is not over"
    assert parts(read(world, AT + 16 * DAY)["timely_notice"]) == (1, 0, 3)
    assert parts(read(world, AT + 20 * DAY)["timely_notice"]) == (1, 0, 3)
    assert never.deadlines.running().filter(kind="notify").exists()
