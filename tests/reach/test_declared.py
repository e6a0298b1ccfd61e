"""What households declare, and what is counted of it: each household once, and “none of these” as an answer."""

import pytest

from huiyin.contacts.actions import void
from huiyin.contacts.models import Contact
from huiyin.orgs.charter import charter_of
from huiyin.people.actions import declare_groups, describe_household
from huiyin.people.models import Household
from huiyin.reach import mirror
from huiyin.reach.counting import recount
from huiyin.reach.figures import Reached, of_area, of_contacts
from huiyin.reach.models import Tally
from huiyin.reach.windows import rolling
from tests.reach.made import figures, home, visit
from tests.world import AT, World

YEAR = rolling(AT.date())
PEOPLE = {"": 200, "farmer": 120, "worker": 40, "student": 20, "elderly_alone": 10, "in_difficulty": 10}


def counted() -> Reached:
    recount([YEAR])
    ready, found = of_area(Tally.objects.all(), YEAR), of_contacts(Contact.objects.all(), YEAR)
    assert vars(ready) == vars(found)
    return found


def likeness(world: World) -> float:
    share: float | None = mirror.of_official(world.chen, YEAR, AT)["breadth"].mixed.effective_share
    assert share is not None
    return share


@pytest.mark.parametrize("new", [False, True])
def test_9_declaring_all_groups_raises_nothing(world: World, new: bool) -> None:
    """9: households on record declare all twelve; 9b: new ones do."""
    figures([world.village], PEOPLE)
    everything = [group.code for group in charter_of(AT).groups]
    for n in range(20):
        visit(world.chen, home(world.village, n, "farmer"))
    before = likeness(world)
    homes = [home(world.village, 100 + n, *everything) for n in range(12)] if new else []
    for where in homes:
        visit(world.chen, where)
    if not new:
        for contact in Contact.objects.filter(household__code__endswith="-1"):
            void(contact=contact, reason="重新登记", by=world.chen, at=AT)
            Household.objects.filter(pk=contact.household_id).update(groups=everything)
            visit(world.chen, Household.objects.get(pk=contact.household_id))
    found = counted()
    assert sum(found.groups.values()) + found.undeclared == found.households
    assert found.groups == {"farmer": 20 if new else 19}, "whoever names all of them has said nothing"
    assert likeness(world) == before


def test_a_household_counts_in_the_narrowest_group_it_names(world: World) -> None:
    charter = charter_of(AT)
    assert charter.counted_group(["farmer", "elderly_alone"]) == "elderly_alone"
    assert charter.counted_group(["ordinary", "farmer", "worker"]) == "worker"
    assert charter.counted_group(["of another charter"]) == "of another charter"
    assert charter.counted_group([]) == charter.counted_group([group.code for group in charter.groups]) == ""


def test_a_household_that_says_none_of_them_has_declared_that_it_is_ordinary(world: World) -> None:
    for n in range(3):
        home(world.village, n)
    silent, own, counter = Household.objects.filter(code__startswith="M-").order_by("code")
    declare_groups(household=own, groups=[], at=AT)
    describe_household(household=counter, address="", groups=["worker"], by=world.he, at=AT)
    describe_household(household=counter, address="", groups=[], by=world.he, at=AT)
    for where in (silent, own, Household.objects.get(pk=counter.pk)):
        visit(world.chen, where)
    found = counted()
    assert (found.undeclared, found.groups) == (1, {"ordinary": 2})


def test_what_was_emptied_with_somebodys_details_says_nothing(world: World) -> None:
    where = home(world.village, 1)
    declare_groups(household=where, groups=[], at=AT)
    where.members.create(created_at=AT, anonymised_at=AT)
    visit(world.chen, where)
    assert counted().undeclared == 1
