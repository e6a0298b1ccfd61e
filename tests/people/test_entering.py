"""Entering homes and people, agreeing, withdrawing, erasing: what each leaves behind, and what it refuses."""

from datetime import timedelta

import pytest

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.people import actions
from huiyin.people.models import ConsentRecord, Household, Resident, Reveal
from tests.world import AT, World

LATER = AT + timedelta(days=40)


def test_a_household_stands_in_a_village_and_never_in_an_office(world: World) -> None:
    with pytest.raises(Refused, match="a village or a community"):
        actions.enter_household(place=world.office, code="X-1", address="", groups=[], by="test", at=AT)
    made = actions.enter_household(
        place=world.hamlet, code="X-1", address="", groups=["farmer"], by="t", at=AT
    )
    assert (made.place, made.groups, made.created_at) == (world.hamlet, ["farmer"], AT)


def test_a_person_lives_where_said_and_else_where_the_household_is(world: World) -> None:
    def enter(**where: object) -> Resident:
        return actions.enter_resident(name=" 李四 ", phone="", by="test", at=AT, **where)  # type: ignore[arg-type]

    said = enter(place=world.hamlet, household=world.home)
    assert (said.place, said.name) == (world.hamlet, "李四")
    assert enter(place=None, household=world.home).place == world.village
    assert enter(place=world.hamlet).place == world.hamlet
    assert enter(place=None).place is None


def test_full_width_digits_of_a_number_are_kept_as_plain_ones(world: World) -> None:
    made = actions.enter_resident(name="李四", phone=" １９９００００１２３４ ", place=None, by="test", at=AT)
    assert made.phone == "19900001234"
    assert made.phone_index == world.wang.phone_index


def test_withdrawing_ends_the_consents_of_that_person_alone_and_only_once(world: World) -> None:
    actions.take_consent(resident=world.zhu, method="paper", is_adult=True, by=world.chen, at=AT)
    by_then = LATER.date()
    actions.withdraw_consent(resident=world.wang, erase_by=by_then, by=world.chen, at=LATER)
    gone = ConsentRecord.objects.get(resident=world.wang)
    assert (gone.withdrawn_at, gone.erase_by) == (LATER, by_then)
    assert ConsentRecord.objects.get(resident=world.zhu).withdrawn_at is None
    assert (world.wang.withheld_at, Resident.objects.get(pk=world.zhu.pk).withheld_at) == (LATER, None)
    with pytest.raises(Refused, match="no consent of this person"):
        actions.withdraw_consent(resident=world.wang, erase_by=by_then, by=world.chen, at=LATER)


def test_only_a_new_consent_to_the_register_shows_a_withheld_name_again(world: World) -> None:
    actions.withdraw_consent(resident=world.wang, erase_by=LATER.date(), by=world.chen, at=AT)
    assert (world.wang.masked_name, world.wang.masked_phone) == ("", "")
    actions.take_consent(
        resident=world.wang, method="face", is_adult=True, by=world.chen, at=AT, purpose="need"
    )
    assert Resident.objects.get(pk=world.wang.pk).withheld_at == AT
    actions.take_consent(resident=world.wang, method="face", is_adult=True, by=world.chen, at=LATER)
    assert world.wang.masked_name == "王**"
    assert Resident.objects.get(pk=world.wang.pk).withheld_at is None


def test_a_child_cannot_be_the_contact_person(world: World) -> None:
    with pytest.raises(Refused, match="under 18"):
        actions.take_consent(resident=world.zhu, method="face", is_adult=False, by=world.chen, at=AT)
    assert not ConsentRecord.objects.filter(resident=world.zhu).exists()


def test_erasing_empties_one_person_once_and_the_home_where_nobody_else_agrees(world: World) -> None:
    assert actions.erase_details(resident=world.wang, at=LATER) is True
    erased = Resident.objects.get(pk=world.wang.pk)
    assert (erased.name, erased.phone, erased.phone_index, erased.anonymised_at) == ("", "", "", LATER)
    home = Household.objects.get(pk=world.home.pk)
    assert (home.address, home.groups) == ("", [])
    assert Resident.objects.get(pk=world.zhu.pk).name == "朱有才"
    assert Household.objects.get(pk=world.second.pk).address == "西头"
    assert actions.erase_details(resident=world.wang, at=LATER + timedelta(days=1)) is False
    assert Resident.objects.get(pk=world.wang.pk).anonymised_at == LATER


