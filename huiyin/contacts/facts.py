"""What the page of one contact needs: everything its form holds as a list of facts, its points and promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dateformat import time_format
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from huiyin.contacts import rules
from huiyin.contacts.models import Contact, Echo, TalkNote, VillageMeeting
from huiyin.contacts.models.own import own_of
from huiyin.contacts.wording import Fact, coded
from huiyin.orgs.doors import StaffRequest


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
        "points": [(p, became.get(p.pk)) for p in contact.points.open_to(request.user, request.at)],
        "promises": list(contact.promises.all()),
        "echo": Echo.objects.visible_to(request.user, request.at).standing().filter(contact=contact).first(),
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
        *(own.facts(charter) if (own := own_of(contact)) else ()),
        (_counted_by(contact), contact.headcount),
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


def _counted_by(contact: Contact) -> str:
    """A crowd that its author counted is marked so; at a reception the desk takes people in one by one."""
    if contact.kind == Contact.Kind.RECEPTION:
        return _("How many people came")
    return _("How many people came, by the author's own count")


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


def cost(contact: Contact) -> str:
    """In yuan with two digits, and what it was for; blank where nothing was noted (S84)."""
    if contact.cost_fen is None:
        return contact.cost_note
    yuan, fen = divmod(contact.cost_fen, 100)
    facts = {"yuan": f"{yuan}.{fen:02d}", "what": contact.cost_note}
    return (_("%(yuan)s yuan (%(what)s)") if contact.cost_note else _("%(yuan)s yuan")) % facts
