"""The contact register as a document and as a workbook, and the contact card of a household."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.lib.sheets import Sheet, workbook
from huiyin.people.models import Household
from huiyin.register.card import CardLine


def _columns() -> list[str]:
    return [
        _("No."),
        _("Village"),
        _("Household"),
        _("Contact person"),
        _("Official"),
        _("Branch"),
        _("Since"),
    ]


def _rows(lines: list[Any]) -> list[list[Any]]:
    return [
        [
            number,
            line.household.place.short_name,
            line.household.code,
            line.person.masked_name or "—",
            line.official.name,
            line.unit.short_name,
            line.started_on,
        ]
        for number, line in enumerate(lines, start=1)
    ]


def docx(lines: list[Any], *, day: date, whose: str, organ: str) -> bytes:
    """The register as it stood on a day; names stay masked."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Contact register of %(unit)s") % {"unit": whose})
        paper.body(
            _("As it stood on %(day)s; lines in all: %(n)d. Names are masked.")
            % {"day": date_in_words(day), "n": len(lines)}
        )
        head = [_("No."), _("Village"), _("Household"), _("Contact person"), _("Official"), _("Since")]
        rows = [[*row[:5], date_in_words(row[6])] for row in _rows(lines)]
        paper.table([head, *rows])
        return paper.signature(organ, day).save()


def xlsx(lines: list[Any], *, day: date, whose: str) -> bytes:
    """The register as a workbook, with a sheet that says what each column holds."""
    sheet = Sheet(
        name=_("Register"),
        columns=_columns(),
        rows=_rows(lines),
        meanings=[
            _("counted in this file only"),
            _("village or community of the household"),
            _("number of the household in the register"),
            _("first character of the name; the rest stays masked"),
            _("who keeps in touch with the household"),
            _("branch that keeps the line"),
            _("first day of the line"),
        ],
    )
    about = [
        _("Contact register of %(unit)s") % {"unit": whose},
        _("As it stood on %(day)s") % {"day": date_format(day, "DATE_FORMAT")},
        _("Taking this file is on record, with the number of its rows."),
    ]
    return workbook([sheet], about=about, about_name=_("About this file"))


def card_docx(household: Household, lines: list[CardLine], day: date) -> bytes:
    """The contact card: who keeps in touch, how to reach them, what is promised, how to withdraw."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Contact card"))
        paper.body(f"{household.place.name} {household.code}")
        for line in lines:
            paper.heading(1, line.official.name)
            paper.table(
                [
                    [_("Unit"), line.unit.name],
                    [_("Post"), line.title or "—"],
                    [_("Telephone"), line.official.phone or line.unit.phone or "—"],
                ],
                widths=(40, 116),
                headed=False,
            )
            for promise in line.promises:
                words = {"text": promise.text, "day": date_in_words(promise.due_on)}
                paper.body(_("Promised to you: %(text)s, by %(day)s.") % words)
            if line.announced:
                paper.body(line.announced)
        paper.body(_("You can ring at any time, or say something on the public page without giving a name."))
        paper.body(
            _(
                "If you no longer want to be a contact household, tell the official or the unit; "
                "it ends the same day and nothing else changes for you."
            )
        )
        if not lines:
            return paper.note(date_in_words(day)).save()
        return paper.signature(lines[0].unit.on_paper, day).save()
