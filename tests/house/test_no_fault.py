"""Raising many matters is never shown as a fault (S81): no page sorts or colours officials or villages by their number."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from huiyin.contacts.actions import Raised
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from tests.duties import made
from tests.house import tree
from tests.world import AT, LONG_AGO, World

Enter = Callable[[Official], Client]
COUNTED = re.compile(
    r"^-?(?:n|count|counts|total|totals|sum|times|number_of\w*|matters|raised|open_matters|met|done|left|wanted|\w+_count)$"
)
# Sorted by a count, and yet nobody is put before anybody.
SORTED_BY_COUNT = {
    "work_summary.py": "topics of a unit, the most frequent first: neither people nor places",
    "triage.py": "to which unit like matters went: a suggestion for one message, nothing is listed",
    "voices.py": "which small part has to be left out beside others: nothing is listed",
    "depth.py": "which households are the familiar few, for the official's own eyes; the rows stand by day",
}
PAGES = (
    "/register/",
    "/register/load/",
    "/register/dormant/",
    "/register/below-quota/",
    "/duties/branch/",
    "/accounts/all/",
    "/accounts/inbox/",
    "/inspections/",
    "/rectifications/",
    "/contacts/",
    "/reports/contact-forms/",
    "/reports/contact-days/",
    "/reports/classes/",
    "/reports/kpis/",
    "/reports/kpis/on_time/",
    "/reports/work-summary/",
    "/receptions/",
    "/forums/",
    "/promises/",
)


def sorted_by_counts(code: ast.AST) -> Iterator[int]:
    """Lines on which rows are ordered by a name that is a count, or by the length of something."""
    for node in ast.walk(code):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "order_by":
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if any(isinstance(word, str) and COUNTED.match(word) for word in words):
                yield node.lineno
        if name in ("sorted", "sort", "most_common"):
            key = next((word.value for word in node.keywords if word.arg == "key"), None)
            inside = (
                {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(key)} if key else set()
            )
            if (
                name == "most_common"
                or any(COUNTED.match(word or "") for word in inside - {"n", "count"})
                or _by_length(key)
            ):
                yield node.lineno


def _by_length(key: ast.AST | None) -> bool:
    """Whether a key is the length of what somebody has, such as `len(one.matters)`."""
    calls = [part for part in ast.walk(key) if isinstance(part, ast.Call)] if key else []
    return any(
        getattr(call.func, "id", "") == "len" and isinstance(call.args[0], ast.Attribute) for call in calls
    )


def test_s81_nothing_is_ordered_by_how_many() -> None:
    found = [
        f"{tree.short(path)}:{line}"
        for path in tree.python_files()
        for line in sorted_by_counts(tree.parsed(path))
        if path.name not in SORTED_BY_COUNT
    ]
    tree.nothing(found)
    planted = ast.parse('a.order_by("-n")\nsorted(b, key=lambda one: len(one.matters))\nc.most_common(3)')
    assert list(sorted_by_counts(planted)) == [1, 2, 3]


def skeleton(page: str, names: list[str]) -> tuple[list[str], set[str]]:
    """In which order the names first stand in the content, and every class that gives something its look."""
    content = page.partition("<main")[2].partition("</main>")[0]
    order = sorted((name for name in names if name in content), key=content.index)
    return order, set(" ".join(re.findall(r'class="([^"]*)"', content)).split())


@pytest.mark.parametrize("who", ["liu", "sun"])
def test_s81_no_page_orders_or_colours_by_number_of_matters(world: World, enter: Enter, who: str) -> None:
    """The same pages with one matter of each, and with twenty more of one official and one village."""
    made.line(world, "SH-002", world.he, LONG_AGO)
    places = {world.chen.pk: world.village, world.he.pk: world.hamlet}

    def raise_one(by: Official) -> None:
        said = Entry(
            place=places[by.pk], held_on=AT.date(), points=[Raised("路灯坏了", "matter")], promises=[]
        )
        record_entry(said, root=world.root, by=by, at=AT)

    names = [world.chen.name, world.he.name, world.village.name, world.hamlet.name]
    for by in (world.chen, world.he):
        raise_one(by)
    client = enter(getattr(world, who))
    before = {}
    for url in PAGES:
        answer = client.get(url)
        assert answer.status_code == 200, url
        before[url] = skeleton(answer.content.decode(), names)
    assert sum(len(order) >= 2 for order, _looks in before.values()) >= 2, (
        "some pages show several people or places"
    )
    for _number in range(20):
        raise_one(world.he)
    for url, (order, looks) in before.items():
        later_order, later_looks = skeleton(client.get(url).content.decode(), names)
        assert later_order == order, url
        assert later_looks - looks <= {"pager"}, url
