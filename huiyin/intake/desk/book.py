"""The book of letters: what came in writing in a period, as a list, as a paper and as a workbook.

Each letter stands under the day on which it came (`rules.md` S37): the clock counts from there, whenever it was entered. Who
wrote stands behind their mask.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.intake.desk import LETTER
from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.lib.periods import Period, of
from huiyin.lib.sheets import Cell, Sheet, workbook
from huiyin.matters.models import Matter, Step
from huiyin.matters.models.matter import Matters
from huiyin.matters.models.reply import outcome_in_words
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.models import County, Official
from huiyin.ui.periods import in_words

MOST = 5000  # letters of one file
OLDEST_FIRST = ("received_at", "pk")


@dataclass(frozen=True)
class Line:
    """One letter as the book has it."""

    matter: Matter
    came_on: date
    entered_on: date
    who: str
    unit: str
    stands: str
    answered_on: date | None
    why_late: str


def periods(day: date) -> list[Period]:
    """Of what one may have the book: this month and the last, this quarter and the last, this year and the last."""
    return [one for kind in ("month", "quarter", "year") for one in (of(kind, day), of(kind, day).before)]


def letters(reader: Official, county: County, period: Period, at: datetime) -> Matters:
    """Those of the period that one may see, to be ordered by `OLDEST_FIRST`; not what was taken from a file of the past."""
    first, end = start_of(period.first, county), start_of(period.end, county)
    begun = Prefetch("steps", Step.objects.filter(deed=Step.Deed.LODGE), to_attr="begun")
    found = Matter.objects.visible_to(reader, at).live()
    found = found.filter(channel=LETTER, received_at__gte=first, received_at__lt=end)
    return found.for_lists().select_related("resident").prefetch_related(begun)


def line_of(letter: Matter, county: County) -> Line:
    """How a letter stands in the book."""
    person = letter.resident
    outcome = outcome_in_words(letter.charter.charter, letter.outcome) if letter.outcome else ""
    return Line(
        letter,
        local_day(letter.received_at or letter.registered_at, county),
        local_day(letter.registered_at, county),
        (person.masked_name if person else "") or _("without a name"),
        (letter.lead_unit or letter.holding_unit).name,
        outcome or letter.state_words,
        local_day(letter.replied_at, county) if letter.replied_at else None,
        "".join(step.note for step in letter.begun),  # type: ignore[attr-defined]
    )


def docx(rows: Iterable[Matter], *, county: County, period: Period, organ: str, day: date) -> bytes:
    """The book as a paper, across."""
    with override(LANGUAGE):
        lines = [line_of(one, county) for one in rows]
        paper = Paper("plain", landscape=True).title(_("Book of letters"))
        told = {"period": in_words(period), "n": len(lines), "day": date_in_words(day)}
        paper.body(_("Letters that came in %(period)s: %(n)d, as of %(day)s. Names are masked.") % told)
        if lines:
            paper.table([_head(), *_cells(lines, date_in_words)])
        return paper.signature(organ, day).save()


def xlsx(rows: Iterable[Matter], *, county: County, period: Period, day: date) -> bytes:
    """The same as a workbook that explains its columns."""
    with override(LANGUAGE):
        lines = [line_of(one, county) for one in rows]
        meanings = [
            _("counted in this file only"),
            _("the day from which the time runs"),
            _("the day on which it was taken down here"),
            _("the number on the receipt"),
            _("first character of the name; the rest stays masked"),
            _("where it happens, as far as it is known"),
            _("the first words of what was said"),
            _("who leads it, else who holds it"),
            _("what came of it, or where it stands"),
            _("the last answer"),
            _("where it was taken down some days after it came"),
        ]
        sheet = Sheet(_("Book of letters"), _head(), _cells(lines, lambda on: on), meanings)
        about = [
            _("Letters that came in %(period)s") % {"period": in_words(period)},
            _("As of %(day)s.") % {"day": date_format(day, "DATE_FORMAT")},
            _("Taking this file is on record, with the number of its rows."),
        ]
        return workbook([sheet], about=about, about_name=_("About this file"))


def _head() -> list[str]:
    return [
        _("No."),
        _("Came on"),
        _("Entered on"),
        _("Number"),
        _("Who wrote"),
        _("Village or community"),
        _("What it is about"),
        _("Unit in charge"),
        _("What came of it"),
        _("Answered on"),
        _("Why entered late"),
    ]


def _cells(lines: Iterable[Line], told: Callable[[date], Cell]) -> list[list[Cell]]:
    return [
        [
            number,
            told(line.came_on),
            told(line.entered_on),
            line.matter.reference,
            line.who,
            line.matter.place.short_name if line.matter.place else "",
            line.matter.title,
            line.unit,
            line.stands,
            told(line.answered_on) if line.answered_on else "",
            line.why_late,
        ]
        for number, line in enumerate(lines, start=1)
    ]
