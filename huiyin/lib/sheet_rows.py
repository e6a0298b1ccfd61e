"""The rows of one sheet of a workbook under their headings: every cell as text, a formula with its stored result."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from huiyin.lib import days
from huiyin.lib.heads import HeadWatch
from huiyin.lib.rows import UNSEEN, Head, Heading, Problem, Row, Spot, unmarked
from huiyin.lib.sheet_package import Layout

EXACT: Final = 10**15  # a spreadsheet keeps fifteen digits of a number
MOST_SIGNS: Final = 32_767  # in one cell
_SHOWN: Final = re.compile(r'((?:"[^"]*"|\\.|[-/])*)(0+)((?:"[^"]*"|\\.|[-/])*)')
_UNQUOTED: Final = re.compile(r'["\\]')
_WORDS_ONLY: Final = re.compile(r'="(?:[^"]|"")*"')


@contextmanager
def opened(content: bytes, *, results: bool = False) -> Iterator[Any]:
    """The workbook, closed again whatever happens: read row by row it keeps the package open until then."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=results)
    try:
        yield book
    finally:
        book.close()


def _above(sheet: Any, where: Head) -> tuple[str, ...]:
    rows = sheet.iter_rows(max_row=where.line - 1, values_only=True) if where.line > 1 else ()
    return tuple(
        str(cell).strip() for cells in rows for cell in cells if cell is not None and str(cell).strip()
    )


def across(rows: Sequence[tuple[int, Sequence[Any]]], layout: Layout) -> dict[tuple[int, int], str]:
    """What a cell that is merged to the right says over each column it covers."""
    found = {}
    words = dict(rows)
    for left, top, right, _bottom in layout.merged:
        cells = words.get(top, ())
        if right > left and left <= len(cells) and cells[left - 1] is not None:
            found.update({(top, at): str(cells[left - 1]).strip() for at in range(left - 1, right)})
    return found


