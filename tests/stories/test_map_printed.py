"""The map of a matter's life, printed: readable on A4, a poster on one sheet of A3, its words behind it."""

from collections.abc import Callable

import pytest

from tests.stories.conftest import Visitor
from tests.world import AT, World
from tools.papers import sheets_of

pytestmark = pytest.mark.story
SMALLEST = 10  # px of a letter: 7.5 pt
ROOM = {"": (673, 986), "?paper=a3": (1032, 1497)}  # px of A4 and A3 within their margins
LETTERS = """() => [...document.querySelectorAll('.map-part')].map(part => {
    const box = part.getBoundingClientRect(), drawn = part.viewBox.baseVal
    return [Math.min(box.width / drawn.width, box.height / drawn.height) * 14, box.height]
})"""


@pytest.mark.parametrize(("paper", "size", "parts", "sheets"), [("", "A4", 5, 8), ("?paper=a3", "A3", 2, 2)])
def test_the_map_is_printed_so_that_it_can_be_read(
    town: World,
    someone: Callable[..., Visitor],
    wall_clock: Callable[..., None],
    paper: str,
    size: str,
    parts: int,
    sheets: int,
) -> None:
    wall_clock(AT)
    width, height = ROOM[paper]
    page = (
        someone("map", {"width": width, "height": height}).open(f"/c/{town.county.slug}/process/{paper}").page
    )
    assert sheets_of(page.pdf(format=size, prefer_css_page_size=True)) <= sheets
    page.emulate_media(media="print")
    drawn = page.evaluate(LETTERS)
    assert len(drawn) == parts
    least = SMALLEST if size == "A4" else SMALLEST * 0.7
    assert min(letter for letter, _height in drawn) >= least
    assert max(tall for _letter, tall in drawn) < height
