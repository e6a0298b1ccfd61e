"""Units that end and merge: access follows the tree of today, reports the tree of their day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.lib.refusal import Refused
from huiyin.matters import figures
from huiyin.matters.models import Matter
from huiyin.orgs import actions, line
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.tree import Stood, Tree
from tests import make
from tests.world import AT, SHANGHAI, World, unit

MARCH = (date(2026, 3, 1), date(2026, 4, 1))


def merge(world: World, on: date) -> None:
    """The sibling township merges into ours."""
    actions.end_unit(unit=world.sibling, successors=[world.town], on=on, by="test", at=AT)


def test_access_follows_the_tree_of_today(world: World) -> None:
    make.matter(world, intake_unit=world.sibling, place=world.far_village)
    assert not Matter.objects.visible_to(world.liu, AT).exists()
    merge(world, date(2026, 6, 1))
    world.liu.__dict__.pop("_standings", None)
    assert Matter.objects.visible_to(world.liu, AT).count() == 1


def test_reports_follow_the_tree_of_their_day(world: World) -> None:
    received = datetime(2026, 3, 5, 9, tzinfo=SHANGHAI)
    make.matter(world, at=received, intake_unit=world.sibling)
    merge(world, date(2026, 6, 1))
    old = figures.Extent(Unit.objects.get(pk=world.sibling.pk), date(2026, 3, 1), date(2026, 4, 1), received)
    ours = figures.Extent(world.town, date(2026, 3, 1), date(2026, 4, 1), received)
    assert figures.count(old, world.county)["matters"] == 1
    assert figures.count(ours, world.county)["matters"] == 0


def test_the_merged_unit_is_gone_from_todays_choices_and_kept_in_the_past(world: World) -> None:
    merge(world, date(2026, 6, 1))
    assert world.sibling not in Unit.objects.valid_on(date(2026, 6, 1))
    assert world.sibling in Unit.objects.valid_on(date(2026, 5, 31))
    assert world.sibling.pk in Tree().below(world.root.pk, date(2026, 1, 1), date(2026, 2, 1))
    assert world.sibling.pk not in Tree().below(world.root.pk, date(2026, 7, 1), date(2026, 8, 1))


def test_a_unit_needs_a_successor_that_is_not_inside_it(world: World) -> None:
    with pytest.raises(Refused):
        actions.end_unit(unit=world.sibling, successors=[], on=date(2026, 6, 1), by="test", at=AT)
    with pytest.raises(Refused):
        actions.end_unit(unit=world.town, successors=[world.village], on=date(2026, 6, 1), by="test", at=AT)


def test_the_line_goes_up_and_leaves_out_empty_desks(world: World) -> None:
    empty = unit("office", "990100101-KK", "空办公室", world.town)
    rungs = [(u.short_name, {o.username for o in people}) for u, people in line.rungs(empty, AT.date())]
    assert rungs == [("柳林镇", {"liu", "ma"}), ("禾阳县", {"sun"})]
    assert [o.username for o in line.heads(empty, AT.date())] == ["ma"]


def test_an_appointment_that_ended_gives_no_hat(world: World) -> None:
    appointment = world.liu.appointments.get()
    appointment.to_on = date(2026, 3, 1)
    appointment.save()
    fresh = Official.objects.get(pk=world.liu.pk)
    assert fresh.standing(AT).hats == ()
    assert not Matter.objects.visible_to(fresh, AT).exists()


def test_a_unit_stood_there_from_its_first_day_to_the_one_before_its_end(world: World) -> None:
    end = date(2026, 6, 1)
    merge(world, end)
    tree, day = Tree(), timedelta(days=1)
    for first, last, stood in ((end - day, end, True), (end, end + day, False), (end - day, end + day, True)):
        assert (world.sibling.pk in tree.below(world.root.pk, first, last)) is stood
    begun = world.town.valid_from
    assert world.town.pk not in tree.below(world.root.pk, begun - day, begun)
    assert world.town.pk in tree.below(world.root.pk, begun, begun + day)


def test_the_tree_is_read_once_for_all_figures_of_a_period(world: World) -> None:
    period = figures.Extent(world.town, date(2026, 3, 1), date(2026, 4, 1), AT)
    with CaptureQueriesContext(connection) as asked:
        assert world.village.pk in period.units
        assert world.village.pk in replace(period, first=date(2025, 1, 1)).units
        named = Tree()
        assert named.units[world.village.pk].parent == world.town
        assert world.sibling.pk in named.below(world.root.pk, *MARCH)
    assert len(asked) == 2, "once for the period, once for the units that are named as well"


@pytest.mark.parametrize(
    ("first", "end", "known_at", "stood"),
    [
        (-2, 0, None, False),  # begins only on day 0
        (-2, 1, None, True),
        (9, 12, None, True),
        (10, 12, None, False),  # its end is the first day on which it is gone
        (10, 12, -1, True),  # what was said a second before the end was noted
        (10, 12, 0, False),
        (10, 12, 1, False),
        (-2, 0, -1, False),  # and what was to come is not there because of that
    ],
)
def test_a_unit_is_in_the_figures_of_the_days_on_which_it_stood_as_far_as_was_known(
    first: int, end: int, known_at: int | None, stood: bool
) -> None:
    day, second = timedelta(days=1), timedelta(seconds=1)
    one = Stood(1, None, MARCH[0], MARCH[0] + 10 * day, AT)
    moment = None if known_at is None else AT + known_at * second
    assert one.between(MARCH[0] + first * day, MARCH[0] + end * day, moment) is stood
    still = one._replace(ends=None, end_noted=None)
    assert still.between(MARCH[0] + 99 * day, MARCH[0] + 100 * day, AT)
    assert still.between(MARCH[0] + 99 * day, MARCH[0] + 100 * day, None)


def test_a_tree_is_read_by_the_parents_of_the_time_and_no_other_branch_of_it() -> None:
    def row(unit: int, parent: int | None, first: date = MARCH[0], end: date | None = None) -> Stood:
        return Stood(unit, parent, first, end, None)

    tree = Tree()
    tree.__dict__["rows"] = [row(1, None), row(2, 1), row(3, 1), row(4, 2), row(5, 2, MARCH[1]), row(6, 4)]
    below = tree.below_each([1, 2, 3, 9], *MARCH)
    assert {unit: set(found) for unit, found in below.items()} == {
        1: {1, 2, 3, 4, 6},
        2: {2, 4, 6},
        3: {3},
        9: {9},
    }
    april = (MARCH[1], date(2026, 5, 1))
    assert set(tree.below(2, *april)) == {2, 4, 5, 6}


def test_units_stand_in_the_order_in_which_they_were_entered(world: World) -> None:
    keys = (999_998, 999_999, 1_000_000, 1_000_001)
    for n, key in enumerate(keys):
        unit("village", f"9903261079{n:02}", f"新{n}村", world.town, pk=key)
    every = Unit.objects.filter(pk__in=keys)
    assert [one.pk for one in every.in_tree_order()] == list(keys)
    assert world.liu.standing(AT).is_meant(world.town.pk, None)
    assert not world.liu.standing(AT).is_meant(world.sibling.pk, None)
