"""Importing matters from a CSV file: all or nothing, or the good rows; once per source and number."""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.intake.csv_rows import Reader, Rejected, Row
from huiyin.intake.inbound import Inbound, take_in
from huiyin.lib.csv_rows import Broken, CsvFile, Unreadable, open_csv
from huiyin.lib.refusal import Refused
from huiyin.matters.actions import Past, lodge_histories
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import County, Unit
from huiyin.orgs.units_file import county_of_unit

COLUMNS = (
    "external_id",
    "title",
    "body",
    "received_at",
    "topic",
    "place",
    "name",
    "phone",
    "reply",
    "replied_at",
)
ONLY_LIVE, ONLY_HISTORY = ("name", "phone"), ("reply", "replied_at")
BATCH = 500
EVERY = 1.0  # seconds between two lines of progress
MAX_SOURCE = 60
BY = "command:import"


@dataclass(frozen=True)
class Order:
    """What is to be imported, how."""

    path: Path
    columns: Mapping[str, str]
    source: str
    live: bool
    keep_good: bool


@dataclass
class Tally:
    """What became of the rows."""

    rows: int = 0
    imported: int = 0
    undated: int = 0
    answered: int = 0
    here: int = 0
    repeated: int = 0
    cleaned: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)
    kept: bool = True
    seconds: float = 0.0


class _NothingKeptError(Exception):
    """Takes the whole transaction back."""


def command(args: argparse.Namespace) -> int:
    """`huiyin import matters`: 0 when done, 1 when rows were rejected and so nothing was kept."""
    order = Order(
        path=Path(args.file),
        columns=_columns(args.columns, live=args.origin == "live"),
        source=args.source.strip(),
        live=args.origin == "live",
        keep_good=args.keep_good,
    )
    county = county_of_unit(args.unit, getattr(args, "county", None))
    tally = import_matters(order, county=county, unit_code=args.unit, at=timezone.now())
    report(tally)
    return 0 if tally.kept else 1


def _columns(given: Mapping[str, str], *, live: bool) -> dict[str, str]:
    """Our name → the file's, after looking whether they make sense together."""
    unknown = [name for name in given if name not in COLUMNS]
    if unknown:
        raise Refused(
            _("There is no column “%(name)s”; the columns are: %(all)s.")
            % {"name": unknown[0], "all": ", ".join(COLUMNS)}
        )
    if "external_id" not in given or not ("title" in given or "body" in given):
        raise Refused(_("--columns must name external_id, and title or body."))
    if "replied_at" in given and "reply" not in given:
        raise Refused(_("--columns names replied_at but not reply."))
    misplaced = [name for name in given if name in (ONLY_HISTORY if live else ONLY_LIVE)]
    if misplaced and live:
        raise Refused(
            _("Real work is answered here, so “%(name)s” cannot be imported with it.")
            % {"name": misplaced[0]}
        )
    if misplaced:
        raise Refused(
            _("History keeps no names or numbers, as nobody is rung about it; please leave out “%(name)s”.")
            % {"name": misplaced[0]}
        )
    return dict(given)


def import_matters(order: Order, *, county: County, unit_code: str, at: datetime) -> Tally:
    """Read the file and keep its rows, in one transaction."""
    if not 0 < len(order.source) <= MAX_SOURCE:
        raise Refused(_("The name of the source has 1 to %(n)d characters.") % {"n": MAX_SOURCE})
    tally, began = Tally(), time.monotonic()
    try:
        file = open_csv(order.path)
        with county_scope(county.pk):
            _alone(county, order.source)
            unit = _receiving_unit(unit_code, county, at)
            _keep(file, order, unit, tally, at)
            if tally.rows == 0:
                raise Unreadable("no_rows", path=order.path)
            if tally.rejected and not order.keep_good:
                raise _NothingKeptError
            facts = {"unit": unit.code, "origin": "live" if order.live else "history", "sha256": file.sha256}
            audit(
                by=BY, deed="matters.imported", on=f"source:{order.source}", at=at, rows=tally.rows,
                imported=tally.imported, here=tally.here, rejected=len(tally.rejected), **facts,
            )  # fmt: skip
    except Unreadable as no:
        raise Refused(no.sentence(_language())) from no
    except _NothingKeptError:
        tally.kept = False
    tally.seconds = time.monotonic() - began
    return tally


def _language() -> str:
    return get_language() or "zh-hans"


