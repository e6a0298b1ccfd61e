"""A telephone number as its digits alone, so that it is the same however somebody wrote it; the first of several."""

import re
import unicodedata
from typing import Final

MOST: Final = 12  # digits of a number in this country, with its area code
LEAST: Final = 7  # of one that stands beside another

# Before a mobile, or a landline with its area code, it says nothing in a country of one such code.
_COUNTRY: Final = re.compile(r"(?:00)?86(?=(?:1[0-9]{10}|0[0-9]{9,11})\Z)")
_EXTENSION: Final = re.compile(r"(?:\u8f6c|\u5206\u673a|ext|#).*", re.IGNORECASE | re.DOTALL)
_BETWEEN: Final = re.compile(r"[\u3001\u3002,;|\n\u6216\u548c\u53ca]+|/+|\s{2,}")
_MOBILE: Final = re.compile(r"(?<![0-9])(?:\+?86|0086)?[ -]?(1[3-9](?:[ -]?[0-9]){9})(?![0-9])")


def digits(written: str) -> str:
    """Full or half width, with or without signs between them, with or without +86 or 0086 before them.

    Of several numbers the first; an extension and a remark are no part of it.
    """
    return next(iter(numbers(written)), "")


def numbers(written: str) -> tuple[str, ...]:
    """All numbers that stand there, each as its digits; one that is grouped by signs is one number."""
    found: list[str] = []
    for part in _parts(unicodedata.normalize("NFKC", written)):
        number = _bare(part)
        mobiles = [_bare(one) for one in _MOBILE.findall(part)] if len(number) > MOST else []
        found += mobiles or [number]
    return tuple(dict.fromkeys(filter(None, found)))


def _parts(plain: str) -> list[str]:
    """Where each of several numbers is long enough to be one, they are told apart; else the signs only group."""
    parts = [_EXTENSION.sub("", part) for part in _BETWEEN.split(plain)]
    told = [part for part in parts if _bare(part)]
    return told if len(told) > 1 and all(len(_bare(part)) >= LEAST for part in told) else ["".join(parts)]


def _bare(written: str) -> str:
    plain = re.sub(r"[^0-9]", "", written)
    return plain[found.end() :] if (found := _COUNTRY.match(plain)) else plain
