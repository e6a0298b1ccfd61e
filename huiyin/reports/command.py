"""`huiyin report`: the work summary as a file, with its paragraph and sums in the terminal."""

import argparse
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.matters.figures import Extent
from huiyin.orgs.counties import county_of_unit
from huiyin.orgs.models import Unit
from huiyin.reports import papers, words
from huiyin.reports import work_summary as work


def work_summary(args: argparse.Namespace) -> int:
    """Count, print, write the docx; the last day is included."""
    if args.until < args.since:
        raise Refused(_("The last day lies before the first."))
    county, at = county_of_unit(args.unit, getattr(args, "county", None)), timezone.now()
    timezone.activate(county.zone)
    with county_scope(county.pk):
        unit = Unit.objects.filter(code=args.unit).order_by("-valid_from").first()
        if unit is None:
            raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": args.unit})
        period = Extent(unit, args.since, args.until + timedelta(days=1), at)
        summary = work.build(period, county)
        _write(Path(args.output), papers.work_summary(period, county))
        record(
            by="command:report", deed="report.taken", on=f"unit:{unit.code}", at=at,
            first=period.first.isoformat(), end=period.end.isoformat(), as_of=at.isoformat(),
        )  # fmt: skip
    print(words.title(summary))
    print(words.joined(words.paragraph(summary)))
    for sentence in (*words.remarks(summary), *words.sums(summary), words.as_of_sentence(summary)):
        print(sentence)
    print(args.output)
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(
            _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
