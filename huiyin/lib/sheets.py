"""Workbooks (xlsx): sheets written with plain cells and a first sheet that says what each column is."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | datetime | None
WIDEST = 48
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its columns, what each column holds, and the rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    meanings: Sequence[str] = field(default=())


def safe(value: Cell) -> Cell:
    """A cell as text where a spreadsheet would otherwise run it as a formula, without characters that no sheet can
    hold (a vertical tab comes with text out of a word processor); moments lose their zone."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if not isinstance(value, str):
        return value
    text = _UNHELD.sub("", value)
    return "'" + text if text.startswith(_FORMULA) else text


def workbook(sheets: Sequence[Sheet], *, about: Sequence[str], about_name: str) -> bytes:
    """An xlsx file; its last sheet explains: what the file is, of which moment, and what every column means."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    page = book.create_sheet(about_name[:31])
    for line in about:
        page.append([safe(line)])
    for sheet in sheets:
        for column, meaning in zip(sheet.columns, sheet.meanings, strict=False):
            page.append([f"{sheet.name} · {column}", safe(meaning)])
    page.column_dimensions["A"].width = WIDEST
    page.column_dimensions["B"].width = WIDEST * 2
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.append(list(sheet.columns))
    widths = [_width(column) for column in sheet.columns]
    for row in sheet.rows:
        page.append([safe(value) for value in row])
        widths = [max(width, _width(value)) for width, value in zip(widths, row, strict=False)]
    for cell in page[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = min(WIDEST, width + 2)


def _width(value: Cell) -> int:
    """In characters of a Latin face; a Chinese character takes two."""
    text = "" if value is None else str(value)
    return sum(2 if ord(one) > 0x2E80 else 1 for one in text)
