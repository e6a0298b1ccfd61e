"""A receipt is one sheet of A4: what is folded on the screen takes no page of its own (finding 38)."""

from collections.abc import Callable

import pytest

from huiyin.audit.scope import county_scope
from tests import make
from tests.stories.conftest import DESK, PHONE, Visitor
from tests.stories.test_message import tells_the_county
from tests.world import World
from tools.papers import sheets_of

pytestmark = pytest.mark.story
# The words of a receipt that its QR code lies on.
COVERED = """() => {
  const own = document.querySelector(".receipt-qr"), code = own.getBoundingClientRect(), found = [];
  const walk = document.createTreeWalker(own.closest(".receipt"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const apart = box.right <= code.left || box.left >= code.right || box.bottom <= code.top || box.top >= code.bottom;
      if (!apart && !own.contains(node) && node.data.trim()) found.push(node.data.trim());
    }
  }
  return found;
}"""


def test_receipts_are_one_sheet(town: World, someone: Callable[..., Visitor]) -> None:
    person = someone("receipt-person", PHONE)
    tells_the_county(person, town)
    assert person.page.locator("main details").count() > 0, "something is folded there"
    assert sheets_of(person.page.pdf(format="A4", prefer_css_page_size=True)) == 1
    no_foot(person)
    nothing_below_the_code(person)
    with county_scope(town.county.pk):
        found = make.lodged(town, raised_by=town.chen).matter
    clerk = someone("receipt-clerk", DESK).sign_in("chen").open(f"/matters/{found.reference}/receipt/")
    assert sheets_of(clerk.page.pdf(format="A4", prefer_css_page_size=True)) == 1
    no_foot(clerk)
    nothing_below_the_code(clerk)


def nothing_below_the_code(visitor: Visitor) -> None:
    """The QR code lies on no words, or neither can be read."""
    before = visitor.page.viewport_size
    assert before is not None
    visitor.page.set_viewport_size({"width": 680, "height": 1000})  # as wide as a sheet within its margins
    visitor.page.emulate_media(media="print")
    assert visitor.page.evaluate(COVERED) == []
    visitor.page.emulate_media(media="screen")
    visitor.page.set_viewport_size(before)


def no_foot(visitor: Visitor) -> None:
    """An empty foot would be a second sheet behind a receipt that ends at the end of the first."""
    foot = visitor.page.locator(".frame-foot")
    assert foot.is_visible(), "its links stand on the screen"
    visitor.page.emulate_media(media="print")
    assert not foot.is_visible()
    visitor.page.emulate_media(media="screen")
