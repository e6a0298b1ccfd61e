"""What a page looks for in its address: whatever it never looks for cannot change it, so no test has to ask for it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unittest import mock

from django.http import QueryDict
from django.test import Client

from tests.house.conftest import ask
from tests.house.doors import asking

_NAME = re.compile(r"[?&](\w+)=")


class Noted(QueryDict):
    """A query that notes the names somebody looks for, and whether they went through all that stands there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.names: set[str] = set()
        self.walks = -1  # one is the middleware's, which refuses a NUL under whatever name
        super().__init__(*args, **kwargs)
        self.names = set()

    def __getitem__(self, key: Any) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: Any, default: Any = None) -> Any:
        """Noted as well."""
        self.names.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: Any) -> bool:
        self.names.add(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self.walks += 1
        return super().__iter__()

    def __len__(self) -> int:
        """Whether there is anything at all, or how much, may decide too."""
        self.walks += 1
        return super().__len__()

    def __eq__(self, other: object) -> bool:
        self.walks += 1
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def keys(self) -> Any:
        """All of it."""
        self.walks += 1
        return super().keys()

    def lists(self) -> Any:
        """All of it: so do `copy` and `urlencode`."""
        self.walks += 1
        return super().lists()

    def items(self) -> Any:
        """All of it: so does `dict`."""
        self.walks += 1
        return super().items()

    def looked_for(self, query: str) -> bool:
        """Whether anything of this query was looked for."""
        return self.walks > 0 or not self.names.isdisjoint(_NAME.findall(query))


def asked(client: Client, url: str, query: str) -> tuple[Any, Noted]:
    """The page at an address that is asked for something, and what it looked for there."""
    with mock.patch("django.core.handlers.wsgi.QueryDict", Noted):
        answer = ask(client, "GET", asking(url, query))
        return answer, answer.wsgi_request.GET


def each(client: Client, url: str, queries: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """A page as it stands, and asked those of the queries that it looks for."""
    answer, noted = asked(client, url, "")
    yield "", answer
    for query in filter(noted.looked_for, queries):
        yield query, ask(client, "GET", asking(url, query))
