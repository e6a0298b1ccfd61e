"""From a file to its rows, whatever the file is: a workbook or CSV text; and the rows sealed between two pages."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from huiyin.lib.csv_rows import Unreadable, open_csv
from huiyin.lib.list_rows import EXAMPLE, Left, Sorter
from huiyin.lib.list_titles import villages_in
from huiyin.lib.refusal import Refused
from huiyin.lib.rows import Heading, Row, Spot
from huiyin.lib.sealing import SealBroken
from huiyin.lib.sheet_reading import UnreadableBookError, read_book
from huiyin.lib.words import folded
from huiyin.lib.words import table as words_of
from huiyin.orgs.keys import ring
from huiyin.sheets.checking import Finding, Line
from huiyin.sheets.columns import NOTE, Options, Shape, example_words, language, own_sheets, shape
from huiyin.sheets.wide import Wide

PAGE_ROWS: Final = 2_000  # in one request of a page
MOST_ROWS: Final = 20_000  # on the command line, of what has to be looked at as a whole
SEALED: Final = "intake.sheet"
MOST_SEALED: Final = 4 * 1024 * 1024  # characters; a page that is sent back may hold five million
XLSX, CSV = "xlsx", "csv"
_BOOKS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class ReadAs:
    """How a file was understood: its sheets where several were read, those that were not, whether they have some of the
    headings or none; columns that it hides; tables side by side, days that were only a number; whether it has one column
    for each group; columns by our name with the alias that the file has for them."""

    sheets: Sequence[str] = ()
    unread: Sequence[str] = ()
    headless: Sequence[str] = ()
    unseen: Sequence[str] = ()
    parts: int = 1
    serials: int = 0
    across: bool = False
    named: Sequence[Sequence[str]] = ()
    file: str = ""  # what it is called, without its ending
    sheet: str = ""  # the first sheet that was read


@dataclass
class Table:
    """A file that was opened: its rows as text with what is unreadable in them, what was left out, how it was read."""

    kind: str
    form: str
    sha256: str
    lines: Iterable[Line]
    unknown: tuple[str, ...] = ()
    left: Left = field(default_factory=Left)
    options: Options | None = None
    read_as: ReadAs = field(default_factory=ReadAs)

    @property
    def shape(self) -> Shape:
        """The columns that are read."""
        return shape(self.kind, self.options)

    @property
    def examples(self) -> int:
        """How many example rows were left out."""
        return len(self.left.lines.get(EXAMPLE, ()))

    def without_hidden(self) -> "Table":
        """The same, without the rows that its sheet hides."""
        self.lines = (line for line in self.lines if not line.hidden)
        self.left.hidden = 0
        return self


def read(
    kind: str,
    source: Path | bytes,
    *,
    most_rows: int,
    name: str = "",
    options: Options | None = None,
    only: str = "",
    across: Wide | None = None,
) -> Table:
    """Take a file apart. Refuses, in the reader's language, what holds no rows of this kind."""
    found = stream(kind, source, most_rows=most_rows, name=name, options=options, only=only, across=across)
    found.lines = tuple(found.lines)
    return found


def stream(
    kind: str,
    source: Path | bytes,
    *,
    most_rows: int,
    name: str = "",
    options: Options | None = None,
    only: str = "",
    across: Wide | None = None,
) -> Table:
    """The same; the rows of CSV text are read as they are asked for (`most_rows` 0: however many there are).

    `only`: the one sheet of a workbook that is read; `across`: how a table with one column for each group is read.
    """
    file = _File(source, name, most_rows, only)
    asked = shape(kind, options)
    try:
        raw = file.across(across) if across is not None else None
        raw = raw or file.read(asked.headings(), exact=asked.exact)
    except Unreadable as no:
        raise Refused(no.sentence(language())) from no
    unknown = () if asked.exact else raw.unknown
    called = name or (source.name if isinstance(source, Path) else "")
    sheet = raw.name if raw.form == XLSX else ""
    read_as = replace(raw.read_as, file=Path(called).stem, sheet=sheet)
    table = Table(kind, raw.form, raw.sha256, (), unknown, raw.left, options, read_as)
    table.lines = _counted(raw.rows, table, raw.name, most_rows)
    return table


@dataclass
class _Raw:
    """A file as its headings were found: its rows, its columns by our names."""

    form: str
    sha256: str
    name: str
    rows: Iterable[Row]
    columns: Sequence[str]
    unknown: tuple[str, ...]
    left: Left
    read_as: ReadAs


