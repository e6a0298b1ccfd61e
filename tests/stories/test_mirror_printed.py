"""The mirror on paper: its first page is full, though the panel below the head is as high as a page (finding 38)."""

from collections.abc import Callable

import pytest

from huiyin.audit.scope import county_scope
from tests.reach import made
from tests.stories.conftest import Visitor
from tests.world import AT, World

pytestmark = pytest.mark.story
PAGE = {"width": 673, "height": 986}  # px of A4 within its margins
# Where the first bar of the first panel ends, and whether the panel and the bar may be cut.
FIRST = """() => {
    const panel = document.querySelector('main .panel'), inside = panel.querySelector('.pair')
    const cut = getComputedStyle(panel).breakInside
    const one = inside.getBoundingClientRect()
    return {first: one.bottom, cut: cut, kept: getComputedStyle(inside).breakInside}
}"""


def test_the_first_page_of_the_mirror_is_not_left_empty(
    town: World, someone: Callable[..., Visitor], wall_clock: Callable[..., None]
) -> None:
    wall_clock(AT)
    with county_scope(town.county.pk):
        made.peopled(town)
    page = someone("mirror-paper", PAGE).sign_in("chen").open("/reach/").page
    page.emulate_media(media="print")
    drawn = page.evaluate(FIRST)
    assert drawn["first"] < PAGE["height"] / 2, "the head leaves room for the first bar"
    assert drawn["cut"] == "auto", "else a county with many groups has its first panel on the second page"
    assert drawn["kept"] == "avoid", "a bar is not cut from its words"
