"""Reading a workbook (xlsx) as people fill it in: headings in either language and any order, every cell as text."""

import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from huiyin.lib.heads import found_head
from huiyin.lib.list_rows import Left, Sorter
from huiyin.lib.rows import HEADING_ROWS, UNSEEN, Head, Heading, Problem, Row, Spot, unmarked
from huiyin.lib.sheet_package import BROKEN, MAX_BYTES, Layout, Package, UnreadableBookError, unpacked

EXACT: Final = 10**15  # a spreadsheet keeps fifteen digits of a number
FIRST_DAY, LAST_DAY = 18_264, 73_415  # the number of 1 January 1950 in a spreadsheet, and of 31 December 2100
_WORDS_ONLY: Final = re.compile(r'="(?:[^"]|"")*"')
FEWEST: Final = 2  # headings; with fewer a row is no head

__all__ = ["MAX_BYTES", "Book", "UnreadableBookError", "cell_text", "read_book"]


@dataclass(frozen=True)
class Book:
    """What was read: the rows that hold something, from which sheets, columns nobody asked for, what was left out."""

    sheets: tuple[str, ...]
    sha256: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    left: Left = field(default_factory=Left)
    unread: tuple[str, ...] = ()  # sheets whose head lacks something, or that are hidden
    parts: int = 1  # side by side
    named: tuple[tuple[str, str], ...] = ()  # columns by our name, with the alias that the file has for them
    serials: int = 0  # days that were only a number

    @property
    def sheet(self) -> str:
        """The first of them."""
        return self.sheets[0]

    @property
    def examples(self) -> int:
        """How many example rows were left out."""
        return len(self.left.lines.get("example", ()))


