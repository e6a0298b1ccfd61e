"""Whence a sealed report came: nothing that is kept leads to who brought it, and who is on record elsewhere stays (I-21)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiyin.audit.models import Event
from huiyin.contacts.actions import Raised
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.people.actions import reveal
from huiyin.people.models import Reveal
from huiyin.receptions.models import Booking
from huiyin.recording.actions import take_out
from tests import make, make_reception
from tests.duties import made
from tests.sealed.keys import entered
from tests.sealed.test_recognised import BODY, accused, sealed
from tests.world import AT, World


def test_no_join_leads_to_who_brought_it(world: World) -> None:
    entered(world)
    earlier = make.closed(world, resident=world.wang)
    lodged = actions.tell_anew(matter=earlier, words=BODY, channel="web", at=AT)
    found = Matter.objects.get(pk=lodged.matter.pk)
    Matter.objects.filter(pk=found.pk).update(source="12345", external_id="12345-0001")
    purpose = Reveal.Purpose.CALL
    look = reveal(resident=world.wang, purpose=purpose, about=found.reference, by=world.liu, at=AT)
    sealed(world, Matter.objects.get(pk=found.pk))
    after = Matter.objects.get(pk=found.pk)
    assert (after.follows, after.source, after.external_id) == (None, "", "")
    assert not any(earlier.reference in str(step.facts) for step in after.steps.all())
    look.refresh_from_db()
    assert (look.resident, look.by, look.about) == (world.wang, world.liu, "")
    for column in ({"follows": earlier}, {"external_id": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=found.pk).update(**column)


@pytest.mark.parametrize("booked", [True, False])
def test_who_is_still_on_record_elsewhere_keeps_name_and_number(world: World, booked: bool) -> None:
    entered(world)
    found = accused(world)
    person = found.resident
    assert person is not None
    if booked:
        kept = make_reception.booked(make_reception.published(world)).booking
        Booking.objects.filter(pk=kept.pk).update(person=person)
    sealed(world, found)
    person.refresh_from_db()
    assert bool(person.name) is booked
    if not booked:
        erased = Event.objects.get(deed="resident.erased")
        assert erased.by == world.liu.key


def test_a_second_issue_is_taken_out_of_a_talk_of_which_the_first_was_sealed(world: World) -> None:
    entered(world)
    talk = made.contact(world, AT.date(), "talk", at=AT)
    given: dict[str, Any] = {"talk": talk, "root": world.root, "by": world.chen, "at": AT}
    first = take_out(said=Raised(BODY, "matter", is_agreed=True), **given)
    sealed(world, first.matter)
    second = take_out(said=Raised("村口的路灯坏了三盏", "matter", is_agreed=True), **given)
    assert second.matter.body == "村口的路灯坏了三盏"
    point = talk.points.get(number=1)
    assert (point.text, point.disposition, point.about_unit) == ("—", "noted", None)
