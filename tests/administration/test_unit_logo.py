"""A unit has a logo of its own on its papers; those below inherit it, and where none is set the county's stands there."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from huiyin.audit.models import Event
from huiyin.lib.paper import Paper
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import County, Logo, Official, Unit
from huiyin.orgs.taking import taken
from tests.files.samples import photo
from tests.world import AT, World

PAGE = "/administration/logo/"


class Asked:
    """A request as far as taking a paper along knows it."""

    def __init__(self, by: Official) -> None:
        self.user, self.at, self.county = by, AT, County.objects.get(pk=by.county.pk)


@pytest.fixture
def system(enter_as: Callable[[str], Client]) -> Client:
    return enter_as("system")


def sent(client: Client, color: str, tail: str) -> str:
    """Where one looks at a picture that was sent."""
    answer = client.post(PAGE + tail, {"files": SimpleUploadedFile("a.png", photo("PNG", (200, 100), color))})
    there: str = answer["Location"]
    assert there.endswith(tail)
    return there


def shown(client: Client, color: str, unit: Unit | None = None) -> str:
    """Send a picture and show it; says its digest."""
    there = sent(client, color, f"?unit={unit.pk}" if unit else "")
    assert client.get(there).status_code == 200
    assert client.post(there).status_code == 302
    return there.removeprefix(PAGE).split("/")[0]


def on_paper(by: Official, of: Unit | None = None) -> bytes | None:
    """The picture in the head of a paper that somebody takes along; None where there is none."""
    request: Any = Asked(by)
    content = Paper("plain").title("一份").body("字").save()
    answer = taken(request, content, "a.docx", on="x", of=of)
    parts = Document(BytesIO(answer.content)).sections[0].first_page_header.part.related_parts.values()
    return next((part.blob for part in parts if hasattr(part, "image")), None)


def picture(digest: str) -> bytes:
    return bytes(Logo.objects.get(digest=digest).content)


def test_its_papers_have_its_logo_and_those_below_inherit_it(world: World, system: Client) -> None:
    assert on_paper(world.sun) is None
    of_county, of_town = shown(system, "red"), shown(system, "blue", world.town)
    assert on_paper(world.sun, world.root) == picture(of_county)
    assert on_paper(world.sun, world.town) == picture(of_town)
    assert on_paper(world.sun, world.village) == picture(of_town), "below it"
    assert on_paper(world.sun, world.sibling) == picture(of_county), "beside it"
    of_village = shown(system, "green", world.village)
    assert on_paper(world.sun, world.village) == picture(of_village)
    assert on_paper(world.sun, world.town) == picture(of_town)


def test_a_paper_of_no_unit_has_that_of_who_takes_it(world: World, system: Client) -> None:
    of_town = shown(system, "blue", world.town)
    assert on_paper(world.liu) == picture(of_town)
    assert on_paper(world.sun) is None


def test_it_is_removed_and_the_one_above_stands_there_again(world: World, system: Client) -> None:
    of_county = shown(system, "red")
    shown(system, "blue", world.town)
    assert system.post(f"{PAGE}removal/?unit={world.town.pk}").status_code == 302
    assert on_paper(world.sun, world.town) == picture(of_county)
    again = system.post(f"{PAGE}removal/?unit={world.town.pk}")
    assert again["Location"] == f"{PAGE}?unit={world.town.pk}", "there is none any more"
    deeds = list(Event.objects.filter(on=f"unit:{world.town.code}").values_list("deed", flat=True))
    assert deeds[-2:] == ["unit.logo_shown", "unit.logo_removed"]


def test_the_heads_of_pages_keep_the_county_s(world: World, system: Client) -> None:
    digest = shown(system, "blue", world.town)
    assert 'class="own"' not in Client().get(f"/c/{world.county.slug}/").content.decode()
    assert Client().get(f"/c/{world.county.slug}/logo/{digest}.png").status_code == 404
    page = system.get(f"/administration/units/{world.town.pk}/").content.decode()
    assert f"{PAGE}?unit={world.town.pk}" in page


def test_a_unit_that_ended_gets_none_and_one_that_is_not_here_has_no_page(
    world: World, system: Client
) -> None:
    there = sent(system, "blue", f"?unit={world.town.pk}")
    orgs.end_unit(unit=world.town, successors=[world.sibling], on=AT.date(), by="test", at=AT)
    assert system.post(there).status_code == 422
    assert not Unit.objects.exclude(logo="").exists()
    for nonsense in (10**9, "x", "-1"):
        assert system.get(f"{PAGE}?unit={nonsense}").status_code == 404
