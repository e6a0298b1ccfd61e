"""What has changed since an account was frozen: to the second, and of its own household only."""

from datetime import date, timedelta

import pytest

from huiyin.accounts import rows, snapshots
from huiyin.accounts.models import Account
from huiyin.contacts.actions import void
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from tests import make
from tests.accounts.test_accounts import APRIL, FEB, Q1, drafted, handed_in, one, visit
from tests.duties import made
from tests.world import World

DAY = timedelta(days=1)
MARCH_2 = made.moment(date(2026, 3, 2), 9)


def note(world: World) -> Account:
    """Chen's of February, drafted on the first working day of March."""
    drafted(world, "month", FEB, MARCH_2)
    return one(kind="month", official=world.chen, first=FEB.first)


def test_what_was_added_or_struck_out_after_the_freeze_is_counted(world: World) -> None:
    inside = visit(world, date(2026, 2, 3), [])[0]
    for day in (date(2026, 1, 31), date(2026, 3, 1)):
        visit(world, day, [], at=made.moment(date(2026, 3, 5)))
    found = note(world)
    assert snapshots.changed_since(found) == 0, "nothing is frozen yet"
    found = handed_in(found, world.chen, MARCH_2)
    assert snapshots.changed_since(found) == 0, "what lies beside the month changes nothing"
    at = MARCH_2 + DAY
    late = visit(world, date(2026, 2, 28), [], at=at)[0]
    assert snapshots.changed_since(found) == 1
    void(contact=late, reason="记错了", by=world.chen, at=at)
    assert snapshots.changed_since(found) == 0, "added and struck out again"
    void(contact=inside, reason="记错了", by=world.chen, at=at)
    assert snapshots.changed_since(found) == 1


def test_a_sheet_changes_with_its_own_household_only(world: World) -> None:
    visit(world, date(2026, 1, 8), [])
    drafted(world, "sheet", Q1, APRIL)
    sheet = handed_in(one(kind="sheet"), world.chen, APRIL)
    made.contact(world, date(2026, 2, 3), household=world.second, place=world.hamlet, at=APRIL + DAY)
    assert snapshots.changed_since(sheet) == 0
    visit(world, date(2026, 2, 3), [], at=APRIL + DAY)
    assert snapshots.changed_since(sheet) == 1


@pytest.mark.parametrize(
    ("recorded", "struck_out", "changed"),
    [(0, None, 0), (1, None, 1), (0, 0, 0), (0, 1, 1), (1, 2, 0), (-1, 1, 1)],
)
def test_what_was_known_at_the_second_of_the_freeze_is_in_it(
    world: World, recorded: int, struck_out: int | None, changed: int
) -> None:
    contact = visit(world, date(2026, 2, 3), [])[0]
    found = handed_in(note(world), world.chen, MARCH_2)
    second = timedelta(seconds=1)
    Contact.objects.filter(pk=contact.pk).update(
        recorded_at=MARCH_2 + recorded * second,
        voided_at=None if struck_out is None else MARCH_2 + struck_out * second,
        voided_by=None if struck_out is None else world.chen,
        void_reason="" if struck_out is None else "记错了",
    )
    assert snapshots.changed_since(found) == changed


def test_a_sheet_shows_no_number_of_a_matter_that_is_about_its_reader(world: World) -> None:
    seen, about_ma = make.matter(world), make.matter(world)
    Matter.objects.filter(pk=about_ma.pk).update(complained_official=world.ma)
    said = {"contacts": [{"points": 2, "matters": [seen.reference, about_ma.reference]}]}
    assert rows.shown(said, world.ma, MARCH_2)["contacts"] == [{"points": 2, "matters": [seen.reference]}]
    assert rows.shown(said, world.liu, MARCH_2) == said
