"""Reading a CSV file as it comes: its encoding, its columns by name, the line on which a record begins."""

import csv
import hashlib
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huiyin.lib.words import sentences

ENCODINGS: Final = ("utf-8-sig", "gb18030")
DELIMITERS: Final = (",", "\t", ";")
MAX_FIELD: Final = 1_000_000  # characters; more is a quotation mark that never closes
_CHUNK: Final = 1 << 20
# Control characters break documents and databases; tab and line feed are writing.
_CONTROL: Final = {n: None for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\t\n\x85"} | {
    0x85: "\n"
}


class Unreadable(Exception):
    """A file cannot be read at all; `sentence` says why in the language of the reader."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def sentence(self, lang: str) -> str:
        """Why, and what to do."""
        found: str = sentences("csv_rows", lang)[self.code]
        return found.format(**self.facts)


@dataclass(frozen=True)
class Record:
    """One record by our names for its columns; `line` is the physical line on which it begins."""

    line: int
    values: Mapping[str, str]
    cleaned: bool = False


@dataclass(frozen=True)
class Broken:
    """A record that could not be taken apart."""

    line: int
    code: str
    facts: Mapping[str, object]

    def sentence(self, lang: str) -> str:
        """Why."""
        found: str = sentences("csv_rows", lang)[self.code]
        return found.format(**self.facts)


@dataclass(frozen=True)
class CsvFile:
    """A file whose encoding is known; `sha256` is of its bytes."""

    path: Path
    encoding: str
    sha256: str

    def records(self, columns: Mapping[str, str] | None = None) -> Iterator[Record | Broken]:
        """Every record; `columns` maps our names for the columns to the file's (None: they are the same)."""
        before = csv.field_size_limit(MAX_FIELD)
        try:
            with self.path.open(encoding=self.encoding, newline="") as lines:
                yield from self._records(lines, columns)
        finally:
            csv.field_size_limit(before)

    def _records(self, lines: Iterator[str], columns: Mapping[str, str] | None) -> Iterator[Record | Broken]:
        above, heading = next(((n, line) for n, line in enumerate(lines, start=1) if line.strip()), (0, ""))
        delimiter = _delimiter(heading, list((columns or {}).values()))
        names = [
            name.replace("\x00", "").strip() for name in next(csv.reader([heading], delimiter=delimiter), [])
        ]
        where = self._where(names, columns)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + above + 1  # the heading was taken before the reader began to count
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Broken(line, "quotes", {"detail": str(error)})
                continue
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(names):
                yield Broken(line, "width", {"found": len(row), "wanted": len(names)})
                continue
            yield _record(line, {name: row[n] for name, n in where.items()})

    def _where(self, names: Sequence[str], columns: Mapping[str, str] | None) -> dict[str, int]:
        wanted = {name: name for name in names if name} if columns is None else columns
        for column in wanted.values():
            if column not in names:
                listed = ", ".join(name for name in names if name)
                raise Unreadable("no_column", path=self.path, wanted=column, columns=listed)
            if names.count(column) > 1:
                raise Unreadable("column_twice", path=self.path, wanted=column)
        return {ours: names.index(column) for ours, column in wanted.items()}


def open_csv(path: Path) -> CsvFile:
    """Look at the whole file once: its fingerprint, and whether it is UTF-8 or GB18030. Raises Unreadable."""
    digest = hashlib.sha256()
    decoders = {name: getincrementaldecoder(name)("strict") for name in ENCODINGS}
    first = b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                first = first or chunk[:4]
                digest.update(chunk)
                _keep_able(decoders, chunk, final=False)
            _keep_able(decoders, b"", final=True)
    except FileNotFoundError as error:
        raise Unreadable("missing", path=path) from error
    except IsADirectoryError as error:
        raise Unreadable("directory", path=path) from error
    except OSError as error:
        raise Unreadable("closed", path=path, detail=error.strerror) from error
    if not first:
        raise Unreadable("empty", path=path)
    if first == b"PK\x03\x04":
        raise Unreadable("workbook", path=path)
    encoding = next((name for name in ENCODINGS if name in decoders), None)
    if encoding is None:
        raise Unreadable("encoding", path=path)
    return CsvFile(path, encoding, digest.hexdigest())


def _keep_able(decoders: dict, chunk: bytes, *, final: bool) -> None:  # type: ignore[type-arg]
    for name in list(decoders):
        try:
            decoders[name].decode(chunk, final)
        except UnicodeDecodeError:
            del decoders[name]


def _delimiter(heading: str, wanted: Sequence[str]) -> str:
    for delimiter in DELIMITERS:
        names = {name.strip() for name in next(csv.reader([heading], delimiter=delimiter), [])}
        if names >= set(wanted) and (wanted or len(names) > 1):
            return delimiter
    return DELIMITERS[0]


def _record(line: int, values: dict[str, str]) -> Record:
    cleaned = False
    for name, text in values.items():
        plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        kept = plain.translate(_CONTROL)
        cleaned = cleaned or kept != plain
        values[name] = kept.strip()
    return Record(line, values, cleaned)