@dataclass(frozen=True)
class _File:
    """A file that may be read in more than one way."""

    source: Path | bytes
    name: str
    most_rows: int
    only: str

    def across(self, wide: Wide) -> _Raw | None:
        """As a table with one column for each group; None where it is none."""
        try:
            raw = self.read(wide.headings(), exact=False)
        except Unreadable:
            return None
        if not wide.fits(raw.columns):
            return None
        raw.rows = wide.rows(raw.rows, raw.columns, raw.left)
        raw.read_as = replace(raw.read_as, across=True)
        return raw

    def read(self, headings: Sequence[Heading], *, exact: bool) -> _Raw:
        """With these headings. Raises what the readers of workbooks and of text raise."""
        example = example_words()
        if _is_book(self.source):
            content = self.source if isinstance(self.source, bytes) else self.source.read_bytes()
            most = self.most_rows or MOST_ROWS
            book = read_book(
                content,
                headings,
                most_rows=most,
                mark=NOTE,
                example=example,
                only=self.only,
                beside=own_sheets(),
            )
            sheets = book.sheets if len(book.sheets) > 1 else ()
            read_as = ReadAs(
                sheets, book.unread, book.headless, book.unseen, book.parts, book.serials, named=book.named
            )
            return _Raw(
                XLSX, book.sha256, book.sheet, book.rows, book.columns, book.unknown, book.left, read_as
            )
        file = open_csv(self.source, self.name)
        head, left = file.head(headings, exact=exact), Left()
        sorter = Sorter(headings, left, mark=NOTE, example=example)
        rows = sorter.rows(file.rows(headings, exact=exact))
        read_as = ReadAs(parts=len(head.blocks) or 1, named=head.named)
        return _Raw(
            CSV, file.sha256, file.name, rows, tuple(head.columns), tuple(head.unknown), left, read_as
        )


def _is_book(source: Path | bytes) -> bool:
    if isinstance(source, bytes):
        return not source or source.startswith(_BOOKS)
    try:
        with source.open("rb") as file:
            return file.read(4).startswith(_BOOKS)
    except OSError:
        return False  # the reader of text says why


def _counted(rows: Iterable[Row], table: Table, name: str, most_rows: int) -> Iterator[Line]:
    asked, found = table.shape, 0
    answers = asked.asked(table.read_as.named)
    for row in rows:
        found += 1
        if 0 < most_rows < found:
            raise Refused(UnreadableBookError("too_many_rows", most=most_rows).sentence(language()))
        yield _line(row, asked, answers)
    if not found:
        raise Refused(Unreadable("no_rows", path=name).sentence(language()))


def _line(row: Row, asked: Shape, answers: Mapping[str, str]) -> Line:
    values = {**row.values, **{name: _answer(row.values.get(name, ""), yes) for name, yes in answers.items()}}
    findings = tuple(
        Finding(row.line, asked.column(one.column).shown if one.column else "", one.sentence(language()))
        for one in row.problems
    )
    villages = () if "place" in row.values else villages_in(row.titled)
    cleaned = row.cleaned and not findings
    return Line(row.line, values, findings, cleaned=cleaned, hidden=row.hidden, villages=villages)


def _answer(text: str, yes: str) -> str:
    """What stands under a heading that asks yes or no: a yes is the word it means, a no is nothing, all else as it is."""
    known = words_of("lists")["answers"]
    plain = folded(text)
    return yes if plain in known["yes"] else "" if plain in known["no"] else text


# -- between the preview and the deed the rows wait in the page, sealed: nothing is stored ---


def sealed(table: Table, owner: str) -> str:
    """The rows as a text that only this installation can open, and only for whom they were read.

    Refuses rows that together are too long to come back from a page.
    """
    lines = [
        [
            _spot(one.line),
            dict(one.values),
            [[x.column, x.sentence] for x in one.findings],
            one.cleaned,
            one.hidden,
            one.villages,
        ]
        for one in table.lines
    ]
    options = asdict(table.options) if table.options else None
    left = {
        "lines": {why: [_spot(line) for line in out] for why, out in table.left.lines.items()},
        "dittos": table.left.dittos,
        "hidden": table.left.hidden,
        "nameless": table.left.nameless,
    }
    facts = [table.kind, table.form, table.sha256, list(table.unknown), left, options, asdict(table.read_as)]
    packed = zlib.compress(json.dumps([owner, facts, lines], ensure_ascii=False).encode())
    text = ring().seal(base64.b64encode(packed).decode(), SEALED)
    if len(text) > MOST_SEALED:
        raise Refused(_("These rows are too long for one page; please import them in several files."))
    return text


def _spot(line: int) -> list[Any]:
    """A line as it goes into JSON and comes out again."""
    return [line.row, line.where, line.order] if isinstance(line, Spot) else [line]


def _spotted(spot: list[Any]) -> int:
    return Spot(*spot) if len(spot) > 1 else int(spot[0])


def opened(text: str, owner: str) -> Table:
    """The rows again. Refuses what was not sealed here, or for somebody else."""
    refused = Refused(_("The rows of the preview did not come back whole; please choose the file once more."))
    try:
        found, facts, lines = json.loads(zlib.decompress(base64.b64decode(ring().open(text, SEALED))))
    except (SealBroken, ValueError, zlib.error) as error:
        raise refused from error
    if found != owner:
        raise refused
    kind, form, sha256, unknown, left, options, read_as = facts
    kept = tuple(
        Line(
            (at := _spotted(spot)),
            values,
            tuple(Finding(at, *words) for words in findings),
            cleaned,
            hidden,
            tuple(villages),
        )
        for spot, values, findings, cleaned, hidden, villages in lines
    )
    out = {why: [_spotted(spot) for spot in spots] for why, spots in left["lines"].items()}
    return Table(
        kind,
        form,
        sha256,
        kept,
        tuple(unknown),
        Left(out, left["dittos"], left["hidden"], left["nameless"]),
        Options(**options) if options else None,
        ReadAs(**read_as),
    )
