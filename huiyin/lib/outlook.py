"""What Outlook packs into `winmail.dat` (TNEF, [MS-OXTNEF]): the files of a mail, and its words if they stand nowhere else.

Read in one pass over what came, so that nothing that was sent can keep us long; where it breaks off, what was read until
there is what there is.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

SIGNATURE: Final = 0x223E9F78
MOST: Final = 200  # files of one mail; what comes behind them is not looked at
_HEAD, _KEY, _SUM = 9, 6, 2  # bytes in front of an attribute, in front of the first, behind each
_RENDERING, _DATA, _TITLE, _FILE = (
    0x9002,
    0x800F,
    0x8010,
    0x9005,
)  # what an attachment begins with, and is made of
_BODY, _MESSAGE, _CODEPAGE = 0x800C, 0x9003, 0x9007
_LONG_NAME, _SHORT_NAME, _CONTENT, _WORDS = 0x3707, 0x3704, 0x3701, 0x1000  # properties
_MANY, _NAMED = 0x1000, 0x8000
_SIZES: Final = {
    **dict.fromkeys((0x02, 0x03, 0x04, 0x0A, 0x0B), 4),
    **dict.fromkeys((0x05, 0x06, 0x07, 0x14, 0x40), 8),
    0x48: 16,
}
_OF_ANY_LENGTH: Final = (0x0D, 0x1E, 0x1F, 0x102)
_IN_UTF_16: Final = 0x1F


@dataclass
class Packed:
    """What was in it: words, and files by their names."""

    text: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


def is_packed(content: bytes) -> bool:
    """Whether it begins as such a packet does."""
    return len(content) >= _KEY and struct.unpack_from("<I", content)[0] == SIGNATURE


def unpacked(content: bytes, decoded: Callable[[bytes, str], str]) -> Packed:
    """What it holds; `decoded` reads words of which is said in which character set they are."""
    found, names, charset = Packed(), list[list[str]](), "gb18030"
    for name, data in _attributes(memoryview(content)):
        if name == _CODEPAGE and len(data) >= 4:
            charset = f"cp{struct.unpack_from('<I', data)[0]}"
        elif name == _RENDERING:
            if len(names) == MOST:
                break
            found.files.append(("", b""))
            names.append(["", "", ""])
        elif name == _BODY:
            found.text = found.text or _line(decoded(bytes(data), charset))
        elif name == _MESSAGE:
            words = {key: (kind, value) for key, kind, value in _properties(data) if key == _WORDS}
            for kind, value in words.values():
                found.text = _line(_string(kind, value, charset, decoded))
        elif found.files:
            _put(found, names, name, data, charset, decoded)
    ready = zip(names, found.files, strict=True)
    found.files = [(next(filter(None, of), ""), one) for of, (_name, one) in ready if one]
    return found


def _put(
    found: Packed,
    names: list[list[str]],
    name: int,
    data: memoryview,
    charset: str,
    decoded: Callable[[bytes, str], str],
) -> None:
    """Into the last file that began."""
    if name == _DATA:
        found.files[-1] = ("", bytes(data))
    elif name == _TITLE:
        names[-1][2] = _line(decoded(bytes(data), charset))
    elif name == _FILE:
        for key, kind, value in _properties(data):
            if key in (_LONG_NAME, _SHORT_NAME):
                names[-1][key == _SHORT_NAME] = _line(_string(kind, value, charset, decoded))
            elif key == _CONTENT and not found.files[-1][1]:
                found.files[-1] = ("", bytes(value))


def _attributes(content: memoryview) -> Iterator[tuple[int, memoryview]]:
    place = _KEY
    while place + _HEAD <= len(content):
        _level, name, length = struct.unpack_from("<BII", content, place)
        place += _HEAD
        yield name & 0xFFFF, content[place : place + length]
        place += length + _SUM


def _properties(data: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """Each with its number, its kind, and the first of its values; until it ends or is of a kind that nobody knows."""
    place = 4
    try:
        while place + 4 <= len(data):
            kind, key = struct.unpack_from("<HH", data, place)
            place += 4
            if key >= _NAMED:
                place = _behind_name(data, place)
            times = 1
            if kind & _MANY or kind in _OF_ANY_LENGTH:
                (times,) = struct.unpack_from("<I", data, place)
                place += 4
            values, place = _values(data, place, kind & ~_MANY, times)
            if values:
                yield key, kind & ~_MANY, values[0]
    except (struct.error, KeyError):
        return


def _behind_name(data: memoryview, place: int) -> int:
    """A property of its maker's own carries who made it, and a number or a name."""
    (by_name,) = struct.unpack_from("<I", data, place + 16)
    (said,) = struct.unpack_from("<I", data, place + 20)
    return place + 24 + (_padded(said) if by_name else 0)


def _values(data: memoryview, place: int, kind: int, times: int) -> tuple[list[memoryview], int]:
    """So many values, as far as there are any; no more than the first is kept."""
    found: list[memoryview] = []
    for _n in range(times):
        if place >= len(data):
            break
        length = _SIZES[kind] if kind not in _OF_ANY_LENGTH else struct.unpack_from("<I", data, place)[0]
        place += 4 * (kind in _OF_ANY_LENGTH)
        if not found:
            found.append(data[place : place + length])
        place += _padded(length)
    return found, place


def _padded(length: int) -> int:
    return length + -length % 4


def _string(kind: int, value: memoryview, charset: str, decoded: Callable[[bytes, str], str]) -> str:
    return decoded(bytes(value), "utf-16-le" if kind == _IN_UTF_16 else charset)


def _line(text: str) -> str:
    return text.replace("\x00", "").strip()
