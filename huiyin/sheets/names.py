"""Names of people in lists: what a spreadsheet, a mask or a hurried hand made of them is asked about, never kept."""

import re

from django.utils.translation import gettext as _

from huiyin.lib import naming
from huiyin.lib.words import narrow, table

FEWEST_DIGITS = 5  # so many are a number, not the third of a name


def objection(text: str) -> str:
    """Why this cannot be the name of one person; empty where it can."""
    words, facts, plain = table("lists")["names"], {"text": text[:40]}, narrow(text)
    if any(sign in plain for sign in words["lost"]):
        return _("“%(text)s”: a sign of this name was lost or hidden. Please write the whole name.") % facts
    is_word = naming.bare(plain).casefold() in words["none"]
    if is_word or not any(sign.isalpha() or naming.is_han(sign) for sign in plain):
        return _("“%(text)s” is no name.") % facts
    if sum(sign.isdecimal() for sign in plain) >= FEWEST_DIGITS:
        return _("“%(text)s” holds a number. Please put the number into its own column.") % facts
    parts = [naming.bare(part) for part in re.split(words["between"], plain) if part.strip()]
    if len(parts) > 1 and all(_is_han_name(part) for part in parts):
        return _("“%(text)s” seems to be several people. Please write one row for each person.") % facts
    return ""


def _is_han_name(part: str) -> bool:
    return 2 <= len(part) <= 4 and all(naming.is_han(sign) for sign in part)
