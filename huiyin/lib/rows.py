"""Rows of a file as people made it, whatever kind of file: headings found by their words, lines numbered as shown."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from huiyin.lib.words import sentences

HEADING_ROWS: Final = 20  # a title and a date may stand above the headings
UNSEEN: Final = {
    n: None
    for n in (*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0xFEFF)
    if chr(n) not in "\t\n"
}

_RECKONED: Final = {"=", "+", "-", "@"}


@dataclass(frozen=True)
class Heading:
    """One column we know: our name for it, how people spell it (the first spelling is shown), whether it is needed."""

    name: str
    spellings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Problem:
    """What cannot be read: in which column (empty: the whole row), and why, in words of a module of `lib`."""

    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    words: str = "sheet_reading"

    def sentence(self, lang: str) -> str:
        """Why."""
        found: str = sentences(self.words, lang)[self.code]
        return found.format(**self.facts)


@dataclass(frozen=True)
class Row:
    """One row: the line on which it begins, its cells as text by our names, what could not be read in it."""

    line: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    cleaned: bool = False  # control characters were left out


@dataclass(frozen=True)
class Head:
    """In which row the headings stand, and which column is which."""

    line: int
    columns: dict[str, int]
    names: list[str]
    unknown: list[str]
    missing: list[str]
    twice: list[str]
    width: int  # of the row, in cells


def unmarked(text: str) -> str:
    """A cell without the mark that our own files put before words that a spreadsheet would reckon."""
    return text[1:] if text[:1] == "'" and text[1:2] in _RECKONED else text


def plain_heading(text: object) -> str:
    """A heading without width, spaces, stars and remarks in brackets, for comparison."""
    plain = unicodedata.normalize("NFKC", str(text)).translate(UNSEEN)
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", plain)
    return re.sub(r"[\s*_:\-]+", "", plain).casefold()


def exact_heading(text: object) -> str:
    """A heading that somebody named letter by letter."""
    return str(text).translate(UNSEEN).strip()


def found_head(
    rows: Iterable[tuple[int, Sequence[object]]], headings: Sequence[Heading], *, exact: bool = False
) -> Head | None:
    """The row among these that knows most of our headings, the first of several; None where none knows any."""
    form = exact_heading if exact else plain_heading
    names = {form(spelling): h.name for h in headings for spelling in h.spellings}
    best: Head | None = None
    for line, cells in rows:
        columns: dict[str, int] = {}
        unknown, twice = [], []
        for at, cell in enumerate(cells):
            if cell is None or not str(cell).strip():
                continue
            name = names.get(form(cell))
            if name is None:
                unknown.append(str(cell).strip()[:40])
            elif name in columns:
                twice.append(str(cell).strip())
            else:
                columns[name] = at
        if columns and (best is None or len(columns) > len(best.columns)):
            missing = [h.spellings[0] for h in headings if h.required and h.name not in columns]
            shown = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
            best = Head(line, columns, shown, unknown, missing, twice, len(cells))
    return best
