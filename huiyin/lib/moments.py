"""Moments as people and systems write them: a day as in `days`, and behind it a clock, half a day, a zone."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from huiyin.lib import days
from huiyin.lib.words import table

NOON: Final = 12
_COMPACT: Final = re.compile(r"(\d{8})\s?(\d{2})(\d{2})(\d{2})", re.ASCII)
_CLOCK: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:\u65f6\u70b9](\d{1,2})\u5206?(?::?(\d{1,2})\u79d2?(?:\.\d+)?)?|[\u65f6\u70b9]\u6574?)$",
    re.ASCII,
)


class UnsureMomentError(ValueError):
    """Half past twelve at night belongs to the night before or behind the day: nobody knows."""


def moment_read(text: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """A moment and whether its hour was said; one without a zone is the county's. None: no moment, or only a month.

    Raises UnsureMomentError.
    """
    words, half = _half_day(days.plain(text))
    try:
        found = datetime.fromisoformat(words)
        has_clock = len(words) > len("2019-01-02")
        found = found if found.tzinfo else found.replace(tzinfo=zone)
    except ValueError:
        read = _in_words(words, zone)
        if read is None:
            return None
        found, has_clock = read
    return (_in_half(found, half) if has_clock else found), has_clock


def _in_words(words: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    compact = _COMPACT.fullmatch(words)
    clock = compact or _CLOCK.search(words)
    before = (
        words[: clock.start()].rstrip("T ") if clock and not compact else (compact[1] if compact else words)
    )
    read = days.day_read(before)
    if read is None or read.month:
        return None
    if read.serial:
        return _of_serial(read, words, zone)
    if clock is None:
        return datetime.combine(read.day, time(0), tzinfo=zone), False
    hour, minute, second = (int(part or 0) for part in clock.groups()[-3:])
    try:
        return datetime.combine(read.day, time(hour, minute, second), tzinfo=zone), True
    except ValueError:
        return None


def _of_serial(read: days.Read, words: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """A moment that a spreadsheet shows as the number it keeps for it: days, and the part of the day."""
    if not re.fullmatch(r"\d+(?:\.\d+)?", words, re.ASCII):
        return None
    part = Decimal(words) % 1
    seconds = int((part * 86_400).to_integral_value())
    return datetime.combine(read.day, time(0), tzinfo=zone) + timedelta(seconds=seconds), bool(part)


def _half_day(words: str) -> tuple[str, str]:
    """The words without “in the afternoon” and the like, and which of them stood there."""
    found = re.search(rf"\s*({table('lists')['days']['half']})\s*", words)
    if found is None:
        return words, ""
    return f"{words[: found.start()]} {words[found.end() :]}".strip(), found[1]


def _in_half(moment: datetime, half: str) -> datetime:
    """Three in the afternoon is fifteen, one at noon thirteen; twelve before noon is the beginning of the day."""
    known = table("lists")["days"]
    if half in known["night"] and moment.hour == NOON:
        raise UnsureMomentError(half)
    if half in known["later"] or (half == known["noon"] and moment.hour < NOON - 2):
        return moment.replace(hour=moment.hour % NOON + NOON) if moment.hour <= NOON else moment
    return moment.replace(hour=0) if half and half != known["noon"] and moment.hour == NOON else moment
