"""Reading a workbook (xlsx) as people fill it in: headings in either language and any order, every cell as text."""

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from huiyin.lib.heads import found_head
from huiyin.lib.list_rows import Left, Sorter
from huiyin.lib.rows import HEADING_ROWS, Head, Heading, Row
from huiyin.lib.sheet_package import BROKEN, MAX_BYTES, Package, UnreadableBookError, unpacked
from huiyin.lib.sheet_rows import SheetRows, across, cell_text, opened
from huiyin.lib.words import listed

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
    headless: tuple[str, ...] = ()  # sheets that hold something, but no headings of ours
    unseen: tuple[str, ...] = ()  # columns that were read though the sheet hides them
    parts: int = 1  # side by side
    named: tuple[tuple[str, str], ...] = ()  # columns by our name, with the alias that the file has for them
    serials: int = 0  # days that were only a number

    @property
    def sheet(self) -> str:
        """The first of them."""
        return self.sheets[0]


def read_book(
    content: bytes,
    headings: Sequence[Heading],
    *,
    most_rows: int,
    mark: str = "",
    example: Sequence[str] = (),
    only: str = "",
    beside: Sequence[str] = (),
) -> Book:
    """The sheets that have the headings, or the one called `only`. Raises UnreadableBookError.

    Rows whose cell in the column `mark` begins with one of the words `example` are counted and left out; sheets that are
    called as one of `beside` are ours and hold no rows.
    """
    package = unpacked(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with opened(package.content) as book:
                reading = _Reading(book, package, headings, most_rows, (mark, example), beside)
                return reading.read(hashlib.sha256(content).hexdigest(), only)
    except BROKEN as error:
        raise UnreadableBookError("broken") from error


LEAST_KNOWN = 2  # headings that a row has to know to be called a head


class _Reading:
    """All sheets of a workbook, one after the other."""

    def __init__(
        self,
        book: Any,
        package: Package,
        headings: Sequence[Heading],
        most: int,
        example: tuple[str, Sequence[str]],
        beside: Sequence[str],
    ) -> None:
        self.book, self.package, self.headings, self.most = book, package, headings, most
        self.example, self.beside = example, beside
        self.left = Left()

    def read(self, sha256: str, only: str) -> Book:
        found = [
            (sheet, where)
            for sheet in self.book.worksheets
            if (where := self._headed(sheet, only)) is not None
        ]
        whole = [pair for pair in found if not pair[1].missing]
        if not whole:
            raise self._lacking(found)
        rows: list[Row] = []
        readers = []
        for order, (sheet, where) in enumerate(whole):
            if where.twice:
                raise UnreadableBookError("heading_twice", names=listed(where.twice))
            part = sheet.title if len(whole) > 1 else ""
            layout = self.package.layout(sheet._worksheet_path)
            reader = SheetRows(self.package.content, sheet, where, self.headings, layout, (part, order))
            readers.append(reader)
            mark, example = self.example
            sorter = Sorter(self.headings, self.left, mark=mark, example=example)
            for row in sorter.rows(reader.rows()):
                if len(rows) == self.most:
                    raise UnreadableBookError("too_many_rows", most=self.most)
                rows.append(row)
        if not rows:
            raise UnreadableBookError("no_rows", sheet=whole[0][0].title)
        unread, headless = self._unread([sheet for sheet, _where in whole])
        return Book(
            sheets=tuple(sheet.title for sheet, _where in whole),
            sha256=sha256,
            rows=tuple(rows),
            columns=tuple(dict.fromkeys(name for _sheet, where in whole for name in where.columns)),
            unknown=tuple(dict.fromkeys(name for _sheet, where in whole for name in where.unknown)),
            left=self.left,
            unread=unread,
            headless=headless,
            unseen=tuple(dict.fromkeys(name for reader in readers for name in reader.unseen)),
            parts=max(len(where.blocks) or 1 for _sheet, where in whole),
            named=tuple(dict.fromkeys(one for _sheet, where in whole for one in where.named)),
            serials=sum(reader.serials for reader in readers),
        )

    def _lacking(self, found: Sequence[tuple[Any, Head]]) -> UnreadableBookError:
        """No headings at all, or in which row they stand, and which are there and which are not."""
        sheet, best = max(found, key=lambda pair: len(pair[1].columns), default=(None, None))
        if sheet is None or best is None or len(best.columns) < LEAST_KNOWN:
            wanted = [h.spellings[0] for h in self.headings if h.required]
            return UnreadableBookError("no_heading", names=listed(best.missing if best else wanted))
        facts = {"sheet": sheet.title, "line": best.line, "found": listed(best.names)}
        return UnreadableBookError("lacks_columns", names=listed(best.missing), **facts)

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
        merged = across(rows, self.package.layout(sheet._worksheet_path))
        found = found_head(rows, self.headings, merged=merged)
        return found if found is not None and len(found.columns) >= FEWEST else None

    def _unread(self, read: Sequence[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Sheets that were not read: those with some of our headings, and those that hold something else."""
        others = [
            sheet for sheet in self.book.worksheets if sheet not in read and sheet.title not in self.beside
        ]
        unread = tuple(sheet.title for sheet in others if self._head(sheet) is not None)
        rest = (sheet for sheet in others if sheet.title not in unread)
        return unread, tuple(sheet.title for sheet in rest if _holds_something(sheet))


def _holds_something(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(
        value is not None and str(value).strip()
        for cells in sheet.iter_rows(values_only=True)
        for value in cells
    )
