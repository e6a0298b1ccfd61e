"""Everything public of a county as anybody reads it: pages and files, found by their links, and the counts of people in them."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve

from tests.house.telling import text_of

K: Final = 5
# Small numbers of people that are no count of anybody: places that are given away, and what a rule asks for.
PLACES: Final = ("Households drawn",)
NUMBERED: Final = {
    "format", "size", "lot", "lots", "least", "most", "version", "number", "quotas", "ring", "replaced", "panel",
    "chosen", "opened",
}  # fmt: skip
PEOPLE: Final = re.compile(r"(\d+) (?:households?|people|persons?|residents?|officials?)\b")


class Everybody:
    """Who reads all that is public, from the county's first page on."""

    def __init__(self, slug: str) -> None:
        self.client, self.first = Client(HTTP_ACCEPT_LANGUAGE="en"), f"/c/{slug}/"
        self.seen: dict[str, str] = {}

    def read(self) -> dict[str, str]:
        """Every page and file that links lead to, as words; of a list by months and towns the first pages."""
        ahead, variants = [self.first], dict[str, int]()
        while ahead:
            url = ahead.pop(0)
            path = urlsplit(url).path
            if url in self.seen or variants.get(path, 0) >= 3:
                continue
            variants[path] = variants.get(path, 0) + 1
            answer = self.client.get(url)
            self.seen[url] = words_of(answer)
            if "text/html" in answer.headers.get("Content-Type", ""):
                links = re.findall(r'href="([^"#]+)', answer.content.decode())
                ahead += [at for one in links if (at := self._inside(url, one))]
        return self.seen

    def _inside(self, url: str, link: str) -> str:
        parts = urlsplit(urljoin(url, link.replace("&amp;", "&")))
        inside = parts.path + (f"?{parts.query}" if parts.query else "")
        return inside if parts.path.startswith(self.first) else ""

    @property
    def names(self) -> set[str]:
        """The addresses that were read."""
        return {resolve(urlsplit(url).path).view_name for url in self.seen}


def words_of(answer: Any) -> str:
    """What a page or a file says; of JSON each number with its name."""
    kind = answer.headers.get("Content-Type", "")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "html" in kind:
        return text_of(content.decode()) + " " + " ".join(pairs(content.decode()))
    if "json" in kind:
        return " ".join(numbers_in(json.loads(content)))
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
        return text_of(" ".join(parts))
    return content.decode() if kind.startswith("text/") else ""


def pairs(html: str) -> Iterator[str]:
    """A number that stands beside its name says as much as a sentence."""
    for name, value in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.S):
        if text_of(value).isdecimal() and not text_of(name).startswith(PLACES):
            yield f"{text_of(value)} people: {text_of(name)}"
    for _name, (head, *rows) in [("", rows) for rows in _tables(html) if rows]:
        for row in rows:
            for name, value in zip(head, row, strict=False):
                if value.isdecimal() and name not in ("At least", "At most"):
                    yield f"{value} people: {row[0]} {name}"


def _tables(html: str) -> list[list[list[str]]]:
    rows = [
        re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
        for body in re.findall(r"<table.*?</table>", html, re.S)
    ]
    return [
        [[text_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in one]
        for one in rows
    ]


def numbers_in(found: Any, name: str = "") -> Iterator[str]:
    """The numbers of a file of JSON, but for those that number something."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from numbers_in(value, key)
    elif isinstance(found, list):
        for value in found:
            yield from numbers_in(value, name)
    elif isinstance(found, int) and not isinstance(found, bool) and name not in NUMBERED:
        yield f"{found} people: {name}"


def few_in(pages: dict[str, str]) -> list[str]:
    """Counts of people of whom there are few, by where they stand."""
    return [
        f"{url}: {text[max(0, found.start() - 60) : found.end() + 40]}"
        for url, text in pages.items()
        for found in PEOPLE.finditer(text)
        if 0 < int(found[1]) < K and not text[: found.start()].endswith("fewer than ")
    ]
