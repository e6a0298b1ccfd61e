"""A matter that was asked about, put to others and taken along, and then sealed: it stands on no page of anybody (I-21)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from huiyin.contacts.models import Contact
from huiyin.matters import actions, figures
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from huiyin.sealed.models import SealedReport
from huiyin.supervision import actions as supervision
from huiyin.supervision import clock as supervision_clock
from huiyin.supervision.sponsoring import sponsor
from tests import make
from tests.house import doors
from tests.sealed.keys import carrier_of, entered
from tests.sealed.test_door import shut_ones as shut_ones
from tests.world import AT, World

Enter = Callable[[Official], Client]
EVERYBODY = ("he", "gao", "liu", "sun", "chen", "xia", "tu", "yu", "qian")
BODY = "建设办何平收了施工队两万元红包，请查。"


def entangled(world: World) -> Matter:
    """About He, who handles it: taken along to a village, answered for by another unit, supervised, sponsored, delayed."""
    part = make.part_taken(world, body=BODY, place=world.village)
    tu = Official.objects.get(username="tu")
    actions.answer_part(part=part, words="交通局说与何平核对过", by=tu, at=AT)
    found = Matter.objects.get(pk=part.matter_id)
    visit = Entry(
        place=world.village, held_on=AT.date(), points=[], promises=[],
        kind=Contact.Kind.OUTREACH, note="走访施工现场", results=[(found, "在村里问了施工队")],
    )  # fmt: skip
    record_entry(visit, root=world.root, by=world.he, at=AT)
    supervision.supervise(matter=found, trigger="overdue", words="请说明红包一事", by=world.sun, at=AT)
    sponsor(matter=found, official=world.gao, words="请盯住", by=world.sun, at=AT)
    found.refresh_from_db()
    actions.ask_more_time(matter=found, n=5, reason="还要核对", version=found.version, by=world.he, at=AT)
    return Matter.objects.get(pk=found.pk)


def seal(world: World, found: Matter) -> SealedReport:
    """By the coordinator of who holds it."""
    return actions.seal(matter=found, version=found.version, by=world.liu, at=AT)


def pages() -> Iterator[str]:
    """Every page of the staff that names no one thing, and those of the visit and the village."""
    for address in doors.addresses():
        if address.is_staff and not address.kwargs:
            try:
                yield reverse(address.name)
            except NoReverseMatch:
                continue
    for contact in Contact.objects.all():
        yield reverse("contacts:see", args=[contact.reference])


def showing(client: Client, reference: str, among: Iterable[str]) -> set[str]:
    """Those of the pages on which a number stands."""
    return {
        there
        for there in among
        if reference in client.get(there, follow=True).content.decode("utf-8", "ignore")
    }


def test_it_stands_on_no_page_of_the_staff(world: World, enter: Enter) -> None:
    entered(world)
    found = entangled(world)
    stood = {"/supervisions/", "/notices/", "/matters/"}
    before = {name: showing(enter(official), found.reference, stood) for name, official in people()}
    assert set().union(*before.values()) == stood, before
    seal(world, found)
    after = {name: showing(enter(official), found.reference, pages()) for name, official in people()}
    assert {name: there for name, there in after.items() if there} == {}


def people() -> list[tuple[str, Official]]:
    """The cast by name."""
    return [(name, Official.objects.get(username=name)) for name in EVERYBODY]


def test_the_trail_lies_whole_in_the_envelope(world: World, shut_ones: list[bytes]) -> None:
    reader, _made = entered(world)
    seal(world, entangled(world))
    _number, letter = reader.read(shut_ones[0])
    for words in (
        "交通局说与何平核对过",
        make.PART,
        "在村里问了施工队",
        "请说明红包一事",
        "请盯住",
        "还要核对",
    ):
        assert any(words in line for line in letter.trail), words


def test_who_carries_it_is_told_and_nobody_else(world: World) -> None:
    entered(world)
    found = entangled(world)
    seal(world, found)
    told = Notice.objects.filter(about=found.reference)
    assert [(one.to, one.kind) for one in told] == [(carrier_of(world), "sealed_arrived")]
    assert not Notice.objects.filter(page=found.reference).exclude(about="").exists()


def test_no_clock_tells_of_it_any_more(world: World) -> None:
    entered(world)
    found = entangled(world)
    seal(world, found)
    later = AT.replace(month=6)
    assert supervision_clock.tell_of_late_answers(at=later) == 0
    assert not Notice.objects.filter(about=found.reference).exclude(kind="sealed_arrived").exists()


def test_the_work_summary_counts_it_no_more(world: World) -> None:
    entered(world)
    found = entangled(world)
    year = figures.Extent(world.root, date(2026, 1, 1), date(2027, 1, 1), AT)
    assert figures.count(year, world.county)["matters"] == 1
    seal(world, found)
    assert set(figures.count(year, world.county).values()) == {0}


def test_a_page_that_is_open_in_a_browser_shows_nothing_more(world: World, client: Client) -> None:
    entered(world)
    lodged = make.lodged(world, body=BODY)
    page: Any = client.get(f"/c/heyang/r/{lodged.link}/", follow=True)
    here = page.redirect_chain[-1][0]
    assert "两万元" in page.content.decode()
    seal(world, lodged.matter)
    for there in (here, f"/c/heyang/r/{lodged.link}/", f"{here}files/"):
        shown = client.get(there, follow=True)
        assert "两万元" not in shown.content.decode()
        assert "seal" not in shown.content.decode().lower().replace("sealed_", "")


@pytest.mark.parametrize("deed", ["rate", "withdraw"])
def test_its_person_can_do_nothing_with_it_any_more(world: World, client: Client, deed: str) -> None:
    entered(world)
    lodged = make.lodged(world, body=BODY)
    client.get(f"/c/heyang/r/{lodged.link}/", follow=True)
    seal(world, lodged.matter)
    before = Matter.objects.get(pk=lodged.matter.pk)
    client.post(f"/c/heyang/m/{lodged.matter.reference}/{deed}/", {"handled": "yes", "satisfied": 5})
    assert Matter.objects.get(pk=lodged.matter.pk).version == before.version
