"""Histories of households that are no households of their own (2, 3, 16): asked at entry, counted as what they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from huiyin.contacts.looking import look_through
from huiyin.contacts.models import Contact, Signal
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resemblance, Resident
from huiyin.privacy.actions import withdraw
from huiyin.reach import clock
from huiyin.reach.counting import recount
from huiyin.reach.figures import Reached, of_area, of_contacts
from huiyin.reach.models import Tally
from huiyin.reach.population import living_in
from huiyin.reach.windows import rolling
from huiyin.recording.actions import Entry, record_entry
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.register.models import Assignment
from tests.reach.made import POINT, visit
from tests.world import AT, World

DAY = timedelta(days=1)
YEAR = rolling(AT.date())
LIANG = "桃花巷12号"


def given(world: World, n: int = 0, **more: str) -> NewHome:
    """A household of the hamlet; with the same telephone and address as each other, unless said otherwise."""
    facts = {"name": f"梁{'甲乙丙丁'[n]}", "phone": "19911112222", "address": LIANG, **more}
    return NewHome(place=world.hamlet, is_adult=True, **facts)


def take_on(world: World, home: NewHome, by: Official | None = None) -> Resident:
    who = by or world.chen
    return actions.take_on(official=who, who=home, started_on=AT.date(), by=who, at=AT).person


def counted() -> Reached:
    """In SQL and in Python, which say the same."""
    recount([YEAR])
    ready, found = of_area(Tally.objects.all(), YEAR), of_contacts(Contact.objects.all(), YEAR)
    assert vars(ready) == vars(found)
    return found


def home_of(person: Resident) -> Household:
    assert person.household is not None
    return Household.objects.get(pk=person.household.pk)


def signals(kind: str) -> list[Signal]:
    look_through(at=AT + timedelta(hours=1))
    return list(Signal.objects.filter(kind=kind))


def three(world: World) -> list[Household]:
    """One home entered as three; each time it is said to be another one."""
    people = [take_on(world, given(world))]
    people += [take_on(world, replace(given(world, n), apart="两家合住")) for n in (1, 2)]
    homes = [home_of(one) for one in people]
    for n, where in enumerate(homes):
        Household.objects.filter(pk=where.pk).update(groups=[("farmer", "worker", "student")[n]])
        visit(world.chen, Household.objects.get(pk=where.pk), 0)
    return homes


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"address": ""}, "telephone is on record for household"),
        ({"phone": "19933334444"}, "address is on record for household"),
        ({"phone": "", "address": "河阳镇" + LIANG}, None),
        ({"phone": "+86 199-1111-2222", "address": ""}, "telephone"),
        ({"phone": "", "address": "桃花巷 12 号"}, "address"),
        ({"phone": "", "address": "3组"}, None),
    ],
)
def test_2_what_is_on_record_is_asked_about(world: World, more: dict[str, str], says: str | None) -> None:
    take_on(world, given(world))
    if says is None:
        take_on(world, given(world, 1, **more))
        assert not Resemblance.objects.exists()
        return
    with pytest.raises(Refused, match=says):
        take_on(world, given(world, 1, **more))
    assert Household.objects.filter(place=world.hamlet).exclude(pk=world.second.pk).count() == 1


def test_2_the_same_household_takes_in_another_person(world: World) -> None:
    first = home_of(take_on(world, given(world)))
    person = take_on(world, replace(given(world, 1), same=first), by=world.he)
    assert home_of(person) == first
    assert Household.objects.filter(place=world.hamlet).exclude(pk=world.second.pk).count() == 1
    with pytest.raises(Refused):
        take_on(world, replace(given(world, 2), same=world.home), by=world.he)


def test_2_one_home_entered_as_three_counts_as_one_until_somebody_else_says_otherwise(world: World) -> None:
    homes = three(world)
    found = counted()
    assert (found.households, found.contacts, found.is_new) == (1, 3, 1)
    assert sum(found.groups.values()) == 1
    assert living_in([world.hamlet.pk], AT.date()).known == {world.hamlet.pk: 2}, (
        "with the one that stood there"
    )
    for one in (world.chen, world.he):
        with pytest.raises(Refused):
            actions.tell_apart(household=homes[1], by=one, at=AT)
    clock.follow(at=AT)
    actions.tell_apart(household=homes[1], by=world.liu, at=AT + timedelta(minutes=1))
    clock.follow(at=AT + timedelta(minutes=2))
    assert of_area(Tally.objects.all(), YEAR).households == 2
    assert counted().households == 2
    assert set(Resemblance.objects.filter(household=homes[2]).values_list("reason", flat=True)) == {
        "两家合住"
    }


def test_2_its_author_hears_of_it_first_and_no_more_once_it_is_settled(world: World) -> None:
    homes = three(world)
    first, second = signals("twice")
    assert {first.official, second.official} == {world.chen}
    actions.tell_apart(household=homes[1], by=world.liu, at=AT + DAY)
    look_through(at=AT + 2 * DAY)
    assert Signal.objects.open().filter(kind="twice").count() == 1


def test_3_an_officials_own_home_counts_nowhere(world: World) -> None:
    world.gao.phone = "19955556666"
    world.gao.save()
    colleague = given(world, address="", phone="19955556666", name="高某")
    with pytest.raises(Refused, match="on record already"):
        take_on(world, colleague)
    home = home_of(take_on(world, replace(colleague, apart="同名的另一人")))
    visit(world.chen, home, 0, differing=True)
    found = counted()
    assert (found.households, found.last, found.differing) == (0, {}, 0)
    assert living_in([world.hamlet.pk], AT.date()).known == {world.hamlet.pk: 1}, "the one that stood there"
    (signal,) = signals("colleague")
    assert signal.official == world.chen
    actions.tell_apart(household=home, by=world.liu, at=AT + DAY)
    found = counted()
    assert (found.households, set(found.last)) == (1, {world.hamlet.pk})


def test_3_who_has_the_name_of_an_official_is_asked_about_and_counts(world: World) -> None:
    namesake = given(world, address="", phone="", name=world.liu.name)
    with pytest.raises(Refused, match="on record already"):
        take_on(world, namesake)
    home = home_of(take_on(world, replace(namesake, apart="同名的另一人")))
    visit(world.chen, home, 0)
    assert counted().households == 1
    assert len(signals("colleague")) == 1
    actions.tell_apart(household=home, by=world.ma, at=AT + DAY)
    assert counted().households == 1


@pytest.mark.parametrize("own", ["19955556666", "0990-1000345、19955556666"])
def test_3_a_colleague_met_as_somebody_else_breaks_no_silence(world: World, own: str) -> None:
    world.gao.phone = "19955556666"
    world.gao.save()
    for place, phone in ((world.hamlet, own), (world.village, "19977778888")):
        entry = Entry(place, AT.date(), [POINT], [], name="某人", phone=phone)
        record_entry(entry, root=world.root, by=world.chen, at=AT)
    assert set(counted().last) == {world.village.pk}
    assert len(signals("colleague")) == 1


@pytest.mark.parametrize("by", ["name", "phone", "address"])
def test_16_who_withdraws_and_comes_back_is_no_new_household(world: World, by: str) -> None:
    first = take_on(world, given(world, phone="" if by == "name" else "19911112222"))
    visit(world.chen, home_of(first), 30)
    withdraw(person=first, by=world.chen, at=AT)
    anew = {
        "name": {"name": "梁 甲", "phone": "", "address": ""},
        "phone": {"name": "梁乙", "address": ""},
        "address": {"name": "梁乙", "phone": ""},
    }[by]
    with pytest.raises(Refused, match="on record already"):
        take_on(world, given(world, **anew))
    back = home_of(take_on(world, replace(given(world, **anew), apart="不是同一家")))
    visit(world.chen, back, 0)
    found = counted()
    assert (found.households, found.contacts) == (1, 2)
    assert len(signals("returned")) == 1
    noted = Resemblance.objects.get()
    assert (noted.kind, noted.other) == ("returned", home_of(first)), "and nothing of the person stands there"


def test_16_taken_off_and_entered_again_is_no_new_household(world: World) -> None:
    first = take_on(world, given(world))
    visit(world.chen, home_of(first), 30)
    line = Assignment.objects.get(household=first.household)
    actions.end(line=line, on=AT.date(), reason="搬走", by=world.liu, at=AT)
    actions.take_off(household=home_of(first), reason="重复", by=world.liu, at=AT)
    back = home_of(take_on(world, replace(given(world, 1), apart="新来的"), by=world.he))
    visit(world.he, back, 0)
    found = counted()
    assert (found.households, found.contacts) == (1, 2)
    assert (
        living_in([world.hamlet.pk], AT.date()).known_in(YEAR)[world.hamlet.pk]
        >= found.places[world.hamlet.pk]
    )
