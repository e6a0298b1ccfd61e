"""The county's logo: sent, looked at, shown in the heads of pages and papers, replaced, taken away."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from huiyin import ui
from huiyin.audit.models import Event
from huiyin.lib.letterhead import with_logo
from huiyin.lib.paper import Paper
from huiyin.orgs.models import Logo, Official
from tests.files.samples import PDF, PLACE_IN_PHOTO, photo
from tests.world import World

PAGE = "/administration/logo/"
Enter = Callable[[Official], Client]


@pytest.fixture
def system(enter_as: Callable[[str], Client]) -> Client:
    return enter_as("system")


def sent(client: Client, content: bytes, name: str = "logo.png") -> Any:
    once = {"files": SimpleUploadedFile(name, content)}
    return client.post(PAGE, once)


def shown(client: Client, content: bytes) -> str:
    """Send it and show it; says its address."""
    there: str = sent(client, content)["Location"]
    assert client.post(there).status_code == 302
    return there.removeprefix(PAGE).strip("/")


def test_nothing_is_shown_before_it_was_looked_at_and_then_everywhere(
    world: World, system: Client, enter: Enter, client: Client
) -> None:
    home = f"/c/{world.county.slug}/"
    assert 'class="own"' not in client.get(home).content.decode()
    there = sent(system, photo("PNG", (400, 100)))["Location"]
    digest = there.removeprefix(PAGE).strip("/")
    picture = f"{home}logo/{digest}.png"
    assert f'src="{there}picture/"' in system.get(there).content.decode()
    assert client.get(picture).status_code == 404
    assert 'class="own"' not in client.get(home).content.decode()
    assert system.post(there).status_code == 302
    for reader, page in ((client, home), (enter(world.chen), "/register/"), (system, "/administration/")):
        assert f'src="{picture}"' in reader.get(page).content.decode()
    answer = client.get(picture)
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    image = Image.open(BytesIO(answer.content))
    assert image.format == "PNG"
    assert max(image.size) <= 480
    assert Event.objects.filter(deed="county.logo_shown").count() == 1


def test_another_one_has_another_address_and_the_old_one_is_gone(
    world: World, system: Client, client: Client
) -> None:
    first, second = (shown(system, photo("PNG", (200, 100), color)) for color in ("red", "blue"))
    assert first != second
    found = [client.get(f"/c/{world.county.slug}/logo/{one}.png").status_code for one in (first, second)]
    assert found == [404, 200]
    assert system.post(PAGE + "removal/").status_code == 302
    assert client.get(f"/c/{world.county.slug}/logo/{second}.png").status_code == 404
    assert 'class="own"' not in client.get(f"/c/{world.county.slug}/").content.decode()
    assert system.post(PAGE + "removal/")["Location"] == PAGE
    assert Event.objects.filter(deed="county.logo_removed").count() == 1


def test_what_a_camera_wrote_is_left_out_and_it_is_made_small(system: Client) -> None:
    shown(system, photo("JPEG", (1200, 2400)))
    content = bytes(Logo.objects.get().content)
    assert PLACE_IN_PHOTO not in content
    width, height = Image.open(BytesIO(content)).size
    assert width <= 480
    assert height <= 120


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        photo("PNG", (20, 20)),
        photo("PNG", (1300, 200)),
        photo("PNG")[:90],
    ],
    ids=["document", "svg", "too small", "too long", "damaged"],
)
def test_what_is_no_picture_for_a_head_is_refused(system: Client, content: bytes) -> None:
    refused = sent(system, content)
    assert refused.status_code == 422
    assert "files" in refused.context["form"].errors
    assert not Logo.objects.exists()


def test_papers_have_it_but_for_those_with_the_red_head() -> None:
    picture = photo("PNG", (240, 60))
    plain, red = (
        Paper("plain").title("名册").save(),
        Paper("notice").masthead("禾阳县人民政府").title("通知").save(),
    )
    marked = Document(BytesIO(with_logo(plain, picture)))
    section = marked.sections[0]
    assert len(section.first_page_header._element.xpath(".//pic:pic")) == 1
    assert section.first_page_footer._element.xpath(".//w:instrText"), "the first page keeps its number"
    assert with_logo(red, picture) == red
    assert with_logo(plain, picture) == with_logo(plain, picture), "the same paper, the same bytes"


@pytest.mark.parametrize(
    ("size", "on_paper"), [((240, 60), (44, 11)), ((120, 120), (11, 11)), ((480, 80), (44, 7))]
)
def test_on_paper_it_lies_within_its_box(size: tuple[int, int], on_paper: tuple[int, int]) -> None:
    marked = Document(BytesIO(with_logo(Paper("plain").title("名册").save(), photo("PNG", size))))
    extent = marked.sections[0].first_page_header._element.xpath(".//wp:extent")[0]
    assert (int(extent.get("cx")) // 36000, int(extent.get("cy")) // 36000) == on_paper


@pytest.mark.parametrize("sheet", ["staff", "public"])
def test_its_shape_is_kept_on_screen_and_the_preview_has_the_size_of_paper(sheet: str) -> None:
    css = (Path(ui.__file__).parent / f"static/ui/{sheet}.css").read_text()
    rules = dict(re.findall(r"(?m)^([^\s{}][^{}]*) \{([^}]*)\}", css))
    assert "max-height" in rules[".brand .own"]
    assert " height" not in rules[".brand .own"].replace("max-height", ""), (
        "a height of its own would squeeze it"
    )
    if sheet == "staff":
        assert all(word in rules[".logo-on-paper"] for word in ("width: 44mm", "height: 11mm", "contain"))


def test_a_paper_that_is_taken_along_has_it(world: World, system: Client, enter: Enter) -> None:
    shown(system, photo("PNG", (240, 60)))
    page = enter(world.chen).get("/register/").content.decode()
    there = next(one for one in re.findall(r'href="(/reports/[^"]+docx/[^"]*)"', page))
    content = enter(world.chen).get(there.replace("&amp;", "&")).content
    assert len(Document(BytesIO(content)).sections[0].first_page_header._element.xpath(".//pic:pic")) == 1


def test_it_is_the_system_administrators(
    world: World, enter_as: Callable[[str], Client], enter: Enter
) -> None:
    assert [enter_as(duty).get(PAGE).status_code for duty in ("security", "audit")] == [404, 404]
    assert enter(world.chen).get(PAGE).status_code == 404
