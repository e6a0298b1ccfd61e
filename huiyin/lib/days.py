"""Days and moments as people write them: with signs or words between, a weekday behind, a serial number, half a day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from huiyin.lib.words import narrow, table

FIRST, LAST = (
    18_264,
    73_415,
)  # the numbers of 1950 and 2100 in a spreadsheet, which counts days since 30 December 1899
_ZERO: Final = date(1899, 12, 30)
_Y, _M, _D = "\u5e74", "\u6708", "[\u65e5\u53f7]"
_DAY: Final = re.compile(
    rf"(\d{{4}})\s*(?:[-/.]|{_Y})\s*(\d{{1,2}})\s*(?:[-/.]|{_M})\s*(\d{{1,2}})\s*{_D}?", re.ASCII
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH: Final = re.compile(
    rf"(\d{{4}})\s*(?:[-/.]|{_Y})\s*(\d{{1,2}})\s*(?:{_M}\u4efd?)?|(\d{{4}})(\d{{2}})", re.ASCII
)
_CUT: Final = re.compile(r"\d{4}\.1")
_CLOCK: Final = re.compile(
    r"[T\s]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]M|Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_NUMERALS: Final = {
    sign: str(n) for n, sign in enumerate("\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d")
} | dict.fromkeys("\u96f6\u25cb\u25ef", "0")  # the round zero is typed as a circle, or as a letter


@dataclass(frozen=True)
class Read:
    """A day; whether it was a serial number, whether only its month was written, and whether that may be another one:
    2021.1 is January, or October of which a spreadsheet left the zero out."""

    day: date
    serial: bool = False
    month: bool = False
    unsure: bool = False


def plain(text: str) -> str:
    """Of one width, without marks that cannot be seen, weekdays and remarks in brackets."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", narrow(text))
    return " ".join(re.sub(table("lists")["days"]["weekday"], " ", bare).split())


def day_read(text: str) -> Read | None:
    """A day as people write it, whatever clock stands behind it; None: no day."""
    words = _without_clock(_numbered(plain(text)))
    match = _DAY.fullmatch(words) or _COMPACT.fullmatch(words)
    if match is not None:
        day = _day(*match.groups())
        return Read(day) if day else None
    if re.fullmatch(r"\d{5}(?:\.\d+)?", words, re.ASCII) and FIRST <= float(words) <= LAST:
        return Read(_ZERO + timedelta(int(float(words))), serial=True)
    month = _MONTH.fullmatch(words)
    if month is not None:
        year, number = (month[1] or month[3]), (month[2] or month[4])
        day = _day(year, number, "1")
        return Read(day, month=True, unsure=bool(_CUT.fullmatch(words))) if day else None
    return None


def day_in(text: str) -> date | None:
    """A whole day as people write it; None where there is none, only its month, or a spreadsheet's number."""
    found = day_read(text)
    return found.day if found is not None and not (found.month or found.serial) else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _without_clock(words: str) -> str:
    half = table("lists")["days"]["half"]
    bare = re.sub(rf"\s*(?:{half})\s*$", "", _CLOCK.sub("", re.sub(rf"\s*(?:{half})\s*(?=\d)", " ", words)))
    return re.sub(table("lists")["days"]["clock"], "", bare).strip()


def _numbered(words: str) -> str:
    """Chinese numerals of a date as digits: two thousand and twenty-six is written sign by sign, the tenth as ten."""
    if not re.search(f"[{''.join(_NUMERALS)}\u5341]", words):
        return words
    words = re.sub(rf"(?<=[{''.join(_NUMERALS)}Oo])[Oo]|[Oo](?=[Oo]*[{''.join(_NUMERALS)}])", "0", words)
    ten = "\u5341"
    words = re.sub(rf"(?<![{''.join(_NUMERALS)}]){ten}(?=[{''.join(_NUMERALS)}])", "1", words)
    words = re.sub(rf"(?<=[{''.join(_NUMERALS)}]){ten}(?=[{''.join(_NUMERALS)}])", "", words)
    words = re.sub(rf"(?<=[{''.join(_NUMERALS)}]){ten}", "0", words).replace(ten, "10")
    return "".join(_NUMERALS.get(sign, sign) for sign in words)
