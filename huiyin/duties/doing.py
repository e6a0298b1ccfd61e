"""One tap from a duty to doing it: where each thing that counts is recorded, booked or kept."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from huiyin.duties.rules import Item, Owed


@dataclass(frozen=True)
class Way:
    """The address (by name) where something is done, what it is told, and what the button says."""

    url: str
    says: Any
    query: tuple[tuple[str, str], ...] = ()


RECORD = Way("intake:visit", _("Record a contact"))
# By what counts, where that is not a form of contact recorded on the page for all of them.
# An address that this installation does not have shows no button.
WAYS: dict[str, Way] = {
    "visit": RECORD,
    "assignment": Way("contacts:register", _("Open the register")),
    "research_day": replace(RECORD, query=(("form", "research"),)),
    "forum": Way("forums:plan", _("Plan a forum")),
    "reception": Way("receptions:list", _("Open the reception days")),
    "reception_day": Way("receptions:list", _("Open the reception days")),
}


def way_to(counts: str) -> Way:
    """Where one of these is done; a form of contact is recorded."""
    return WAYS.get(counts) or replace(RECORD, query=(("form", counts),))


@dataclass(frozen=True)
class Tap:
    """A button: its words and where it leads."""

    says: str
    url: str


def tap(found: Owed, item: Item | None = None, *, home: str = "") -> Tap | None:
    """How to do the next of this duty, for this item, by the first that counts; None where there is no page for it."""
    if found.duty.each == "promise":
        if item is None:
            return None
        return Tap(str(_("It has been done")), reverse("contacts:keep", kwargs={"pk": item.key}))
    way = way_to(found.duty.counts[0])
    try:
        url = reverse(way.url)
    except NoReverseMatch:
        return None
    query = dict(way.query) | ({"home": home} if home else {})
    if found.duty.each == "village" and item is not None:
        query["place"] = str(item.key)
    return Tap(str(way.says), f"{url}?{urlencode(query)}" if query else url)
