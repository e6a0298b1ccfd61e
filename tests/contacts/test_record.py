"""Recording a contact: what is kept, what becomes a matter, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from huiyin.contacts import actions
from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Promise
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.recording.actions import Entry, record_entry
from huiyin.register import actions as register_actions
from huiyin.register.models import Assignment
from tests.world import AT, World

TODAY = AT.date()


def visit(world: World, **fields: Any) -> tuple[Contact, list[Matter]]:
    given: dict[str, Any] = {
        "place": world.village,
        "held_on": TODAY,
        "points": [Raised("路灯不亮", "matter", "streetlight")],
        "promises": [],
        "household": world.home,
        "person": world.wang,
        **fields,
    }
    contact, lodged = record_entry(Entry(**given), root=world.root, by=world.chen, at=AT)
    return contact, [found.matter for found in lodged]


def test_one_visit_with_four_dispositions(world: World) -> None:
    contact, matters = visit(
        world,
        points=[
            Raised("路灯不亮", "matter", "streetlight"),
            Raised("医保怎么缴", "answered", "medical_insurance", "下月起在村委会代缴"),
            Raised("建议修个凉亭", "suggestion"),
            Raised("今年收成好", "noted"),
        ],
        promises=[Promised("把缴费时间送到家", TODAY + timedelta(days=7))],
    )
    assert [p.disposition for p in contact.points.all()] == ["matter", "answered", "suggestion", "noted"]
    assert [m.point.text for m in matters if m.point] == ["路灯不亮"]
    assert matters[0].resident == world.wang
    assert matters[0].intake_unit == world.town
    assert contact.promises.get().due_on == TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    "change",
    [
        {"held_on": TODAY + timedelta(days=1)},
        {"points": [], "note": ""},
        {"points": [Raised("  ", "noted")]},
        {"points": [Raised("路灯", "nowhere")]},
        {"points": [Raised("医保", "answered", "", " ")]},
        {"promises": [Promised("尽快办", None)]},
        {"promises": [Promised("早就办了", TODAY - timedelta(days=1))]},
    ],
)
def test_what_is_refused_leaves_nothing_behind(world: World, change: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        visit(world, **change)
    assert not Contact.objects.exists()
    assert not Matter.objects.exists()


def test_a_contact_is_struck_out_not_removed(world: World) -> None:
    contact, _ = visit(world)
    with pytest.raises(Refused):
        actions.void(contact=contact, reason="记错了", by=world.liu, at=AT)
    actions.void(contact=contact, reason="记错了日子", by=world.chen, at=AT)
    contact.refresh_from_db()
    assert contact.void_reason == "记错了日子"
    assert not Contact.objects.standing().exists()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Contact.objects.all()._raw_delete("default")


def test_only_who_promised_says_that_it_was_kept_and_once(world: World) -> None:
    visit(world, promises=[Promised("送到家", TODAY)])
    promise = Promise.objects.get()
    with pytest.raises(Refused):
        actions.keep(promise=promise, how="送到了", version=1, by=world.liu, at=AT)
    actions.keep(promise=promise, how="送到了", version=1, by=world.chen, at=AT)
    with pytest.raises(Refused):
        actions.keep(promise=promise, how="送到了", version=1, by=world.chen, at=AT)


def test_the_register_stands_as_it_stood(world: World) -> None:
    world.line.ended_on = TODAY
    world.line.save()
    assert Assignment.objects.live_on(TODAY - timedelta(days=1)).get() == world.line
    assert not Assignment.objects.live_on(TODAY).exists()


def test_nobody_is_paired_without_consent_or_under_eighteen(world: World) -> None:
    from huiyin.people import actions as people
    from huiyin.people.models import ConsentRecord

    with pytest.raises(Refused, match="under 18"):
        people.take_consent(resident=world.wang, method="face", is_adult=False, by=world.chen, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentRecord.objects.filter(resident=world.wang).update(is_adult=False)
    consent = world.wang.consents.get()
    consent.withdrawn_at = AT
    consent.save()
    with pytest.raises(Refused, match="no consent"):
        register_actions.pair(
            official=world.liu, unit=world.branch, household=world.home, person=world.wang, consent=consent,
            started_on=TODAY, by="test", at=AT,
        )  # fmt: skip


def test_who_typed_a_paper_in_goes_on_seeing_it(world: World) -> None:
    """Xia is clerk at the desk and nothing else: only what she typed in is hers to see."""
    visit(world)
    typed = actions.record(
        place=world.village, held_on=TODAY, points=[Raised("路灯不亮", "noted")], promises=[],
        details=Details(entered_by=world.xia), by=world.chen, at=AT,
    )  # fmt: skip
    assert list(Contact.objects.visible_to(world.xia, AT)) == [typed]
