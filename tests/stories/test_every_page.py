"""Every page that the tables of doors name, at two widths: nothing sticks out, axe finds nothing, no error in the console.

A page with a problem leaves its picture, and every page does when STORY_PICTURES stands in the environment. A new page
joins by itself: its line in `tests/house/doors.py` and the parts of the estate say what there is to see.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

import pytest
from django.test import Client

from huiyin.audit.scope import county_scope
from tests import make, make_reception
from tests.house import doors, tree
from tests.house.conftest import Estate, ask, close_the_wall, signed_in, standing
from tests.house.machines import FOR_SYSTEMS
from tests.house.seen import ADMINISTRATORS, STAFF, Readers, administrator
from tests.house.test_doors import ALL
from tests.stories.conftest import ALL_PICTURES, DESK, PHONE, Visitor, picture, sticking_out, violations
from tests.world import AT

pytestmark = pytest.mark.story
ENOUGH = 3  # of them have looked, if one has seen something
RESIDENT = "resident"
# Pages that one finds nowhere here: the rows that need a class in the address, what only the village itself may open,
# what follows on a workbook sent in, sealed addresses, and what answers without a page.
NOT_HERE = {
    "contacts:village_decide", "people:household", "reports:class_rows", "imports:bring", "imports:rejected",
    "portal:booking", "portal:booking_receipt", "portal:screen", "portal:receipt", "say:cancel_booking",
    "portal:groups_say", "portal:follow", "portal:follow_booking", "portal:leave", "portal:leave_booking", "say:report_kept",
    "portal:data_request", "portal:data_request_receipt", "portal:leave_data_request",
    "slips:password", "set_language", "logout", "health", "portal:robots", "portal:receptions_feed", "portal:draw_proof",
    *FOR_SYSTEMS,
}  # fmt: skip
_TAG = re.compile(r"<([a-z]\w*)([^>]*)>")
_SHAPED = re.compile(r'\b(?:class|role|type|name|open|required|disabled|hidden|colspan|rowspan)(?:="[^"]*")?')
OPEN = {*doors.PUBLIC, *doors.HELD}
EVERYWHERE = OPEN | doors.OBJECTS | doors.PAGES
NO_PAGE = NOT_HERE | doors.DOCUMENTS


@dataclass(frozen=True)
class Seen:
    """A page and one who may see it."""

    name: str
    reader: str
    url: str


@dataclass
class Whole:
    """The estate with one matter more in each state, and a browser's worth of cookies for each reader."""

    estate: Estate
    readers: dict[str, Client]
    values: dict[tuple[str, str], list[str]]


@pytest.fixture
def whole(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Whole]:
    """Everything, committed, and the clock on the wall standing at its moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    estate = standing()
    world, values = estate.world, estate.values()
    with county_scope(world.county.pk):
        told = make.lodged(world)
        session = make_reception.published(world)
        others = [make.routed(world), make.drafted(world), make.closed(world)]
    readers = {name: signed_in(getattr(world, name)) for name in STAFF} | {RESIDENT: Client()}
    readers |= {name: signed_in(administrator(estate, name)) for name in ADMINISTRATORS.values()}
    ask(readers[RESIDENT], "GET", f"/c/{world.county.slug}/r/{told.link}/")
    values[("matters", "ref")] += [matter.reference for matter in others]
    values[("say", "ref")] = [told.matter.reference, session.reference]
    values[("portal", "ref")] = [*values[("say", "ref")], *values[("draws", "ref")]]
    values[("reports", "figure")] = values[("reports", "figure")][:2]  # the same page of rows for each
    yield Whole(estate, readers, values)
    close_the_wall()


def seen_in(whole: Whole, names: set[str]) -> list[Seen]:
    """Every page of these names: of a list, by whom it shows the most to; of one thing, by the first who may see it.

    Another thing of an address joins where something stands on its page that stood on none of those before.
    """
    found, there, known = [], set(), Readers(whole.estate)
    met: dict[str, set[object]] = {}
    for address in ALL:
        for url in whole.estate.paths(address, whole.values) if address.name in names else ():
            deed = url.rstrip("/").rsplit("/", 1)[1] if "noun" in address.kwargs else url
            if (address.name, deed) in there:
                continue  # the form of a deed is the same for another thing
            shown: dict[str, str] = {}
            for name in [RESIDENT] if address.name in OPEN else known.of(address, url):
                shown[name] = _page(whole.readers[name], url)
                if shown[name] and (address.kwargs or len(shown) >= ENOUGH):
                    break
            reader = max(shown, key=lambda name: len(shown[name]), default="")
            if not shown.get(reader):
                continue
            there.add((address.name, deed))
            if not (kinds := kinds_of(shown[reader])) <= met.setdefault(address.name, set()):
                met[address.name] |= kinds
                found.append(Seen(address.name, reader, url))
    return found


def _page(reader: Client, url: str) -> str:
    """What an address shows; nothing where it is no page."""
    answer = ask(reader, "GET", url)
    is_page = answer.status_code == 200 and "text/html" in answer["Content-Type"]
    return answer.content.decode() if is_page else ""


def kinds_of(html: str) -> set[object]:
    """The kinds of elements on a page, each by its tag, its inputs' names and all that decides how it looks and is read."""
    return {(tag, tuple(sorted(_SHAPED.findall(rest)))) for tag, rest in _TAG.findall(html)}


@pytest.mark.parametrize("half", [0, 1])  # each on a process of its own
def test_every_page_at_two_widths(whole: Whole, someone: Callable[..., Visitor], half: int) -> None:
    names = set(sorted(EVERYWHERE.union(address.name for address in ALL) - NO_PAGE)[half::2])
    found, visitors = seen_in(whole, names), {}
    never = names & EVERYWHERE - {page.name for page in found}
    tree.nothing(sorted(never), "no page of these was ever seen")
    problems = []
    for number, page in enumerate(found, start=1):
        if page.reader not in visitors:
            visitors[page.reader] = someone(f"all-{page.reader}", PHONE).goes_on(whole.readers[page.reader])
        visitor = visitors[page.reader]
        what = f"{half}-{number:03d} {page.name} {page.reader} {page.url}"
        problems += [f"{what}: {line}" for line in problems_of(visitor, page, f"every-{half}-{number:03d}")]
    tree.nothing(problems)


def test_what_tells_one_page_from_another() -> None:
    plain = kinds_of('<p class="a">x</p><input name="q">')
    assert kinds_of('<p class="a">another</p><p class="a">one more</p>') <= plain
    for other in ('<p class="b">x</p>', '<input name="q" required>', '<input name="r">', "<table></table>"):
        assert not kinds_of(other) <= plain, other


def problems_of(visitor: Visitor, page: Seen, name: str) -> list[str]:
    """What is wrong with this page: axe at phone width, sideways overflow at both, and the console; then with a picture."""
    visitor.problems.clear()
    visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visitor.open(page.url)
    found = violations(visitor.page)
    wide = {PHONE["width"]: sticking_out(visitor.page)}
    visitor.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    wide[DESK["width"]] = sticking_out(visitor.page)
    found += [f"{pixels} px stick out at {width}" for width, pixels in wide.items() if pixels > 0]
    found += visitor.problems
    if found or ALL_PICTURES:
        visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        picture(visitor.page, f"{name}-{page.name.replace(':', '_')}")
    return found
