"""What the public holds of a thing of theirs: number and code, a link, a receipt; and the mark these leave in the session.

Nothing that is kept lets code or link be read back, but for the receipt, sealed until it is wiped. A wrong number and
a wrong code cost the same work (I-40). Slowing down whoever guesses is the business of `huiyin.orgs.limits`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from huiyin.lib.reference import new_code, normal_code, parse
from huiyin.lib.sealing import SealBroken
from huiyin.orgs.doors import PublicRequest, keep_private, public
from huiyin.orgs.keys import ring

RECEIPT_OPEN = timedelta(hours=24)  # how long the address of a receipt shows it
CODE_KEPT = timedelta(hours=72)  # how long code and link can still be read here, to be printed once more
MOST_MARKS = 10
ASK = "portal:ask"  # where number and code are asked for
_EARLY = timedelta(minutes=1)  # clocks of two machines may differ

Thing = TypeVar("Thing", bound=Model)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Held(Generic[Thing]):
    """A fresh thing and what only its person gets: the code and the link."""

    thing: Thing
    code: str
    link: str


@dataclass(frozen=True)
class Opened(Generic[Thing]):
    """A thing whose door is open in this session, and by which door its person came."""

    thing: Thing
    door: str


@dataclass(frozen=True)
class Handles(Generic[Thing]):
    """The handles of one kind of thing, which has `reference`, `code_index`, `link_index` and `receipt`."""

    table: str  # bound into everything that is kept, so that a code of one kind never opens another
    found: Callable[[], QuerySet[Thing]]  # those that can be opened, with what their page shows
    marks: str  # under which the session keeps its marks
    sealed_as: str  # what the address of a receipt is sealed as
    page: str  # the page that shows a receipt
    since: str  # the field with the moment from which a receipt is open

    # --- what is made, and what is kept of it ---

    def made_for(self, reference: str) -> tuple[str, str, dict[str, str]]:
        """A new code and a new link, and the three columns that are kept of them; the receipt is still to be sealed."""
        code, link = new_code(), token_urlsafe(16)
        columns = {"code_index": self.code_index(reference, code), "link_index": self.link_index(link)}
        return code, link, {**columns, "receipt": json.dumps([code, link])}

    def code_index(self, reference: str, code: str) -> str:
        """What is kept of a code, bound to its number."""
        return ring().blind(f"{reference}:{normal_code(code)}", f"{self.table}.code")

    def link_index(self, link: str) -> str:
        """What is kept of a link."""
        return ring().blind(link, f"{self.table}.link")

    # --- what is opened by it ---

    def by_code(self, reference: str, code: str) -> Thing | None:
        """The thing of this pair, or None; a wrong number and a wrong code cost the same work (I-40)."""
        rows = self.found().select_related(None).prefetch_related(None)
        row = rows.filter(reference=reference).values_list("pk", "code_index").first()
        pk, kept = row or (None, "")
        right = same_code(kept, self.code_index(reference, code))
        return self.found().filter(pk=pk).first() if right else None

    def by_link(self, link: str) -> Thing | None:
        """The thing of this link, or None."""
        return self.found().filter(link_index=self.link_index(link)).first()

    # --- the mark ---

    def open(self, request: HttpRequest, thing: Any, door: str) -> None:
        """Leave the mark. The session gets a new key, so that nobody who planted the old one comes in behind."""
        others = list(self._marks_beside(request, thing).items())[-(MOST_MARKS - 1) :]
        request.session.cycle_key()
        request.session[self.marks] = dict([*others, (thing.reference, [thing.code_index, door])])

    def close(self, request: HttpRequest, thing: Any) -> None:
        """Take the mark away again, for whoever uses the machine next."""
        request.session[self.marks] = self._marks_beside(request, thing)

    def _marks_beside(self, request: HttpRequest, thing: Any) -> dict[str, list[str]]:
        marks = request.session.get(self.marks, {})
        return {reference: mark for reference, mark in marks.items() if reference != thing.reference}

    def opened(self, request: HttpRequest, ref: str) -> Opened[Thing] | None:
        """The thing and its door, if this session holds a mark that is bound to the thing's present code."""
        reference = str(parse(ref) or "")
        index, door = request.session.get(self.marks, {}).get(reference, ("", ""))
        if not index:
            return None
        thing: Any = self.found().filter(reference=reference).first()
        if thing is None or not same_code(thing.code_index, index):
            return None
        return Opened(thing, door)

    def behind_mark(self, view: Callable[..., HttpResponseBase]) -> View:
        """Only with the mark of this thing in the session; anybody else is asked for number and code first."""

        @wraps(view)
        def door(request: PublicRequest, ref: str, **kwargs: Any) -> HttpResponseBase:
            found = self.opened(request, ref)
            if found is None:
                asking = reverse(ASK, kwargs={"county": request.county.slug})
                return keep_private(redirect(f"{asking}?{urlencode({'ref': ref[:40]})}"))
            return keep_private(view(request, found, **kwargs))

        outer = public(door)
        outer.door = "mark"  # type: ignore[attr-defined]
        return outer

    # --- the receipt ---

    def receipt_url(self, reference: str, *, county: str) -> str:
        """The address of a fresh thing's receipt; of the query page when the code is no longer kept."""
        thing: Any = self.found().get(reference=reference)
        held = receipt_of(thing)
        if held is None:
            return reverse(ASK, kwargs={"county": county})
        return self.address_of_receipt(thing, *held, county=county)

    def address_of_receipt(self, thing: Any, code: str, link: str, *, county: str) -> str:
        """The same of a thing in hand, with what only its person holds."""
        written = json.dumps([thing.reference, code, link, int(getattr(thing, self.since).timestamp())])
        token = ring().seal(written, self.sealed_as)
        return reverse(self.page, kwargs={"county": county, "token": token})

    def receipt_behind(self, token: str, *, at: datetime) -> Held[Thing] | None:
        """The receipt of a sealed address, for a day; None when it has closed. SealBroken if altered."""
        try:
            reference, code, link, made = json.loads(ring().open(token, self.sealed_as))
        except ValueError as error:
            raise SealBroken("this is not a receipt") from error
        age = timedelta(seconds=at.timestamp() - made)
        if not -_EARLY <= age <= RECEIPT_OPEN:
            return None
        thing = self.by_code(reference, code)
        return Held(thing, code, link) if thing else None


def same_code(kept: str, given: str) -> bool:
    """Whether two codes are one, in a time that says nothing; where nothing is kept, nothing fits."""
    given = given or "-"
    return compare_digest(kept or "0" * len(given), given) and bool(kept)


def receipt_of(thing: Any) -> tuple[str, str] | None:
    """Code and link of a fresh thing, while they are still kept and its receipt may be printed."""
    if not thing.receipt:
        return None
    code, link = json.loads(thing.receipt)
    return code, link
