"""Addresses found by their first word are the addresses Django finds by asking all of them."""

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from huiyin.site.shelves import Shelves

SAMPLES = {
    "slug": "yunxi",
    "int": "7",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "str": "word",
    "path": "a/b",
}


def _routes(addresses: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for address in addresses:
        route = before + str(address.pattern)
        if isinstance(address, URLPattern):
            yield route
        else:
            yield from _routes(address.url_patterns, route)


def _sample(route: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", found[1] or ""), route)


def test_each_address_leads_where_the_whole_list_leads() -> None:
    (shelves,) = get_resolver().url_patterns
    assert isinstance(shelves, Shelves)
    whole = URLResolver(RoutePattern(""), shelves.url_patterns)
    routes = list(_routes(shelves.url_patterns))
    assert len(routes) > 200
    skipped = []
    for address in map(_sample, routes):
        try:
            expected = whole.resolve(address)
        except Resolver404:
            skipped.append(address)
            continue
        found = shelves.resolve(address)
        assert (found.func, found.kwargs, found.view_name) == (
            expected.func,
            expected.kwargs,
            expected.view_name,
        )
    assert skipped == [], "a converter of our own that takes none of the samples"


@pytest.mark.parametrize("address", ["nothing/", "nothing", "desk/more/", "<int:x>/"])
def test_an_unknown_address_is_refused(address: str) -> None:
    with pytest.raises(Resolver404):
        get_resolver().url_patterns[0].resolve(address)


def test_an_address_without_a_fixed_first_word_is_asked_for_every_word_in_its_place() -> None:
    def view() -> None: ...

    first, any_word, later = (
        URLPattern(RoutePattern(route, name=name, is_endpoint=True), view)
        for name, route in (("first", "desk/"), ("any", "<slug:word>/"), ("later", "late/"))
    )
    shelves = Shelves(RoutePattern(""), [first, any_word, later])
    assert shelves.resolve("desk/").url_name == "first"
    assert shelves.resolve("other/").url_name == "any"
    assert shelves.resolve("late/").url_name == "any", "the first that fits answers, as in Django's list"
