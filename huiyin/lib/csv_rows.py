"""Reading a CSV file as it comes: its encoding, its columns by name, the line on which a record begins."""

import csv
import hashlib
import io
import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from huiyin.lib.heads import HeadWatch, found_head
from huiyin.lib.rows import HEADING_ROWS, Head, Heading, Problem, Row, Spot, Unreadable, unmarked
from huiyin.lib.words import listed

ENCODINGS: Final = ("utf-8-sig", "gb18030", "utf-16")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS: Final = (",", "\t", ";")
MAX_FIELD: Final = 1_000_000  # characters; more is a quotation mark that never closes
WORDS: Final = "csv_rows"
_CHUNK: Final = 1 << 20

__all__ = ["CsvFile", "Unreadable", "open_csv"]
# Control characters break documents and databases; tab and line feed are writing.
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True)
class CsvFile:
    """A file, or its content, whose encoding is known; `name` is what it is called, `sha256` is of its bytes."""

    source: Path | bytes
    name: str
    encoding: str
    sha256: str
    is_ended: bool = True  # with a line feed; else its last record may have been cut off

    def head(self, headings: Sequence[Heading], *, exact: bool = False) -> Head:
        """The headings, with whichever separator knows most of them. Raises Unreadable."""
        return self._separated(headings, exact)[1]

    def rows(self, headings: Sequence[Heading], *, exact: bool = False, heads: bool = True) -> Iterator[Row]:
        """Every row under the headings that holds something, read as it is asked for. Raises Unreadable.

        `heads`: whether the headings may stand there again and are marked; else such a row is one like others.
        """
        delimiter, head = self._separated(headings, exact)
        count = len(head.blocks) or 1
        watches = [HeadWatch(head, headings, number, exact=exact) for number in range(count)]
        titled = ("", *self._above(delimiter, head))  # a text has no sheet with a name
        with self._lines() as lines:
            for line, cells, torn in _told(_records(lines, delimiter), head, self.is_ended):
                if isinstance(cells, Problem):
                    yield Row(line, {}, (cells,))
                    continue
                for number, watch in enumerate(watches):
                    is_head = heads and watch.is_head(line, cells)
                    row = replace(_row(line, cells, watch.columns, torn, head.width), titled=titled)
                    if is_head:
                        row = Row(line, {}, texts=row.texts, titled=titled, is_head=True)
                    else:
                        row = replace(row, nameless=watch.nameless(cells))
                    if watch.objection and not is_head and any(row.values.values()):
                        row = replace(row, problems=(watch.objection,))
                    if count == 1:
                        yield row
                    elif any(row.values.values()) or is_head:
                        where = f"{min(watch.columns.values()) + 1}…"
                        yield replace(row, line=Spot(line, where, number))

    def _above(self, delimiter: str, head: Head) -> tuple[str, ...]:
        """What stands above the head."""
        with self._lines() as lines:
            first = islice(_records(lines, delimiter), HEADING_ROWS)
            return tuple(
                text
                for line, cells in first
                if line < head.line and isinstance(cells, list)
                for cell in cells
                if (text := cell.strip())
            )

    def _separated(self, headings: Sequence[Heading], exact: bool) -> tuple[str, Head]:
        found = [(sign, self._head(sign, headings, exact)) for sign in DELIMITERS]
        delimiter, head = max(found, key=lambda one: len(one[1].columns))
        if head.missing:
            wanted = listed(head.missing, quoted=True)
            raise Unreadable("no_column", path=self.name, wanted=wanted, columns=listed(head.names))
        if head.twice:
            raise Unreadable("column_twice", path=self.name, wanted=listed(head.twice, quoted=True))
        return delimiter, head

    def _head(self, delimiter: str, headings: Sequence[Heading], exact: bool) -> Head:
        with self._lines() as lines:
            records = [
                (line, cells)
                for line, cells in islice(_records(lines, delimiter), HEADING_ROWS)
                if isinstance(cells, list) and any(cell.strip() for cell in cells)
            ]
        found = found_head(records, headings, exact=exact)
        if found is not None:
            return found
        line, names = records[0] if records else (0, [])
        missing = [heading.spellings[0] for heading in headings if heading.required]
        return Head(line, {}, [name.strip() for name in names if name.strip()], [], missing, [], len(names))

    def _lines(self) -> TextIO:
        return io.TextIOWrapper(_opened(self.source), encoding=self.encoding, newline="")


