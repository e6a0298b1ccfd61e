"""What every kind of import needs: cells that explain themselves, one's own area, rows that contradict each other."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.lib.days import day_read
from huiyin.lib.masking import find_personal
from huiyin.lib.periods import EARLIEST
from huiyin.lib.words import folded
from huiyin.orgs.models import County, Official, Unit
from huiyin.sheets import names, telephones
from huiyin.sheets.columns import Shape
from huiyin.ui.listing import in_line

CHUNK = 500
Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Finding:
    """Why a row cannot be taken: its line, the column as the reader knows it, the sentence."""

    line: int
    column: str
    sentence: str


class Found(list[Finding]):
    """What is wrong with the rows; beside it, what was concluded from them without being wrong, each with its count."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: Counter[str] = Counter()


@dataclass(frozen=True)
class Line:
    """One row as read: its line, its cells as text, what could not be read in them."""

    line: int
    values: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    cleaned: bool = False  # control characters were left out
    hidden: bool = False  # the sheet does not show it
    villages: tuple[str, ...] = ()  # what its sheet and titles call it, where the list has no column for it


@dataclass(frozen=True)
class Area:
    """Whose rows one may bring in: subtrees, or the whole county (None); and who brings them."""

    paths: tuple[str, ...] | None
    importer: Official | None = None

    def covers(self, unit: Unit) -> bool:
        """Whether the unit stands in the area, in the tree of today."""
        return self.paths is None or any(unit.is_within(path) for path in self.paths)


@dataclass(frozen=True)
class Moment:
    """When and on which day it happens, and by whom for the audit."""

    at: datetime
    day: date
    by: str
    county: County


@dataclass
class Checked(Generic[T]):
    """What an import would do: rows that add, that change, that say what is on record, and what is wrong."""

    new: list[T] = field(default_factory=list)
    changed: list[T] = field(default_factory=list)
    same: list[T] = field(default_factory=list)
    findings: Found = field(default_factory=Found)
    repeated: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    proposed: Mapping[int, tuple[str, str]] = field(
        default_factory=dict
    )  # by line: a name, its new login name


C = TypeVar("C", bound=Checked[Any])


@dataclass(frozen=True)
class Kind(Generic[C]):
    """How rows of one kind are checked and written, and what the audit calls it."""

    name: str
    check: Callable[[Sequence[Line], Area, Moment], C]
    write: Callable[[C, Moment, Progress], None]
    deed: str = "sheet.imported"
    on: str = ""  # what the audit names; empty: the county
    batch: int = 0  # how many rows are looked at together; 0: all, since any two may contradict each other
    facts: Mapping[str, str] = field(default_factory=dict)
    # keeps others from changing what the check looks at, until the rows are written
    hold: Callable[[Iterable[Line], Area, Moment], None] = lambda lines, area, moment: None


class Cells:
    """The cells of one row, read one by one; what is wrong becomes findings."""

    def __init__(self, line: Line, shape: Shape, findings: Found) -> None:
        self.line, self.shape, self.findings, self.bad = line, shape, findings, False

    def wrong(self, column: str, sentence: str) -> None:
        """Say what is wrong with a column of this row."""
        self.bad = True
        self.findings.append(Finding(self.line.line, self.shape.column(column).shown, sentence))

    def note(self, sentence: str) -> None:
        """Say what was concluded from a cell of this row: shown before anything is written."""
        self.findings.notes[sentence] += 1

    def text(self, column: str, most: int) -> str:
        """A text of at most so many characters, without identity numbers (G17)."""
        text = self.line.values.get(column, "")
        if not text and self.shape.column(column).required:
            self.wrong(column, _("This cell is empty, but needed."))
        elif len(text) > most:
            self.wrong(
                column,
                _("At most %(n)d characters fit here; these are %(found)d.")
                % {"n": most, "found": len(text)},
            )
        elif text and any(found.kind == "id_card" for found in find_personal(text)):
            self.wrong(column, _("Please leave out the identity number; it is not needed here."))
        return text

    def name(self, column: str) -> str:
        """The name of one person, as it is written."""
        found = len(self.findings)
        text = self.text(column, 40)
        if text and len(self.findings) == found and (why := names.objection(text)):
            self.wrong(column, why)
        return text

    def telephone(self, column: str, most: int = 60) -> str:
        """One number as its digits; two numbers, an extension or a remark as they were written; nothing for “none”."""
        written = self.text(column, most)
        text = telephones.tidy(written)
        if not text or self.bad:
            return text
        if why := telephones.objection(text):
            self.wrong(column, why)
        elif text != written:
            self.note(_("telephone numbers tidied: marks that cannot be seen, +86, “none”"))
        return text

    def day(self, column: str, *, latest: date | None = None) -> date | None:
        """A day, or None where the cell is empty."""
        text = self.line.values.get(column, "")
        if not text:
            if self.shape.column(column).required:
                self.wrong(column, _("This cell is empty, but needed."))
            return None
        read = day_read(text)
        found = read.day if read is not None else None
        if found is None or read is None or found < EARLIEST:
            self.wrong(column, _("“%(text)s” is no day; write it like 2026-03-01.") % {"text": text[:40]})
        elif read.month and not self.shape.column(column).months:
            self.wrong(column, _("“%(text)s” says no day, only a month.") % {"text": text[:40]})
            return None
        elif read.unsure:
            sentence = _(
                "“%(text)s” may be January, or October of which a spreadsheet left the zero out; please write "
                "%(year)s-01 or %(year)s-10."
            )
            self.wrong(column, sentence % {"text": text[:40], "year": text[:4]})
            return None
        elif read.month:
            self.note(_("only the month is written: the first day of it is taken"))
        elif read.serial:
            self.note(_("a number that a spreadsheet keeps for a day: the day is taken"))
        if found is None:
            return None
        if latest is not None and found > latest:
            self.wrong(
                column, _("The day %(day)s lies in the future.") % {"day": date_format(found, "DATE_FORMAT")}
            )
        return found

    def choice(self, column: str, known: Mapping[str, str]) -> str:
        """The code of one of the words of a list; empty where the cell is empty."""
        text = self.line.values.get(column, "")
        if not text:
            if self.shape.column(column).required:
                self.wrong(column, _("This cell is empty, but needed."))
            return ""
        found = known.get(folded(text))
        if found is None:
            self.wrong(column, self._unknown(text, known))
        return found or ""

    def _unknown(self, text: str, known: Mapping[str, str]) -> str:
        """The sentence that a word is not in a list, with the words that are, as the template shows them."""
        shown = known.shown if isinstance(known, Spelled) else ()
        facts = {"text": text.strip()[:40], "all": _(", ").join(shown)}
        if not facts["all"]:
            return _("“%(text)s” does not stand in the list of this column; the template shows it.") % facts
        return _("“%(text)s” does not stand in the list of this column: %(all)s.") % facts

    def choices(self, column: str, known: Mapping[str, str]) -> list[str]:
        """The codes of several words, in the order of the list."""
        words = [word for word in _SEPARATORS.split(self.line.values.get(column, "")) if word.strip()]
        if not words and self.shape.column(column).required:
            self.wrong(column, _("This cell is empty, but needed."))
        found = {known.get(folded(word)) for word in words}
        for word in words:
            if folded(word) not in known:
                self.wrong(column, self._unknown(word, known))
        return [code for code in dict.fromkeys(known.values()) if code in found]


