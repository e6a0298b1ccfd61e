"""What stands in a workbook's package before anybody reads its cells: whether it may be opened, hidden rows, merges.

Rows that are only formatted are taken out first: a column formatted down to the last line of a sheet makes a million.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from huiyin.lib.rows import Unreadable

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024  # bytes; a zip bomb promises more
MAX_PARTS: Final = 2_000
MAX_COLUMNS: Final = 1_000  # of a sheet that are looked at
SMALL: Final = 1024 * 1024  # bytes of a sheet that is read as it is
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
BROKEN: Final = (
    InvalidFileException, ParseError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
# “Strict Open XML” is the same under other names.
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_NAMES: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER: Final = re.compile(rb'\br="(\d+)"')
_HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true|on)"|\bht="0(?:\.0+)?"')
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FROM_TO: Final = re.compile(rb'\b(min|max)="(\d+)"')
_NO_WIDTH: Final = re.compile(rb'\bhidden="(?:1|true|on)"|\bwidth="0(?:\.0+)?"')
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_BLANK_ROW: Final = re.compile(
    rb'<(?:\w+:)?row\b(?=[^>]*\br=")[^>]*?(?:/>|>(?:<(?:\w+:)?c\b[^>]*/>)*</(?:\w+:)?row>)'
)
_BLANK_END: Final = re.compile(rb"(?:<(?:\w+:)?c\b[^>]*/>)+(?=</(?:\w+:)?row>)")
_SAYING: Final = (b"<v>", b"<v ", b"<is>", b"<f>", b"<f ", b":v>", b":is>", b":f>", b":v ", b":f ")


class UnreadableBookError(Unreadable):
    """A workbook cannot be read at all."""

    words = "sheet_reading"


@dataclass
class Layout:
    """Of one sheet: the lines and columns that are hidden, and the ranges of merged cells (left, top, right, bottom)."""

    hidden: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass
class Package:
    """A workbook as it can be opened, and the layout of each sheet by the path of its part."""

    content: bytes
    layouts: dict[str, Layout] = field(default_factory=dict)

    def layout(self, path: str) -> Layout:
        """That of one sheet."""
        return self.layouts.get(path.removeprefix("/"), Layout())


def unpacked(content: bytes) -> Package:
    """Look inside. Raises UnreadableBookError for what is no workbook, is locked, or unpacks to more than fits."""
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
            _allowed(package)
            return _looked_at(package, content)
    except BROKEN as error:
        raise UnreadableBookError("broken") from error


def _allowed(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = package.namelist()
    if len(parts) > MAX_PARTS:
        raise UnreadableBookError("bomb")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        largest = max((part.file_size for part in sheets), default=0)
        raise UnreadableBookError("blank_rows" if 2 * largest > MAX_UNPACKED else "bomb")
    if "xl/workbook.xml" not in names:
        raise UnreadableBookError("no_workbook")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableBookError("locked")


def _looked_at(package: zipfile.ZipFile, content: bytes) -> Package:
    """Each sheet's layout; the package made anew only where a part of it is read otherwise than it lies there."""
    found = Package(content)
    changed: dict[str, bytes] = {}
    strict = _STRICT in package.read("xl/workbook.xml")
    for part in package.infolist():
        name = part.filename
        is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
        if not (is_sheet or name.endswith((".xml", ".rels"))):
            continue
        if not (is_sheet or strict):
            with package.open(part) as file:
                _no_doctype(file.read(4096))
            continue
        data = package.read(part)
        _no_doctype(data[:4096])
        plain = _usual(data) if strict else data
        if is_sheet:
            found.layouts[name] = _layout(plain)
            plain = _without_blanks(plain) if len(plain) > SMALL else plain
        if plain is not data:
            changed[name] = plain
    if changed:
        found.content = _packed(package, changed)
    return found


def _no_doctype(start: bytes) -> None:
    if b"<!DOCTYPE" in start:
        raise UnreadableBookError("broken")


def _usual(data: bytes) -> bytes:
    for strict, usual in _NAMES:
        data = data.replace(strict, usual)
    return data


def _packed(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for part in package.infolist():
            name = part.filename
            made.writestr(name, changed[name] if name in changed else package.read(part))
    return out.getvalue()


def _layout(data: bytes) -> Layout:
    hidden = set()
    if b"hidden=" in data or b'ht="0' in data:
        for tag in _ROW.findall(data):
            number = _NUMBER.search(tag)
            if number and _HIDDEN.search(tag):
                hidden.add(int(number[1]))
    ranges = [range_boundaries(ref.decode()) for ref in _MERGED.findall(data)]
    merged = tuple(
        (left, top, right, bottom)
        for left, top, right, bottom in ranges
        if left is not None and top is not None and right is not None and bottom is not None
    )
    return Layout(frozenset(hidden), _hidden_columns(data), merged)


def _hidden_columns(data: bytes) -> frozenset[int]:
    """By their numbers; a range down to the last column of the sheet is only what lies beside the table."""
    found: set[int] = set()
    for tag in _COLUMN.findall(data[: data.find(b"sheetData")]):
        if _NO_WIDTH.search(tag):
            ends = {name: int(number) for name, number in _FROM_TO.findall(tag)}
            found.update(range(ends.get(b"min", 0), min(ends.get(b"max", 0), MAX_COLUMNS) + 1))
    return frozenset(found)


def _without_blanks(data: bytes) -> bytes:
    """A sheet without rows that say nothing: those below the last that does, then those between, by their numbers."""
    end = max(data.rfind(b"</sheetData>"), data.rfind(b":sheetData>"))
    if end < 0:
        return data
    last = max(
        data.rfind(one, 0, end) for one in _SAYING
    )  # below them lists of choices may have formulas too
    if not data.startswith(b"</", end):
        end = data.rfind(b"</", 0, end)
    close = data.find(b"row>", max(last, 0))
    rest = data[end:]
    body = data[: close + 4] if last >= 0 and 0 <= close < end else data[:end]
    if len(body) > SMALL:
        body = _BLANK_END.sub(b"", _BLANK_ROW.sub(b"", body))
    return body + rest
