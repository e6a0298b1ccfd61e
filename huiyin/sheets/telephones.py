"""Telephone numbers in lists: tidied where nothing is lost, asked about where a digit is missing."""

import re
from typing import Final

from django.utils.translation import gettext as _

from huiyin.lib import telephone
from huiyin.lib.rows import UNSEEN, has_lost_digits
from huiyin.lib.words import narrow, table

_PLAIN: Final = re.compile(r"\+?[0-9][0-9 ()/-]{2,}")


def tidy(written: str) -> str:
    """A number without marks that nobody sees or that only keep it text; a single mobile as its eleven digits."""
    text = narrow(written.translate(UNSEEN)).strip().strip("'‘’`\"").strip()
    if text.casefold() in table("lists")["telephones"]["none"]:
        return ""
    text = re.sub(r"(?<=[0-9])\.0$", "", text)
    digits = telephone.digits(text)
    alone = _PLAIN.fullmatch(text) and len(telephone.numbers(text)) == 1
    return digits if alone and len(digits) == telephone.MOBILE and digits[0] == "1" else text


def objection(text: str) -> str:
    """Why this cannot be a number to ring; empty where it can."""
    if has_lost_digits(text):
        return _("“%(text)s”: the spreadsheet has shortened this number and its digits are lost.") % {
            "text": text[:40]
        }
    found = telephone.numbers(text)
    if not found or len(found[0]) < 3:
        return _("“%(text)s” is no telephone number.") % {"text": text[:40]}
    for number in found:
        facts = {"text": text[:40], "n": len(number)}
        if re.match(r"1[3-9]", number) and 7 <= len(number) != telephone.MOBILE:
            return _("“%(text)s”: a mobile number has eleven digits, this one has %(n)d.") % facts
        if 10 <= len(number) <= 11 and number[0] not in "01" and number[:3] not in ("400", "800"):
            return _("“%(text)s”: the zero before the area code seems to be lost.") % facts
        if len(number) > telephone.MOST:
            return _("“%(text)s” has too many digits for a telephone number.") % facts
    return ""
