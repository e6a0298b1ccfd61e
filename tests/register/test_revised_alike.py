"""An address or a telephone that is put right later is looked at like one that is entered."""

from datetime import timedelta

import pytest

from huiyin.contacts.models import Contact
from huiyin.orgs.models import Unit
from huiyin.people.actions import correct_details
from huiyin.people.models import Household, Resemblance, Resident
from huiyin.reach import clock
from huiyin.reach.figures import of_area, of_contacts
from huiyin.reach.models import Tally
from huiyin.reach.windows import rolling
from huiyin.register import actions
from huiyin.register.actions import NewHome
from tests.reach.made import visit
from tests.sheets.books import HOUSEHOLDS, REGISTER, book, line, taken
from tests.world import AT, World

MINUTE = timedelta(minutes=1)
YEAR = rolling(AT.date())


def entered(world: World, place: Unit, name: str, **more: str) -> Resident:
    home = NewHome(place=place, is_adult=True, name=name, **more)
    return actions.take_on(official=world.chen, who=home, started_on=AT.date(), by=world.chen, at=AT).person


def home_of(person: Resident) -> Household:
    assert person.household is not None
    return Household.objects.get(pk=person.household.pk)


@pytest.fixture
def first(world: World) -> Household:
    return home_of(entered(world, world.hamlet, "梁甲", phone="19911112222", address="桃花巷12号"))


def test_an_address_said_later_is_looked_at(world: World, first: Household) -> None:
    later = home_of(entered(world, world.hamlet, "李乙"))
    for home in (first, later):
        visit(world.chen, home, 0)
    clock.follow(at=AT)
    assert of_area(Tally.objects.all(), YEAR).households == 2
    at = AT + MINUTE
    for _again in range(2):
        actions.describe(household=later, address="桃花巷 12 号", by=world.liu, at=at)
    noted = Resemblance.objects.get()
    assert (noted.household, noted.other, noted.kind, noted.by) == (later, first, "address", world.liu.key)
    clock.follow(at=AT + 2 * MINUTE)
    ready, found = of_area(Tally.objects.all(), YEAR), of_contacts(Contact.objects.all(), YEAR)
    assert vars(ready) == vars(found)
    assert ready.households == 1
    actions.tell_apart(household=later, by=world.ma, at=AT + 3 * MINUTE)
    actions.describe(household=later, address="桃花巷12号", by=world.liu, at=AT + 4 * MINUTE)
    assert home_of(entered(world, world.village, "赵丙")).counts_as is None
    assert Household.objects.get(pk=later.pk).counts_as is None, "told apart stays told apart"


def test_a_telephone_put_right_later_is_looked_at(world: World, first: Household) -> None:
    later = entered(world, world.village, "李乙", phone="19900000007")
    correct_details(resident=later, name="", phone="199 1111 2222", by=world.liu, at=AT)
    assert home_of(later).counts_as == first
    assert Resemblance.objects.get().kind == "phone"


def test_the_number_of_an_official_put_in_later_counts_nowhere(world: World) -> None:
    world.gao.phone = "19955556666"
    world.gao.save()
    later = entered(world, world.village, "李乙", phone="19900000007")
    correct_details(resident=later, name="", phone="19955556666", by=world.liu, at=AT)
    assert not home_of(later).is_counted


def test_a_list_that_changes_addresses_is_looked_at(world: World, first: Household) -> None:
    later = home_of(entered(world, world.hamlet, "李乙"))
    taken(world, "households", book(HOUSEHOLDS, [[later.code, "下河村", "桃花巷12号", ""]]))
    assert Household.objects.get(pk=later.pk).counts_as == first


def test_a_list_that_changes_telephones_is_looked_at(world: World, first: Household) -> None:
    taken(
        world, "register", book(REGISTER, [line(code="SH-500", name="孙大", phone="19900000008", address="")])
    )
    taken(
        world, "register", book(REGISTER, [line(code="SH-500", name="孙大", phone="19911112222", address="")])
    )
    assert Household.objects.get(code="SH-500").counts_as == first


def test_a_landline_is_known_with_and_without_its_area_code(world: World) -> None:
    bare = home_of(entered(world, world.hamlet, "梁甲", phone="8123456"))
    later = entered(world, world.village, "李乙", phone="19900000007")
    correct_details(resident=later, name="", phone="0990-8123456", by=world.liu, at=AT)
    assert home_of(later).counts_as == bare
