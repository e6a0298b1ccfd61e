"""Reference numbers and query codes which people copy by hand: made, checked, read however they are typed."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final

MODULUS: Final = 31
# Digits keep their own value, so that swapping the last digit with a digit as check character is caught too.
_CHECK_VALUE: Final = {
    **{digit: int(digit) for digit in "23456789"},
    **dict(zip("ABCDEFGHJKLMNPQRSTVWXYZ", [0, 1, *range(10, 31)], strict=True)),
}
_CHECK_CHARACTER: Final = {value: character for character, value in _CHECK_VALUE.items()}
_PREFIX_WEIGHT: Final = 20  # prefix letters weigh 20, 21, … from the left; digits 2, 3, … from the right

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－ー_", "-"))
_LABEL: Final = re.compile(r"^[^0-9A-Za-z:]*:")  # its label before it, as it was copied along
_CLOSED: Final = re.compile(r"([A-Z]{2,6})([0-9]{4})([0-9]{6,9})([2-9A-Z])")
_BRIEF: Final = re.compile(r"([0-9]{2})-([0-9]{1,9})-([2-9A-Z])")
_OPEN: Final = re.compile(r"([A-Z]{2,6})-([0-9]{4})-([0-9]{6,9})-([2-9A-Z])")
# With some dashes missing a seventh digit could be a mistyped dash: only the usual six are read.
_MIXED: Final = re.compile(r"([A-Z]{2,6})-?([0-9]{4})-?([0-9]{6})-?([2-9A-Z])")

CODE_ALPHABET: Final = "23456789ACDEFGHJKMNPQRTVWXY"  # without 0 O 1 I L and without B/8 S/5 Z/2 U/V twins
_CODE_TWINS: Final = str.maketrans("BSZU", "852V")
CODE_LENGTH: Final = 8
SLIP_LENGTH: Final = 12  # of the code of a slip: 57 bits


@dataclass(frozen=True)
class Reference:
    """A reference that has been read and whose check character is right."""

    prefix: str
    year: int
    number: int

    def __str__(self) -> str:
        return make(self.prefix, self.year, self.number)


def make(prefix: str, year: int, number: int) -> str:
    """`QH-2026-004213-K`. ValueError when prefix (2–6 letters A–Z), year or number cannot be part of one."""
    if not re.fullmatch(r"[A-Z]{2,6}", prefix):
        raise ValueError(f"a reference prefix is 2 to 6 capital letters, not {prefix!r}")
    if not 1000 <= year <= 9999:
        raise ValueError(f"a reference year has four digits, not {year}")
    if not 0 < number < 10**9:
        raise ValueError(f"a reference number lies between 1 and 999999999, not {number}")
    digits = f"{number:06d}"
    return f"{prefix}-{year}-{digits}-{_check(prefix, f'{year}{digits}')}"


def parse(text: str) -> Reference | None:
    """Read a reference in lower case, full width, with spaces or without dashes; None if it is not one.

    Any one wrong character and any two neighbours exchanged give None: they never give another reference.
    """
    plain = as_typed(text)
    shape = _OPEN if plain.count("-") == 3 else _MIXED if "-" in plain else _CLOSED
    found = shape.fullmatch(plain)
    if found is None:
        return None
    prefix, year, digits, check = found.groups()
    number = int(digits)
    if number == 0 or f"{number:06d}" != digits or int(year) < 1000:
        return None
    return Reference(prefix, int(year), number) if _check(prefix, year + digits) == check else None


def brief(reference: str) -> str:
    """`26-4213-K` of `QH-2026-004213-K`: what a county's own short address needs of it."""
    _prefix, year, digits, check = reference.split("-")
    return f"{year[2:]}-{int(digits)}-{check}"


def whole(brief: str, prefix: str) -> Reference | None:
    """The reference of a short one, in this century, of whoever has that prefix; None if it is not one."""
    found = _BRIEF.fullmatch(as_typed(brief))
    if found is None:
        return None
    year, number, check = found.groups()
    return parse(f"{prefix}-20{year}-{int(number):06d}-{check}")


def new_code(length: int = CODE_LENGTH) -> str:
    """A random code such as `7KQ4-2M9X` in groups of four (8: 38 bits, slow down guessing where it is asked; 12: 57)."""
    return _in_fours("".join(secrets.choice(CODE_ALPHABET) for _ in range(length)))


def normal_code(text: str, length: int = CODE_LENGTH) -> str:
    """The code as it was printed, however it was typed; empty text if it cannot be a code of that length."""
    plain = as_typed(text).replace("-", "").translate(_CODE_TWINS)
    if len(plain) != length or any(character not in CODE_ALPHABET for character in plain):
        return ""
    return _in_fours(plain)


def _in_fours(code: str) -> str:
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def as_typed(text: str) -> str:
    """A number or code as it was typed or copied: narrow, without its label, spaces and marks that nobody sees."""
    if len(text) > 60:  # nobody types this by hand
        return ""
    narrow = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    seen = "".join(one for one in narrow if unicodedata.category(one) != "Cf")  # marks that come along unseen
    return "".join(_LABEL.sub("", seen).split()).upper()


def _check(prefix: str, digits: str) -> str:
    """Weighted sum modulo a prime: no weight is 0, neighbours weigh differently; `parse` rests on it."""
    total = sum((_PREFIX_WEIGHT + at) * (ord(letter) - 64) for at, letter in enumerate(prefix))
    total += sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), start=2))
    return _CHECK_CHARACTER[-total % MODULUS]
