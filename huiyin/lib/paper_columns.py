"""How wide the columns of a table on paper are: a date, a number or a name stays in one line, the rest shares the room."""

import math
import re
from collections.abc import Sequence
from typing import Final

CHARACTER: Final = 4.24  # mm: a Chinese character of 12 points
HALF: Final = 0.58  # of it: a letter or a digit, in the broader of the faces that stand in for each other
AIR: Final = 0.25  # of it: what programs leave free between a Chinese character and a digit
PADDING: Final = 4.6  # mm: the margins of a cell at both sides, and a little air
SHORT: Final = 7.0  # characters: what is not longer is never broken
HEAD: Final = 5.0  # characters: a head that is longer may stand in two lines
HALF_HEAD: Final = 4.0  # characters: such a line at least
LONGEST: Final = 60.0  # characters: longer text asks for no more room
STEP: Final = 2.0  # mm by which a column grows
MOST_ROWS: Final = 60  # that are looked at: a longer list is of one kind
_SHARP: Final = 6  # how much the highest cell of a row counts more than the others
# What is never broken: a date, alone or with a weekday or an hour, a reference, a number, a Latin word.
_WHOLE: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?: 星期.| \d\d:\d\d)?|[!-~–]+")


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
    widths = _levelled(rows[1 : MOST_ROWS + 1], least, wanted, room)
    spare, asked = room - sum(widths), sum(wanted) - sum(widths)
    return [low + (high - low) * spare / asked for low, high in zip(widths, wanted, strict=True)]


def _levelled(
    rows: Sequence[Sequence[str]], least: Sequence[float], wanted: Sequence[float], room: float
) -> list[float]:
    """The least widths, grown step by step where that makes rows lower, until there is no room or nothing to gain."""
    texts = [[[width(line) * CHARACTER for line in cell.splitlines()] for cell in row] for row in rows]
    widths = list(least)
    high = [[_high(cell, at) for cell, at in zip(row, widths, strict=True)] for row in texts]
    while sum(widths) + STEP <= room:
        gains = []
        for at, (now, most) in enumerate(zip(widths, wanted, strict=True)):
            grown = [_high(row[at], now + STEP) for row in texts] if now + STEP <= most else []
            gain = sum(
                _row(was) - _row([*was[:at], one, *was[at + 1 :]])
                for was, one in zip(high, grown, strict=False)
            )
            gains.append((gain, -at, grown))
        gain, place, grown = max(gains, key=lambda one: one[:2])
        if gain <= 0:
            break
        widths[-place] += STEP
        for row, one in zip(high, grown, strict=True):
            row[-place] = one
    return widths


def _high(lines: Sequence[float], wide: float) -> float:
    """How many lines a cell of such lines has, not rounded: what is a little too long counts a little."""
    return sum(max(1.0, line / (wide - PADDING)) for line in lines)


def _row(high: Sequence[float]) -> float:
    """The height of a row: about that of its highest cell."""
    return float(sum(one**_SHARP for one in high) ** (1 / _SHARP))


def lines_of(row: Sequence[str], widths: Sequence[float]) -> int:
    """How many lines a row of a table has with columns of these widths, in mm."""
    cells = (
        sum(
            max(1, math.ceil(width(line) * CHARACTER / max(1.0, wide - PADDING)))
            for line in text.splitlines()
        )
        for text, wide in zip(row, widths, strict=True)
    )
    return max(1, *cells)


def _mm(characters: float) -> float:
    return characters * CHARACTER + PADDING


def _head(text: str) -> float:
    whole = width(text)
    return whole if whole <= HEAD else max(HALF_HEAD, (whole + 1) / 2)


def _least(text: str) -> float:
    """The widest part of a cell that must stand in one line."""
    lines = [width(line) for line in text.splitlines()]
    if all(line <= SHORT for line in lines):
        return max(lines, default=0)
    return max((width(part) for part in _WHOLE.findall(text)), default=0)
