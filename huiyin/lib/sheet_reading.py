"""Reading a workbook (xlsx) as people fill it in: headings in either language and any order, every cell as text."""

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from huiyin.lib.rows import HEADING_ROWS, UNSEEN, Head, Heading, Problem, Row, found_head, unmarked
from huiyin.lib.words import sentences

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024  # bytes; a zip bomb promises more
MAX_PARTS: Final = 2_000
EXACT: Final = 10**15  # a spreadsheet keeps fifteen digits of a number
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_BROKEN: Final = (
    InvalidFileException, ParseError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip


class UnreadableBookError(Exception):
    """A file cannot be read at all; `sentence` says why in the language of the reader."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def sentence(self, lang: str) -> str:
        """Why, and what to do."""
        found: str = sentences("sheet_reading", lang)[self.code]
        return found.format(**self.facts)


@dataclass(frozen=True)
class Book:
    """What was read: the rows that hold something, columns nobody asked for, example rows left out."""

    sheet: str
    sha256: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    examples: int = 0


def read_book(
    content: bytes,
    headings: Sequence[Heading],
    *,
    most_rows: int,
    mark: str = "",
    example: Sequence[str] = (),
) -> Book:
    """The one sheet that has the headings. Raises UnreadableBookError.

    Rows whose cell in the column `mark` begins with one of the words `example` are counted and left out.
    """
    _look_inside(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _opened(content) as book:
                return _read(book, content, headings, most_rows, mark, example)
    except _BROKEN as error:
        raise UnreadableBookError("broken") from error


def _look_inside(content: bytes) -> None:
    """Refuse what is no workbook, is locked, or unpacks to more than fits."""
    if not content:
        raise UnreadableBookError("empty")
    if len(content) > MAX_BYTES:
        raise UnreadableBookError("too_big", megabytes=MAX_BYTES // 1024 // 1024)
    if content.startswith(_OLE):
        raise UnreadableBookError("locked" if _LOCKED in content else "old_format")
    if not content.startswith(b"PK"):
        raise UnreadableBookError("no_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableBookError("bomb")
            if "xl/workbook.xml" not in package.namelist():
                raise UnreadableBookError("no_workbook")
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableBookError("locked")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as file:
                        if b"<!DOCTYPE" in file.read(4096):
                            raise UnreadableBookError("broken")
    except _BROKEN as error:
        raise UnreadableBookError("broken") from error


@contextmanager
def _opened(content: bytes, *, results: bool = False) -> Iterator[Any]:
    """The workbook, closed again whatever happens: read row by row it keeps the package open until then."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=results)
    try:
        yield book
    finally:
        book.close()


def _read(
    book: Any,
    content: bytes,
    headings: Sequence[Heading],
    most: int,
    mark: str,
    example: Sequence[str],
) -> Book:
    found = [(sheet, where) for sheet in book.worksheets if (where := _headed(sheet, headings)) is not None]
    whole = [pair for pair in found if not pair[1].missing]
    if not whole:
        best = max((where for _sheet, where in found), key=lambda where: len(where.columns), default=None)
        names = ", ".join(best.missing if best else [h.spellings[0] for h in headings if h.required])
        raise UnreadableBookError("no_heading", names=names)
    sheet, where = whole[0]
    if len(whole) > 1:
        names = ", ".join(one.title for one, _where in whole)
        raise UnreadableBookError("several_sheets", names=names)
    if where.twice:
        raise UnreadableBookError("heading_twice", names=", ".join(where.twice))
    reader = _Reader(content, sheet, where, headings)
    rows: list[Row] = []
    examples = 0
    for row in reader.rows():
        if example and row.values.get(mark, "").casefold().startswith(tuple(example)):
            examples += 1
            continue
        if len(rows) == most:
            raise UnreadableBookError("too_many_rows", most=most)
        rows.append(row)
    if not rows:
        raise UnreadableBookError("no_rows", sheet=sheet.title)
    columns = tuple(where.columns)
    return Book(
        sheet.title, hashlib.sha256(content).hexdigest(), tuple(rows), columns, tuple(where.unknown), examples
    )


def _headed(sheet: Any, headings: Sequence[Heading]) -> Head | None:
    """The row among the first ones that knows most of our headings; None where no row knows two."""
    if sheet.sheet_state != "visible":
        return None
    sheet.reset_dimensions()  # some writers state a size that is wrong
    found = found_head(enumerate(sheet.iter_rows(max_row=HEADING_ROWS, values_only=True), start=1), headings)
    return found if found is not None and len(found.columns) > 1 else None


class _Reader:
    """The rows under the headings; a formula counts with the value it had when the file was saved."""

    def __init__(self, content: bytes, sheet: Any, where: Head, headings: Sequence[Heading]) -> None:
        self.content, self.sheet, self.where = content, sheet, where
        self.shown = {h.name: h.spellings[0] for h in headings}
        self.merged = _downward(content, sheet)
        self.results: Iterator[Any] | None = None

    def rows(self) -> Iterator[Row]:
        """Every row that holds something in a column we know."""
        above: dict[int, tuple[int, Any]] = {}  # column → last row of the merged cell, and its cell
        for line, cells in enumerate(self.sheet.iter_rows(), start=1):
            if line <= self.where.line:
                continue
            found: dict[str, Any] = {}
            for name, at in self.where.columns.items():
                cell = cells[at] if at < len(cells) else None
                last = self.merged.get((line, at))
                if last is not None:
                    above[at] = (last, cell)
                elif at in above and line <= above[at][0]:
                    cell = above[at][1]
                found[name] = cell
            own = [cell for cell in found.values() if cell is not None and cell.value is not None]
            if not any(getattr(cell, "row", line) == line for cell in own):
                continue  # only the lower part of merged cells
            row = self._row(line, found)
            if any(row.values.values()) or row.problems:
                yield row

    def _row(self, line: int, found: Mapping[str, Any]) -> Row:
        values, problems = {}, []
        for name, cell in found.items():
            value, kind = (cell.value, cell.data_type) if cell is not None else (None, "n")
            if kind == "f":
                value = self._result(cell)
                if value is None:
                    problems.append(Problem(name, "formula"))
                elif isinstance(value, str) and value.startswith("#"):
                    kind = "e"
            if kind == "e":
                problems.append(Problem(name, "error_cell", {"text": str(value)}))
                value = None
            if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= EXACT:
                problems.append(Problem(name, "digits_lost"))
                value = None
            values[name] = cell_text(value)
        return Row(line, values, tuple(problems))

    def _result(self, cell: Any) -> Any:
        """The stored result of a formula; the file is opened a second time only where there are formulas."""
        if not hasattr(self, "_values"):
            kept = {}
            with _opened(self.content, results=True) as book:
                sheet: Any = book[self.sheet.title]
                sheet.reset_dimensions()
                for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                    if line > self.where.line and any(value is not None for value in cells):
                        kept[line] = cells
            self._values: dict[int, Sequence[Any]] = kept
        cells = self._values.get(cell.row, ())
        return cells[cell.column - 1] if cell.column <= len(cells) else None


def _downward(content: bytes, sheet: Any) -> dict[tuple[int, int], int]:
    """Cells merged downward in one column: where each begins → its last row."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(sheet._worksheet_path)
    found = {}
    for ref in re.findall(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"', text):
        left, top, right, bottom = range_boundaries(ref.decode())
        if left == right and None not in (left, top, bottom):
            found[int(top or 0), int(left or 0) - 1] = int(bottom or 0)
    return found


def cell_text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, days in ISO form, no unseen characters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return unmarked(str(value).replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN).strip())


_DAY: Final = re.compile(r"(\d{4})\s*(?:[-/.]|\u5e74)\s*(\d{1,2})\s*(?:[-/.]|\u6708)\s*(\d{1,2})\s*\u65e5?")


def day_in(text: str) -> date | None:
    """A day as people write it: 2026-03-01, 2026/3/1, 2026.3.1, 20260301, in Chinese words; None: no day."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"[ T]00:00(:00)?$", "", plain)
    match = _DAY.fullmatch(plain) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
