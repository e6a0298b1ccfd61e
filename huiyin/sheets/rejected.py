"""What comes back to whoever has to put rows right: a file of the kind that was sent, with a column that says why."""

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from huiyin.lib.sheets import Cell, Sheet, safe, workbook
from huiyin.sheets.columns import language
from huiyin.sheets.importing import Outcome
from huiyin.sheets.reading import CSV


def rejected_file(outcome: Outcome) -> bytes:
    """The rows that were not taken, as they were, with the reasons; put right, the file can be imported."""
    columns = outcome.table.shape.columns
    reasons: dict[int, list[str]] = {}
    for finding in outcome.findings:
        column = f"{finding.column}{_(': ')}" if finding.column else ""
        reasons.setdefault(finding.line, []).append(column + finding.sentence)
    rows: list[Sequence[Cell]] = [
        [line.line, *(line.values.get(one.name, "") for one in columns), "\n".join(reasons[line.line])]
        for line in outcome.bad
    ]
    heads = [_("Line in the file"), *(column.shown for column in columns), _("Why it was not taken")]
    if outcome.table.form == CSV:
        return _text([heads, *rows])
    meanings = [
        _("The number of the row in the file that was sent."),
        *(column.meaning.in_language(language()) for column in columns),
        _("Put the row right and import this file; this column is left out."),
    ]
    about = [_("Rows that were not taken: put them right here and import this file.")]
    sheet = Sheet(outcome.table.shape.shown, heads, rows, meanings)
    return workbook([sheet], about=about, about_name=_("About this file"))


def _text(rows: Sequence[Sequence[Cell]]) -> bytes:
    """CSV with the mark by which a spreadsheet knows UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
