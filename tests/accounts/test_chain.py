"""Who accounts to whom, and what a reorganisation leaves as it was."""

from datetime import date

from huiyin.accounts import snapshots
from huiyin.accounts.chain import half_years, months, quarters, sheets
from huiyin.accounts.models import Account
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Appointment, Unit
from tests.accounts.test_accounts import APRIL, FEB, H1, Q1, a_quarter_of_chen, drafted, handed_in, one
from tests.duties import made
from tests.world import World, official, unit


def test_somebody_who_changes_branch_accounts_to_the_one_of_most_days(world: World) -> None:
    other = unit("branch", "990100102-ZB", "石门镇机关党支部", world.sibling)
    Appointment.objects.filter(official=world.chen).update(to_on=date(2026, 2, 10))
    mover = official("mover", "调动", other, "干事", "officer")
    Appointment.objects.filter(official=mover).update(official=world.chen, from_on=date(2026, 2, 10))
    assert [(a.official, a.unit) for a in months(FEB)] == [(world.chen.pk, other.pk)]


def test_who_accounts_to_whom(world: World) -> None:
    assert [(a.official, a.unit) for a in months(FEB)] == [(world.chen.pk, world.branch.pk)]
    assert [(a.unit, a.to_unit) for a in quarters(Q1)] == [(world.branch.pk, world.committee.pk)]
    assert {(a.unit, a.to_unit) for a in half_years(H1)} == {
        (world.committee.pk, world.top.pk),
        (world.top.pk, None),
    }
    assert [a.assignment for a in sheets(Q1)] == [world.line.pk]


def test_a_reorganised_township_keeps_its_past(world: World) -> None:
    """The account of the former township's committee stays, its figures with it; access follows the tree of today."""
    a_quarter_of_chen(world)
    drafted(world, "quarter", Q1, APRIL)
    quarter = handed_in(one(kind="quarter"), world.liu, APRIL)
    forum = made.contact(world, date(2026, 2, 5), "forum", by=world.ma, place=world.town, household=None)
    heir = world.sibling
    orgs.end_unit(unit=world.town, successors=[heir], on=date(2026, 5, 1), by="test", at=APRIL)
    assert Account.objects.get(pk=quarter.pk).frozen == quarter.frozen
    assert Account.objects.get(pk=quarter.pk).unit == Unit.objects.get(pk=world.branch.pk)
    assert quarter in Account.objects.visible_to(world.qian, made.moment(date(2026, 5, 4)))
    july = made.moment(date(2026, 7, 1), 9)
    drafted(world, "half_year", H1, july)
    said = snapshots.taken(one(kind="half_year", unit=world.committee), county=world.county, at=july)
    assert said["sums"]["contacts"] == quarter.frozen["sums"]["contacts"]
    assert {"duty": "forum", "period": "2026-H1", "asked": 1, "left": 0} in said["of_units"], forum
