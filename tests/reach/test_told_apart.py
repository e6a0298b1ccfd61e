"""What follows for the counts when one of several households that resemble each other is told apart."""

from dataclasses import replace
from datetime import timedelta

import pytest

from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.people.models import Household, Resemblance
from huiyin.privacy.actions import erase, withdraw
from huiyin.reach import clock
from huiyin.reach.figures import of_area, of_contacts
from huiyin.reach.models import Tally
from huiyin.reach.population import living_in
from huiyin.reach.windows import rolling
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.register.models import Assignment
from tests.reach.made import visit
from tests.reach.test_entered_again import counted, given, home_of, take_on
from tests.world import AT, World

MINUTE = timedelta(minutes=1)
YEAR = rolling(AT.date())


def chain(world: World) -> list[Household]:
    """The second has the telephone of the first, the third the address of the second, and none more."""
    first = home_of(take_on(world, given(world, address="")))
    made = replace(given(world, 1, address="河东8号"), apart="两家")
    second = home_of(take_on(world, made, by=world.he))
    third = home_of(
        take_on(world, replace(given(world, 2, phone="", address="河东8号"), apart="又一家"), by=world.chen)
    )
    return [first, second, third]


def counts_as(home: Household) -> Household | None:
    return Household.objects.get(pk=home.pk).counts_as


def test_what_resembles_a_household_follows_it(world: World) -> None:
    first, second, third = chain(world)
    assert (counts_as(second), counts_as(third)) == (first, first)
    actions.tell_apart(household=second, by=world.liu, at=AT)
    assert (counts_as(second), counts_as(third)) == (None, second)
    for home in (second, third):
        visit(world.chen, home, 0)
    assert counted().households == 1


def test_nobody_tells_apart_what_the_household_of_their_own_line_follows(world: World) -> None:
    _first, second, third = chain(world)
    Assignment.objects.filter(household=third).update(official=world.liu)
    with pytest.raises(Refused, match="somebody else says"):
        actions.tell_apart(household=second, by=world.liu, at=AT)


def test_the_count_of_the_other_household_does_not_stand_still(world: World) -> None:
    """The other one lies in another village and was never met itself: all that stood there was of the one told apart."""
    first = NewHome(place=world.village, name="梁甲", phone="19911112222", is_adult=True)
    actions.take_on(official=world.chen, who=first, started_on=AT.date(), by=world.chen, at=AT)
    second = home_of(take_on(world, replace(given(world, 1), apart="两家合住")))
    visit(world.chen, second, 0)
    clock.follow(at=AT)
    ready = of_area(Tally.objects.all(), YEAR)
    assert ready.places == {world.village.pk: 1}
    actions.tell_apart(household=second, by=world.liu, at=AT + MINUTE)
    clock.follow(at=AT + 2 * MINUTE)
    ready, found = of_area(Tally.objects.all(), YEAR), of_contacts(Contact.objects.all(), YEAR)
    assert vars(ready) == vars(found)
    assert ready.places == {world.hamlet.pk: 1}


def test_an_officials_home_entered_again_counts_nowhere_either(world: World) -> None:
    world.gao.phone = "19955556666"
    world.gao.save()
    own = home_of(take_on(world, replace(given(world, phone="19955556666"), apart="另一人")))
    again = home_of(
        take_on(world, replace(given(world, 1, phone="19977778888"), apart="两家合住"), by=world.he)
    )
    assert counts_as(again) == own
    visit(world.he, again, 0)
    assert counted().households == 0
    known = {world.hamlet.pk: 1}
    assert living_in([world.hamlet.pk], AT.date()).known == known
    actions.tell_apart(household=own, by=world.liu, at=AT)
    assert counted().households == 1


def test_after_erasure_nobody_knows_who_came_back_nor_why(world: World) -> None:
    first = take_on(world, given(world))
    visit(world.chen, home_of(first), 30)
    withdraw(person=first, by=world.chen, at=AT)
    back = home_of(take_on(world, replace(given(world, 1), apart="梁甲的弟弟家")))
    like = home_of(take_on(world, replace(given(world, 2, phone="19933334444"), apart="又一家"), by=world.he))
    visit(world.chen, back, 0)
    clock.follow(at=AT)
    assert of_area(Tally.objects.all(), YEAR).households == 1
    first.refresh_from_db()
    erase(person=first, at=AT + MINUTE)
    assert counts_as(back) is None
    assert counts_as(like) == back
    left = Resemblance.objects.filter(household__in=[back, like])
    assert not left.filter(other=first.household).exists()
    assert set(left.filter(household=back).values_list("reason", flat=True)) <= {""}
    clock.follow(at=AT + 2 * MINUTE)
    ready, found = of_area(Tally.objects.all(), YEAR), of_contacts(Contact.objects.all(), YEAR)
    assert vars(ready) == vars(found)
    assert ready.households == 2


def test_why_a_household_was_said_to_be_another_one_goes_with_its_person(world: World) -> None:
    take_on(world, given(world))
    person = take_on(world, replace(given(world, 1), apart="梁乙已分家"), by=world.he)
    withdraw(person=person, by=world.he, at=AT)
    person.refresh_from_db()
    erase(person=person, at=AT + MINUTE)
    assert set(Resemblance.objects.values_list("reason", flat=True)) == {""}
