"""Rows of a file as people made it, whatever kind of file: headings found by their words, lines numbered as shown."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from huiyin.lib.words import narrow, said, sentences

HEADING_ROWS: Final = 20  # a title and a date may stand above the headings
HEAD_ROWS: Final = 3  # a head may be several rows high
UNSEEN: Final = {
    n: None
    for n in (
        *range(0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070), 0xFEFF,
    )
    if chr(n) not in "\t\n"
}  # fmt: skip

_RECKONED: Final = {"=", "+", "-", "@"}
_LOST: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_FAR: Final = 10_000_000  # lines; no sheet is that long


class Spot(int):
    """A line of a file with where on it: in words with its sheet or part, as a number unique in the whole file."""

    row: int
    where: str
    order: int

    def __new__(cls, row: int, where: str = "", order: int = 0) -> "Spot":
        made = super().__new__(cls, order * _FAR + row)
        made.row, made.where, made.order = row, where, order
        return made

    def __str__(self) -> str:
        return f"{self.row} ({self.where})" if self.where else str(self.row)

    __repr__ = __str__

    def __reduce__(self) -> tuple[type["Spot"], tuple[int, str, int]]:
        return Spot, (self.row, self.where, self.order)


@dataclass(frozen=True)
class Heading:
    """One column we know: our name for it, how people spell it (the first spelling is shown), whether it is needed.

    `leads`: it says which row it is, so that a total or a signature stands there instead; `digits`: a number none of whose
    digits may be lost; `prose`: words as they are; `is_day`: a day; `below`: what stands under it where it is the upper
    row of a head, and means it; `free`: whatever may stand there, and is not read; `instead`: a column that makes up for
    this one where it is missing.
    """

    name: str
    spellings: tuple[str, ...]
    required: bool = False
    leads: bool = False
    digits: bool = False
    prose: bool = False
    is_day: bool = False
    below: tuple[str, ...] = ()
    free: bool = False
    instead: str = ""

    def is_lacking(self, columns: Collection[str]) -> bool:
        """Whether a list with these columns cannot be read, since this one is missing."""
        return self.required and self.name not in columns and self.instead not in columns


class Unreadable(Exception):
    """A file cannot be read at all; `sentence` says why in the language of the reader."""

    words = "csv_rows"

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def sentence(self, lang: str) -> str:
        """Why, and what to do."""
        return said(sentences(self.words, lang)[self.code], self.facts, lang)


@dataclass(frozen=True)
class Problem:
    """What cannot be read: in which column (empty: the whole row), and why, in words of a module of `lib`."""

    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    words: str = "sheet_reading"

    def sentence(self, lang: str) -> str:
        """Why."""
        return said(sentences(self.words, lang)[self.code], self.facts, lang)


@dataclass(frozen=True)
class Row:
    """One row: the line on which it begins, its cells as text by our names, what could not be read in it.

    `texts` is everything that stands in it, in order, also in columns that are not read.
    """

    line: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    cleaned: bool = False  # control characters were left out
    texts: tuple[str, ...] = ()
    hidden: bool = False
    titled: tuple[str, ...] = ()  # the name of its sheet, and what stands above its head
    nameless: tuple[str, ...] = ()  # columns without a heading that hold something here, by name
    further: bool = (
        False  # what says whose row it is stands in merged cells above: somebody else of theirs, perhaps
    )
    struck: bool = False  # a line is drawn through it
    is_head: bool = False  # the headings once more, perhaps in another order


@dataclass(frozen=True)
class Head:
    """In which row the headings stand (the last of several), and which column is which.

    `blocks` are the columns of each part where the same table stands several times side by side.
    """

    line: int
    columns: dict[str, int]
    names: list[str]
    unknown: list[str]
    missing: list[str]
    twice: list[str]
    width: int  # of the row, in cells
    blocks: tuple[dict[str, int], ...] = ()
    named: tuple[
        tuple[str, str], ...
    ] = ()  # our name for a column, and how the file calls it where it is an alias
    words: frozenset[str] = frozenset()  # every heading, for comparison: a page's head may stand there again
    spelled: tuple[tuple[str, int], ...] = ()  # the columns that are read, as the file calls them
    headed: frozenset[int] = frozenset()  # every column with a heading, read or not
    lowest: Mapping[int, str] = field(default_factory=dict)  # what stands in its last row, by column
    above: Mapping[int, str] = field(
        default_factory=dict
    )  # the merged word over columns without one of their own


def unmarked(text: str) -> str:
    """A cell without what only keeps its words from being reckoned: an apostrophe before them, or ="…" around them."""
    if len(text) > 3 and text.startswith('="') and text.endswith('"'):
        text = text[2:-1].replace('""', '"')
    follows = text[1:2]
    marked = text[:1] in ("'", "\uff07") and (follows in _RECKONED or follows.isdigit())
    return text[1:] if marked and follows else text


def has_lost_digits(text: str) -> bool:
    """Whether a spreadsheet has shortened a long number to its power of ten, as 1.38E+10."""
    return bool(_LOST.fullmatch(narrow(text).strip()))


def plain_heading(text: object) -> str:
    """A heading without width, spaces, stars and remarks in brackets, for comparison."""
    plain = unicodedata.normalize("NFKC", str(text)).translate(UNSEEN)
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", plain)
    return re.sub(r"[\s*_:\-]+", "", bare).casefold()


def exact_heading(text: object) -> str:
    """A heading that somebody named letter by letter."""
    return str(text).translate(UNSEEN).strip()
