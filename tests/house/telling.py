"""What pages tell of an area, read back as anybody reads them.

Numbers are taken from the HTML, not from the program: what stands there is told, wherever it came from.
"""

import html as entities
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TABLE = re.compile(r'aria-label="([^"]*)">\s*<table(.*?)</table>', re.S)
_ROW, _CELL = re.compile(r"<tr>(.*?)</tr>", re.S), re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.S)
_SHARE = re.compile(r'share-top">\s*<span>([^<]*)</span>(.*?)</li>', re.S)
PARTS = {
    "Households met for the first time in a year": ("is_new", "households"),
    "Households met in every quarter": ("steady", "households"),
    "Contacts at which a differing view was heard": ("differing", "talked"),
    "First-time share": ("is_new", "households"),
    "Differing views heard": ("differing", "talked"),
    "Met in every quarter": ("steady", "households"),
    "Undeclared": ("undeclared", "households"),
}


@dataclass(frozen=True)
class Claim:
    """A page says of an area (by code) that so many are counted there in a window: `words` as they stand.

    `at_least`: it is no more than the whole it stands beside, and may be cut to that."""

    unit: str
    what: str
    window: str
    words: str
    page: str
    at_least: bool = False

    @property
    def is_few(self) -> bool:
        """Under a step, perhaps nothing."""
        return self.words.startswith(("fewer", "·"))

    def base(self, step: int) -> int | None:
        """The whole steps that were told; None where a number stands as it is."""
        n = 0 if self.is_few else int(self.words)
        return n if self.is_few or (n and not n % step) else None

    def span(self, step: int) -> tuple[float, float]:
        """Between what the count lies."""
        base = self.base(step)
        if base is None:
            return int(self.words), int(self.words)
        return max(0, base - step + 1), math.inf if self.at_least else base + step - 1

    @property
    def is_number(self) -> bool:
        """Whether anything is told."""
        return self.is_few or self.words.isdecimal()


def text_of(html: str) -> str:
    """The words of a page, as they are read."""
    bare = re.sub(r"<(script|style|svg|head)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(entities.unescape(re.sub(r"<[^>]*>", " ", bare)).split())


def tables(html: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Each named table of a page, row by row."""
    for name, body in _TABLE.findall(html):
        yield name, [[text_of(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(body)]


@dataclass(frozen=True)
class Reading:
    """A page of an area: whose, of when, and the codes of the places and groups that it names."""

    unit: str
    name: str
    window: str
    places: Mapping[str, str]
    groups: Mapping[str, str]

    def claims(self, html: str) -> list[Claim]:
        """Everything that it tells."""
        found = [*self._of_tables(html), *self._of_sentences(text_of(html)), *self._of_shares(html)]
        return [claim for claim in found if claim.is_number]

    def _claim(self, unit: str, what: str, words: str, *, at_least: bool = False) -> Claim:
        return Claim(unit, what, self.window, words.replace(",", ""), self.name, at_least)

    def _of_tables(self, html: str) -> Iterator[Claim]:
        for name, rows in tables(html):
            head = rows[0] if rows else []
            for first, *cells in rows[1:]:
                place = self.places.get(first, self.unit if first == "Together" else "")
                if name == "Counts by place" and place:
                    yield self._claim(place, "households", cells[0])
                    yield self._claim(place, "known", cells[3])
                elif name == "By group and place" and place:
                    for group, words in zip(head[1:], cells, strict=True):
                        yield self._claim(place, self.groups[group], words)
                elif name == "Groups met and living here":
                    yield self._claim(self.unit, self.groups[first], cells[0])
                elif "Measure" in head[:1]:
                    yield from self._of_measure(first, cells[5])

    def _of_measure(self, name: str, of: str) -> Iterator[Claim]:
        for measure, whats in PARTS.items():
            if name.startswith(measure) and " ÷ " in of:
                yield from self._part(whats, *of.split(" ÷ "))
        if name.startswith("Reach among known households") and " ÷ " in of:
            part, whole = of.split(" ÷ ")
            yield self._claim(self.unit, "households", part)
            yield self._claim(self.unit, "known", whole, at_least=part == whole)
        if (found := re.fullmatch(r"(\d+) contacts", of)) is not None:
            yield self._claim(self.unit, "contacts", found[1])

    def _part(self, whats: tuple[str, str], part: str, whole: str) -> Iterator[Claim]:
        yield self._claim(self.unit, whats[0], part, at_least=part == whole)
        yield self._claim(self.unit, whats[1], whole)

    def _of_sentences(self, text: str) -> Iterator[Claim]:
        for what, pattern in (
            ("households", r"about (\d+) households were met"),
            ("households", r"(\d+) households? met"),
            ("known", r"(?<!fewer than )(\b\d+) are on record"),
            ("undeclared", r"Besides, (\d+) households? ha"),
        ):
            for n in re.findall(pattern, text):
                yield self._claim(self.unit, what, n, at_least=what == "undeclared")

    def _of_shares(self, html: str) -> Iterator[Claim]:
        for label, body in _SHARE.findall(html):
            numbers = re.findall(r'class="figure"[^>]*>(\d+)', body)
            if label in PARTS and len(numbers) == 2:
                yield from self._part(PARTS[label], *numbers)
