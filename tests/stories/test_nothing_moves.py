"""Nothing moves under the finger while a page comes in, on a slow telephone (layout shift)."""

from collections.abc import Callable

import pytest

from tests import make
from tests.house import tree
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story
SLOWER = 6  # times a telephone of a village is slower than what the tests run on
# Of the pages on which one has not touched anything; each shift by how much of the screen moved, and how far.
SHIFTS = """() => new Promise(done => {
    const found = []
    new PerformanceObserver(list => found.push(...list.getEntries().map(
        one => `${one.value.toFixed(4)} ${one.sources.map(of => of.node && of.node.className || '?').join(' ')}`
    ))).observe({type: 'layout-shift', buffered: true})
    setTimeout(() => done(found), 150)
})"""
OF_STAFF = ("/desk/", "/matters/", "/matters/?list=open", "/contacts/new/", "/reach/", "/search/")


def moved(visitor: Visitor, url: str) -> list[str]:
    """What moved on this page by itself."""
    found: list[str] = visitor.open(url).page.evaluate(SHIFTS)
    return [f"{url}: {one}" for one in found]


def slow(visitor: Visitor) -> Visitor:
    """On a slow telephone."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    visitor.is_worn = True
    return visitor


def test_nothing_moves_under_the_finger(inside: World, someone: Callable[..., Visitor]) -> None:
    make.started(inside)
    official, anybody = (slow(someone(name, PHONE)) for name in ("still-staff", "still-public"))
    official.sign_in("chen")
    home = f"/c/{inside.county.slug}/"
    problems = [line for url in OF_STAFF for line in moved(official, url)]
    problems += [line for url in (home, f"{home}say/", f"{home}process/") for line in moved(anybody, url)]
    tree.nothing(problems)


def test_what_moves_is_noticed(inside: World, someone: Callable[..., Visitor]) -> None:
    visitor = someone("moving", PHONE).open("/login/")
    visitor.page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {"
        "const bar = document.createElement('p'); bar.style.height = '300px'; document.body.prepend(bar);"
        "requestAnimationFrame(() => requestAnimationFrame(done)) })))"
    )
    assert visitor.page.evaluate(SHIFTS) != []