@pytest.mark.parametrize("agreed", ["withdrawn", "for another purpose", "erased"])
def test_only_a_live_consent_of_somebody_of_the_home_keeps_its_address(world: World, agreed: str) -> None:
    son = actions.enter_resident(name="王强", phone="", place=None, household=world.home, by="t", at=AT)
    purpose = "need" if agreed == "for another purpose" else "register"
    actions.take_consent(resident=son, method="face", is_adult=True, by=world.chen, at=AT, purpose=purpose)
    if agreed == "withdrawn":
        actions.withdraw_consent(resident=son, erase_by=LATER.date(), by=world.chen, at=AT)
    if agreed == "erased":
        Resident.objects.filter(pk=son.pk).update(anonymised_at=AT)
    actions.erase_details(resident=world.wang, at=LATER)
    assert Household.objects.get(pk=world.home.pk).address == ""


def test_a_live_consent_of_somebody_else_of_the_home_keeps_its_address(world: World) -> None:
    son = actions.enter_resident(name="王强", phone="", place=None, household=world.home, by="t", at=AT)
    actions.take_consent(resident=son, method="face", is_adult=True, by=world.chen, at=AT)
    actions.erase_details(resident=world.wang, at=LATER)
    home = Household.objects.get(pk=world.home.pk)
    assert (home.address, home.groups) == ("东头第三户", ["farmer"])


def test_a_person_of_no_household_is_erased_without_touching_any_home(world: World) -> None:
    guest = actions.enter_resident(name="过客", phone="1", place=world.village, by="test", at=AT)
    assert actions.erase_details(resident=guest, at=LATER)
    assert Household.objects.get(pk=world.home.pk).address == "东头第三户"


@pytest.mark.parametrize(("late", "due"), [(-1, False), (0, True), (1, True)])
def test_who_withdrew_is_to_be_erased_from_the_day_noted_on(world: World, late: int, due: bool) -> None:
    actions.withdraw_consent(resident=world.wang, erase_by=LATER.date(), by=world.chen, at=AT)
    found = Resident.objects.to_erase(LATER.date() + timedelta(days=late))
    assert list(found) == ([world.wang] if due else [])


def test_nobody_is_erased_twice_and_nobody_who_agreed_anew(world: World) -> None:
    actions.withdraw_consent(resident=world.wang, erase_by=AT.date(), by=world.chen, at=AT)
    actions.take_consent(resident=world.wang, method="face", is_adult=True, by=world.chen, at=LATER)
    assert not Resident.objects.to_erase(LATER.date()).exists()
    actions.withdraw_consent(resident=world.wang, erase_by=AT.date(), by=world.chen, at=LATER)
    assert Resident.objects.to_erase(LATER.date()).get() == world.wang
    actions.erase_details(resident=world.wang, at=LATER)
    assert not Resident.objects.to_erase(LATER.date()).exists()


def test_the_next_number_of_a_village_steps_over_those_taken(world: World) -> None:
    def next_one() -> str:
        return actions.next_code(world.village, "HY")

    assert next_one() == "HY-101201-001"
    for code in ("HY-101201-001", "HY-101201-003", "HY-101202-002"):
        actions.enter_household(place=world.village, code=code, address="", groups=[], by="test", at=AT)
    assert next_one() == "HY-101201-004", "two are taken, and the third of them is the third number"
    Household.objects.filter(code="HY-101201-003").update(code="HY-101201-007")
    assert next_one() == "HY-101201-003"


def test_what_a_household_says_of_itself_replaces_its_groups_and_an_address_only_if_said(
    world: World,
) -> None:
    def describe(address: str, groups: list[str]) -> tuple[str, list[str]]:
        actions.describe_household(household=world.home, address=address, groups=groups, by=world.chen, at=AT)
        home = Household.objects.get(pk=world.home.pk)
        return home.address, home.groups

    assert describe("  ", ["elderly", "farmer", "elderly"]) == ("东头第三户", ["elderly", "farmer"])
    assert describe(" 南头 ", []) == ("南头", [])


def test_a_look_behind_the_mask_needs_a_purpose_and_a_post(world: World) -> None:
    def look(purpose: str = "call", about: str = "") -> Reveal:
        return actions.reveal(resident=world.wang, purpose=purpose, about=about, by=world.chen, at=AT)

    with pytest.raises(Refused, match="what you need the number for"):
        look("curious")
    assert look().unit == world.branch
    actions.withdraw_consent(resident=world.wang, erase_by=LATER.date(), by=world.chen, at=AT)
    with pytest.raises(Refused, match="withdrawn consent"):
        look()
    assert look(about="HY-1").about == "HY-1", "an open matter is still answered"
    assert Reveal.objects.count() == 2


def test_who_comes_from_a_source_is_noted_with_it_and_who_speaks_for_themselves_without(world: World) -> None:
    for source, noted in (("", {}), ("旧系统", {"source": "旧系统"})):
        made = actions.enter_resident(name="李四", phone="", place=None, by="test", at=AT, source=source)
        event = Event.objects.get(deed="resident.entered", on=f"resident:{made.key}")
        assert (event.by, event.at, event.facts) == ("test", AT, noted)
