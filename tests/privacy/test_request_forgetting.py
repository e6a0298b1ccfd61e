"""What was erased or sealed goes from requests too; and what was promised to be erased later is erased then."""

import json
from datetime import timedelta

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.people import actions as people
from huiyin.people.fields import phone_index
from huiyin.people.models import Household, Resident
from huiyin.privacy import clock, deciding, request_clock
from huiyin.privacy.models import DataRequest
from tests import make
from tests.privacy.asking import checked, officer
from tests.sealed.keys import entered
from tests.world import AT, World


def answered(world: World, **fields: str) -> DataRequest:
    found = checked(world, **fields)
    return deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version,
        by=officer(world), at=AT,
    )  # fmt: skip


def told(found: DataRequest) -> str:
    return json.dumps(json.loads(found.statement)["en"], ensure_ascii=False)


def raised_by(person: Resident, world: World) -> Matter:
    made = make.matter(world)
    Matter.objects.filter(pk=made.pk).update(resident=person)
    return made


def test_who_never_agreed_to_anything_is_erased_when_their_matter_has_ended(world: World) -> None:
    people = {"name": "周平", "phone": "19900007777"}
    zhou = Resident.objects.create(
        **people, phone_index=phone_index(people["phone"]), place=world.village, created_at=AT
    )
    mine = raised_by(zhou, world)
    assert answered(world, kind="erase", **people).result == "partly"
    clock.erase_withdrawn(at=AT)
    zhou.refresh_from_db()
    assert zhou.name == "周平", "the matter is still open"
    Matter.objects.filter(pk=mine.pk).update(resident=None)
    Matter.objects.filter(pk=make.withdrawn(world).pk).update(resident=zhou)
    clock.erase_withdrawn(at=AT)
    zhou.refresh_from_db()
    assert (zhou.name, zhou.phone) == ("", "")


def test_what_was_promised_is_done_though_the_request_was_emptied_long_before(world: World) -> None:
    people = {"name": "周平", "phone": "19900007777"}
    zhou = Resident.objects.create(
        **people, phone_index=phone_index(people["phone"]), place=world.village, created_at=AT
    )
    mine = raised_by(zhou, world)
    found = answered(world, kind="erase", **people)
    later = AT + timedelta(days=400)
    request_clock.forget_requests(at=later)
    found.refresh_from_db()
    assert (found.name, found.erased_at) == ("", later)
    clock.erase_withdrawn(at=later)
    zhou.refresh_from_db()
    assert zhou.name == "周平", "the matter goes on"
    Matter.objects.filter(pk=mine.pk).update(resident=None)
    Matter.objects.filter(pk=make.withdrawn(world).pk).update(resident=zhou)
    clock.erase_withdrawn(at=later)
    zhou.refresh_from_db()
    assert (zhou.name, zhou.phone) == ("", "")


def test_who_agreed_anew_afterwards_is_not_erased(world: World) -> None:
    mine = raised_by(world.wang, world)
    answered(world, kind="erase")
    people.take_consent(resident=world.wang, method="face", is_adult=True, by=world.chen, at=AT)
    Matter.objects.filter(pk=mine.pk).update(resident=None)
    clock.erase_withdrawn(at=AT)
    world.wang.refresh_from_db()
    assert world.wang.name == "王秀兰"


def test_an_erasure_empties_what_was_told_before(world: World) -> None:
    before, of_another = answered(world), answered(world, name="王强")
    assert "19900001234" in before.statement
    answered(world, kind="erase")
    before.refresh_from_db()
    of_another.refresh_from_db()
    assert (before.name, before.phone, before.statement, before.erased_at) == ("", "", "", AT)
    assert of_another.name == "王强"
    assert not DataRequest.objects.to_bring().exists()


def test_a_matter_that_was_sealed_stands_in_no_request(world: World) -> None:
    mine = raised_by(world.wang, world)
    found = answered(world, numbers=f"{mine.reference} {world.home.code}")
    assert mine.reference in found.statement
    request_clock.forget_requests(at=AT)
    found.refresh_from_db()
    assert mine.reference in found.statement
    mine.refresh_from_db()
    entered(world)
    actions.seal(matter=mine, version=mine.version, by=world.liu, at=AT)
    request_clock.forget_requests(at=AT)
    found.refresh_from_db()
    assert (found.statement, found.numbers) == ("", world.home.code)


def test_an_address_that_another_of_the_home_keeps_is_not_said_to_be_gone(world: World) -> None:
    alone = told(answered(world, kind="erase"))
    assert f'["{world.home.code}", "address and declared groups"]' in alone
    make_wang_anew(world)
    shared = told(answered(world, kind="erase"))
    assert "somebody else of the home still agrees" in shared
    assert '"address and declared groups"' not in shared


def make_wang_anew(world: World) -> None:
    """Wang and her brother, of one home, both agree."""
    Household.objects.filter(pk=world.home.pk).update(address="东头第三户")
    for name, phone in (("王秀兰", "19900001234"), ("王强", "19900005555")):
        one = people.enter_resident(
            name=name, phone=phone, place=None, household=world.home, by="test", at=AT
        )
        people.take_consent(resident=one, method="face", is_adult=True, by=world.chen, at=AT)
