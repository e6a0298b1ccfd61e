"""The papers of reception days: registration form of a visitor, minutes of a session, the plan of a year, the register."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.contacts.models import Point, Promise
from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.lib.sheets import Cell, Sheet, workbook
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.receptions import words
from huiyin.receptions.models import QueueTicket, ReceptionOffice, ReceptionSession
from huiyin.ui.templatetags.ui import moment

FORM_WIDTHS = (34.0, 122.0)


def _day(session: ReceptionSession) -> str:
    return f"{date_in_words(session.planned_on)} {words.hours(session.begins, session.ends)}"


def _receives(session: ReceptionSession) -> str:
    return f"{session.post_title} {session.official.name}"


def _outcome(point: Point) -> str:
    """What became of a point, with the number of its matter."""
    matter = getattr(point, "matter", None)
    became = str(point.get_disposition_display())
    said = [part for part in (matter.reference if matter else "", point.answer) if part]
    if not said:
        return became
    colon = pgettext("between a label and its sentence", ": ")
    return f"{became}{colon}{pgettext('between parts of a spoken list', '; ').join(said)}"


def _promised(made: Promise) -> str:
    return _("%(text)s (by %(day)s)") % {"text": made.text, "day": date_in_words(made.due_on)}


def visitor_form(ticket: QueueTicket, by: Official, at: datetime) -> bytes:
    """One visitor: name and number behind their mask, what was said, what becomes of it."""
    with override(LANGUAGE):
        session, person = ticket.session, ticket.person
        rows: list[tuple[str, str]] = [
            (_("Reception day"), _day(session)),
            (_("Reception office"), f"{session.office.name} {session.office.address}"),
            (_("Who receives"), _receives(session)),
            (_("Number"), f"{ticket.number:03d}"),
            (_("Visitor"), (person.masked_name if person else "") or _("without a name")),
            (_("Telephone"), person.masked_phone if person else ""),
            (_("How many people"), str(ticket.people)),
        ]
        contact = ticket.contact
        for point in contact.points.open_to(by, at).select_related("matter") if contact else ():
            rows.append((_("What was raised"), point.text))
            rows.append((_("What becomes of it"), _outcome(point)))
        for made in contact.promises.all() if contact else ():
            rows.append((_("Promised"), _promised(made)))
        if contact and contact.note:
            rows.append((_("Note"), contact.note))
        paper = Paper("plain").title(_("Registration form of a reception"))
        paper.table([(_("Item"), _("Content")), *rows], widths=FORM_WIDTHS)
        paper.signature(session.office.unit.on_paper, local_day(at, session.county))
        return paper.save()


def minutes(session: ReceptionSession, by: Official, at: datetime) -> bytes:
    """The session in the layout of minutes: no names of visitors, each point with what becomes of it."""
    with override(LANGUAGE):
        received = _received(session, by, at)
        paper = Paper("minutes").masthead(
            _("Minutes of a reception day of %(unit)s") % {"unit": session.office.unit.on_paper}
        )
        paper.title(_("Matters of the reception day of %(day)s") % {"day": date_in_words(session.planned_on)})
        facts = {
            "day": _day(session),
            "who": _receives(session),
            "where": session.office.name,
            "visits": len(received),
            "people": sum(ticket.people for ticket in received),
        }
        paper.body(
            _("On %(day)s %(who)s received %(visits)d visits with %(people)d people at %(where)s.") % facts
        )
        for _change, sentence in words.changes(session):
            paper.body(sentence)
        for ticket in received:
            paper.heading(1, _("Visitor with number %(number)s") % {"number": f"{ticket.number:03d}"})
            assert ticket.contact is not None  # noqa: S101 - received means on record
            for point in ticket.contact.points.all():
                paper.heading(2, point.text)
                paper.body(_outcome(point))
            for made in ticket.contact.promises.all():
                colon = pgettext("between a label and its sentence", ": ")
                paper.body(f"{_('Promised')}{colon}{_promised(made)}")
        if not received:
            paper.body(_("Nobody came."))
        staff = session.office.staff.live_on(session.planned_on).select_related("official")
        paper.attendees(_("Staff"), [line.official.name for line in staff] or ["—"])
        paper.signature(session.office.unit.on_paper, local_day(session.held_at or at, session.county))
        return paper.save()


def _received(session: ReceptionSession, by: Official, at: datetime) -> list[QueueTicket]:
    rows = session.tickets.received().select_related("contact", "person", "booking")
    return list(rows.with_points(by, at).prefetch_related("contact__promises"))


def plan(office: ReceptionOffice, sessions: Sequence[ReceptionSession], year: int, at: datetime) -> bytes:
    """The published days of a year, to be put up as a notice."""
    with override(LANGUAGE):
        paper = Paper("notice").masthead(office.unit.on_paper)
        facts = {"name": office.name, "year": year}
        paper.title(_("Reception days of %(name)s in %(year)d") % facts)
        paper.body(_("Everybody can come, with or without a booking. Nobody has to show papers."))
        phone = {"address": office.address, "phone": office.phone or "—"}
        paper.body(_("Address: %(address)s. Telephone: %(phone)s.") % phone)
        rows: list[tuple[str, ...]] = [(_("Day"), _("Hours"), _("Who receives"), _("Topics"))]
        if not sessions:
            paper.body(_("No day of this year has been published yet."))
        for session in sessions:
            day = f"{date_in_words(session.planned_on)} {date_format(session.planned_on, 'l')}"
            off = _(" (%(state)s)") % {"state": session.get_state_display()} if session.ended_reason else ""
            hours = words.hours(session.begins, session.ends)
            rows.append((day, hours, _receives(session) + off, session.topic or "—"))
        if sessions:
            paper.table(rows)
        paper.signature(office.unit.on_paper, local_day(at, office.county))
        return paper.save()


def register(session: ReceptionSession, by: Official, at: datetime) -> tuple[bytes, int]:
    """Every visitor of a session as a row, masked, and how many rows; a second sheet says what each column is."""
    columns = [
        _("Number"),
        _("Booked for"),
        _("Came at"),
        _("Visitor"),
        _("How many people"),
        _("State"),
        _("What was raised"),
        _("What becomes of it"),
    ]
    meanings = [
        _("the number of the queue"),
        _("empty: walked in"),
        _("when the number was given"),
        _("the first character of the name or alias; empty: no name given"),
        _("how many came together"),
        _("where the visit stands"),
        _("one line a point"),
        _("the disposition, the answer, the number of the matter"),
    ]
    about = [
        f"{_day(session)} {_receives(session)}",
        _("As of %(moment)s") % {"moment": moment(at.astimezone(session.county.zone))},
    ]
    rows = _rows(session, by, at)
    sheet = Sheet(_("Visitors"), columns, rows, meanings)
    return workbook([sheet], about=about, about_name=_("About this file")), len(rows)


def _rows(session: ReceptionSession, by: Official, at: datetime) -> list[list[Cell]]:
    rows = session.tickets.select_related("contact", "person", "booking")
    found: list[list[Cell]] = []
    for ticket in rows.with_points(by, at):
        points = list(ticket.contact.points.all()) if ticket.contact else []
        found.append(
            [
                ticket.number,
                f"{ticket.booking.slot_at:%H:%M}" if ticket.booking else "",
                f"{ticket.came_at.astimezone(session.county.zone):%H:%M}",
                ticket.person.masked_name if ticket.person else "",
                ticket.people,
                str(ticket.get_state_display()),
                "\n".join(point.text for point in points),
                "\n".join(_outcome(point) for point in points),
            ]
        )
    return found