def read_book(
    content: bytes,
    headings: Sequence[Heading],
    *,
    most_rows: int,
    mark: str = "",
    example: Sequence[str] = (),
    only: str = "",
) -> Book:
    """The sheets that have the headings, or the one called `only`. Raises UnreadableBookError.

    Rows whose cell in the column `mark` begins with one of the words `example` are counted and left out.
    """
    package = unpacked(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _opened(package.content) as book:
                reading = _Reading(book, package, headings, most_rows, mark, example)
                return reading.read(hashlib.sha256(content).hexdigest(), only)
    except BROKEN as error:
        raise UnreadableBookError("broken") from error


@contextmanager
def _opened(content: bytes, *, results: bool = False) -> Iterator[Any]:
    """The workbook, closed again whatever happens: read row by row it keeps the package open until then."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=results)
    try:
        yield book
    finally:
        book.close()


class _Reading:
    """All sheets of a workbook, one after the other."""

    def __init__(
        self,
        book: Any,
        package: Package,
        headings: Sequence[Heading],
        most: int,
        mark: str,
        example: Sequence[str],
    ) -> None:
        self.book, self.package, self.headings, self.most = book, package, headings, most
        self.mark, self.example = mark, example
        self.left = Left()

    def read(self, sha256: str, only: str) -> Book:
        found = [
            (sheet, where)
            for sheet in self.book.worksheets
            if (where := self._headed(sheet, only)) is not None
        ]
        whole = [pair for pair in found if not pair[1].missing]
        if not whole:
            best = max((where for _sheet, where in found), key=lambda where: len(where.columns), default=None)
            names = best.missing if best else [h.spellings[0] for h in self.headings if h.required]
            raise UnreadableBookError("no_heading", names=", ".join(names))
        rows: list[Row] = []
        readers = []
        for order, (sheet, where) in enumerate(whole):
            if where.twice:
                raise UnreadableBookError("heading_twice", names=", ".join(where.twice))
            part = sheet.title if len(whole) > 1 else ""
            layout = self.package.layout(sheet._worksheet_path)
            reader = _Reader(self.package.content, sheet, where, self.headings, layout, (part, order))
            readers.append(reader)
            sorter = Sorter(self.headings, where.words, self.left, mark=self.mark, example=self.example)
            for row in sorter.rows(reader.rows()):
                if len(rows) == self.most:
                    raise UnreadableBookError("too_many_rows", most=self.most)
                rows.append(row)
        if not rows:
            raise UnreadableBookError("no_rows", sheet=whole[0][0].title)
        return Book(
            sheets=tuple(sheet.title for sheet, _where in whole),
            sha256=sha256,
            rows=tuple(rows),
            columns=tuple(dict.fromkeys(name for _sheet, where in whole for name in where.columns)),
            unknown=tuple(dict.fromkeys(name for _sheet, where in whole for name in where.unknown)),
            left=self.left,
            unread=self._unread([sheet for sheet, _where in whole]),
            parts=max(len(where.blocks) or 1 for _sheet, where in whole),
            named=tuple(dict.fromkeys(one for _sheet, where in whole for one in where.named)),
            serials=sum(reader.serials for reader in readers),
        )

    def _headed(self, sheet: Any, only: str) -> Head | None:
        """The rows among the first ones that know most of our headings; None where no row knows two."""
        if sheet.sheet_state != "visible" or (only and sheet.title != only):
            return None
        return self._head(sheet)

    def _head(self, sheet: Any) -> Head | None:
        sheet.reset_dimensions()  # some writers state a size that is wrong
        rows = [
            (line, cells)
            for line, cells in enumerate(sheet.iter_rows(max_row=HEADING_ROWS, values_only=True), start=1)
            if any(cell is not None and str(cell).strip() for cell in cells)
        ]
        merged = _across(rows, self.package.layout(sheet._worksheet_path))
        found = found_head(rows, self.headings, merged=merged)
        return found if found is not None and len(found.columns) >= FEWEST else None

    def _unread(self, read: Sequence[Any]) -> tuple[str, ...]:
        """Sheets with some of our headings that were not read: hidden, or lacking a column."""
        others = [sheet for sheet in self.book.worksheets if sheet not in read]
        return tuple(sheet.title for sheet in others if self._head(sheet) is not None)


def _above(sheet: Any, where: Head) -> tuple[str, ...]:
    rows = sheet.iter_rows(max_row=where.line - 1, values_only=True) if where.line > 1 else ()
    return tuple(
        str(cell).strip() for cells in rows for cell in cells if cell is not None and str(cell).strip()
    )


def _across(rows: Sequence[tuple[int, Sequence[Any]]], layout: Layout) -> dict[tuple[int, int], str]:
    """What a cell that is merged to the right says over each column it covers."""
    found = {}
    words = dict(rows)
    for left, top, right, _bottom in layout.merged:
        cells = words.get(top, ())
        if right > left and left <= len(cells) and cells[left - 1] is not None:
            found.update({(top, at): str(cells[left - 1]).strip() for at in range(left - 1, right)})
    return found


class _Reader:
    """The rows under the headings; a formula counts with the value it had when the file was saved."""

    def __init__(
        self,
        content: bytes,
        sheet: Any,
        where: Head,
        headings: Sequence[Heading],
        layout: Layout,
        part: tuple[str, int],
    ) -> None:
        self.content, self.sheet, self.where, self.layout = content, sheet, where, layout
        self.part, self.order = part
        self.titled = (sheet.title, *_above(sheet, where))
        self.days = {h.name for h in headings if h.is_day}
        self.digits = {h.name for h in headings if h.digits}
        self.free = {h.name for h in headings if h.free}
        self.blocks = where.blocks or (where.columns,)
        self.merged = {(top, left - 1): bottom for left, top, right, bottom in layout.merged if left == right}
        self.serials = 0
        self.epoch = sheet.parent.epoch

    def rows(self) -> Iterator[Row]:
        """Every row that holds something in a column we know; part after part where several stand side by side."""
        for number, columns in enumerate(self.blocks):
            yield from self._part(number, columns)

    def _part(self, number: int, columns: Mapping[str, int]) -> Iterator[Row]:
        above: dict[int, tuple[int, Any]] = {}  # column → last row of the merged cell, and its cell
        first = min(columns.values()) if len(self.blocks) > 1 else 0
        end = min((min(one.values()) for one in self.blocks[number + 1 :]), default=None)
        for line, cells in enumerate(self.sheet.iter_rows(), start=1):
            if line <= self.where.line or not cells:
                continue
            found: dict[str, Any] = {}
            for name, at in columns.items():
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
            texts = tuple(
                text
                for cell in cells[first:end]
                if cell.value is not None and (text := cell_text(cell.value))
            )
            row = self._row(self._spot(line, number), line, found, texts)
            if any(row.values.values()) or row.problems:
                yield row

    def _spot(self, line: int, number: int) -> int:
        """Where a row stands: with its sheet and its part where there are several."""
        if not self.part and len(self.blocks) == 1:
            return line
        column = min(self.blocks[number].values()) + 1
        words = [self.part, f"{get_column_letter(column)}…" if len(self.blocks) > 1 else ""]
        return Spot(line, " ".join(filter(None, words)), self.order * len(self.blocks) + number)

    def _row(self, spot: int, line: int, found: Mapping[str, Any], texts: tuple[str, ...]) -> Row:
        values, problems = {}, []
        for name, cell in found.items():
            value, kind = (cell.value, cell.data_type) if cell is not None else (None, "n")
            if name in self.free and kind in ("f", "e"):
                value, kind = None, "n"  # a note may hold anything, also a picture
            if kind == "f" and _WORDS_ONLY.fullmatch(str(value)):
                kind = "s"  # ="13800000000" keeps a number from being reckoned
            if kind == "f":
                value = self._result(cell)
                if value is None:
                    problems.append(Problem(name, "formula"))
                elif isinstance(value, str) and value.startswith("#"):
                    kind = "e"
            if kind == "e":
                problems.append(Problem(name, "error_cell", {"text": str(value)}))
                value = None
            if name in self.digits and isinstance(value, date | time):
                problems.append(Problem(name, "became_day", {"text": cell_text(value)}))
                value = None
            if isinstance(value, int | float) and not isinstance(value, bool):
                if abs(value) >= EXACT:
                    problems.append(Problem(name, "digits_lost"))
                    value = None
                elif name in self.digits and isinstance(value, int):
                    value = str(value).zfill(_zeros(cell))
                elif name in self.days:
                    value, code = self._day(value)
                    problems += [Problem(name, code, {"text": cell_text(value)})] if code else []
            values[name] = cell_text(value)
        return Row(
            spot, values, tuple(problems), texts=texts, hidden=line in self.layout.hidden, titled=self.titled
        )

    def _day(self, value: float) -> tuple[Any, str]:
        """A day whose cell is not formatted as one; or why a number is none."""
        if FIRST_DAY <= value <= LAST_DAY:
            self.serials += 1
            return from_excel(value, self.epoch), ""
        if isinstance(value, float) and not value.is_integer() and 1900 < value < 2200:
            return value, "month_number"
        return value, ""

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


def _zeros(cell: Any) -> int:
    """How many digits a cell shows that is formatted to keep its leading zeros, as 0000."""
    shown = str(getattr(cell, "number_format", ""))
    return len(shown) if shown and not shown.strip("0") else 0


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
