"""Some entries of a charter's text set anew, with everything else left as it was written: words, order, remarks."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

Entries = Mapping[str, Mapping[str, Any]]  # by place, such as clock.petition.notify: the keys that are set


class WrittenOtherwise(ValueError):
    """The text has this entry in a form in which it cannot be set without writing the text anew."""


def with_entries(text: str, entries: Entries, version: str = "") -> str:
    """The text with these keys set, and another version in its head. Raises WrittenOtherwise."""
    wanted = tomllib.loads(text)
    lines = text.split("\n")
    if version:
        wanted["version"] = version
        _set_line(lines, 0, _end(lines, 0), "version", version)
    for place, keys in entries.items():
        entry: Any = wanted
        for name in place.split("."):
            entry = entry[name]
        entry |= keys
        _set(lines, place, keys)
    made = "\n".join(lines)
    try:
        holds = tomllib.loads(made) == wanted
    except tomllib.TOMLDecodeError as error:
        raise WrittenOtherwise(str(error)) from error
    if not holds:
        raise WrittenOtherwise(", ".join(entries))
    return made


def _set(lines: list[str], place: str, keys: Mapping[str, Any]) -> None:
    """Under a heading of its own, or in braces behind its name under the heading of its part."""
    part, _dot, name = place.rpartition(".")
    own = _heading(lines, place)
    if own is not None:
        for key, value in keys.items():
            _set_line(lines, own + 1, _end(lines, own + 1), key, value)
        return
    first = _heading(lines, part)
    if first is None:
        raise WrittenOtherwise(place)
    for at in range(first + 1, _end(lines, first + 1)):
        if re.match(rf"\s*{re.escape(name)}\s*=\s*\{{", lines[at]):
            for key, value in keys.items():
                lines[at] = _in_braces(lines[at], key, value)
            return
    raise WrittenOtherwise(place)


def _heading(lines: list[str], place: str) -> int | None:
    return next((at for at, line in enumerate(lines) if line.split("#")[0].strip() == f"[{place}]"), None)


def _end(lines: list[str], first: int) -> int:
    """The next heading, or the end."""
    return next((at for at in range(first, len(lines)) if lines[at].startswith("[")), len(lines))


def _set_line(lines: list[str], first: int, end: int, key: str, value: Any) -> None:
    for at in range(first, end):
        if re.match(rf"\s*{key}\s*=", lines[at]):
            lines[at] = f"{key} = {_written(value)}"
            return
    raise WrittenOtherwise(key)


def _in_braces(line: str, key: str, value: Any) -> str:
    """The first place behind a brace or comma where the key stands; that it was the right one is checked afterwards."""
    said = rf'([{{,]\s*{key}\s*=\s*)("(?:[^"\\]|\\.)*"|[^,}}"]+?)(\s*[,}}])'
    made, found = re.subn(said, lambda m: f"{m[1]}{_written(value)}{m[3]}", line, count=1)
    if not found:
        raise WrittenOtherwise(key)
    return made


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
