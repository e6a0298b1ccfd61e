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


def test_what_goes_by_the_procedure_of_a_petition_since_changes_no_figure_of_a_moment_before(
    world: World,
) -> None:
    """Its time for the notice is counted from the receipt, and was over before anybody called it a petition."""
    found = make.matter(world)
    before, later = AT + 20 * DAY, AT + 30 * DAY
    assert parts(read(world, before)["timely_notice"]) == (0, 0, 0)
    actions.reclassify(
        matter=found,
        profile="petition_claim",
        version=found.version,
        words="诉求人要求按信访事项办理",
        told="post",
        by=world.liu,
        at=later,
    )
    assert parts(read(world, before)["timely_notice"]) == (0, 0, 0), "it was none then"
    assert parts(read(world, later + DAY)["timely_notice"]) == (0, 0, 1)
