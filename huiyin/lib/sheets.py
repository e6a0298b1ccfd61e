"""Workbooks (xlsx): sheets with plain cells, ready to be printed, and a last sheet that says what each column is."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from huiyin.lib.paper_parts import WORKBOOK_DAY

Cell = str | int | float | date | datetime | None
WIDEST = 32
LINE, TALLEST = 16, 400  # points
ABOVE = 2  # lines of what a file is about that stand on each printed page
UPRIGHT = 104  # characters that an upright page of A4 holds, drawn a little smaller
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
        _fill(book.create_sheet(sheet.name[:31]), sheet, about)
    page = book.create_sheet(about_name[:31])
    for line in about:
        page.append([safe(line)])
    for sheet in sheets:
        for column, meaning in zip(sheet.columns, sheet.meanings, strict=False):
            page.append([f"{sheet.name} · {column}", safe(meaning)])
    page.column_dimensions["A"].width = WIDEST
    page.column_dimensions["B"].width = WIDEST * 2
    to_print(page, UPRIGHT)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(page: Worksheet, sheet: Sheet, about: Sequence[str]) -> None:
    page.append(list(sheet.columns))
    widths = [_width(column) for column in sheet.columns]
    for row in sheet.rows:
        page.append([safe(value) for value in row])
        for cell in page[page.max_row]:
            is_text = isinstance(cell.value, str)
            cell.alignment = Alignment(
                horizontal=None if is_text else "center", vertical="top", wrap_text=is_text
            )
            if isinstance(cell.value, date) and not isinstance(cell.value, datetime):
                cell.number_format = WORKBOOK_DAY
        widths = [max(width, _width(value)) for width, value in zip(widths, row, strict=False)]
    for cell in page[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    widths = [min(WIDEST, width + 2) for width in widths]
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    for at, cells in enumerate(page.iter_rows(values_only=True), start=1):
        lines = max((_lines(value, width) for value, width in zip(cells, widths, strict=False)), default=1)
        page.row_dimensions[at].height = min(TALLEST, LINE * lines)
    page.print_title_rows = "1:1"
    page.print_options.gridLines = True
    to_print(page, sum(widths), about[:ABOVE])


def to_print(page: Worksheet, width: int, about: Sequence[str] = ()) -> None:
    """A4, all columns on one page, across where they are broad; the name of the sheet above with what it is about, page
    numbers below.
    """
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if width > UPRIGHT else "portrait"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_options.horizontalCentered = True
    above, below = page.oddHeader, page.oddFooter
    if above is not None and below is not None:
        lines = (line.replace("&", "&&") for line in about if line != page.title)
        above.center.text, below.center.text = "\n".join(["&A", *lines]), "&P / &N"


def _lines(value: object, width: int) -> int:
    """In how many lines a cell stands; what a program does not show is not on the print either."""
    parts = value.splitlines() if isinstance(value, str) else []
    return sum(max(1, -(-_width(part) // (width - 1))) for part in parts) or 1


def _width(value: object) -> int:
    """In characters of a Latin face; a Chinese character takes two."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return 15
    text = "" if value is None else str(value)
    return sum(2 if ord(one) > 0x2E80 else 1 for one in text)
