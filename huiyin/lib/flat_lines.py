"""A small file as lines of text: a workbook row by row with its cells side by side, or a text in whatever encoding."""

import warnings
from typing import Final

from huiyin.lib.csv_rows import open_csv
from huiyin.lib.rows import Unreadable
from huiyin.lib.sheet_package import BROKEN, UnreadableBookError, unpacked
from huiyin.lib.sheet_rows import cell_text, opened

MOST: Final = 2_000  # rows


class TooMuchError(Unreadable):
    """It can be opened, but is not one small table."""

    words = "flat_lines"


def flat_lines(content: bytes, name: str = "") -> str:
    """Its lines, numbered as in the file. Raises Unreadable; also where several sheets hold something."""
    if not content.startswith(b"PK"):
        file = open_csv(content, name)
        text = content.decode(file.encoding).replace("\r\n", "\n").replace("\r", "\n")
        return _few(text.split("\n"))
    package = unpacked(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with opened(package.content, results=True) as book:
                sheets = [_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except BROKEN as error:
        raise UnreadableBookError("broken") from error
    holding = [lines for lines in sheets if any(lines)]
    if len(holding) > 1:
        raise TooMuchError("many_sheets")
    return _few(holding[0] if holding else [])


def _sheet(sheet: object) -> list[str]:
    rows = sheet.iter_rows(values_only=True, max_row=MOST + 1)  # type: ignore[attr-defined]
    return ["\t".join(map(_one_line, cells)).strip("\t") for cells in rows]


def _one_line(value: object) -> str:
    return " ".join(cell_text(value).split())


def _few(lines: list[str]) -> str:
    if len(lines) > MOST:
        raise TooMuchError("many_lines", most=MOST)
    if not any(line.strip() for line in lines):
        raise TooMuchError("blank")
    return "\n".join(lines)
