"""From a file to its rows, whatever the file is: a workbook or CSV text; and the rows sealed between two pages."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from huiyin.lib.csv_rows import Unreadable, open_csv
from huiyin.lib.refusal import Refused
from huiyin.lib.rows import Row
from huiyin.lib.sealing import SealBroken
from huiyin.lib.sheet_reading import UnreadableBookError, read_book
from huiyin.orgs.keys import ring
from huiyin.sheets.checking import Finding, Line
from huiyin.sheets.columns import NOTE, Options, Shape, example_words, language, shape

PAGE_ROWS: Final = 2_000  # in one request of a page
MOST_ROWS: Final = 20_000  # on the command line, of what has to be looked at as a whole
SEALED: Final = "intake.sheet"
MOST_SEALED: Final = 4 * 1024 * 1024  # characters; a page that is sent back may hold five million
XLSX, CSV = "xlsx", "csv"
_BOOKS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


@dataclass
class Table:
    """A file that was opened: its rows as text with what is unreadable in them, and what was left out."""

    kind: str
    form: str
    sha256: str
    lines: Iterable[Line]
    unknown: tuple[str, ...] = ()
    examples: int = 0
    options: Options | None = None

    @property
    def shape(self) -> Shape:
        """The columns that are read."""
        return shape(self.kind, self.options)


def read(
    kind: str, source: Path | bytes, *, most_rows: int, name: str = "", options: Options | None = None
) -> Table:
    """Take a file apart. Refuses, in the reader's language, what holds no rows of this kind."""
    table = stream(kind, source, most_rows=most_rows, name=name, options=options)
    table.lines = tuple(table.lines)
    return table


def stream(
    kind: str, source: Path | bytes, *, most_rows: int, name: str = "", options: Options | None = None
) -> Table:
    """The same; the rows of CSV text are read as they are asked for (`most_rows` 0: however many there are)."""
    asked = shape(kind, options)
    try:
        if _is_book(source):
            return _of_book(source, asked, most_rows or MOST_ROWS, options)
        file = open_csv(source, name)
        head = file.head(asked.headings(), exact=asked.exact)
    except (Unreadable, UnreadableBookError) as no:
        raise Refused(no.sentence(language())) from no
    unknown = () if asked.exact else tuple(head.unknown)
    table = Table(kind, CSV, file.sha256, (), unknown, options=options)
    table.lines = _counted(file.rows(asked.headings(), exact=asked.exact), table, file.name, most_rows)
    return table


def _is_book(source: Path | bytes) -> bool:
    if isinstance(source, bytes):
        return not source or source.startswith(_BOOKS)
    try:
        with source.open("rb") as file:
            return file.read(4).startswith(_BOOKS)
    except OSError:
        return False  # the reader of text says why


def _of_book(source: Path | bytes, asked: Shape, most_rows: int, options: Options | None) -> Table:
    content = source if isinstance(source, bytes) else source.read_bytes()
    example = example_words()
    book = read_book(content, asked.headings(), most_rows=most_rows, mark=NOTE, example=example)
    lines = tuple(_line(row, asked) for row in book.rows)
    return Table(asked.kind, XLSX, book.sha256, lines, book.unknown, book.examples, options)


def _counted(rows: Iterable[Row], table: Table, name: str, most_rows: int) -> Iterator[Line]:
    asked, example, found = table.shape, tuple(example_words()), 0
    for row in rows:
        if row.values.get(NOTE, "").casefold().startswith(example):
            table.examples += 1
            continue
        found += 1
        if 0 < most_rows < found:
            raise Refused(UnreadableBookError("too_many_rows", most=most_rows).sentence(language()))
        yield _line(row, asked)
    if not found:
        raise Refused(Unreadable("no_rows", path=name).sentence(language()))


def _line(row: Row, asked: Shape) -> Line:
    if not row.problems:
        return Line(row.line, row.values, cleaned=row.cleaned)
    findings = [
        Finding(row.line, asked.column(one.column).shown if one.column else "", one.sentence(language()))
        for one in row.problems
    ]
    return Line(row.line, row.values, tuple(findings))


# -- between the preview and the deed the rows wait in the page, sealed: nothing is stored ---


def sealed(table: Table, owner: str) -> str:
    """The rows as a text that only this installation can open, and only for whom they were read.

    Refuses rows that together are too long to come back from a page.
    """
    lines = [
        [one.line, dict(one.values), [[x.column, x.sentence] for x in one.findings], one.cleaned]
        for one in table.lines
    ]
    options = asdict(table.options) if table.options else None
    facts = [table.kind, table.form, table.sha256, list(table.unknown), table.examples, options]
    packed = zlib.compress(json.dumps([owner, facts, lines], ensure_ascii=False).encode())
    text = ring().seal(base64.b64encode(packed).decode(), SEALED)
    if len(text) > MOST_SEALED:
        raise Refused(_("These rows are too long for one page; please import them in several files."))
    return text


def opened(text: str, owner: str) -> Table:
    """The rows again. Refuses what was not sealed here, or for somebody else."""
    refused = Refused(_("The rows of the preview did not come back whole; please choose the file once more."))
    try:
        found, facts, lines = json.loads(zlib.decompress(base64.b64decode(ring().open(text, SEALED))))
    except (SealBroken, ValueError, zlib.error) as error:
        raise refused from error
    if found != owner:
        raise refused
    kind, form, sha256, unknown, examples, options = facts
    kept = tuple(
        Line(line, values, tuple(Finding(line, *words) for words in findings), cleaned)
        for line, values, findings, cleaned in lines
    )
    asked = Options(**options) if options else None
    return Table(kind, form, sha256, kept, tuple(unknown), examples, asked)
