"""A person whose telephone has two numbers is known again by either: in search, where a household is entered, in a list, by law."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from huiyin.people.actions import correct_details, erase_details
from huiyin.people.again import Candidate, likes_of
from huiyin.people.fields import phone_index
from huiyin.people.many import revise_residents
from huiyin.people.models import FurtherNumber, Household, Resident
from huiyin.privacy.rules import is_on_record
from huiyin.search import finding
from huiyin.search.asked import Asked
from tests.recording.test_forms import URL, filled
from tests.sheets.books import REGISTER, book, line, taken
from tests.world import AT, World

BOTH = "13800001111、0571-8612345 转 3"
EITHER = ("13800001111", "+86 138-0000-1111", "0571-8612345", "05718612345", "8612345")
OTHER = ("13800001112", "0572-8612345", "8612346", "571")


def homes_by(number: str, world: World) -> list[Household]:
    return list(finding.households(finding.meant(Asked(number), world.liu, AT), world.liu, AT))


def asked_about(number: str, world: World) -> list[Household | None]:
    return [one.other for one in likes_of(Candidate(world.hamlet, phone=number), AT)]


@pytest.fixture
def both(world: World) -> Resident:
    """Wang, who gave another number besides."""
    correct_details(resident=world.wang, name="", phone=BOTH, by=world.liu, at=AT)
    return Resident.objects.get(pk=world.wang.pk)


@pytest.mark.parametrize("number", EITHER)
def test_either_number_leads_to_the_household_and_is_asked_about(
    world: World, both: Resident, number: str
) -> None:
    assert homes_by(number, world) == [world.home]
    assert asked_about(number, world) == [world.home]


@pytest.mark.parametrize("number", OTHER)
def test_another_number_leads_nowhere(world: World, both: Resident, number: str) -> None:
    assert world.home not in homes_by(number, world)
    assert asked_about(number, world) == []


@pytest.mark.parametrize("number", ["13800001111", "0571-8612345"])
def test_a_visit_to_somebody_else_asks_whether_it_is_this_household(
    world: World, both: Resident, enter: Callable[[Official], Client], number: str
) -> None:
    given: dict[str, Any] = {"home": "elsewhere", "name": "王某", "phone": number}
    page = enter(world.chen).post(f"{URL}?form=visit", filled(world, "visit") | given).content.decode()
    assert f"已登记在联系户{world.home.code}名下" in page


def test_a_list_brings_both_and_says_where_one_is_there_twice(world: World) -> None:
    taken(world, "register", book(REGISTER, [line(code="SH-101", name="李小花", phone=BOTH)]))
    home = Household.objects.get(code="SH-101")
    assert homes_by("0571-8612345", world) == [home]
    again = line(code="SH-102", name="李小花", phone="0571-8612345", address="西头")
    outcome = taken(world, "register", book(REGISTER, [again]))
    assert any("SH-101" in note and "SH-102" in note for note in outcome.notes)
    assert Household.objects.get(code="SH-102").counts_as == home


def test_what_is_no_longer_the_number_leads_nowhere(world: World, both: Resident) -> None:
    both.phone = "19900001234"
    revise_residents(people=[both], by="test", at=AT)
    assert homes_by("0571-8612345", world) == []
    assert homes_by("19900001234", world) == [world.home]
    correct_details(resident=both, name="", phone=BOTH, by=world.liu, at=AT)
    erase_details(resident=both, at=AT)
    assert not FurtherNumber.objects.exists()


def test_whoever_is_rung_at_the_second_number_is_on_record(world: World, both: Resident) -> None:
    assert is_on_record(phone_index("0571-8612345"))
    assert not is_on_record(phone_index("0572-8612345"))
