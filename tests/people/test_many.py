"""Many homes, people and consents at once: each gets what it would have got alone."""

from datetime import timedelta

import pytest

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.people import actions, many
from huiyin.people.fields import phone_index
from huiyin.people.models import ConsentRecord, Household, Resident
from tests.world import AT, World


def test_every_home_gets_its_hour_and_its_event(world: World) -> None:
    homes = [Household(place=world.village, code="M-1"), Household(place=world.hamlet, code="M-2")]
    many.enter_households(homes=homes, by="test", at=AT)
    assert [
        (h.place, h.created_at) for h in Household.objects.filter(code__startswith="M-").order_by("code")
    ] == [
        (world.village, AT),
        (world.hamlet, AT),
    ]
    told = Event.objects.filter(deed="household.entered", on__in=[f"household:{home.key}" for home in homes])
    assert sorted(event.facts["place"] for event in told) == [world.village.code, world.hamlet.code]


def test_one_home_that_is_no_village_stops_them_all(world: World) -> None:
    homes = [Household(place=world.village, code="M-1"), Household(place=world.town, code="M-2")]
    with pytest.raises(Refused, match="a village or a community"):
        many.enter_households(homes=homes, by="test", at=AT)
    assert not Household.objects.filter(code__startswith="M-").exists()


def test_every_person_gets_the_place_of_the_home_and_an_index_of_the_number(world: World) -> None:
    people = [
        Resident(name="甲", phone="13800000001", household=world.second),
        Resident(name="乙", phone="", household=None),
        Resident(name="丙", phone="13800000003", household=world.home),
    ]
    many.enter_residents(people=people, by="test", at=AT)
    kept = Resident.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")
    assert [(one.place, one.phone_index, one.created_at) for one in kept] == [
        (world.hamlet, phone_index("13800000001"), AT),
        (None, "", AT),
        (world.village, phone_index("13800000003"), AT),
    ]


def test_new_numbers_are_found_under_the_new_number(world: World) -> None:
    world.wang.phone, world.zhu.name = "13800000009", "朱友才"
    many.revise_residents(people=[world.wang, world.zhu], by="test", at=AT)
    assert Resident.objects.get(phone_index=phone_index("13800000009")).pk == world.wang.pk
    assert not Resident.objects.filter(phone_index=phone_index("19900001234")).exists()
    assert Resident.objects.get(pk=world.zhu.pk).name == "朱有才", "a name goes with its consent"


def given(resident: Resident, world: World, **late: int) -> many.Given:
    return many.Given(resident=resident, method="paper", given_at=AT + timedelta(**late), taken_by=world.chen)


def test_a_consent_on_paper_may_be_of_this_moment_and_not_of_the_next(world: World) -> None:
    with pytest.raises(Refused, match="in the future"):
        many.take_consents(
            given=[given(world.wang, world, days=-9), given(world.zhu, world, seconds=1)], by="test", at=AT
        )
    assert not ConsentRecord.objects.filter(resident=world.zhu).exists()
    many.take_consents(given=[given(world.zhu, world)], by="test", at=AT)
    made = ConsentRecord.objects.get(resident=world.zhu)
    assert (made.given_at, made.is_adult, made.taken_by, made.words_version) == (
        AT,
        True,
        world.chen,
        "paper",
    )


def test_who_was_withheld_and_agrees_on_paper_is_shown_again_and_nobody_else(world: World) -> None:
    actions.take_consent(resident=world.zhu, method="face", is_adult=True, by=world.chen, at=AT)
    for person in (world.wang, world.zhu):
        actions.withdraw_consent(resident=person, erase_by=AT.date(), by=world.chen, at=AT)
    many.take_consents(given=[given(world.wang, world)], by="test", at=AT)
    assert Resident.objects.get(pk=world.wang.pk).withheld_at is None
    assert Resident.objects.get(pk=world.zhu.pk).withheld_at == AT
