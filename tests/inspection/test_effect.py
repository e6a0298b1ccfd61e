"""After the end: a matter that counts as closed and is not solved is taken up again (S71, T20)."""

from datetime import date

import pytest

from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.inspection.actions import calling
from huiyin.inspection.actions.calling import Said
from huiyin.lib.refusal import Refused
from huiyin.matters import actions as matters
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.recording.actions import Entry, record_entry
from tests.inspection import inspections as make
from tests.make import REPLY
from tests.world import AT, World


def closed_matter(world: World) -> Matter:
    """Raised at a visit of the half-year, answered, rated, asked after and so closed."""
    visit = Entry(
        place=world.village,
        held_on=date(2025, 9, 1),
        points=[Raised(text="路灯坏了三盏", disposition="matter", topic="streetlight")],
        promises=[],
        household=world.home,
        person=world.wang,
    )
    _contact, (lodged,) = record_entry(visit, root=world.root, by=world.chen, at=AT)
    row = lodged.matter
    row = matters.route(
        matter=row, to=world.office, topic="streetlight", version=row.version, by=world.liu, at=AT
    )
    row = matters.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    row = matters.start(matter=row, words="到现场看了", version=row.version, by=world.he, at=AT)
    matters.draft_reply(matter=row, version=row.version, by=world.he, at=AT, **REPLY)
    row = Matter.objects.get(pk=row.pk)
    row = matters.approve(matter=row, version=row.version, by=world.gao, at=AT)
    matters.rate(matter=row, handled="yes", satisfied=4, words="", door="code", at=AT)
    row = Matter.objects.get(pk=row.pk)
    matters.call_answered(matter=row, handled="yes", satisfied=4, version=row.version, by=world.sun, at=AT)
    return Matter.objects.get(pk=row.pk)


def test_s71_closed_but_not_solved_is_taken_up_again_and_uses_up_no_right_of_the_resident(
    world: World,
) -> None:
    matter = closed_matter(world)
    assert matter.state == "closed"
    call = make.drawn(world).call_backs.get()
    assert list(calling.closed_matters(call, world.sun, AT)) == [matter]
    with pytest.raises(Refused, match="does not belong"):
        calling.answered(call_back=call, said=Said("yes", "yes", "HY-1"), by=world.sun, at=AT)
    said = Said("yes", "yes", matter.reference)
    calling.answered(call_back=call, said=said, by=world.sun, at=AT)
    call.refresh_from_db()
    assert (call.result, call.unsolved) == ("confirmed", matter.reference)
    told = Notice.objects.filter(kind="taken_up", about=matter.reference).values_list(
        "to__username", flat=True
    )
    assert sorted(told) == ["gao", "he", "liu"]
    matter.refresh_from_db()
    assert (matter.state, matter.reopened, matter.right_used) == ("in_progress", 1, False)
    assert Contact.objects.count() == 1


def test_an_inspector_whom_it_is_about_is_not_offered_it(world: World) -> None:
    matter = closed_matter(world)
    Matter.objects.filter(pk=matter.pk).update(complained_official=world.sun)
    call = make.drawn(world).call_backs.get()
    assert not calling.closed_matters(call, world.sun, AT)
    with pytest.raises(Refused, match="does not belong"):
        calling.answered(call_back=call, said=Said("yes", "yes", matter.reference), by=world.sun, at=AT)
