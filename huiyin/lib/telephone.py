"""A telephone number as its digits alone, so that it is the same however somebody wrote it."""

import re
import unicodedata
from typing import Final

# Before a mobile, or a landline with its area code, it says nothing in a country of one such code.
_COUNTRY: Final = re.compile(r"(?:00)?86(?=(?:1[0-9]{10}|0[0-9]{9,11})\Z)")


def digits(written: str) -> str:
    """Full or half width, with or without signs between them, with or without +86 or 0086 before them."""
    plain = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", written))
    return plain[found.end() :] if (found := _COUNTRY.match(plain)) else plain
