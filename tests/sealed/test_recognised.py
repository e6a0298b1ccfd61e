"""A matter that turns out to be a report: shut for its reader, its key destroyed; whom it concerns finds nothing (I-21)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.contacts.models import Point
from huiyin.files.checking import checked
from huiyin.files.models import Attachment
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter, State, Words
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people.actions import enter_resident
from huiyin.sealed.models import SealedReport
from tests import make, make_states
from tests.files.samples import photo, upload
from tests.house import tree
from tests.sealed.keys import Reader, entered
from tests.sealed.test_door import in_files, in_the_database
from tests.sealed.test_door import shut_ones as shut_ones
from tests.world import AT, World

Enter = Callable[[Official], Client]
BODY = "建设办何平收了施工队两万元红包，请查。"
WORDS = ("收了施工队", "两万元红包", "何平收了", "转账截图", "先私下核实", "罗小妹", "13788880000")


def accused(world: World) -> Matter:
    """A message about He that was routed to his own office, and that he works on already; with name and photo."""
    person = enter_resident(name="罗小妹", phone="13788880000", place=None, by="resident", at=AT)
    file = checked(upload(photo(), "转账截图.jpg"))
    found = make.accepted(world, body=BODY, resident=person, files=[file], raised_by=world.xia)
    return actions.start(matter=found, words="先私下核实一下", version=found.version, by=world.he, at=AT)


def sealed(world: World, found: Matter) -> SealedReport:
    """By the desk that holds it."""
    return actions.seal(matter=found, version=found.version, by=world.liu, at=AT)


def test_everything_that_was_said_of_it_lies_in_the_envelope(world: World, shut_ones: list[bytes]) -> None:
    reader, _made = entered(world)
    report = sealed(world, accused(world))
    number, letter = reader.read(shut_ones[0])
    assert number == report.reference
    assert (letter.words, letter.name, letter.phone) == (BODY, "罗小妹", "13788880000")
    assert [one.name for one in letter.files] == ["转账截图.jpg"]
    assert letter.files[0].content.startswith(b"\xff\xd8\xff")
    assert any("先私下核实" in line for line in letter.trail)


def test_afterwards_it_lies_nowhere_else(
    world: World, shut_ones: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    entered(world)
    found = accused(world)
    sealed(world, found)
    assert list(in_the_database(*WORDS)) == []
    assert in_files(*WORDS) == []
    assert [word for word in WORDS if word in caplog.text] == []
    after = Matter.objects.get(pk=found.pk)
    assert (after.data_key, after.origin, after.state) == ("", "sealed", State.SEALED)
    assert [after.title, after.body, after.place_words, after.resident, after.code_index] == [
        "",
        "",
        "",
        None,
        "",
    ]
    assert {step.note for step in after.steps.all()} == {""}, "what nobody can change can be read by nobody"
    assert not Words.objects.filter(matter=found).exists()
    assert {bytes(row.content) for row in Attachment.objects.filter(about=found.reference)} == {b""}


def test_whom_it_concerns_finds_nothing_anywhere(world: World, enter: Enter) -> None:
    """Before, He sees it in all these places; afterwards in none: no list, search, notice, figure or page."""
    entered(world)
    found = accused(world)
    he = enter(world.he)
    places: list[tuple[str, dict[str, str]]] = [
        ("/desk/", {}),
        ("/notices/", {}),
        ("/matters/", {}),
        ("/search/", {"q": "施工队"}),
        ("/search/", {"q": "红包"}),
    ]

    def shows(place: str, asked: dict[str, str]) -> bool:
        send = he.post if asked else he.get
        html: str = send(place, asked, follow=True).content.decode()
        return f"/matters/{found.reference}/" in html or "两万元" in html

    assert [shows(*place) for place in places] == [True] * len(places)
    (photo_of_it,) = Attachment.objects.filter(about=found.reference)
    assert he.get(f"/matters/{found.reference}/files/{photo_of_it.digest}/whole/").status_code == 200
    sealed(world, found)
    assert [shows(*place) for place in places] == [False] * len(places)
    assert he.get(f"/matters/{found.reference}/").status_code == 404, "not 403: it does not exist"
    assert he.get(f"/matters/{found.reference}/files/{photo_of_it.digest}/whole/").status_code == 404
    assert not Notice.objects.visible_to(world.he).filter(about=found.reference).exists()


@pytest.mark.parametrize("who", ["liu", "gao", "sun", "xia", "chen"])
def test_neither_do_those_above_and_beside_him(world: World, enter: Enter, who: str) -> None:
    entered(world)
    found = accused(world)
    sealed(world, found)
    client = enter(getattr(world, who))
    for place in ("/desk/", "/notices/", "/matters/", "/triage/", "/waiting/"):
        assert found.reference not in client.get(place, follow=True).content.decode(), place
    by_number = client.post("/search/", {"q": found.reference}, follow=True).content.decode()
    assert f"/matters/{found.reference}/" not in by_number
    assert client.get(f"/matters/{found.reference}/").status_code == 404


def test_no_figure_counts_it(world: World) -> None:
    entered(world)
    found = accused(world)
    assert Matter.objects.live().filter(pk=found.pk).exists()
    sealed(world, found)
    assert not Matter.objects.live().filter(pk=found.pk).exists(), "on which every figure stands"
    assert not Matter.objects.visible_to(world.liu, AT).filter(pk=found.pk).exists()


def test_the_code_opens_nothing_any_more(world: World) -> None:
    entered(world)
    lodged = make.lodged(world, body=BODY)
    assert MATTERS.by_code(lodged.matter.reference, lodged.code)
    sealed(world, lodged.matter)
    assert MATTERS.by_code(lodged.matter.reference, lodged.code) is None
    assert MATTERS.by_link(lodged.link) is None


@pytest.mark.parametrize("state", ["pending_approval", "replied", "closed", "withdrawn", "redirected"])
def test_only_what_was_never_answered_is_sealed(world: World, state: str) -> None:
    entered(world)
    found = make_states.MAKERS[state](world)
    with pytest.raises(Refused):
        sealed(world, found)


def test_whom_it_is_about_is_told_to_the_reader_and_stands_nowhere_else(
    world: World, shut_ones: list[bytes]
) -> None:
    reader, _made = entered(world)
    found = make.matter(world, body=BODY)
    found = actions.name_complained(
        matter=found, unit=world.office, official=None, version=found.version, by=world.liu, at=AT
    )
    sealed(world, found)
    assert world.office.name in reader.read(shut_ones[0])[1].trail[0]
    after = Matter.objects.get(pk=found.pk)
    assert (after.complained_unit, after.complained_official) == (None, None)


def test_the_database_holds_that_a_sealed_one_names_nobody(world: World) -> None:
    entered(world)
    found = make.matter(world, body=BODY)
    sealed(world, found)
    for column in (
        {"resident": world.wang},
        {"place": world.village},
        {"code_index": "ff"},
        {"state": "routed"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=found.pk).update(**column)


def test_only_the_desk_that_holds_it_seals(world: World, enter: Enter) -> None:
    entered(world)
    found = make.matter(world)
    for who in ("he", "gao", "xia", "qian"):
        assert enter(getattr(world, who)).get(f"/matters/{found.reference}/sealing/").status_code == 404
    liu = enter(world.liu)
    asked = liu.get(f"/matters/{found.reference}/sealing/")
    assert "无法撤销" in asked.content.decode(), "what follows stands above the button"
    done = liu.post(f"/matters/{found.reference}/sealing/", {"version": found.version})
    assert done.status_code == 302
    assert liu.get(done["Location"]).status_code == 200, "and stands where something is"
    assert SealedReport.objects.get().sealed_by == world.liu


def test_without_a_reader_nothing_is_sealed_and_nothing_lost(world: World) -> None:
    found = make.matter(world, body=BODY)
    with pytest.raises(Refused, match="not entered the key"):
        sealed(world, found)
    assert Matter.objects.get(pk=found.pk).body == BODY


def test_the_point_it_was_raised_as_is_emptied(world: World, enter: Enter) -> None:
    from huiyin.contacts.actions import Raised
    from huiyin.recording.actions import Entry, record_entry

    entered(world)
    point = Raised(text=BODY, disposition="matter", topic="")
    visit = Entry(
        place=world.village,
        held_on=AT.date(),
        points=[point],
        promises=[],
        household=world.home,
        person=world.wang,
    )
    contact, (lodged,) = record_entry(visit, root=world.root, by=world.chen, at=AT)
    sealed(world, lodged.matter)
    assert Point.objects.get(contact=contact).text == "—"
    html: Any = enter(world.chen).get(f"/contacts/{contact.reference}/").content.decode()
    assert lodged.matter.reference not in html
    assert "红包" not in html
    world.wang.refresh_from_db()
    assert world.wang.name, "who stands on the register stays there"


def test_every_table_of_words_is_looked_at() -> None:
    assert len(tree.models()) > 60
    assert Reader().public.startswith("hys1-")
