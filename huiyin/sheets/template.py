"""The template of each kind: headings, drop-downs, one marked example, and a sheet that explains every column."""

import io
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from huiyin.lib.sheets import safe, to_print
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, County, Official, Unit
from huiyin.sheets.checking import Area
from huiyin.sheets.columns import NOTE, Column, Shape, example_mark, language, shape
from huiyin.sheets.lookups import SEATS, words_of
from huiyin.ui.listing import in_line

ROWS = 2_000  # rows that are prepared with drop-downs
MOST_CHOICES = 3_000
UNITS = {"units": None, "villages": Unit.PLACES, "branches": (Unit.Kind.BRANCH,), "seats": SEATS}


def template(kind: str, area: Area, county: County, at: datetime) -> bytes:
    """The workbook to fill in; its lists hold units and officials of the area, never a resident."""
    form, book = shape(kind), Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has a first sheet
    page.title = form.shown[:31]
    lists = {
        name: choices_of(name, area, county, at) for name in {c.choices for c in form.columns if c.choices}
    }
    _head(page, form)
    _example(page, form, at)
    _explain(book.create_sheet(_("How to fill it in")), form, lists)
    _drop_downs(page, book.create_sheet(_("Choices")), form, lists)
    for sheet in book.worksheets:
        sheet.print_title_rows = "1:1"
        to_print(sheet, round(sum(column.width for column in sheet.column_dimensions.values())))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def choices_of(name: str, area: Area, county: County, at: datetime) -> list[str]:
    """What a drop-down offers: words, or codes with their names."""
    day = local_day(at, county)
    if name in UNITS:
        found = Unit.objects.valid_on(day).in_tree_order()
        kinds = UNITS[name]
        found = found.filter(kind__in=kinds) if kinds else found
        if area.paths is not None:
            found = found.filter(_within(area.paths, "path"))
        return [f"{unit.code} {unit.short_name}" for unit in found[:MOST_CHOICES]]
    if name == "logins":
        seats = Appointment.objects.all()
        if area.paths is not None:
            seats = seats.filter(_within(area.paths, "post__unit__path"))
        serving = Official.objects.serving(day, seats).order_by("username")
        return list(serving.values_list("username", flat=True)[:MOST_CHOICES])
    return [words for _code, words in words_of(name, at)]


def _within(paths: Sequence[str], column: str) -> Q:
    scope = Q(pk=None)
    for path in paths:
        scope |= Q(**{f"{column}__startswith": path})
    return scope


def _head(page: Worksheet, form: Shape) -> None:
    page.append([column.shown + ("*" if column.required else "") for column in form.columns])
    for number, column in enumerate(form.columns, start=1):
        cell = page.cell(1, number)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EDF2F8")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = page.column_dimensions[get_column_letter(number)]
        letter.width = 24 if column.choices in UNITS or column.name == "address" else 16
        # Codes and telephone numbers stay text, days stay days, whatever is typed into them.
        letter.number_format = "yyyy-mm-dd" if column.is_day else "@"
    page.freeze_panes = "B2"


def _example(page: Worksheet, form: Shape, at: datetime) -> None:
    row = [example_mark() if column.name == NOTE else _example_cell(column, at) for column in form.columns]
    page.append([safe(text) for text in row])
    for cell in page[2]:
        cell.font = Font(italic=True, color="5B6670")
        cell.number_format = "@"


def _example_cell(column: Column, at: datetime) -> str:
    """An example as it is, or the words of the list for codes that begin with an at sign each."""
    if not column.example.startswith("@"):
        return column.example
    listed = dict(words_of(column.choices, at))
    words = [listed.get(code, "") for code in column.example[1:].split("@")]
    return in_line(words)


def _explain(page: Worksheet, form: Shape, lists: dict[str, list[str]]) -> None:
    page.append([_("Column"), _("Needed"), _("What to write"), _("Choices")])
    for column in form.columns:
        listed = lists.get(column.choices, [])
        short = listed if column.choices not in {*UNITS, "logins"} else []
        page.append(
            [
                column.shown,
                _("yes") if column.required else "",
                column.meaning.in_language(language()),
                pgettext("between parts of a spoken list", "; ").join(short),
            ]
        )
    for cell in page[1]:
        cell.font = Font(bold=True)
    for letter, width in (("A", 20), ("B", 8), ("C", 70), ("D", 60)):
        page.column_dimensions[letter].width = width
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _drop_downs(page: Worksheet, choices: Worksheet, form: Shape, lists: dict[str, list[str]]) -> None:
    """The lists stand in a sheet of their own; other words may still be written, the import says what it cannot read."""
    for number, (name, words) in enumerate(sorted(lists.items()), start=1):
        letter = get_column_letter(number)
        columns = [column for column in form.columns if column.choices == name]
        choices.cell(1, number, columns[0].shown).font = Font(bold=True)
        choices.column_dimensions[letter].width = 32
        for line, word in enumerate(words, start=2):
            choices.cell(line, number, safe(word))
        if not words:
            continue
        area = f"'{choices.title}'!${letter}$2:${letter}${len(words) + 1}"
        rule = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=False)
        page.add_data_validation(rule)
        for at, column in enumerate(form.columns, start=1):
            if column.choices == name:
                rule.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{ROWS}")
