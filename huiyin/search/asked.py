"""What was asked for, and how it stands in an address: sealed, as what people type may name a person or be a number."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from huiyin.lib import grams, reference, telephone
from huiyin.lib.sealing import SealBroken
from huiyin.lib.unseen import seen
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official
from huiyin.ui.address import tail

LONGEST = 100
_TELEPHONE = re.compile(r"\+?[0-9]{7,16}")
_BETWEEN_DIGITS = re.compile(r"[\s\-()./·\u2010-\u2015\u2212]")


@dataclass(frozen=True)
class Asked:
    """One search. `is_open`: it came in an address that anybody who keeps a log can read."""

    text: str
    is_open: bool = False

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The words between blanks, all of which have to be there; a number of ours in its usual form."""
        return (self.reference.casefold(),) if self.reference else grams.terms(self.text)

    @cached_property
    def reference(self) -> str:
        """The number of a matter or contact, if it is one, however it was typed."""
        found = reference.parse(self.text)
        return str(found) if found else ""

    @cached_property
    def telephone(self) -> str:
        """The digits, if it can be a telephone number."""
        plain = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", self.text))
        if self.reference or not _TELEPHONE.fullmatch(plain):
            return ""
        return telephone.digits(plain)

    @property
    def is_refused(self) -> bool:
        """A telephone number that stands readable in an address: not answered, so that nobody gets used to it."""
        return self.is_open and bool(self.telephone)


def asked_in(request: HttpRequest, by: Official) -> Asked:
    """As the address has it: sealed by the box, for this official alone; or readable, where it was written by hand."""
    if token := request.GET.get("s", ""):
        try:
            return Asked(ring().open(token, _context(by)))
        except SealBroken:
            return Asked("")
    return Asked(_tidy(request.GET.get("q", "")), is_open=True)


def typed(text: str) -> Asked:
    """As the box sent it."""
    return Asked(_tidy(text))


def address_of(asked: Asked, by: Official) -> str:
    """Where the answer to this stands; what was asked cannot be read from it."""
    found = reverse("search:find")
    return f"{found}?{tail(s=ring().seal(asked.text, _context(by)))}" if asked.text else found


def _context(by: Official) -> str:
    return f"search.{by.key}"


def _tidy(text: str) -> str:
    return " ".join(seen(text).replace("\x00", "").split())[:LONGEST]
