"""`huiyin import KIND FILE`: the same import as on the page, for larger files; matters of any number of rows."""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.audit.scope import county_scope
from huiyin.orgs.counties import county_asked, county_of_unit
from huiyin.sheets.checking import Area, Progress
from huiyin.sheets.columns import Options
from huiyin.sheets.importing import Outcome, bring, moment_of, preview
from huiyin.sheets.matters import sensible_columns
from huiyin.sheets.reading import MOST_ROWS, stream
from huiyin.sheets.rejected import rejected_file
from huiyin.sheets.saying import said_beside
from huiyin.sheets.template import template
from huiyin.sheets.wide import wide

BY = "command:import"
EVERY = 1.0  # seconds between two lines of progress
SHOWN = 50  # rejected rows on the screen; all of them stand in the file of --rejected


def command(args: argparse.Namespace) -> int:
    """0 when done, 1 when rows were rejected and so nothing was kept."""
    at, began = timezone.now(), time.monotonic()
    options = _options(args) if args.kind == "matters" else None
    county = county_of_unit(args.unit, args.county) if options else county_asked(args.county)
    across = None
    if args.kind == "population":
        with county_scope(county.pk):
            across = wide(at, as_of=args.as_of or "", source=args.source or "")
    table = stream(
        args.kind,
        Path(args.file),
        most_rows=0 if options else MOST_ROWS,
        options=options,
        only=args.sheet or "",
        across=across,
    )
    if args.without_hidden:
        table = table.without_hidden()
    area, moment = Area(None), moment_of(county, BY, at)
    with county_scope(county.pk):
        if args.preview:
            outcome = preview(table, area, moment)
        else:
            outcome = bring(table, area, moment, keep_good=args.keep_good, progress=_progress())
        if args.rejected and outcome.findings:
            Path(args.rejected).write_bytes(rejected_file(outcome))
    report(outcome, previewed=args.preview, rejected=args.rejected, seconds=time.monotonic() - began)
    return 0 if outcome.kept or (args.preview and not outcome.findings) else 1


def _options(args: argparse.Namespace) -> Options:
    live = args.origin == "live"
    return Options(args.source, args.unit, live, sensible_columns(args.columns, live=live))


def write_template(args: argparse.Namespace) -> int:
    """`huiyin import template KIND -o FILE.xlsx`."""
    county = county_asked(args.county)
    with county_scope(county.pk):
        args.output.write_bytes(template(args.of, Area(None), county, timezone.now()))
    return 0


def _progress() -> Progress:
    began = said = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said < EVERY:
            return
        said = now
        if total:
            words = _("%(done)d of %(total)d rows written") % {"done": done, "total": total}
        else:
            facts = {"rows": done, "speed": done / (now - began)}
            words = _("%(rows)d rows so far, %(speed)d rows a second") % facts
        print(f"· {words}", file=sys.stderr, flush=True)

    return tell


def report(outcome: Outcome, *, previewed: bool, rejected: str | None, seconds: float) -> None:
    """Every rejected row with its line, column and reason, then what became of all."""
    shown = set(outcome.bad_lines[:SHOWN]) if rejected else set(outcome.bad_lines)
    for one in outcome.findings:
        if one.line in shown:
            facts = {"line": one.line, "column": one.column, "reason": one.sentence}
            words = (
                _("Line %(line)s, %(column)s: %(reason)s") if one.column else _("Line %(line)s: %(reason)s")
            )
            print(words % facts)
    for sentence in summary(outcome, previewed=previewed, seconds=seconds):
        print(sentence)
    if rejected and outcome.findings:
        print(_("All rejected rows with their reasons are in %(path)s.") % {"path": rejected})


def summary(outcome: Outcome, *, previewed: bool, seconds: float) -> list[str]:
    """What became of the rows, as sentences."""
    facts = {
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.same,
        "imported": outcome.new,
        "here": outcome.same,
        "rejected": len(outcome.bad),
    }
    said = _counted(outcome, facts, seconds)
    if previewed:
        said.append(_("This was a preview; nothing was written."))
    elif not outcome.kept:
        said = [*said[:-1], _nothing(outcome, facts)]
    return [*said, *said_beside(outcome)]


def _counted(outcome: Outcome, facts: Mapping[str, object], seconds: float) -> list[str]:
    if outcome.table.options is None:
        return [_("new: %(new)d; updated: %(changed)d; unchanged: %(same)d; rejected: %(rejected)d.") % facts]
    rows = outcome.rows
    speed = {"rows": rows, "seconds": f"{seconds:.1f}", "speed": round(rows / seconds) if seconds else rows}
    return [
        _("%(rows)d rows read in %(seconds)s s (%(speed)d rows a second).") % speed,
        _("imported: %(imported)d; already here: %(here)d; rejected: %(rejected)d.") % facts,
    ]


def _nothing(outcome: Outcome, facts: Mapping[str, object]) -> str:
    if outcome.table.options is None:
        return _("rejected: %(rejected)d; nothing was imported. --keep-good takes the others.") % facts
    return (
        ngettext(
            "%(rejected)d row was rejected, so nothing was imported; --keep-good takes the others.",
            "%(rejected)d rows were rejected, so nothing was imported; --keep-good takes the others.",
            len(outcome.bad),
        )
        % facts
    )
