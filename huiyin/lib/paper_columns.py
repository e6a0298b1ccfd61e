"""How wide the columns of a table on paper are: a date, a number or a name stays in one line, the rest shares the room."""

import re
from collections.abc import Sequence
from typing import Final

CHARACTER: Final = 4.24  # mm: a Chinese character of 12 points
HALF: Final = 0.58  # of it: a letter or a digit, in the broader of the faces that stand in for each other
AIR: Final = 0.25  # of it: what programs leave free between a Chinese character and a digit
PADDING: Final = 4.6  # mm: the margins of a cell at both sides, and a little air
SHORT: Final = 7.0  # characters: what is not longer is never broken
HEAD: Final = 4.0  # characters: a head that is longer may stand in two lines
LONGEST: Final = 60.0  # characters: longer text asks for no more room
# What is never broken: a date, a moment's hours, a reference, a number, a Latin word.
_WHOLE: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?: 星期.)?|[!-~–]+")


_BESIDE: Final = re.compile(r"(?<=[!-~])(?=[^\x00-\x7f–])|(?<=[^\x00-\x7f–])(?=[!-~])")


def width(text: str) -> float:
    """In Chinese characters."""
    beside = len(_BESIDE.findall(text)) * AIR
    return beside + sum(HALF if character.isascii() or character == "–" else 1.0 for character in text)


def is_short(texts: Sequence[str]) -> bool:
    """Whether every line of these cells is short: such a column is centred."""
    return all(width(line) <= SHORT + 2 for text in texts for line in text.splitlines())


def columns(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """The widths in mm of a table whose first row is its head; together they are the room."""
    cells = list(zip(*rows, strict=True))
    least = [_mm(max(_head(column[0]), *map(_least, column[1:]), 2.0)) for column in cells]
    most = [
        _mm(min(LONGEST, max(width(line) for text in column for line in [*text.splitlines(), ""])))
        for column in cells
    ]
    wanted = [max(low, high) for low, high in zip(least, most, strict=True)]
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    if sum(wanted) <= room:
        return [one * room / sum(wanted) for one in wanted]
    spare = (room - sum(least)) / (sum(wanted) - sum(least))
    return [low + (high - low) * spare for low, high in zip(least, wanted, strict=True)]


def _mm(characters: float) -> float:
    return characters * CHARACTER + PADDING


def _head(text: str) -> float:
    whole = width(text)
    return whole if whole <= HEAD else max(HEAD, (whole + 1) / 2)


def _least(text: str) -> float:
    """The widest part of a cell that must stand in one line."""
    lines = [width(line) for line in text.splitlines()]
    if all(line <= SHORT for line in lines):
        return max(lines, default=0)
    return max((width(part) for part in _WHOLE.findall(text)), default=0)
