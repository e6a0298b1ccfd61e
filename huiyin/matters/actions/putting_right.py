"""Putting right what was recorded of a matter: one asks, another decides, and how it stood is kept (T29)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.headings import short_title
from huiyin.lib.masking import mask_numbers
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.keeping import keep_words
from huiyin.matters.actions.redating import count_anew
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, RecordCorrection, Step
from huiyin.matters.rules import hearing, life, line_of, record
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def ask_record(
    *, matter: Matter, why: str, version: int, by: Official, at: datetime, **fields: Any
) -> RecordCorrection:
    """Say what stands wrongly on record, how it should read, and how that came; until somebody decides it stays."""
    row = claim(matter, version)
    refuse(life.objection(Deed.ASK_RECORD, row, by, at))
    values = record.different(row, _plain(fields))
    refuse(record.objection_to_values(row, values, why))
    before = {name: record.on_record(row)[name] for name in values}
    asked = RecordCorrection.objects.create(
        matter=row,
        before=RecordCorrection.written(before),
        after=RecordCorrection.written(values),
        why=why.strip(),
        asked_by=by,
        asked_at=at,
    )
    facts: dict[str, object] = {"fields": list(values)}
    advance(
        row,
        Deed.ASK_RECORD,
        at=at,
        by=by,
        unit=row.holding_unit,
        note=asked.why,
        facts=facts,
        record_asked_by=by,
    )
    heads = line_of.heads(row, row.lead_unit, at, without=by) if row.lead_unit is not None else []
    for reader in {one.pk: one for one in (*heads, *line_of.desk(row, row.intake_unit, at))}.values():
        if reader.pk != by.pk:
            tell(to=reader, kind="record_asked", of=row, at=at)
    return asked


def _title_of(body: str) -> str:
    return mask_numbers(short_title(body))


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """As it is written down: words without blanks around them, a place by its key, a day in figures."""
    place, day = given.get("place"), given.get("received_on")
    plain = {
        name: value.replace("\x00", "").strip() for name, value in given.items() if isinstance(value, str)
    }
    plain |= {"received_on": day.isoformat()} if isinstance(day, date) else {}
    return {**plain, **({"place": place.pk if place else None} if "place" in given else {})}


@transaction.atomic
def correct_record(*, matter: Matter, version: int, by: Official, at: datetime) -> Matter:
    """It reads as was asked from now on, and the person is told of what they read on their page.

    No clock moves but by a day of receipt that was earlier than recorded.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.CORRECT_RECORD, row, by, at))
    asked = _asked(row)
    values = asked.now
    if any(record.on_record(row)[name] != was for name, was in asked.was.items()):
        raise Refused(_("It has been changed since it was asked for; please leave it and ask anew."))
    refuse(record.objection_to_values(row, values, asked.why))
    facts: dict[str, object] = {"fields": list(values)}
    changes = {"place_id" if name == "place" else name: value for name, value in values.items()}
    if day := changes.pop("received_on", ""):
        came = record.receipt_on(row, date.fromisoformat(day))
        changes |= {"received_at": came, "received_was": row.received_at, "received_corrected_at": at}
        facts["received"] = [asked.was["received_on"], day]
    if "body" in values and row.title == _title_of(row.body):
        changes["title"] = _title_of(values["body"])  # one that somebody gave it stays
    asked.granted, asked.decided_by, asked.decided_at = True, by, at
    asked.save(update_fields=["granted", "decided_by", "decided_at"])
    advance(
        row,
        Deed.CORRECT_RECORD,
        at=at,
        by=by,
        unit=row.holding_unit,
        facts=facts,
        record_asked_by=None,
        **changes,
    )
    keep_words(matters=[row])
    if day:
        count_anew(row, at)
    if set(values) & set(record.SHOWN):
        tell_page(page=row.reference, kind="told", at=at, deed=Deed.CORRECT_RECORD)
    _tell_who_asked(row, asked, "record_corrected", at)
    return row


@transaction.atomic
def leave_record(*, matter: Matter, why: str, version: int, by: Official, at: datetime) -> Matter:
    """It stays as it stands, with a reason for whoever asked."""
    row = claim(matter, version)
    refuse(life.objection(Deed.LEAVE_RECORD, row, by, at))
    if len(why.strip()) < hearing.MIN_WORDS:
        raise Refused(Beside("why", _("Please say why it stays as it is.")))
    asked = _asked(row)
    asked.granted, asked.decided_by, asked.decided_at, asked.why_not = False, by, at, why.strip()
    asked.save()
    advance(
        row, Deed.LEAVE_RECORD, at=at, by=by, unit=row.holding_unit, note=asked.why_not, record_asked_by=None
    )
    _tell_who_asked(row, asked, "record_left", at)
    return row


def _tell_who_asked(row: Matter, asked: RecordCorrection, kind: str, at: datetime) -> None:
    tell(to=asked.asked_by, kind=kind, of=row, at=at)


def _asked(row: Matter) -> RecordCorrection:
    asked = record.open_correction(row)
    if asked is None:
        raise Refused(_("Nobody has asked for its record to be corrected."))
    asked.matter = row
    return asked
