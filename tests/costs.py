"""What pages cost as what they list grows: all are asked, it grows once, and all are asked again."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

Asked = Mapping[tuple[str, str], list[str]]


def asked_of(pages: Iterable[tuple[str, str]], signed: Callable[[str], Client]) -> Asked:
    """The statements of each page for its reader, when it is opened a second time: by (reader, page)."""
    return {(who, page): _statements(signed(who), page) for who, page in pages}


def _statements(client: Client, page: str) -> list[str]:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200, page
    return [query["sql"] for query in asked.captured_queries]


def dearer(few: Asked, many: Asked, *, nor_cheaper: bool = False) -> Iterator[str]:
    """The pages that ask more of a long list (or another number at all), with what they ask."""
    for page, statements in many.items():
        more = len(statements) - len(few[page])
        if more > 0 or (nor_cheaper and more):
            yield f"{page} asks {more:+d}: {[sql[:160] for sql in statements]}"
