"""Volunteering as a workbook for the volunteer service system: events, hours, groups served; no resident by name."""

import io
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import load_workbook

from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts
from huiyin.contacts.wording import coded
from huiyin.lib.paper import LANGUAGE, date_in_words
from huiyin.lib.refusal import Refused
from huiyin.lib.sheets import Cell, Sheet, workbook

MINUTES: Final = 60
DATES, EVENT, EVENT_HOURS, HOURS = (0, 1), 2, 6, 7


def columns() -> list[tuple[str, str]]:
    """The columns, and what each holds."""
    return [
        (_("First day"), _("day the event began")),
        (_("Last day"), _("day it ended; the same for an event of one day")),
        (_("Event"), _("name of the event")),
        (_("Place"), _("village, community or seat")),
        (_("Official"), _("who served")),
        (_("Unit"), _("for which unit it counts")),
        (_("Length of the event in hours"), _("from beginning to end")),
        (_("Hours of service"), _("never more than the length of the event")),
        (_("Whom it served"), _("groups of residents; no names are kept")),
        (_("Record"), _("number of the record in the contact register")),
    ]


def build(contacts: Contacts, whose: str, first: date, last: date) -> bytes:
    """The file, in the country's language whatever the reader's screen is in; looked through before it is given out."""
    with override(LANGUAGE):
        rows = contacts.of_kind(Contact.Kind.VOLUNTEERING).filter(volunteer_service__isnull=False)
        rows = rows.select_related("volunteer_service", "place", "official", "unit", "charter")
        head = columns()
        sheet = Sheet(
            name=_("Volunteering"),
            columns=[name for name, _meaning in head],
            rows=[_row(contact) for contact in rows.defer("charter__text").order_by("held_on", "pk")],
            meanings=[meaning for _name, meaning in head],
        )
        about = _("%(whose)s, %(first)s to %(last)s") % {
            "whose": whose,
            "first": date_in_words(first),
            "last": date_in_words(last),
        }
        content = workbook([sheet], about=[about], about_name=_("About this file"))
        found = mistakes(content)
    if found:
        raise Refused(found[0])
    return content


def _row(contact: Contact) -> list[Cell]:
    service = contact.volunteer_service
    return [
        contact.held_on,
        contact.last_day,
        contact.subject,
        contact.place.name,
        contact.official.name,
        contact.unit.name,
        _hours(service.event_minutes),
        _hours(service.minutes),
        coded(contact.charter.charter.groups, contact.groups),
        contact.reference,
    ]


def _hours(minutes: int) -> float:
    return round(minutes / MINUTES, 2)


def mistakes(content: bytes) -> list[str]:
    """What would keep the receiving system from reading the file; nothing when it validates."""
    page: Any = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    head, *rows = page.iter_rows(values_only=True)
    found = (
        []
        if list(head) == [name for name, _meaning in columns()]
        else [_("The columns are not the agreed ones.")]
    )
    for number, row in enumerate(rows, start=2):
        days = [row[at].date() if hasattr(row[at], "date") else row[at] for at in DATES]
        if not all(isinstance(day, date) for day in days) or days[0] > days[1]:
            found.append(_("Row %(n)d: the days are not in order.") % {"n": number})
        if not str(row[EVENT] or "").strip():
            found.append(_("Row %(n)d: the event has no name.") % {"n": number})
        if not 0 < row[HOURS] <= row[EVENT_HOURS]:
            found.append(_("Row %(n)d: more hours of service than the event lasted.") % {"n": number})
    return found
