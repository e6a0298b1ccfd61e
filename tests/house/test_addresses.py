"""Addresses stay: people keep them in bookmarks, on paper and in code, so each name and path that was there is there still."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from tests.house import tree

TABLE = tree.ROOT / "tests" / "house" / "addresses.txt"
Lines = set[str]


def lines(entries: list[URLPattern | URLResolver], space: str = "", before: str = "/") -> Iterator[str]:
    """Every address: its full name and its pattern."""
    for entry in entries:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from lines(entry.url_patterns, inner, pattern)
        else:
            yield f"{space}{entry.name or '?'} {pattern}"


def differences(there: Lines, table: Lines) -> list[str]:
    """What was lost or changed, and what is new and not in the table yet."""
    lost = [f"lost or changed: {line}" for line in sorted(table - there)]
    return lost + [
        f"new, `make docs` adds it to tests/house/addresses.txt: {line}" for line in sorted(there - table)
    ]


def test_every_address_stays_and_a_new_one_is_written_down() -> None:
    text = TABLE.read_text(encoding="utf-8")
    table = text.splitlines()
    tree.nothing(differences(set(lines(get_resolver().url_patterns)), set(table)))
    assert table == sorted(set(table)), "in order, each once"


def test_a_lost_a_changed_and_a_new_address_are_noticed() -> None:
    def view(request: object) -> HttpResponse:
        return HttpResponse()

    was = [path("a/", include(([path("<int:pk>/", view, name="one")], "app"))), path("b/", view, name="two")]
    now = [
        path("a/", include(([path("<str:pk>/", view, name="one")], "app"))),
        path("c/", view, name="three"),
    ]
    assert list(lines(was)) == ["app:one /a/<int:pk>/", "two /b/"]
    assert differences(set(lines(now)), set(lines(was))) == [
        "lost or changed: app:one /a/<int:pk>/",
        "lost or changed: two /b/",
        "new, `make docs` adds it to tests/house/addresses.txt: app:one /a/<str:pk>/",
        "new, `make docs` adds it to tests/house/addresses.txt: three /c/",
    ]
