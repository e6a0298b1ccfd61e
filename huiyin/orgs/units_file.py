"""Importing units from a CSV file: codes and parents checked; a second time brings names up to date."""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.lib.csv_rows import Broken, Record, Unreadable, open_csv
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County, Unit
from huiyin.orgs.unit_lines import COLUMNS, REQUIRED, Tally, apply, weigh

BY: Final = "command:import"


class _NothingKeptError(Exception):
    """Takes the whole transaction back."""


def county_of_unit(code: str, slug: str | None) -> County:
    """The county named, or the only one with a living unit of that code."""
    if slug:
        return county_named(slug)
    found = []
    for county in County.objects.all():
        with county_scope(county.pk):
            if Unit.objects.filter(code=code, valid_to=None).exists():
                found.append(county)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(county.slug for county in found)
        raise Refused(
            _("Several counties have a unit with the code “%(code)s”: %(names)s.")
            % {"code": code, "names": names}
        )
    raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": code})


def county_named(slug: str) -> County:
    """The county of that short address; refuses, naming those there are."""
    county = County.objects.filter(slug=slug).first()
    if county is None:
        names = ", ".join(County.objects.values_list("slug", flat=True)) or "—"
        raise Refused(
            _("There is no county “%(slug)s”; there are: %(names)s.") % {"slug": slug, "names": names}
        )
    return county


def command(args: argparse.Namespace) -> int:
    """`huiyin import units`: 0 when done, 1 when rows were rejected and so nothing was kept."""
    tally = import_units(
        Path(args.file), county=county_named(args.county), keep_good=args.keep_good, at=timezone.now()
    )
    for one in sorted(tally.rejected):
        print(_("Line %(line)d: %(reason)s") % {"line": one.line, "reason": one.reason})
    facts = {
        "raised": tally.raised,
        "revised": tally.revised,
        "unchanged": tally.unchanged,
        "rejected": len(tally.rejected),
    }
    if tally.kept:
        print(
            _("added: %(raised)d; updated: %(revised)d; unchanged: %(unchanged)d; rejected: %(rejected)d.")
            % facts
        )
    else:
        print(_("rejected: %(rejected)d; nothing was imported. --keep-good takes the others.") % facts)
    return 0 if tally.kept else 1


def import_units(path: Path, *, county: County, keep_good: bool, at: datetime) -> Tally:
    """Read the file and bring the county's units up to it, in one transaction."""
    tally = Tally()
    try:
        file = open_csv(path)
        with county_scope(county.pk):
            weighed = weigh(_known(file.records(), path), county)
            tally = weighed.tally
            if not tally.rows:
                raise Unreadable("no_rows", path=path)
            if tally.rejected and not keep_good:
                raise _NothingKeptError
            apply(weighed, county, by=BY, at=at)
            audit(
                by=BY, deed="units.imported", on=f"county:{county.slug}", at=at, rows=tally.rows,
                raised=tally.raised, revised=tally.revised, rejected=len(tally.rejected), sha256=file.sha256,
            )  # fmt: skip
    except Unreadable as no:
        raise Refused(no.sentence(get_language() or "zh-hans")) from no
    except _NothingKeptError:
        tally.kept = False
    return tally


def _known(records: Iterable[Record | Broken], path: Path) -> Iterator[Record | Broken]:
    """The records, if their columns are ours."""
    for record in records:
        if isinstance(record, Record):
            _columns_known(record.values, path)
        yield record


def _columns_known(values: Mapping[str, str], path: Path) -> None:
    unknown = [name for name in values if name not in COLUMNS]
    if unknown:
        raise Refused(
            _("There is no column “%(name)s”; the columns are: %(all)s.")
            % {"name": unknown[0], "all": ", ".join(COLUMNS)}
        )
    for name in REQUIRED:
        if name not in values:
            raise Unreadable("no_column", path=path, wanted=name, columns=", ".join(values))
