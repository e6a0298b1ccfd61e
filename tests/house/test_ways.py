"""Finding one's way: five sections by what one does, each with what is theirs and nothing else, and nothing out of reach."""

import re

import pytest
from django.urls import resolve, reverse

from huiyin.orgs.models import Official, Post
from huiyin.site import sections
from tests.house import tree
from tests.house.conftest import Estate
from tests.house.doors import DOCUMENTS, QUERIES
from tests.house.seen import ADMINISTRATORS, STAFF, Readers
from tests.house.test_doors import ALL
from tests.house.test_links import links

EVERYBODY = (*STAFF, *ADMINISTRATORS.values())
MOST = 5
FURTHER = {
    "administration:places": "the townships ticked on the page before",
    "password": "in the menu of one's account",
    "outbox:mine": "on the page of one's notices, which the bell of every page opens",
    "search:find": "the field at the top",
    "matters:keep_list": "beside a list that was narrowed",
    "matters:together": "below a list, for the matters ticked in it",
    "supervision:neglected": "among supervisions, once one was neglected",
    "outbox:secret": "on the page of the SMS gateway, which the list of SMS leads to",
    "contacts:need_assess": "among needs, which paired assistance leads to",
}
AT = re.compile(r'<a\s+href="([^"]+)"\s*aria-current="(page|true)"')


def menu(html: str) -> list[str]:
    """Every address that the navigation of this page offers, those of its section too."""
    bar = re.findall(r'<nav class="(?:topnav|subnav)[^>]*>(.*?)</nav>', html, re.S)
    return links("/", "".join(bar))


def entries_of(readers: Readers, who: str) -> dict[str, str]:
    """Every entry of somebody's navigation, reached by its section, with the page it opens."""
    home = "/administration/" if who in ADMINISTRATORS.values() else "/desk/"
    found: dict[str, str] = {}
    for section in menu(readers.see(who, home).html):
        for entry in menu(readers.see(who, section).html):
            found[entry] = readers.see(who, entry).html
    return found


@pytest.mark.parametrize("who", EVERYBODY)
def test_at_most_five_sections_and_every_entry_opens_and_says_where_one_is(estate: Estate, who: str) -> None:
    readers = Readers(estate)
    entries = entries_of(readers, who)
    assert len(entries) > 1
    for url, html in entries.items():
        assert html, f"{who}: {url} does not open"
        (top,) = re.findall(r'<nav class="topnav[^>]*>(.*?)</nav>', html, re.S)
        (thumb,) = re.findall(r'<nav class="bottombar[^>]*>(.*?)</nav>', html, re.S)
        assert 1 < len(links("/", top)) <= MOST
        assert links("/", top) == links("/", thumb), "a phone has the same sections"
        assert len(AT.findall(top)) == 1, url
        for inside in re.findall(r'<nav class="subnav[^>]*>(.*?)</nav>', html, re.S):
            assert AT.findall(inside) == [(url, "page")]
            (folded,) = re.findall(r'<details class="submenu.*?</details>', html, re.S)
            assert links("/", folded) == links("/", inside), "and the same pages"


@pytest.mark.parametrize("capacity", ["", *Post.Capacity.values, *Official.Administers.values])
def test_no_capacity_has_more_than_five_sections(capacity: str) -> None:
    nav, _inside = sections.navigation(frozenset([capacity]), "/desk/")
    assert 1 < len(nav) <= MOST


def test_each_role_is_shown_only_what_is_theirs(estate: Estate) -> None:
    readers = Readers(estate)
    seen = {who: set(entries_of(readers, who)) for who in EVERYBODY}
    handlers_not = ["matters:triage", "calls:new", "matters:calls", "duties:branch", "reports:work_summary"]
    assert seen["he"].isdisjoint(
        map(reverse, [*handlers_not, "contacts:load", "imports:choose", "sealed:list"])
    )
    assert {reverse("matters:triage"), reverse("calls:new"), reverse("duties:branch")} <= seen["liu"]
    assert reverse("contacts:visit_list") in seen["chen"]
    for administrator in ADMINISTRATORS.values():
        assert not any(seen[administrator] & seen[who] for who in STAFF), "nothing in common"


def linked(readers: Readers, who: str) -> set[str]:
    """What the pages of somebody's entries link to, also where they are asked for more."""
    pages = entries_of(readers, who)
    asked = [
        url + query for name, queries in QUERIES.items() for query in queries for url in _entry(name, pages)
    ]
    htmls = [*pages.values(), *(readers.see(who, url).html for url in asked)]
    return set(pages) | {href.partition("?")[0] for html in htmls for href in links("/", html)}


def _entry(name: str, pages: dict[str, str]) -> list[str]:
    return [url for url in pages if resolve(url).view_name == name]


def test_every_page_that_names_no_thing_is_linked_from_an_entry(estate: Estate) -> None:
    readers = Readers(estate)
    reached = set().union(*(linked(readers, who) for who in EVERYBODY))
    names = [one.name for one in ALL if one.is_staff and not one.kwargs]
    far = [name for name in names if reverse(name) not in reached and name not in DOCUMENTS | set(FURTHER)]
    tree.nothing(far, "nobody finds a way to these")
    tree.nothing([name for name in FURTHER if name not in names], "these are no pages any more")
