"""What the list of contacts needs: its filters, a page by key, and what it is narrowed to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact, Point
from huiyin.contacts.models.contact import Contacts
from huiyin.lib import periods
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.ui.address import tail
from huiyin.ui.keyset import page

MOST_OFFERED = 200
MOST_COUNTED = 20_000


# --- the list ---


@dataclass(frozen=True)
class Sift:
    """What the list is narrowed to; every part may be empty. `since` and `until` are both included."""

    form: str = ""
    official: str = ""
    place: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    standing: str = ""  # anything: without those that were struck out
    reach: str = ""  # anything: also those of several days that only reach into these days
    seen: str = ""  # the code of a village: those that show that somebody was there, households at their home
    home: str = ""  # "1": with a household; the code of a unit: with a household that lives there
    group: str = (
        ""  # with households of a group, as declared when first met in these days, or its people at occasions
    )

    @classmethod
    def asked(cls, request: StaffRequest) -> "Sift":
        """As it stands in the address; what makes no sense there is left out."""
        get = request.GET.get
        return cls(
            form=get("form", "")[:16],
            official=get("official", "") if get("official", "").isdecimal() else "",
            place=get("place", "")[:30],
            unit=get("unit", "")[:30],
            since=_day(get("since", "")),
            until=_day(get("until", "")),
            standing="1" if get("standing", "") else "",
            reach="1" if get("reach", "") else "",
            seen=get("seen", "")[:30],
            home=get("home", "")[:30],
            group=get("group", "")[:30],
        )

    def query(self, **changed: object) -> str:
        """The same as the tail of an address, with something changed."""
        return tail(**{**self.__dict__, **changed})

    def of(self, contacts: Contacts) -> Contacts:
        """Those among the contacts."""
        if self.form:
            contacts = contacts.filter(kind=self.form)
        if self.official:
            contacts = contacts.filter(official=int(self.official[:15]))
        if self.place:
            contacts = contacts.filter(place__code=self.place)
        if self.seen:
            there = Q(household=None, place__code=self.seen) | Q(household__place__code=self.seen)
            contacts = contacts.filter(there)
        if self.unit:
            contacts = contacts.filter(_below(self.unit, "unit", "place"))
        if self.home == "1":
            contacts = contacts.exclude(household=None)
        elif self.home:
            contacts = contacts.filter(_below(self.home, "household__place"))
        if self.standing:
            contacts = contacts.standing()
        contacts = self._among_days(contacts)
        return self._of_group(contacts) if self.group else contacts

    def _among_days(self, contacts: Contacts) -> Contacts:
        if self.since and self.reach:
            contacts = contacts.touching(self.since, self.until or date.max)
        elif self.since:
            contacts = contacts.filter(held_on__gte=self.since)
        if self.until:
            contacts = contacts.filter(held_on__lte=self.until)
        return contacts

    def _of_group(self, contacts: Contacts) -> Contacts:
        """A household counts in the groups it had declared when first met in these days by these people."""
        said = replace(self, form="", place="", seen="", home="", group="", standing="1")
        declared = said.of(Contact.objects.filter(household=OuterRef("household"))).exclude(declared=[])
        first = Subquery(declared.order_by("held_on", "pk").values("declared")[:1])
        at_occasions = Q(household=None, groups__contains=[self.group])
        return contacts.annotate(first_declared=first).filter(
            at_occasions | Q(first_declared__contains=[self.group])
        )


def _below(code: str, *roads: str) -> Q:
    """Whose unit, along one of these roads, is the one with that code or lies below it."""
    inside = Q(pk=None)
    for path in Unit.objects.filter(code=code).values_list("path", flat=True):
        for road in roads:
            inside |= Q(**{f"{road}__path__startswith": path})
    return inside


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def with_points(rows: Contacts, request: StaffRequest) -> Contacts:
    """The contacts, each with what was raised there, but for what complains of the reader (I-19)."""
    return rows.prefetch_related(Prefetch("points", Point.objects.open_to(request.user, request.at)))


def listing(request: StaffRequest) -> dict[str, Any]:
    """One page of the list, latest day first, with what it can be narrowed by."""
    sift, language = Sift.asked(request), get_language() or ""
    seen = Contact.objects.visible_to(request.user, request.at)
    rows = sift.of(seen).select_related("place", "official", "household")
    rows = with_points(marked(rows), request)
    found = page(rows, request, "-held_on", "-pk")
    forms = charter_of(request.at).listed("form")
    return {
        "contacts": found.rows,
        **found.links,
        "sift": sift,
        "is_sifted": bool(sift.query()),
        "forms": [(form.code, form.words.in_language(language)) for form in forms],
        "spans": _spans(local_day(request.at, request.county), sift),
        **_offered(seen),
        "pinned": [_pinned(seen, sift, code) for code in (sift.unit, sift.seen) if code],
        **_homes(seen, sift, request.at),
    }


def _homes(seen: Contacts, sift: Sift, at: datetime) -> dict[str, Any]:
    """Of a list of households: where they live, of which group, and how many they are, up to what can be counted fast."""
    if not (sift.home or sift.group):
        return {}
    homes = list(sift.of(seen).order_by().values_list("household", flat=True)[:MOST_COUNTED])
    known = {group.code: group.words for group in charter_of(at).groups}
    words = known[sift.group].in_language(get_language() or "") if sift.group in known else sift.group
    return {
        "counted": None if len(homes) == MOST_COUNTED else (len(homes), len(set(homes) - {None})),
        "group_words": words,
        "home_words": _pinned(seen, sift, sift.home) if sift.home not in ("", "1") else "",
    }


def _pinned(seen: Contacts, sift: Sift, code: str) -> str:
    unit = Unit.objects.filter(code=code).order_by("-valid_from").first()
    return unit.short_name if unit is not None and sift.of(seen).exists() else code


def _offered(seen: Contacts) -> dict[str, Any]:
    """Officials in name order and places in tree order, of those contacts one may see.

    Their ids are read first: as a condition within, the database walks through the contacts of every official.
    """
    who, where = (set(seen.order_by().values_list(of, flat=True).distinct()) for of in ("official", "place"))
    officials = Official.objects.filter(pk__in=who).order_by("name_key", "pk")
    places: Units = Unit.objects.filter(pk__in=where).in_tree_order()
    return {"officials": list(officials[:MOST_OFFERED]), "places": list(places[:MOST_OFFERED])}


def _spans(today: date, sift: Sift) -> list[dict[str, Any]]:
    """Periods of one tap."""
    month, quarter, year = (periods.of(kind, today) for kind in ("month", "quarter", "year"))
    offered = (
        (_("All"), None, None),
        (_("This month"), month.first, None),
        (_("This quarter"), quarter.first, None),
        (_("This year"), year.first, None),
        (_("Last year"), year.before.first, year.before.last),
    )
    return [
        {
            "name": name,
            "url": f"?{sift.query(since=since, until=until)}",
            "current": (sift.since, sift.until) == (since, until),
        }
        for name, since, until in offered
    ]
