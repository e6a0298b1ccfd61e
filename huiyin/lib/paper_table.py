"""A ruled table on official paper: heads in black face, short columns centred, rows whole, the head on every page."""

from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from huiyin.lib import paper_parts as parts
from huiyin.lib.paper_columns import columns, is_short

SIZE: Final = 12.0  # points
LINE: Final = 20.0
BLANK_LINE: Final = 22.0  # of a row that people write into


def ruled(
    docx: Document,
    rows: Sequence[Sequence[object]],
    *,
    faces: tuple[str, str],
    room: float,
    widths: Sequence[float] | None = None,
) -> None:
    """Write it at the end of the document; without widths each column has what its text asks for."""
    wide = max((len(row) for row in rows), default=0)
    if not wide:
        raise ValueError("a table needs a row with a cell")
    told = [[parts.clean(str(cell)) for cell in row] + [""] * (wide - len(row)) for row in rows]
    widths = columns(told, room) if widths is None else widths
    short = [is_short(column) for column in zip(*told[1:], strict=True)] or [True] * wide
    table = docx.add_table(rows=len(told), cols=wide)
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # the grid, which some programs follow and not the cells
    for at, (row, texts) in enumerate(zip(table.rows, told, strict=True)):
        is_head = at == 0 and len(told) > 1
        properties = row._tr.get_or_add_trPr()
        properties.append(parts.element("w:cantSplit"))
        if is_head:
            properties.append(parts.element("w:tblHeader"))
        line = LINE if any(texts[1:]) or wide == 1 else BLANK_LINE
        for column, cell in enumerate(row.cells):
            cell.width = Mm(widths[column])
            centred = is_head or short[column]
            _fill(cell, texts[column], faces[0 if is_head else 1], centred=centred, keep=is_head, line=line)


def _fill(cell: Any, text: str, face: str, *, centred: bool, keep: bool, line: float) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    parts.written(paragraph, text, face, SIZE)
    paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    paragraph.paragraph_format.keep_with_next = keep or None
    parts.off_the_grid(paragraph, line)
