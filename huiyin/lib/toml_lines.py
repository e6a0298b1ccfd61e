"""Finds the line on which a TOML entry stands, which the standard parser does not tell."""

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME: Final = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_ENTRY: Final = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")

Path = tuple[str, ...]


class Lines:
    """Where tables and entries stand; an entry inside an inline table stands on the line of that table."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}  # how many [[tables]] of a name have come
        self._table: Path = ()
        self._depth, self._quote = 0, ""
        for number, line in enumerate(text.splitlines(), start=1):
            self._read(number, line)

    def of(self, *path: str) -> int:
        """The line of the entry, or of the nearest thing around it; 1 when nothing of it is written."""
        while path:
            if path in self._found:
                return self._found[path]
            path = path[:-1]
        return 1

    def _read(self, number: int, line: str) -> None:
        outside = not self._depth and not self._quote
        if outside and (header := _HEADER.match(line)):
            self._open(number, _split(header[2]), repeated=header[1] == "[[")
            return
        if outside and (entry := _ENTRY.match(line)):
            path = self._table
            for part in _split(entry[1]):
                path = (*path, part)
                self._found.setdefault(path, number)
            line = line[entry.end() :]
        self._follow(line)

    def _open(self, number: int, name: Path, *, repeated: bool) -> None:
        if repeated:
            count = self._tables.get(name, 0)
            self._tables[name] = count + 1
            self._found.setdefault(name, number)
            name = (*name, str(count))
        self._table = name
        for length in range(1, len(name) + 1):
            self._found.setdefault(name[:length], number)

    def _follow(self, line: str) -> None:
        """Keep track of brackets and long strings which go on over several lines."""
        at = 0
        while at < len(line):
            if self._quote:
                end = _closing(line, self._quote, at)
                at, self._quote = (end, "") if end >= 0 else (len(line), self._quote)
                continue
            if line[at] == "#":
                return
            if line[at] in "\"'":
                self._quote = line[at] * 3 if line.startswith(line[at] * 3, at) else line[at]
                at += len(self._quote)
                continue
            self._depth += (line[at] in "[{") - (line[at] in "]}")
            at += 1


def _closing(line: str, quote: str, at: int) -> int:
    """The position after the quote which ends a string, or -1."""
    while at < len(line):
        if line[at] == "\\" and quote[0] == '"':
            at += 2
        elif line.startswith(quote, at):
            return at + len(quote)
        else:
            at += 1
    return -1


def _split(name: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, name))
