"""A ruled table on official paper: heads in black face, short columns centred, rows whole, the head on every page.

A small table stays on one page, its heading with it. A row that fills much of a page may be cut, else nothing of it that is
below the page would be drawn.
"""

from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from huiyin.lib import paper_parts as parts
from huiyin.lib.paper_columns import columns, is_short, lines_of

SIZE: Final = 12.0  # points
LINE: Final = 20.0
BLANK_LINE: Final = 22.0  # of a row that people write into
SMALL: Final = 6  # lines of a table that is not cut: more would leave much of a page empty
TALL: Final = 8  # lines of a row that is not cut


def ruled(
    docx: Document,
    rows: Sequence[Sequence[object]],
    *,
    faces: tuple[str, str],
    room: float,
    widths: Sequence[float] | None = None,
    headed: bool = True,
) -> int:
    """Write it at the end of the document; without widths each column has what its text asks for.

    Returned is how many of its last rows, two at most, may be kept with what follows.
    """
    wide = max((len(row) for row in rows), default=0)
    if not wide:
        raise ValueError("a table needs a row with a cell")
    told = [[parts.clean(str(cell)) for cell in row] + [""] * (wide - len(row)) for row in rows]
    widths = columns(told, room) if widths is None else widths
    below = told[1:] if headed else told
    short = [is_short(column) for column in zip(*below, strict=True)] or [True] * wide
    high = [lines_of(row, widths) for row in told]
    small = sum(high) <= SMALL
    table = docx.add_table(rows=len(told), cols=wide)
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER  # else its edges stand out by the margins of a cell
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # the grid, which some programs follow and not the cells
    for at, (row, texts) in enumerate(zip(table.rows, told, strict=True)):
        is_head = headed and at == 0 and len(told) > 1
        keep = is_head or (small and at < len(told) - 1)
        properties = row._tr.get_or_add_trPr()
        if high[at] <= TALL:
            properties.append(parts.element("w:cantSplit"))
        if is_head:
            properties.append(parts.element("w:tblHeader"))
        line = LINE if any(texts[1:]) or wide == 1 else BLANK_LINE
        for column, cell in enumerate(row.cells):
            cell.width = Mm(widths[column])
            centred = is_head or short[column]
            _fill(cell, texts[column], faces[0 if is_head else 1], centred=centred, keep=keep, line=line)
    return next((n for n in (2, 1) if sum(high[-n:]) <= SMALL), 0)


def _fill(cell: Any, text: str, face: str, *, centred: bool, keep: bool, line: float) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    parts.written(paragraph, text, face, SIZE)
    paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    paragraph.paragraph_format.keep_with_next = keep or None
    parts.off_the_grid(paragraph, line)
