"""What the page of one contact needs: everything its form holds as a list of facts, its points and promises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dateformat import time_format
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from huiyin.contacts import rules
from huiyin.contacts.models import Contact, TalkNote, VillageMeeting
from huiyin.lib.charter import Charter, Group, Named
from huiyin.orgs.doors import StaffRequest

Fact = tuple[str, Any]


@dataclass(frozen=True)
class Became:
    """What a point was registered as: its number, where it is read, where its receipt is printed."""

    reference: str
    url: str
    receipt_url: str = ""


@dataclass(frozen=True)
class Taken:
    """What was taken along to the place, where it is read, and what came of it there."""

    reference: str
    url: str
    note: str


def whole(
    request: StaffRequest, contact: Contact, *, became: Mapping[int, Became], taken: Sequence[Taken]
) -> dict[str, Any]:
    """The page of one contact. Of a talk, others than its author read that it took place, and when (S15)."""
    note = TalkNote.objects.visible_to(request.user, request.at).filter(contact=contact).first()
    is_mine = contact.official_id == request.user.pk
    return {
        "contact": contact,
        "facts": facts(contact),
        "talk_note": note,
        "is_closed_talk": contact.kind == Contact.Kind.TALK and not is_mine,
        "points": [(point, became.get(point.pk)) for point in contact.points.all()],
        "promises": list(contact.promises.all()),
        "taken": taken,
        "meeting": VillageMeeting.objects.filter(contact=contact).first(),
        "draft_done": done if (done := request.GET.get("done", "")) in (contact.kind, "issue") else "",
        "may_take_out": contact.kind == Contact.Kind.TALK and is_mine and contact.is_standing,
        "documents": documents(contact),
        "may_void": rules.objection_to_voiding(contact, request.user) is None,
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
