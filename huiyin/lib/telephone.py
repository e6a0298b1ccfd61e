"""Telephone numbers as their digits alone, so that each is the same however somebody wrote it."""

import re
import unicodedata
from typing import Final

from huiyin.lib.unseen import seen

MOST: Final = 12  # digits of a number in this country, with its area code
MOBILE: Final = 11
LONGEST: Final = 40  # characters: two numbers beside each other, or one with a remark
LEAST: Final = 7  # of one that stands beside another

_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff70", "-"))
# Before a mobile, or a landline with its area code, it says nothing in a country of one such code; nor does the zero
# with which a mobile of another town was once dialled.
_COUNTRY: Final = re.compile(r"(?:00)?86(?=(?:0?1[0-9]{10}|0[0-9]{9,11})\Z)")
_LONG_DISTANCE: Final = re.compile(r"0(?=1[3-9][0-9]{9}\Z)")
_EXTENSION: Final = re.compile(
    r"(?:\u8f6c|\u5206\u673a|ext\.?|#)[^0-9]{0,8}[0-9]{0,6}(?![0-9])", re.IGNORECASE
)
_BRACKET: Final = re.compile(r"[(\[\u3010\u3014]([^()\[\]\u3010\u3011\u3014\u3015]*)[)\]\u3011\u3015]")
_AREA: Final = re.compile(
    r"[ -]*(?:\+?86|0086|0[0-9]{2,3})[ -]*"
)  # what may stand in brackets as part of a number
_BETWEEN: Final = re.compile(r"[\u3001\u3002,;|\\\n\u6216\u548c\u53ca]+|/+|\s{2,}")
_GROUPED: Final = re.compile(r"[0-9 ()+./\s-]*")  # digits, and what groups them
# What has the form of a number where more stands beside it: a mobile, else a landline without its extension.
_NUMBER: Final = re.compile(
    r"(?<![0-9])(?:(?:(?:\+?86|0086)[ -]?)?0?(1[3-9](?:[ .-]?[0-9]){9})"
    r"|((?:\(?0[0-9]{2,3}\)?[ -]{0,2})?[2-9][0-9]{2,3}[ -]?[0-9]{4})(?:-[0-9]{1,5})?)(?![0-9])"
)
_EXTENDED: Final = re.compile(r"(?:0[0-9]{2,3}[ -]?)?[2-9][0-9]{6,7}-[0-9]{1,5}")


def digits(written: str) -> str:
    """Full or half width, with or without signs between them, with or without +86 or 0086 before them.

    Of several numbers the first; an extension and a remark are no part of it.
    """
    return next(iter(numbers(written)), "")


def numbers(written: str) -> tuple[str, ...]:
    """All numbers that stand there, each as its digits; one that is grouped by signs is one number."""
    plain = unicodedata.normalize("NFKC", seen(written)).translate(_DASHES)
    found = [number for part in _parts(_BRACKET.sub(_inside, plain)) for number in _of_part(part)]
    return tuple(dict.fromkeys(filter(None, found)))


def meet(one: str, other: str) -> bool:
    """Whether a number stands in both, be it with its area code in one and without it in the other."""
    return any(a == b or _is_local(a, b) or _is_local(b, a) for a in numbers(one) for b in numbers(other))


def forms(written: str) -> set[str]:
    """Every number that stands there, with and without its area code: what two that meet have in common."""
    return {*numbers(written), *bare(written)}


def bare(written: str) -> set[str]:
    """Every number that stands there with its area code, without it."""
    found = numbers(written)
    return {number[cut:] for number in found for cut in (3, 4) if _is_local(number[cut:], number)}


def _is_local(number: str, whole: str) -> bool:
    codes = len(whole) - len(number)
    return (
        whole[:1] == "0" and LEAST <= len(number) <= LEAST + 1 and codes in (3, 4) and whole.endswith(number)
    )


def _inside(bracket: re.Match[str]) -> str:
    """What stands in brackets: an area code belongs to the number, a number is another one, the rest is a remark."""
    if _AREA.fullmatch(bracket[1]):
        return bracket[0]
    others = " \n".join(_seen(bracket[1]))
    return f"\n{others}\n" if others else " "


def _parts(plain: str) -> list[str]:
    """Where each of several numbers is long enough to be one, they are told apart; else the signs only group."""
    parts = [_EXTENSION.sub(" ", part) for part in _BETWEEN.split(plain)]
    told = [part for part in parts if _bare(part)]
    return told if len(told) > 1 and all(len(_bare(part)) >= LEAST for part in told) else [" ".join(parts)]


def _of_part(part: str) -> list[str]:
    """The number of a part; where words or too many digits stand there, what has the form of one."""
    whole = _bare(part)
    if len(whole) <= MOBILE and _GROUPED.fullmatch(part) and not _EXTENDED.fullmatch(part.strip()):
        return [whole]
    return _seen(part) or [whole]


def _seen(text: str) -> list[str]:
    return [_bare(found[1] or found[2]) for found in _NUMBER.finditer(text)]


def _bare(written: str) -> str:
    plain = re.sub(r"[^0-9]", "", written)
    plain = plain[found.end() :] if (found := _COUNTRY.match(plain)) else plain
    return plain[found.end() :] if (found := _LONG_DISTANCE.match(plain)) else plain
