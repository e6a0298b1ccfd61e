"""What comes back to whoever has to put rows right: a file of the kind that was sent, with a column that says why."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from huiyin.lib.sheets import Cell, Sheet, safe, workbook
from huiyin.sheets.checking import Line
from huiyin.sheets.columns import language
from huiyin.sheets.importing import Outcome
from huiyin.sheets.reading import CSV

LONGEST: Final = 60  # characters of the name of the file that was sent
_UNNAMED: Final = re.compile(
    r"(?:sheet|\u5de5\u4f5c\u8868)\s*\d*", re.IGNORECASE
)  # as a program calls it by itself


def rejected_name(outcome: Outcome) -> str:
    """What the file is called: as the one that was sent, with a word for what is in it."""
    table = outcome.table
    name = _("%(file)s-rows not taken") % {"file": table.read_as.file[:LONGEST] or table.shape.shown}
    return f"{name}.{table.form}"


def rejected_file(outcome: Outcome) -> bytes:
    """The rows that were not taken, as they were, with the reasons; put right, the file can be imported."""
    columns = outcome.table.shape.columns
    reasons: dict[int, list[str]] = {}
    for finding in outcome.findings:
        column = f"{finding.column}{_(': ')}" if finding.column else ""
        reasons.setdefault(finding.line, []).append(column + finding.sentence)
    rows: dict[str, list[Sequence[Cell]]] = {}
    for line in outcome.bad:
        cells = [_cell(line, one.name) for one in columns]
        rows.setdefault(_sheet(outcome, line), []).append([line.line, *cells, "\n".join(reasons[line.line])])
    heads = [_("Line in the file"), *(column.shown for column in columns), _("Why it was not taken")]
    if outcome.table.form == CSV:
        return _text([heads, *(row for some in rows.values() for row in some)])
    meanings = [
        _("The number of the row in the file that was sent."),
        *(column.meaning.in_language(language()) for column in columns),
        _("Put the row right and import this file; this column is left out."),
    ]
    about = [_("Rows that were not taken: put them right here and import this file.")]
    sheets = [Sheet(name, heads, some, meanings) for name, some in rows.items()]
    return workbook(sheets, about=about, about_name=_("About this file"))


def _cell(line: Line, column: str) -> str:
    """What the row says; the village that only the titles or the sheet of its list say, where it is one."""
    said = line.values.get(column, "")
    return line.villages[0] if column == "place" and not said and len(line.villages) == 1 else said


def _sheet(outcome: Outcome, line: Line) -> str:
    """The sheet on which a row stood, by its name there; what a program calls by itself is called by what it holds."""
    read_as, where = outcome.table.read_as, getattr(line.line, "where", "")
    found = [name for name in read_as.sheets if where == name or where.startswith(f"{name} ")]
    name = max(found, key=len, default=read_as.sheet)
    return outcome.table.shape.shown if not name or _UNNAMED.fullmatch(name) else name


def _text(rows: Sequence[Sequence[Cell]]) -> bytes:
    """CSV with the mark by which a spreadsheet knows UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