def _alone(county: County, source: str) -> None:
    """One import of a source at a time, so that two of them cannot both find a row missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"import:{county.pk}:{source}"]
        )
        if not cursor.fetchone()[0]:
            raise Refused(
                _("This source is being imported by somebody else; please wait until that has ended.")
            )


def _receiving_unit(code: str, county: County, at: datetime) -> Unit:
    unit = Unit.objects.valid_on(local_day(at, county)).select_related("county").filter(code=code).first()
    if unit is None:
        raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": code})
    if not unit.level:
        raise Refused(
            _("Matters are received by the county, a department, a township or a village, not by “%(unit)s”.")
            % {"unit": unit}
        )
    return unit


def _keep(file: CsvFile, order: Order, unit: Unit, tally: Tally, at: datetime) -> None:
    reader = Reader(unit.county.zone, at, _topics(at), _places(unit, at) if "place" in order.columns else {})
    waiting: list[Row] = []
    for row in _good_rows(file, order, reader, tally):
        waiting.append(row)
        if len(waiting) >= BATCH:
            _flush(waiting, order, unit, tally, at)
            waiting = []
    _flush(waiting, order, unit, tally, at)


def _good_rows(file: CsvFile, order: Order, reader: Reader, tally: Tally) -> Iterator[Row]:
    began = said = time.monotonic()
    for record in file.records(order.columns):
        tally.rows += 1
        try:
            if isinstance(record, Broken):
                raise Rejected(record.sentence(_language()))
            tally.cleaned += record.cleaned
            row = reader.row(record)
            if row is None:
                tally.repeated += 1
            else:
                yield row
        except Rejected as no:
            tally.rejected.append((record.line, no.reason))
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            _progress(tally.rows, now - began)


def _progress(rows: int, seconds: float) -> None:
    words = _("%(rows)d rows so far, %(speed)d rows a second") % {"rows": rows, "speed": rows / seconds}
    print(f"· {words}", file=sys.stderr, flush=True)


def _topics(at: datetime) -> dict[str, str]:
    """A topic's code, by its code or its words in either language."""
    topics = charter_of(at).topics
    return {key: t.code for t in topics for key in (t.words.en, t.words.zh_hans, t.code)}


def _places(unit: Unit, at: datetime) -> dict[str, Unit]:
    """Villages below the unit by name or code; a name that two of them share is nobody's."""
    found: dict[str, Unit | None] = {}
    below = Unit.objects.valid_on(local_day(at, unit.county)).within(unit).places().select_related("parent")
    for village in below:
        for key in {village.code, village.name, village.short_name}:
            found[key] = None if key in found else village
    return {key: village for key, village in found.items() if village is not None}


def _flush(rows: Sequence[Row], order: Order, unit: Unit, tally: Tally, at: datetime) -> None:
    """Keep a batch, save what is here already; when nothing will be kept in the end, only look at it."""
    if not rows or (tally.rejected and not order.keep_good):
        return
    numbers = [row.external_id for row in rows]
    here = set(
        Matter.objects.filter(source=order.source, external_id__in=numbers).values_list(
            "external_id", flat=True
        )
    )
    fresh = [row for row in rows if row.external_id not in here]
    tally.here += len(rows) - len(fresh)
    if order.live:
        fresh = [row for row in fresh if _begun(row, order, unit, tally, at)]
    else:
        past = [_past(row) for row in fresh]
        lodge_histories(past=past, unit=unit, source=order.source, by=BY, at=at)
    tally.imported += len(fresh)
    tally.undated += 0 if order.live else sum(row.received_at is None for row in fresh)
    tally.answered += sum(bool(row.reply) for row in fresh)


def _past(row: Row) -> Past:
    return Past(
        external_id=row.external_id,
        title=row.title,
        body=row.body,
        received_at=row.received_at,
        topic=row.topic,
        place=row.place,
        place_words=row.place_words,
        reply=row.reply,
        replied_at=row.replied_at,
    )


def _begun(row: Row, order: Order, unit: Unit, tally: Tally, at: datetime) -> bool:
    """Real work, through the same door as every other message."""
    inbound = Inbound(
        body=row.body or row.title,
        channel=Matter.Channel.FILE,
        place=row.place,
        place_words=row.place_words,
        name=row.name,
        phone=row.phone,
        title=row.title,
        topic=row.topic,
        received_at=row.received_at,
        source=order.source,
        external_id=row.external_id,
    )
    try:
        with transaction.atomic():
            take_in(inbound, root=unit, at=at)
    except Refused as no:
        tally.rejected.append((row.line, no.sentence))
        return False
    return True


def report(tally: Tally) -> None:
    """Every rejected row with its line and reason, then what became of all."""
    for line, reason in sorted(tally.rejected):
        print(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})
    for sentence in summary(tally):
        print(sentence)


def summary(tally: Tally) -> list[str]:
    """What became of the rows, as sentences."""
    facts = {
        "rows": tally.rows,
        "imported": tally.imported,
        "undated": tally.undated,
        "answered": tally.answered,
        "here": tally.here,
        "repeated": tally.repeated,
        "cleaned": tally.cleaned,
        "rejected": len(tally.rejected),
        "seconds": f"{tally.seconds:.1f}",
        "speed": round(tally.rows / tally.seconds) if tally.seconds else tally.rows,
    }
    said = [_("%(rows)d rows read in %(seconds)s s (%(speed)d rows a second).") % facts]
    if not tally.kept:
        said.append(
            ngettext(
                "%(rejected)d row was rejected, so nothing was imported; --keep-good takes the others.",
                "%(rejected)d rows were rejected, so nothing was imported; --keep-good takes the others.",
                len(tally.rejected),
            )
            % facts
        )
        return said
    said.append(_("imported: %(imported)d; already here: %(here)d; rejected: %(rejected)d.") % facts)
    if tally.undated:
        said.append(
            _("day of receipt unknown: %(undated)d (counted as such, left out of figures of a period).")
            % facts
        )
    if tally.answered:
        said.append(_("with an answer: %(answered)d.") % facts)
    if tally.repeated:
        said.append(_("the same row again further down, taken once: %(repeated)d.") % facts)
    if tally.cleaned:
        said.append(_("with control characters, which were left out: %(cleaned)d.") % facts)
    return said
