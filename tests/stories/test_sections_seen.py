"""Every section of an official can be seen and touched at any width, also with large text (findings 30 and 37)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.story
OUTSIDE = """() => [...document.querySelectorAll('.topnav a, .bottombar a')].filter(link => {
    const box = link.getBoundingClientRect()
    return box.width && (box.left < 0 || box.right > innerWidth + 0.5)
}).map(link => link.textContent.trim())"""


@pytest.mark.parametrize(("width", "size"), [(390, ""), (768, ""), (1024, ""), (1280, "large-3")])
def test_no_section_is_out_of_sight(
    town: World, someone: Callable[..., Visitor], width: int, size: str
) -> None:
    page = someone(f"sections-{width}", {"width": width, "height": 900}).sign_in("sun").open("/desk/").page
    page.evaluate("size => size && document.documentElement.classList.add(size)", size)
    expect(page.locator(".topnav a:visible, .bottombar a:visible")).to_have_count(5)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    bar = page.locator(".bottombar")
    if bar.is_visible():
        box = bar.bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, width), "the bar at the thumb is as broad as the screen"
