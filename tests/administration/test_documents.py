"""The five documents of the institution: entered as files, read by whoever serves and by the public, counted, missed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.administration.guide import steps_for
from huiyin.audit.models import Event
from huiyin.files.checking import Checked
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official, Unit
from huiyin.publish.documents import keep_document, missing, shelves
from huiyin.publish.models import InstitutionDocument
from tests.files.samples import PDF, photo
from tests.reports.test_work_summary import summary
from tests.world import AT, World

Kind = InstitutionDocument.Kind
TODAY = AT.date()
DAY = timedelta(days=1)


def keep(
    world: World, kind: int, *, unit: Unit | None = None, version: str = "1", on: date = TODAY
) -> InstitutionDocument:
    """One of them, of the county unless said otherwise."""
    return keep_document(
        unit=unit or world.root,
        kind=kind,
        title=f"制度{kind}",
        version=version,
        effective_on=on,
        files=[Checked("制度.pdf", "pdf", PDF + f"{kind} {version}".encode(), b"")],
        by=world.liu,
        at=AT,
    )


def test_a_version_holds_from_its_day_and_the_one_before_stays(world: World) -> None:
    first = keep(world, 1, on=TODAY - 9 * DAY)
    second = keep(world, 1, version="2", on=TODAY + DAY)
    held = [InstitutionDocument.objects.in_force(TODAY + n * DAY).get() for n in (0, 1)]
    assert held == [first, second]
    assert not InstitutionDocument.objects.in_force(TODAY - 10 * DAY).exists()
    (shelf,) = shelves(TODAY, world.root, world.chen, AT)
    assert (shelf.held, shelf.others) == ({1: first}, [second])
    with pytest.raises(Refused, match="on record already"):
        keep(world, 1, version="2")
    corrected = keep(world, 1, version="2b", on=TODAY + DAY)
    assert InstitutionDocument.objects.in_force(TODAY + DAY).get() == corrected
    assert Event.objects.filter(deed="document.kept").count() == 3


def test_the_work_summary_counts_those_that_hold_for_its_unit(world: World) -> None:
    assert summary(world).institution_documents is None
    for kind in (1, 2):
        keep(world, kind)
    keep(world, 2, unit=world.town)
    keep(world, 3, unit=world.town)
    keep(world, 4, unit=world.office)
    keep(world, 5, on=date(2026, 4, 1))
    assert summary(world).institution_documents == 3
    assert summary(world, world.root).institution_documents == 2


def test_what_the_county_lacks_is_named(world: World, administered: dict[str, Official]) -> None:
    for kind in (1, 2, 4):
        keep(world, kind)
    keep(world, 3, unit=world.town)
    assert missing(TODAY, world.root) == [str(Kind(kind).label) for kind in (3, 5)]
    (step,) = [
        one for one in steps_for(administered["system"], AT) if one.url == "/administration/documents/"
    ]
    assert not step.is_done
    assert str(Kind.STAFF.label) in step.said
    for kind in (3, 5):
        keep(world, kind)
    assert missing(TODAY, world.root) == []


def entered(enter_as: Callable[[str], Client], world: World, content: bytes, **words: Any) -> Any:
    client = enter_as("system")
    page = client.get("/administration/documents/new/?kind=4")
    first = page.context["form"].initial
    given = {**first, "effective_on": "2026-03-02", "version": "2026", **words}
    return client.post(
        "/administration/documents/new/", {**given, "files": SimpleUploadedFile("办法.pdf", content)}
    )


def test_it_is_entered_and_read_in_the_browser(
    world: World,
    enter_as: Callable[[str], Client],
    enter: Callable[[Official], Client],
    client: Client,
) -> None:
    assert entered(enter_as, world, PDF).status_code == 302
    row = InstitutionDocument.objects.get()
    assert (row.unit, row.kind, row.title, row.file_kind) == (world.root, 4, "意见办理制度", "pdf")
    slug = world.county.slug
    for reader, there in (
        (enter_as("system"), f"/administration/documents/{row.pk}/"),
        (enter(world.chen), f"/documents/{row.pk}/"),
        (client, f"/c/{slug}/documents/{row.pk}/"),
    ):
        answer = reader.get(there)
        assert answer.content == PDF
        assert "attachment" in answer["Content-Disposition"]
        listing = reader.get(there.removesuffix(f"{row.pk}/")).content.decode()
        assert there in listing
    assert f'href="/c/{slug}/documents/"' in client.get(f"/c/{slug}/about/").content.decode()
    assert enter(world.chen).get("/administration/documents/").status_code == 404
    assert enter_as("security").get("/administration/documents/").status_code == 404


def test_the_public_does_not_read_what_does_not_hold_yet_or_any_more(world: World, client: Client) -> None:
    old, live, coming = (
        keep(world, 1, version=str(n), on=TODAY + days * DAY) for n, days in enumerate((-400, -200, 300))
    )
    slug = world.county.slug
    found = [client.get(f"/c/{slug}/documents/{one.pk}/").status_code for one in (old, live, coming)]
    assert found == [404, 200, 404]


@pytest.mark.parametrize("content", [b"MZ", photo()], ids=["program", "picture"])
def test_another_kind_of_file_is_refused(
    world: World,
    enter_as: Callable[[str], Client],
    content: bytes,
) -> None:
    refused = entered(enter_as, world, content)
    assert refused.status_code == 422
    assert "files" in refused.context["form"].errors
    assert not InstitutionDocument.objects.exists()
