"""One import, from the bytes of a workbook to what became of its rows: read, checked, shown first, then written."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.intake.sheets import households, officials, population, register, sites, travel, units
from huiyin.intake.sheets.checking import Area, Finding, Line, Moment, Progress, without_repeats
from huiyin.intake.sheets.columns import NOTE, example_words, language, shape
from huiyin.lib.refusal import Refused
from huiyin.lib.sealing import SealBroken
from huiyin.lib.sheet_reading import UnreadableBookError, read_book
from huiyin.lib.sheets import Cell, Sheet, workbook
from huiyin.orgs.calendar import local_day
from huiyin.orgs.keys import ring
from huiyin.orgs.models import County

MODULES: Final[Mapping[str, ModuleType]] = {
    "units": units,
    "officials": officials,
    "households": households,
    "register": register,
    "population": population,
    "travel": travel,
    "sites": sites,
}
PAGE_ROWS: Final = 2_000  # in one request of a page
MOST_ROWS: Final = 20_000  # on the command line
SEALED: Final = "intake.sheet"


@dataclass(frozen=True)
class Table:
    """A workbook that was read: its rows as text, what could not be read in them, what was left out."""

    kind: str
    sha256: str
    lines: tuple[Line, ...]
    unreadable: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()
    examples: int = 0


@dataclass
class Outcome:
    """What an import did, or would do."""

    table: Table
    new: int = 0
    changed: int = 0
    same: int = 0
    repeated: int = 0
    findings: list[Finding] = field(default_factory=list)
    kept: bool = False

    @property
    def bad_lines(self) -> list[int]:
        """The lines that cannot be taken."""
        return sorted({finding.line for finding in self.findings})

    @property
    def good(self) -> int:
        """How many rows would be written or are on record already."""
        return self.new + self.changed + self.same


def read(kind: str, content: bytes, *, most_rows: int) -> Table:
    """Take a workbook apart. Refuses, in the reader's language, what is no workbook of this kind."""
    try:
        book = read_book(
            content,
            shape(kind).headings(),
            most_rows=most_rows,
            lang=language(),
            mark=NOTE,
            example=example_words(),
        )
    except UnreadableBookError as no:
        raise Refused(no.sentence(language())) from no
    unreadable = tuple(
        Finding(row.line, shape(kind).column(problem.column).shown, problem.sentence(language()))
        for row in book.rows
        for problem in row.problems
    )
    lines = tuple(Line(row.line, row.values) for row in book.rows)
    return Table(kind, book.sha256, lines, unreadable, book.unknown, book.examples)


def moment_of(county: County, by: str, at: datetime) -> Moment:
    """When, on which day, by whom."""
    return Moment(at, local_day(at, county), by, county)


def preview(table: Table, area: Area, moment: Moment) -> Outcome:
    """What would become of the rows; nothing is written."""
    return _checked(table, area, moment)[0]


@transaction.atomic
def bring(
    table: Table,
    area: Area,
    moment: Moment,
    *,
    keep_good: bool,
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """Write the rows: all, or only the good ones where that was asked for; else nothing."""
    _alone(moment.county)
    outcome, checked = _checked(table, area, moment)
    if outcome.findings and not keep_good:
        return outcome
    MODULES[table.kind].write(checked, moment, progress)
    outcome.kept = True
    audit(
        by=moment.by,
        deed="sheet.imported",
        on=f"county:{moment.county.slug}",
        at=moment.at,
        kind=table.kind,
        new=outcome.new,
        changed=outcome.changed,
        same=outcome.same,
        rejected=len(outcome.bad_lines),
        sha256=table.sha256,
    )
    return outcome


def _checked(table: Table, area: Area, moment: Moment) -> tuple[Outcome, Any]:
    broken = {finding.line for finding in table.unreadable}
    lines, repeated = without_repeats([line for line in table.lines if line.line not in broken])
    checked = MODULES[table.kind].check(lines, area, moment)
    findings = sorted([*table.unreadable, *checked.findings], key=lambda one: one.line)
    outcome = Outcome(
        table,
        len(checked.new),
        len(checked.changed),
        len(checked.same),
        repeated,
        list(dict.fromkeys(findings)),
    )
    return outcome, checked


def _alone(county: County) -> None:
    """One import of a county at a time, so that two of them cannot both find a row missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"sheets:{county.pk}"])
        if not cursor.fetchone()[0]:
            raise Refused(
                _("Somebody else is importing at this moment; please try again when that has ended.")
            )


# -- between the preview and the deed the rows wait in the page, sealed: nothing is stored ---


def sealed(table: Table, owner: str) -> str:
    """The rows as a text that only this installation can open, and only for whom they were read."""
    findings = [[one.line, one.column, one.sentence] for one in table.unreadable]
    lines = [[line.line, dict(line.values)] for line in table.lines]
    data = [owner, table.kind, table.sha256, lines, findings, list(table.unknown), table.examples]
    packed = zlib.compress(json.dumps(data, ensure_ascii=False).encode())
    return ring().seal(base64.b64encode(packed).decode(), SEALED)


def opened(text: str, owner: str) -> Table:
    """The rows again. Refuses what was not sealed here, or for somebody else."""
    try:
        data = json.loads(zlib.decompress(base64.b64decode(ring().open(text, SEALED))))
    except (SealBroken, ValueError, zlib.error) as error:
        raise Refused(
            _("The rows of the preview did not come back whole; please choose the file once more.")
        ) from error
    if data[0] != owner:
        raise Refused(_("The rows of the preview did not come back whole; please choose the file once more."))
    lines = tuple(Line(line, values) for line, values in data[3])
    findings = tuple(Finding(*one) for one in data[4])
    return Table(data[1], data[2], lines, findings, tuple(data[5]), data[6])


# -- what comes back to whoever has to put it right ---


def rejected_book(outcome: Outcome) -> bytes:
    """The rows that were not taken, as they were, with a column that says why; put right, the file can be imported."""
    columns = shape(outcome.table.kind).columns
    reasons: dict[int, list[str]] = {}
    for finding in outcome.findings:
        column = f"{finding.column}{_(': ')}" if finding.column else ""
        reasons.setdefault(finding.line, []).append(column + finding.sentence)
    rows: list[Sequence[Cell]] = [
        [line.line, *(line.values.get(column.name, "") for column in columns), "\n".join(reasons[line.line])]
        for line in outcome.table.lines
        if line.line in reasons
    ]
    heads = [_("Line in the file"), *(column.shown for column in columns), _("Why it was not taken")]
    meanings = [
        _("The number of the row in the file that was sent."),
        *(column.meaning.in_language(language()) for column in columns),
        _("Put the row right and import this file; this column is left out."),
    ]
    about = [_("Rows that were not taken: put them right here and import this file.")]
    sheet = Sheet(shape(outcome.table.kind).shown, heads, rows, meanings)
    return workbook([sheet], about=about, about_name=_("About this file"))
