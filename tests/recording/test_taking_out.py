"""An issue taken out of a talk, and a trip without a matter: who may, which number it gets, and what is refused."""

import pytest

from huiyin.contacts.actions import Promised, Raised, void
from huiyin.contacts.details import NO_DETAILS
from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.own import Occasion
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_at
from huiyin.people.models import Resident
from huiyin.recording.actions import Entry, Taken, objection_to_taking_out, record_entry, take_out
from tests.duties import made
from tests.world import AT, World

TODAY = AT.date()
SAID = Raised("想修一修水渠", "matter", is_agreed=True)


def talk(world: World) -> Contact:
    return made.contact(world, TODAY, "talk", at=AT)


def test_an_issue_taken_out_becomes_a_matter_with_its_promise(world: World) -> None:
    held = talk(world)
    kept = [Promised("问清楚", TODAY)]
    first = take_out(talk=held, said=SAID, root=world.root, by=world.chen, at=AT, promised=kept)
    second = take_out(talk=held, said=SAID, root=world.root, by=world.chen, at=AT)
    assert [point.number for point in held.points.order_by("number")] == [1, 2]
    assert {first.matter.point.number, second.matter.point.number} == {1, 2}
    promise = Promise.objects.get()
    assert (promise.made_on, promise.official, promise.unit, promise.contact) == (
        TODAY, world.chen, held.unit, held,
    )  # fmt: skip


def test_only_who_held_a_standing_talk_takes_an_issue_out_of_it(world: World) -> None:
    held, visit = talk(world), made.contact(world, TODAY, at=AT)
    assert objection_to_taking_out(held, world.chen) is None
    assert "who held the talk" in (objection_to_taking_out(held, world.he) or "")
    assert "who held the talk" in (objection_to_taking_out(visit, world.chen) or "")
    void(contact=held, reason="记错了", by=world.chen, at=AT)
    with pytest.raises(Refused, match="struck out"):
        take_out(talk=held, said=SAID, root=world.root, by=world.chen, at=AT)


def test_a_trip_takes_one_matter_along_or_says_something_else(world: World) -> None:
    def entry(matters: int, note: str) -> Entry:
        return Entry(
            place=world.village, held_on=TODAY, points=[], promises=[], kind="outreach", own=Taken(matters),
            note=note,
        )  # fmt: skip

    def said(matters: int, note: str) -> str:
        charter = charter_at(AT).charter
        return Taken(matters).objection(Occasion(world.chen, TODAY, NO_DETAILS, charter, note)) or ""

    assert "at least one matter" in said(0, " ")
    assert said(0, "看了看路") == said(1, "") == ""
    contact, lodged = record_entry(entry(0, "看了看路"), root=world.root, by=world.chen, at=AT)
    assert (contact.kind, contact.note, lodged) == ("outreach", "看了看路", [])


@pytest.mark.parametrize(
    ("name", "phone", "entered"), [("", "", 0), (" ", " ", 0), ("赵六", "", 1), ("", "19900005555", 1)]
)
def test_somebody_met_is_entered_when_a_name_or_number_was_given(
    world: World, name: str, phone: str, entered: int
) -> None:
    before = Resident.objects.count()
    points = [made.raised()]
    given = Entry(place=world.village, held_on=TODAY, points=points, promises=[], name=name, phone=phone)
    contact, _lodged = record_entry(given, root=world.root, by=world.chen, at=AT)
    assert Resident.objects.count() == before + entered
    assert (contact.person is not None) is bool(entered)
    known = Entry(
        place=world.village, held_on=TODAY, points=points, promises=[], household=world.home, person=world.wang,
        name="别人",
    )  # fmt: skip
    assert record_entry(known, root=world.root, by=world.chen, at=AT)[0].person == world.wang
    assert Resident.objects.count() == before + entered, "who is known is not entered again"