class SheetRows:
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
        self.headings = headings
        self.days = {h.name for h in headings if h.is_day}
        self.digits = {h.name for h in headings if h.digits}
        self.leads = {h.name for h in headings if h.leads}
        self.free = {h.name for h in headings if h.free}
        self.blocks = where.blocks or (where.columns,)
        self.merged = {(top, left - 1): bottom for left, top, _right, bottom in layout.merged if bottom > top}
        self.serials = 0
        shown = {at: word for word, at in where.spelled}
        self.unseen = [shown[at] for at in sorted(shown) if at + 1 in layout.columns]
        self.epoch = sheet.parent.epoch

    def rows(self) -> Iterator[Row]:
        """Every row that holds something in a column we know; part after part where several stand side by side."""
        for number, columns in enumerate(self.blocks):
            yield from self._part(number, columns)

    def _part(self, number: int, columns: Mapping[str, int]) -> Iterator[Row]:
        above: dict[int, tuple[int, Any]] = {}  # column → last row of the merged cell, and its cell
        first = min(columns.values()) if len(self.blocks) > 1 else 0
        end = min((min(one.values()) for one in self.blocks[number + 1 :]), default=None)
        watch = HeadWatch(self.where, self.headings, number)
        for line, cells in enumerate(self.sheet.iter_rows(), start=1):
            if line <= self.where.line or not cells:
                continue
            said = [cell.value for cell in cells]
            is_head = watch.is_head(line, said)
            found: dict[str, Any] = {}
            for name, at in watch.columns.items():
                cell = cells[at] if at < len(cells) else None
                last = self.merged.get((line, at))
                if last is not None:
                    above[at] = (last, cell)
                elif at in above and line <= above[at][0]:
                    cell = above[at][1]
                found[name] = cell
            whole = _texts(cells)
            texts = whole if len(whole) == 1 or len(self.blocks) == 1 else _texts(cells[first:end])
            if not texts:
                continue  # only the lower part of merged cells
            spot = self._spot(line, number)
            filled = {name: c for name, c in found.items() if c is not None and c.value is not None}
            own = {name: c for name, c in filled.items() if getattr(c, "row", line) == line}
            if is_head:
                yield Row(spot, {}, texts=texts, titled=self.titled, is_head=True)
                continue
            if filled and not own.keys() - self.free:
                yield Row(spot, {}, texts=texts, titled=self.titled, further=bool(filled.keys() - own.keys()))
                continue
            row = self._row(spot, line, found, texts)
            if self.leads & filled.keys() and not self.leads & own.keys():
                row = replace(row, problems=(Problem("", "further"),))
            row = replace(
                row,
                nameless=watch.nameless(said),
                struck=any(map(_is_struck, own.values())),
            )
            if watch.objection and any(row.values.values()):
                row = replace(row, problems=(watch.objection,))
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
            if isinstance(value, str) and len(value) >= MOST_SIGNS:
                problems.append(Problem(name, "cut"))
            if name in self.digits and isinstance(value, date | time):
                problems.append(Problem(name, "became_day", {"text": cell_text(value)}))
                value = None
            if name in self.days and isinstance(value, date) and _shows_no_day(cell):
                value = f"{value:%Y-%m}"  # 2026-3 was typed: the spreadsheet keeps the first day, and shows the month
            if isinstance(value, int | float) and not isinstance(value, bool):
                if abs(value) >= EXACT:
                    problems.append(Problem(name, "digits_lost"))
                    value = None
                elif name in self.digits and isinstance(value, int):
                    value = _as_shown(value, cell)
                elif name in self.days:
                    value, code = self._day(value)
                    problems += [Problem(name, code, {"text": cell_text(value)})] if code else []
            values[name] = cell_text(value)
        return Row(
            spot, values, tuple(problems), texts=texts, hidden=line in self.layout.hidden, titled=self.titled
        )

    def _day(self, value: float) -> tuple[Any, str]:
        """A day whose cell is not formatted as one; or why a number is none."""
        if days.FIRST <= value <= days.LAST:
            self.serials += 1
            return from_excel(value, self.epoch), ""
        if isinstance(value, float) and not value.is_integer() and 1900 < value < 2200:
            return value, "month_number"
        return value, ""

    def _result(self, cell: Any) -> Any:
        """The stored result of a formula; the file is opened a second time only where there are formulas."""
        if not hasattr(self, "_values"):
            kept = {}
            with opened(self.content, results=True) as book:
                sheet: Any = book[self.sheet.title]
                sheet.reset_dimensions()
                for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                    if line > self.where.line and any(value is not None for value in cells):
                        kept[line] = cells
            self._values: dict[int, Sequence[Any]] = kept
        cells = self._values.get(cell.row, ())
        return cells[cell.column - 1] if cell.column <= len(cells) else None


def _texts(cells: Sequence[Any]) -> tuple[str, ...]:
    """Everything that stands in some cells, in order."""
    return tuple(text for cell in cells if cell.value is not None and (text := cell_text(cell.value)))


def _is_struck(cell: Any) -> bool:
    """Whether a line is drawn through a cell, as one takes somebody off a list."""
    return bool(getattr(cell, "has_style", False) and cell.font.strike)


def _as_shown(value: int, cell: Any) -> str:
    """A number with the zeros and the words that its format shows, as 0000 or "HA-"0000."""
    found = _SHOWN.fullmatch(str(getattr(cell, "number_format", "")).partition(";")[0])
    if found is None or value < 0:
        return str(value)
    before, zeros, behind = found.groups()
    return f"{_UNQUOTED.sub('', before)}{str(value).zfill(len(zeros))}{_UNQUOTED.sub('', behind)}"


def _shows_no_day(cell: Any) -> bool:
    """Whether a day is shown as its month only."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", str(getattr(cell, "number_format", ""))).casefold()
    return "y" in bare and "m" in bare and "d" not in bare and "h" not in bare


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
