"""Masks what identifies a person, and finds personal numbers in text that is about to be published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from huiyin.lib import naming, telephone
from huiyin.lib.words import table

HIDDEN: Final = "*"
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK: Final = "10X98765432"
_GAP: Final = r"[ \t\-.·]?"  # people group digits

Kind = Literal["id_card", "bank_card", "mobile", "landline", "plate"]


@dataclass(frozen=True)
class Found:
    """A personal number in a text: `text[start:end]`."""

    kind: Kind
    start: int
    end: int


def mask_name(name: str) -> str:
    """The surname stays, one star for every other character; else the first letter of each word.

    However it was spaced or dotted, and whatever was remarked in brackets: what is hidden cannot be put together again.
    """
    name = naming.bare(name)
    if not name:
        return ""
    if len(name) == 1:  # has no part that could stay
        return HIDDEN
    if not any(naming.is_han(character) for character in name):
        return " ".join(word[0] + HIDDEN * 3 for word in name.split(" "))
    if not all(naming.is_han(character) or character == "\u00b7" for character in name):
        return name[0] + HIDDEN * 3
    surname = name[:2] if len(name) > 2 and name[:2] in table("masking")["surnames"] else name[:1]
    return surname + HIDDEN * (len(name) - len(surname))


def mask_phone(phone: str) -> str:
    """`138****5678`; a landline keeps area code and last two digits. What is no phone number is all stars."""
    digits = telephone.digits(phone)
    if len(digits) == 11 and digits.startswith("1"):
        return digits[:3] + HIDDEN * 4 + digits[-4:]
    if 10 <= len(digits) <= 12 and digits.startswith("0"):
        area = 3 if digits[1] in "12" else 4
        return f"{digits[:area]}-{HIDDEN * (len(digits) - area - 2)}{digits[-2:]}"
    if 7 <= len(digits) <= 8:
        return HIDDEN * (len(digits) - 2) + digits[-2:]
    return HIDDEN * 4 if phone.strip() else ""


def mask_address(address: str) -> str:
    """Readable up to village, community or the last division named; street, number and door become `***`."""
    address = address.strip()
    if not address:
        return ""
    endings = "|".join(table("masking")["smallest_places"] + table("masking")["places"])
    # Only unbroken Chinese: a digit or letter already leads to a door.
    head = re.match(r"[\u3400-\u9fff·\uff08\uff09()\s]*", address)
    known = list(re.finditer(endings, head[0] if head else ""))
    if not known:
        return HIDDEN * 3
    shown = address[: _end_of_place(known)]
    return shown if shown == address else shown + HIDDEN * 3


def _end_of_place(known: list[re.Match[str]]) -> int:
    """The first village or community ends what is shown; without one, the last division does."""
    for place in known:
        if place[0] in table("masking")["smallest_places"]:
            return place.end()
    return known[-1].end()


def find_personal(text: str) -> list[Found]:
    """ID cards (18, with check digit), mobiles, bank cards (16–19, Luhn), landlines, plates, in order.

    Full-width characters and grouped digits are seen too. The finds do not overlap.
    """
    plain = _half_width(text)
    found: list[Found] = []
    for kind, start, end in _candidates(plain):
        if not any(start < other.end and other.start < end for other in found):
            found.append(Found(kind, start, end))
    return sorted(found, key=lambda one: one.start)


def mask_numbers(text: str) -> str:
    """The text with every personal number in it made unreadable; telephones as they are masked elsewhere."""
    out, last = [], 0
    for found in find_personal(text):
        number = text[found.start : found.end]
        hidden = mask_phone(_half_width(number)) if found.kind in ("mobile", "landline") else ""
        out += [text[last : found.start], hidden or HIDDEN * 4]
        last = found.end
    return "".join([*out, text[last:]])


def without_identity(text: str) -> str:
    """The text with identity numbers made unreadable, which nobody here needs (G17); all else stays as it was said."""
    out, last = [], 0
    for found in find_personal(text):
        if found.kind == "id_card":
            out += [text[last : found.start], HIDDEN * 4]
            last = found.end
    return "".join([*out, text[last:]])


def _candidates(plain: str) -> Iterator[tuple[Kind, int, int]]:
    """Surest kinds first, since an earlier find keeps its place."""
    for kind, pattern in _patterns():
        for match in pattern.finditer(plain):
            bare = re.sub(r"[^0-9A-Z]", "", match[1])
            if (kind == "id_card" and not _is_id_card(bare)) or (kind == "bank_card" and not _is_luhn(bare)):
                continue
            yield kind, match.start(1), match.end(1)


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    words = table("masking")
    before, after = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
    digits = rf"[0-9](?:{_GAP}[0-9])"
    # Lookahead with a group: matches may start anywhere, so a stray digit before a number hides nothing.
    written: list[tuple[Kind, str]] = [
        ("id_card", rf"{digits}{{16}}{_GAP}[0-9X]{after}"),
        *(("bank_card", rf"{digits}{{{length - 1}}}{after}") for length in (19, 18, 17, 16)),
        ("mobile", rf"(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"),
        ("landline", r"\(?0[1-9][0-9]{1,2}(?:\)|-| )?[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])"),
        (
            "plate",
            rf"[{words['plate_first']}][A-Z][ ·\-.]?(?:[A-HJ-NP-Z0-9]{{5,6}}{after}|"
            rf"[A-HJ-NP-Z0-9]{{4}}[{words['plate_last']}])",
        ),
    ]
    loose = {"mobile": r"(?<![0-9])", "landline": r"(?<![0-9])", "plate": ""}
    return tuple((kind, re.compile(rf"{loose.get(kind, before)}(?=({shape}))")) for kind, shape in written)


def _half_width(text: str) -> str:
    """Full-width letters, digits and signs made plain, one character for one, so that positions stay true."""
    return "".join(_plain_sign(sign) for sign in text)


def _plain_sign(sign: str) -> str:
    if "\uff01" <= sign <= "\uff5e":
        sign = chr(ord(sign) - 0xFEE0)
    if sign in "\u3000\u00a0":
        return " "
    if sign in "\u2010\u2013\u2014":
        return "-"
    return sign.upper() if sign.isascii() else sign


def _is_id_card(bare: str) -> bool:
    try:
        born = date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, bare[:17], strict=True))
    return born.year >= 1850 and _ID_CHECK[total % 11] == bare[17]


def _is_luhn(bare: str) -> bool:
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(bare)))
    return bare.strip("0") != "" and sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
