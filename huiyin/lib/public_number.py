"""Telephone numbers that an office publishes: of any length an office has, with an extension."""

import re
from typing import Final

from huiyin.lib.words import narrow

NUMBER: Final = r"[0-9+(][0-9() +-]{1,18}[0-9](?:\u8f6c[0-9]{1,6})?"


def number_of(written: str) -> str | None:
    """A number as it is shown; None where it is none. Short ones such as 12345 are numbers too."""
    plain = " ".join(narrow(written).split())
    return plain if re.fullmatch(NUMBER, plain) else None
