"""One tap from a duty to doing it: where each thing that counts is recorded, booked or kept."""

from dataclasses import dataclass
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


# By what counts. An address that this installation does not have shows no button.
WAYS: dict[str, Way] = {
    "visit": Way("intake:visit", _("Record a contact")),
    "assignment": Way("contacts:register", _("Open the register")),
    "paired_aid": Way("intake:visit", _("Record a contact"), (("form", "paired_aid"),)),
    "village_meeting": Way("intake:visit", _("Record a contact"), (("form", "village_meeting"),)),
    "research_day": Way("intake:visit", _("Record a contact"), (("form", "research"),)),
    "forum": Way("forums:plan", _("Plan a forum")),
    "reception_day": Way("receptions:list", _("Open the reception days")),
}


@dataclass(frozen=True)
class Tap:
    """A button: its words and where it leads."""

    says: str
    url: str


def tap(found: Owed, item: Item | None = None, *, home: str = "") -> Tap | None:
    """How to do the next of this duty, for this item; None where there is no page for it."""
    if found.duty.each == "promise" and item is not None:
        return Tap(str(_("It has been done")), reverse("contacts:keep", kwargs={"pk": item.key}))
    way = next((WAYS[one] for one in found.duty.counts if one in WAYS), None)
    if way is None:
        return None
    try:
        url = reverse(way.url)
    except NoReverseMatch:
        return None
    query = dict(way.query) | ({"home": home} if home else {})
    if found.duty.each == "village" and item is not None:
        query["place"] = str(item.key)
    return Tap(str(way.says), f"{url}?{urlencode(query)}" if query else url)