def _records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Each record with the line on which it begins; one that cannot be taken apart does not stop the others."""
    before = csv.field_size_limit(MAX_FIELD)
    try:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, Problem("", "quotes", {"detail": str(error)}, WORDS)
    finally:
        csv.field_size_limit(before)


def _told(
    records: Iterable[tuple[int, list[str] | Problem]], head: Head, is_ended: bool
) -> Iterator[tuple[int, list[str] | Problem, bool]]:
    """The records under the head that hold something; which of them are torn.

    A record may lack cells at its end: a spreadsheet leaves the commas of an empty last column out after sixteen rows.
    But one of less than half the width is torn; and where two short ones together are as wide as the head, and the second
    does not begin as a row does, a line feed has torn one record into two. So may be the last one of a file cut off.
    """
    waiting: tuple[int, list[str], bool] | None = None  # a short record, until the next one is known
    for line, cells in records:
        if line <= head.line or not (
            isinstance(cells, Problem) or any(_CONTROL.sub("", cell).strip() for cell in cells)
        ):
            continue
        is_short = isinstance(cells, list) and len(cells) < head.width
        if waiting is not None:
            first_line, first, is_torn = waiting
            waiting = None
            together = isinstance(cells, list) and is_short and _completes(first, cells, head)
            yield first_line, first, is_torn or together
            if together:
                yield line, cells, True
                continue
        if isinstance(cells, list) and is_short:
            waiting = line, cells, 2 * len(cells) < head.width
        else:
            yield line, cells, isinstance(cells, list) and len(cells) > head.width
    if waiting is not None:
        line, cells, is_torn = waiting
        yield line, cells, is_torn or not is_ended


def _completes(first: Sequence[str], cells: Sequence[str], head: Head) -> bool:
    """Whether together they are as wide as the head, and the second does not begin as a row does."""
    return len(first) + len(cells) - 1 == head.width and not _begins(cells, head)


def _begins(cells: Sequence[str], head: Head) -> bool:
    """Whether the first cell that we know can be a number or a code, as at the beginning of a row."""
    first = min(head.columns.values())
    text = cells[first].strip() if first < len(cells) else ""
    return bool(re.fullmatch(r"[0-9A-Za-z_./=\"'+-]{1,40}", text))


def _row(line: int, cells: Sequence[str], columns: Mapping[str, int], torn: bool, width: int) -> Row:
    cleaned, values = False, {}
    for name, at in columns.items():
        text = cells[at] if at < len(cells) else ""
        if "\r" in text or "\x85" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
        kept = _CONTROL.sub("", text)
        cleaned = cleaned or kept != text
        values[name] = unmarked(kept.strip())
    texts = tuple(text for cell in cells if (text := cell.strip()))
    if not torn:
        return Row(line, values, cleaned=cleaned, texts=texts)
    problem = Problem("", "width", {"found": len(cells), "wanted": width}, WORDS)
    return Row(line, values, (problem,), texts=texts)


def open_csv(source: Path | bytes, name: str = "") -> CsvFile:
    """Look at the whole file once: its fingerprint, and whether it is UTF-8 or GB18030. Raises Unreadable."""
    shown = name or (str(source) if isinstance(source, Path) else "CSV")
    digest = hashlib.sha256()
    decoders = {one: getincrementaldecoder(one)("strict") for one in ENCODINGS}
    first = last = b""
    try:
        with _opened(source) as file:
            while chunk := file.read(_CHUNK):
                first, last = first or chunk[:4], chunk[-2:]
                digest.update(chunk)
                _keep_able(decoders, chunk, final=False)
            _keep_able(decoders, b"", final=True)
    except FileNotFoundError as error:
        raise Unreadable("missing", path=shown) from error
    except IsADirectoryError as error:
        raise Unreadable("directory", path=shown) from error
    except OSError as error:
        raise Unreadable("closed", path=shown, detail=error.strerror) from error
    if not first:
        raise Unreadable("empty", path=shown)
    if first == b"PK\x03\x04":
        raise Unreadable("workbook", path=shown)
    if first.lstrip().startswith(b"<"):
        raise Unreadable("page", path=shown)
    if not first.startswith(_UTF16):
        decoders.pop("utf-16", None)
    encoding = next((one for one in ENCODINGS if one in decoders), None)
    if encoding is None:
        raise Unreadable("encoding", path=shown)
    return CsvFile(source, shown, encoding, digest.hexdigest(), any(one in last for one in b"\r\n"))


def _opened(source: Path | bytes) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def _keep_able(decoders: dict[str, IncrementalDecoder], chunk: bytes, *, final: bool) -> None:
    for name in list(decoders):
        try:
            decoders[name].decode(chunk, final)
        except UnicodeError:
            del decoders[name]
