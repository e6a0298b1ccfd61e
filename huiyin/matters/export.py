"""A list of matters as a workbook to take along: a row each, and a sheet that says what it holds and what was asked."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused
from huiyin.lib.sheets import Cell, Sheet, workbook
from huiyin.matters import sentences
from huiyin.matters.lists import LISTS, Wanted
from huiyin.matters.models import Matter
from huiyin.matters.models.reply import outcome_in_words
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import County

MOST = 5000  # rows of one file


def content(request: StaffRequest, wanted: Wanted) -> tuple[bytes, int]:
    """The file and how many rows it has; names and numbers of residents are in none of them."""
    rows = list(wanted.rows.for_lists().order_by(*wanted.ordering)[: MOST + 1])
    if len(rows) > MOST:
        raise Refused(
            _("These are more than %(n)d matters; please narrow the list before you take it along.")
            % {"n": MOST}
        )
    if not rows:
        raise Refused(_("There is no matter in this list to take along."))
    sheet = Sheet(_("Matters"), _columns(), _rows(rows, request.county), _meanings())
    return workbook([sheet], about=_about(request, wanted, len(rows)), about_name=_("About this file")), len(
        rows
    )


def _columns() -> list[str]:
    return [
        _("Number"),
        _("What it is about"),
        _("Topic"),
        _("Village or community"),
        _("Received on"),
        _("State"),
        _("Unit in charge"),
        _("Handler"),
        _("Latest date"),
        _("Answered on"),
        _("Outcome"),
        _("Taken up again"),
    ]


def _meanings() -> list[str]:
    return [
        _("the number on the receipt"),
        _("the first words of what was said"),
        _("by the charter; empty where it is not clear yet"),
        _("where it happens, as far as it is known"),
        _("the day from which the time runs"),
        _("as of the moment below"),
        _("who leads it, else who holds it"),
        _("who looks after it there"),
        _("on which it has to be answered at the latest"),
        _("the last answer"),
        _("of the last answer, by the charter"),
        _("how many times"),
    ]


def _rows(rows: Iterable[Matter], county: County) -> list[Sequence[Cell]]:
    return [
        [
            one.reference,
            one.title,
            sentences.topic_words(one),
            one.place.short_name if one.place else "",
            local_day(one.received_at, county) if one.received_at else "",
            one.state_words,
            (one.lead_unit or one.holding_unit).name,
            one.handler.name if one.handler else "",
            one.due_on or "",
            local_day(one.replied_at, county) if one.replied_at else "",
            outcome_in_words(one.charter.charter, one.outcome) if one.outcome else "",
            one.reopened,
        ]
        for one in rows
    ]


def _about(request: StaffRequest, wanted: Wanted, n: int) -> list[str]:
    moment = request.at.astimezone(request.county.zone)
    narrowed = wanted.narrow.in_words() if wanted.narrow is not None else []
    return [
        _("Matters of %(county)s: %(list)s") % {"county": request.county.name, "list": LISTS[wanted.chosen]},
        *[f"{label}: {words}" for label, words in narrowed],
        _("As of %(moment)s") % {"moment": date_format(moment, "DATETIME_FORMAT")},
        _("Rows: %(n)d. Only what %(name)s may see; taking this file is on record.")
        % {"n": n, "name": request.user.name},
        _(
            "Names and numbers of residents are not in it; what people wrote themselves may name somebody all the same."
        ),
    ]
