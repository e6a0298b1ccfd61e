"""The report of a field stay as a docx draft: where, from when to when, what was found, what became of it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.contacts.facts import when
from huiyin.contacts.models import Contact, Point
from huiyin.lib.paper import LANGUAGE, Paper
from huiyin.orgs.models import Official
from huiyin.ui.templatetags.ui import day


def docx(contact: Contact, by: Official, at: datetime) -> bytes:
    """Title, the facts in a sentence, findings, points that this reader sees, promises, signature."""
    with override(LANGUAGE):
        return _written(contact, list(contact.points.open_to(by, at))).save()


def _written(contact: Contact, points: list[Point]) -> Paper:
    paper = Paper("plain").title(_("Report of a field stay at %(place)s") % {"place": contact.place.name})
    paper.body(
        _("%(official)s of %(unit)s stayed at %(place)s: %(when)s. Record %(reference)s.")
        % {
            "official": contact.official.name,
            "unit": contact.unit.name,
            "place": contact.place.name,
            "when": when(contact) or day(contact.held_on),
            "reference": contact.reference,
        }
    )
    paper.heading(1, _("What was found"))
    paper.body(contact.note or _("Nothing was written down."))
    if points:
        paper.heading(1, _("What was raised, and what became of it"))
    for point in points:
        became = str(point.get_disposition_display())
        answer = f"{pgettext('between a label and its sentence', ': ')}{point.answer}" if point.answer else ""
        paper.body(f"{point.number}. {point.text} —— {became}{answer}")
    promises = list(contact.promises.all())
    if promises:
        paper.heading(1, _("What was promised"))
    for promise in promises:
        paper.body(_("%(text)s (by %(day)s)") % {"text": promise.text, "day": day(promise.due_on)})
    return paper.signature(contact.unit.on_paper, contact.last_day)
