"""One import, from the rows of a file to what became of them: checked, shown first, then written."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County
from huiyin.sheets.checking import (
    Area,
    Checked,
    Finding,
    Kind,
    Line,
    Moment,
    Progress,
    without_repeats,  # fmt: skip
)
from huiyin.sheets.kinds import kind_of
from huiyin.sheets.reading import Table


@dataclass
class Outcome:
    """What an import did, or would do."""

    table: Table
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    repeated: int = 0
    cleaned: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)  # what was concluded from how many rows
    findings: list[Finding] = field(default_factory=list)
    bad: list[Line] = field(default_factory=list)
    proposed: dict[int, tuple[str, str]] = field(default_factory=dict)
    lines_of: dict[str, list[int]] = field(default_factory=dict)  # of which lines what would come
    kept: bool = False
    moved: bool = False  # something else would come of the rows than was shown

    @property
    def bad_lines(self) -> list[int]:
        """The lines that cannot be taken."""
        return [line.line for line in self.bad]

    @property
    def good(self) -> int:
        """How many rows would be written or are on record already."""
        return self.new + self.changed + self.same

    @property
    def mark(self) -> str:
        """All that was concluded of the rows, as one word: it is another one where anything else is concluded."""
        bad = [[one.line, one.column, one.sentence] for one in self.findings]
        said = [self.lines_of, self.repeated, sorted(self.notes.items()), bad]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()

    def add(self, lines: Sequence[Line], checked: Checked[Any]) -> None:
        """Count what became of some of the rows."""
        for name, rows in (("new", checked.new), ("changed", checked.changed), ("same", checked.same)):
            self.lines_of.setdefault(name, []).extend(getattr(one, "line", 0) for one in rows)
        self.rows += len(lines)
        self.new += len(checked.new)
        self.changed += len(checked.changed)
        self.same += len(checked.same)
        self.repeated += checked.repeated
        self.cleaned += sum(line.cleaned for line in lines)
        self.counts += checked.counts
        self.proposed |= checked.proposed
        self.notes += checked.findings.notes
        if checked.findings:
            bad = {finding.line for finding in checked.findings}
            self.findings += dict.fromkeys(sorted(checked.findings, key=lambda one: one.line))
            self.bad += [line for line in lines if line.line in bad]


class _NothingKeptError(Exception):
    """Takes the whole transaction back."""


def moment_of(county: County, by: str, at: datetime) -> Moment:
    """When, on which day, by whom."""
    return Moment(at, local_day(at, county), by, county)


def preview(table: Table, area: Area, moment: Moment) -> Outcome:
    """What would become of the rows; nothing is written."""
    outcome, kind = Outcome(table), kind_of(table, area, moment)
    for lines in _together(table.lines, kind.batch):
        outcome.add(lines, _checked(kind, lines, area, moment))
    return outcome


def bring(
    table: Table,
    area: Area,
    moment: Moment,
    *,
    keep_good: bool,
    progress: Progress = lambda done, total: None,
    shown: str | None = None,
) -> Outcome:
    """Write the rows: all, or only the good ones where that was asked for; else nothing.

    `shown` is the mark of what somebody was shown and agreed to: where the same is no longer concluded, as others have
    written meanwhile, nothing is written. Rows that are looked at some hundreds at a time stand for themselves.
    """
    outcome = Outcome(table)
    try:
        with transaction.atomic():
            kind = kind_of(table, area, moment)
            _alone(moment.county, kind.on)
            table.lines = lines_read = table.lines if kind.batch else tuple(table.lines)
            kind.hold(lines_read, area, moment)
            for lines in _together(table.lines, kind.batch):
                checked = _checked(kind, lines, area, moment)
                if keep_good or not (outcome.findings or checked.findings):
                    kind.write(checked, moment, progress)
                outcome.add(lines, checked)
                if kind.batch:
                    progress(outcome.rows, 0)
            outcome.moved = shown is not None and not kind.batch and shown != outcome.mark
            if outcome.moved or (outcome.findings and not keep_good):
                raise _NothingKeptError
            _put_on_record(outcome, kind, moment)
    except _NothingKeptError:
        return outcome
    outcome.kept = True
    return outcome


def _together(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """The rows that are looked at together: some hundreds, or all (0)."""
    rest = iter(lines)
    while some := list(islice(rest, size or None)):
        yield some


def _checked(kind: Kind[Any], lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Any]:
    good, repeated = without_repeats([line for line in lines if not line.findings])
    checked: Checked[Any] = kind.check(good, area, moment)
    checked.repeated += repeated
    checked.findings += [finding for line in lines for finding in line.findings]
    return checked


def _put_on_record(outcome: Outcome, kind: Kind[Any], moment: Moment) -> None:
    audit(
        by=moment.by,
        deed=kind.deed,
        on=kind.on or f"county:{moment.county.slug}",
        at=moment.at,
        kind=kind.name,
        rows=outcome.rows,
        new=outcome.new,
        changed=outcome.changed,
        same=outcome.same,
        rejected=len(outcome.bad),
        sha256=outcome.table.sha256,
        **kind.facts,
    )


def _alone(county: County, what: str) -> None:
    """One import of a county, or of one source, at a time: two of them cannot both find a row missing."""
    with connection.cursor() as cursor:
        key = f"sheets:{county.pk}:{what}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if not cursor.fetchone()[0]:
            raise Refused(
                _("Somebody else is importing at this moment; please try again when that has ended.")
            )