# comma, semicolon, ideographic comma, full-width comma and semicolon, slash, new line
_SEPARATORS = re.compile("[,;/\n\u3001\uff0c\uff1b]")


class Spelled(dict[str, str]):
    """Every spelling of each code of a list, ready for comparison; `shown` are the words that the template shows."""

    shown: Sequence[str] = ()


def spelled(pairs: Iterable[tuple[str, Sequence[str]]]) -> Spelled:
    """Every spelling of each code; a spelling that two share is nobody's."""
    found: dict[str, str] = {}
    shared = set()
    for code, spellings in pairs:
        for spelling in dict.fromkeys(folded(word) for word in (code, *spellings) if word):
            if found.setdefault(spelling, code) != code:
                shared.add(spelling)
    return Spelled({spelling: code for spelling, code in found.items() if spelling not in shared})


def without_repeats(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Rows that say exactly what a row above says are taken once; how many there were."""
    seen: set[Hashable] = set()
    kept = []
    for line in lines:
        said = {**line.values, "village": " ".join(line.villages), "note": ""}
        words = frozenset((name, text) for name, text in said.items() if text)
        if words not in seen:
            seen.add(words)
            kept.append(line)
    return kept, len(lines) - len(kept)


@dataclass(frozen=True)
class Said:
    """What one good row says, read: codes, days, rows of ours."""

    line: int
    words: Mapping[str, Any]


def said_by(
    lines: Sequence[Line], shape: Shape, findings: Found, say: Callable[[Cells], Mapping[str, Any]]
) -> list[Said]:
    """What the good rows say; what is wrong with the others is found."""
    good = []
    for line in lines:
        cells = Cells(line, shape, findings)
        words = say(cells)
        if not cells.bad:
            good.append(Said(line.line, words))
    return good


def agreeing(
    rows: Sequence[Said], *, key: Sequence[str], says: Sequence[str], shape: Shape, findings: list[Finding]
) -> list[Said]:
    """Rows of one key that say the same, or leave cells empty; where two differ, each of them is a finding."""
    groups = grouped(rows, key)
    good = []
    for row in rows:
        group = groups[_key(row, key)]
        differing = next((name for name in says if _differ(group, name)), "")
        if not differing:
            good.append(row)
            continue
        others = in_line(str(other.line) for other in group if other.line != row.line)
        sentence = _("Another line says something else about the same (line %(lines)s). Please keep one.")
        findings.append(Finding(row.line, shape.column(differing).shown, sentence % {"lines": others}))
    return good


def united(rows: Sequence[Said], key: Sequence[str]) -> list[Said]:
    """One row for each key, with every word that any of its rows says; in the order of the keys' first lines."""
    found = []
    for group in grouped(rows, key).values():
        words = dict(group[0].words)
        for row in group[1:]:
            words.update({name: value for name, value in row.words.items() if value})
        found.append(Said(group[0].line, words))
    return found


def grouped(rows: Sequence[Said], key: Sequence[str]) -> dict[Hashable, list[Said]]:
    """The rows of each key."""
    groups: dict[Hashable, list[Said]] = {}
    for row in rows:
        groups.setdefault(_key(row, key), []).append(row)
    return groups


def _key(row: Said, key: Sequence[str]) -> Hashable:
    return tuple(row.words[name] for name in key)


def _differ(rows: Sequence[Said], name: str) -> bool:
    first = next((row.words[name] for row in rows if row.words[name]), None)
    return any(row.words[name] and row.words[name] != first for row in rows)


def in_chunks(rows: Sequence[T], deed: Callable[[Sequence[T]], object], progress: Progress) -> None:
    """Do it to all rows, some hundreds at a time, saying how far it is."""
    done = 0
    for some in chunks(rows):
        deed(some)
        done += len(some)
        progress(done, len(rows))


def chunks(rows: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The rows, some hundreds at a time."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
