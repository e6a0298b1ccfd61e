"""`huiyin import units|officials|households|register FILE.xlsx`: the same import as on the page, for larger files."""

import argparse
import sys
import time
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.audit.scope import county_scope
from huiyin.intake.sheets.checking import Area, Progress
from huiyin.intake.sheets.importing import MOST_ROWS, Outcome, bring, moment_of, preview, read, rejected_book
from huiyin.intake.sheets.template import template
from huiyin.lib.refusal import Refused
from huiyin.orgs import units_file
from huiyin.orgs.models import County

BY = "command:import"
EVERY = 1.0  # seconds between two lines of progress
SHOWN = 50  # rejected rows on the screen; all of them stand in the file of --rejected


def command(args: argparse.Namespace) -> int:
    """0 when done, 1 when rows were rejected and so nothing was kept."""
    path = Path(args.file)
    if args.kind == "units" and not path.read_bytes()[:8].startswith((b"PK", b"\xd0\xcf")):
        args.county = county_asked(args.county).slug
        return units_file.command(args)
    at, county = timezone.now(), county_asked(args.county)
    table = read(args.kind, path.read_bytes(), most_rows=MOST_ROWS)
    area, moment = Area(None), moment_of(county, BY, at)
    with county_scope(county.pk):
        if args.preview:
            outcome = preview(table, area, moment)
        else:
            outcome = bring(table, area, moment, keep_good=args.keep_good, progress=_progress())
        if args.rejected and outcome.findings:
            Path(args.rejected).write_bytes(rejected_book(outcome))
    report(outcome, previewed=args.preview, rejected=args.rejected)
    return 0 if outcome.kept or (args.preview and not outcome.findings) else 1


def write_template(args: argparse.Namespace) -> int:
    """`huiyin import template KIND -o FILE.xlsx`."""
    county = county_asked(args.county)
    with county_scope(county.pk):
        args.output.write_bytes(template(args.of, Area(None), county, timezone.now()))
    return 0


def county_asked(slug: str | None) -> County:
    """The county named, or the only one there is."""
    if slug:
        return units_file.county_named(slug)
    found = list(County.objects.all()[:2])
    if len(found) != 1:
        names = ", ".join(County.objects.values_list("slug", flat=True)) or "—"
        raise Refused(_("Please name the county with --county; there are: %(names)s.") % {"names": names})
    return found[0]


def _progress() -> Progress:
    said = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            words = _("%(done)d of %(total)d rows written") % {"done": done, "total": total}
            print(f"· {words}", file=sys.stderr, flush=True)

    return tell


def report(outcome: Outcome, *, previewed: bool, rejected: str | None) -> None:
    """Every rejected row with its line, column and reason, then what became of all."""
    shown = set(outcome.bad_lines[:SHOWN]) if rejected else set(outcome.bad_lines)
    for one in outcome.findings:
        if one.line in shown:
            facts = {"line": one.line, "column": one.column or "—", "reason": one.sentence}
            print(_("Line %(line)d, %(column)s: %(reason)s") % facts)
    for sentence in summary(outcome, previewed=previewed):
        print(sentence)
    if rejected and outcome.findings:
        print(_("All rejected rows with their reasons are in %(path)s.") % {"path": rejected})


def summary(outcome: Outcome, *, previewed: bool) -> list[str]:
    """What became of the rows, as sentences."""
    facts = {
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.same,
        "rejected": len(outcome.bad_lines),
        "repeated": outcome.repeated,
        "examples": outcome.table.examples,
    }
    said = [_("new: %(new)d; updated: %(changed)d; unchanged: %(same)d; rejected: %(rejected)d.") % facts]
    if not previewed and not outcome.kept:
        said = [_("rejected: %(rejected)d; nothing was imported. --keep-good takes the others.") % facts]
    if previewed:
        said.append(_("This was a preview; nothing was written."))
    if outcome.repeated:
        said.append(_("the same row again further down, taken once: %(repeated)d.") % facts)
    if outcome.table.examples:
        said.append(_("example rows left out: %(examples)d.") % facts)
    if outcome.table.unknown:
        said.append(_("columns that were not read: %(names)s.") % {"names": ", ".join(outcome.table.unknown)})
    return said
