"""Links lead somewhere: whoever is shown one can open it."""

import html
import re
from collections import deque

import pytest

from tests.house import tree
from tests.house.conftest import Estate
from tests.house.seen import Readers

_HREF = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
# The pages of all KPIs are drawn by one view; tests/reports opens each of them.
_KEY = re.compile(
    r"(?<=^/reports/kpis/)\w+|[A-Z]+-\d{4}-\d+-\w|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d|\d+"
)


def shape(url: str) -> str:
    """An address without its keys and days."""
    return _KEY.sub("…", url)


def pieces(url: str) -> set[tuple[str, str]]:
    """What an address leads to: its page, and each single thing that it asks of it."""
    page, _mark, asked = shape(url).partition("?")
    return {(page, ""), *((page, one) for one in asked.split("&") if one)}


def links(url: str, text: str) -> list[str]:
    """The addresses of ours that a page links to."""
    found = [html.unescape(href) for href in _HREF.findall(text)]
    found = [url.partition("?")[0] + href if href.startswith("?") else href for href in found]
    return [href for href in found if href.startswith("/") and not href.startswith(("/static/", "/logout/"))]


def dead_ends(estate: Estate, who: str) -> list[str]:
    """Walk on from the desk; links that answer “not there”, and the page that shows them.

    Every page of a shape and every single thing that a link asks of it, but not all that one may be asked at once.
    """
    readers = Readers(estate)
    waiting, seen, dead = deque([("", "/desk/")]), pieces("/desk/"), []
    while waiting:
        shown_on, url = waiting.popleft()
        answer = readers.see(who, url)
        if answer.status == 404 or answer.status >= 500:
            dead.append(f"{who}: {shown_on} links to {url}, which answers {answer.status}")
        elif answer.is_page:
            for href in links(url, answer.html):
                if not pieces(href) <= seen:
                    seen |= pieces(href)
                    waiting.append((url, href))
    assert len(seen) > 100, "the walk went somewhere"
    return dead


@pytest.mark.parametrize("who", ["chen", "liu", "ma", "sun"])
def test_no_link_leads_nowhere(estate: Estate, who: str) -> None:
    tree.nothing(dead_ends(estate, who))


def test_a_dead_link_is_noticed() -> None:
    assert links("/a/?x=1", '<a class="btn" href="?y=2&amp;z=3">x</a><a href="#main">y</a>') == [
        "/a/?y=2&z=3"
    ]
    assert shape("/contacts/HYL-2026-001001-K/?on=2026-01-01") == "/contacts/…/?on=…"
    assert shape("/reports/kpis/on_time/?unit=1") == "/reports/kpis/…/?unit=…"
    asked = pieces("/matters/?list=open&view=rows")
    assert asked == {("/matters/", ""), ("/matters/", "list=open"), ("/matters/", "view=rows")}
    assert pieces("/matters/?view=rows") <= asked, "seen already"
    assert not pieces("/matters/?list=left") <= asked


def test_whole_addresses_are_written_in_one_place() -> None:
    """What is printed or sent carries HUIYIN_ADDRESS, not the name by which one colleague reaches the machine."""
    sources = [*tree.HUIYIN.rglob("*.py"), *tree.HUIYIN.rglob("*.html")]
    asking = {path for path in sources if "build_absolute_uri" in path.read_text(encoding="utf-8")}
    assert asking == {tree.HUIYIN / "orgs" / "doors.py"}
