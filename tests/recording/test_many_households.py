"""Whoever keeps many households types a part of the name; without a script the list is there all the same."""

from collections.abc import Callable

from django.test import Client

from huiyin.orgs.models import Official
from huiyin.recording.forms.households import MOST_HOMES
from huiyin.register.actions import pair
from tests.world import AT, World, household


def test_from_many_households_on_one_types_a_part_of_the_name(
    world: World, enter: Callable[[Official], Client]
) -> None:
    for n in range(MOST_HOMES):
        home, person = household(world.village, f"SH-M{n}", f"某{n}", f"199000100{n:02d}", world.chen)
        pair(
            official=world.chen, unit=world.branch, household=home, person=person, consent=person.consents.get(),
            started_on=AT.date(), by="test", at=AT,
        )  # fmt: skip
    page = enter(world.chen).get("/contacts/new/?kind=visit").content.decode()
    assert '<select name="home"' in page
    assert 'type="radio" name="home"' not in page
    assert 'data-find="SH-M3"' in page
