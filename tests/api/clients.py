"""Public clients of Open311, whose calls come to the site without a network."""

import itertools
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.test import Client
from georeport import GeoReport

from tests.house.conftest import close_the_wall

ADDRESS = "http://testserver/c/heyang/open311/v2"


class Here(requests.adapters.BaseAdapter):
    """In place of a connection; a key that the client cannot send with GET goes along in the header."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = words

    def send(self, request: Any, *_args: object, **_options: object) -> requests.Response:
        """The answer of the site."""
        close_the_wall()
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        given = {"Authorization": f"Bearer {self.words}"} if self.words else {}
        kind = request.headers.get("Content-Type", "")
        answer = Client().generic(request.method, request.path_url, body, kind, headers=given)
        made = requests.Response()
        made.status_code, made._content, made.request, made.url = (
            answer.status_code,
            answer.content,
            request,
            request.url,
        )
        made.encoding = "utf-8"
        return made

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> Callable[..., GeoReport]:
    """georeport in either format, with a key or without."""

    def made(form: str, words: str = "") -> GeoReport:
        monkeypatch.setattr(requests.Session, "get_adapter", lambda *_args, **_named: Here(words))
        return GeoReport(ADDRESS, output_format=form, jurisdiction="heyang")

    return made


def three_of(words: str) -> Any:
    """three, which was written for Python 2 and still posts."""
    itertools.ifilter = filter  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from three import Three
    client = Three(f"{ADDRESS}/", api_key=words, jurisdiction="heyang")
    client.session.mount("http://", Here(words))
    return client
