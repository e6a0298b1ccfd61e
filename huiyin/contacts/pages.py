"""What the pages of contacts need: the list with its filters, and everything a form holds as a list of facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.dateformat import time_format
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact, TalkNote, VillageMeeting
from huiyin.contacts.models.contact import Contacts
from huiyin.lib.charter import Charter, Group, Named
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.ui.keyset import page

MOST_OFFERED = 200
MOST_COUNTED = 20_000
Fact = tuple[str, Any]


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
            home=get("home", "")[:30],
            group=get("group", "")[:30],
        )

    def query(self, **changed: object) -> str:
        """The same as the tail of an address, with something changed."""
        parts = {**self.__dict__, **changed}
        return urlencode({name: str(value) for name, value in parts.items() if value})

    def of(self, contacts: Contacts) -> Contacts:
        """Those among the contacts."""
        if self.form:
            contacts = contacts.filter(kind=self.form)
        if self.official:
            contacts = contacts.filter(official=int(self.official[:15]))
        if self.place:
            contacts = contacts.filter(place__code=self.place)
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
        said = replace(self, form="", place="", home="", group="", standing="1")
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


def listing(request: StaffRequest) -> dict[str, Any]:
    """One page of the list, latest day first, with what it can be narrowed by."""
    sift, language = Sift.asked(request), get_language() or ""
    seen = Contact.objects.visible_to(request.user, request.at)
    rows = sift.of(seen).select_related("place", "official", "household").prefetch_related("points")
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
        "pinned": [_pinned(seen, sift, sift.unit)] if sift.unit else [],
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
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    offered = (
        (_("All"), None, None),
        (_("This month"), today.replace(day=1), None),
        (_("This quarter"), quarter, None),
        (_("This year"), date(today.year, 1, 1), None),
        (_("Last year"), date(today.year - 1, 1, 1), date(today.year, 1, 1) - timedelta(days=1)),
    )
    return [
        {
            "name": name,
            "url": f"?{sift.query(since=since, until=until)}",
            "current": (sift.since, sift.until) == (since, until),
        }
        for name, since, until in offered
    ]


# --- one contact ---


def whole(request: StaffRequest, contact: Contact) -> dict[str, Any]:
    """The page of one contact. Of a talk, others than its author read that it took place, and when (S15)."""
    note = TalkNote.objects.visible_to(request.user, request.at).filter(contact=contact).first()
    is_mine = contact.official_id == request.user.pk
    return {
        "contact": contact,
        "facts": facts(contact),
        "talk_note": note,
        "is_closed_talk": contact.kind == Contact.Kind.TALK and not is_mine,
        "points": list(contact.points.all()),
        "promises": list(contact.promises.all()),
        "taken": list(contact.steps.select_related("matter").order_by("pk")),
        "meeting": VillageMeeting.objects.filter(contact=contact).first(),
        "draft_done": done if (done := request.GET.get("done", "")) in (contact.kind, "issue") else "",
        "may_take_out": contact.kind == Contact.Kind.TALK and is_mine and contact.is_standing,
        "documents": documents(contact),
    }


def documents(contact: Contact) -> list[tuple[str, str]]:
    """What can be taken along of it on paper."""
    if contact.kind == Contact.Kind.FIELD_STAY:
        there = reverse("reports:field_stay", kwargs={"ref": contact.reference})
        return [(there, _("Take the report of the stay (docx)"))]
    return []


def facts(contact: Contact) -> list[Fact]:
    """Everything that was filled in besides the words, in the order of the form; what was left out is not shown."""
    charter = contact.charter.charter
    pairs: list[Fact] = [
        (pgettext("of a contact", "Subject"), contact.subject),
        (_("When"), when(contact)),
        *own_facts(contact, charter),
        (_("How many people came"), contact.headcount),
        (_("Groups met"), coded(charter.groups, contact.groups)),
        (_("What it was for"), coded(charter.listed("purpose"), contact.purposes)),
        (_("Means of help"), coded(charter.listed("means"), contact.means)),
        (_("Fields of help"), coded(charter.listed("help_field"), contact.help_fields)),
        (
            _("Heard through"),
            coded(charter.listed("source_org"), [contact.source_org] if contact.source_org else []),
        ),
        (_("Cost"), cost(contact)),
        (_("A differing view was heard"), _("yes") if contact.differing_view else ""),
    ]
    return [(label, value) for label, value in pairs if value not in ("", None)]


def own_facts(contact: Contact, charter: Charter) -> list[Fact]:
    """What only this form holds."""
    match contact.kind:
        case Contact.Kind.VOLUNTEERING if hasattr(contact, "volunteer_service"):
            service = contact.volunteer_service
            return [
                (_("Hours of service"), hours(service.minutes)),
                (_("Length of the event in hours"), hours(service.event_minutes)),
            ]
        case Contact.Kind.RESEARCH if hasattr(contact, "research_trip"):
            only = contact.research_trip.is_meeting_only
            return [(_("Counts as research"), _("no, there were meetings only") if only else _("yes"))]
        case Contact.Kind.PUBLIC_COURSE if hasattr(contact, "course"):
            return [(_("Theme"), coded(charter.listed("theme"), [contact.course.theme]))]
        case Contact.Kind.VILLAGE_MEETING if hasattr(contact, "village_meeting"):
            return meeting_facts(contact.village_meeting)
    return []


def meeting_facts(meeting: VillageMeeting) -> list[Fact]:
    """Who was there, whether that was enough, and how it was composed (Villagers' Committees Law, articles 25, 26)."""
    words = _("%(present)d of %(members)d; %(quorum)d are needed") % {
        "present": meeting.present,
        "members": meeting.members,
        "quorum": meeting.quorum,
    }
    found: list[Fact] = [(_("Members present"), words)]
    if meeting.women is not None:
        enough = 3 * meeting.women >= meeting.members
        found.append((_("Women among the members"), _of(meeting.women, meeting.members, enough, "1/3")))
    if meeting.representatives is not None:
        enough = 5 * meeting.representatives >= 4 * meeting.members
        label = _("Village representatives among the members")
        found.append((label, _of(meeting.representatives, meeting.members, enough, "4/5")))
    if meeting.votes_for is not None:
        words = _("%(votes)d; more than half of those present are needed") % {"votes": meeting.votes_for}
        found.append((_("Votes in favour"), meeting.votes_for if meeting.has_majority else words))
    if meeting.votes_against is not None:
        found.append((_("Votes against"), meeting.votes_against))
    return found


def _of(part: int, whole: int, enough: bool, least: str) -> str:
    facts = {"part": part, "whole": whole, "least": least}
    if enough:
        return _("%(part)d of %(whole)d") % facts
    return _("%(part)d of %(whole)d; the law asks for %(least)s at least") % facts


def when(contact: Contact) -> str:
    """Days, half-days and hours as people say them; the day alone stands in the heading already."""
    if contact.until_on is not None:
        days = (contact.until_on - contact.held_on).days + 1
        words = ngettext("%(first)s to %(last)s, one day", "%(first)s to %(last)s, %(n)d days", days)
        return words % {
            "first": date_format(contact.held_on, "DATE_FORMAT"),
            "last": date_format(contact.until_on, "DATE_FORMAT"),
            "n": days,
        }
    if contact.begins and contact.ends:
        return f"{time_format(contact.begins, 'H:i')}–{time_format(contact.ends, 'H:i')}"
    return str(contact.get_half_display()) if contact.half else ""


def hours(minutes: int) -> str:
    """Minutes as hours with one digit where it is needed."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}" if not rest else f"{whole}.{rest * 10 // 60}"


def cost(contact: Contact) -> str:
    """In yuan with two digits, and what it was for; blank where nothing was noted (S84)."""
    if contact.cost_fen is None:
        return contact.cost_note
    yuan, fen = divmod(contact.cost_fen, 100)
    facts = {"yuan": f"{yuan}.{fen:02d}", "what": contact.cost_note}
    return (_("%(yuan)s yuan (%(what)s)") if contact.cost_note else _("%(yuan)s yuan")) % facts


def coded(listed: Iterable[Named | Group], codes: Sequence[str]) -> str:
    """Codes of the charter in the reader's words."""
    words = {one.code: one.words.in_language(get_language() or "") for one in listed}
    return _(", ").join(words.get(code, code) for code in codes)
