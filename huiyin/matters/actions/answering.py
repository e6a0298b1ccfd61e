"""Answering: the draft, its return, its approval by somebody else, and closing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.contacts.actions import keep_promises_from, promise
from huiyin.files.actions import keep_back, release
from huiyin.files.checking import Checked
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.actions.advance import advance, claim, claim_with_merged
from huiyin.matters.actions.call_plan import plan_call
from huiyin.matters.actions.delivering import send_off, send_to_each
from huiyin.matters.actions.filing import Audience, keep_files
from huiyin.matters.actions.telling import tell, tell_who_raised
from huiyin.matters.models import Matter, Reply, Step
from huiyin.matters.rules import delivering, hearing, life, line_of, replying
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def draft_reply(
    *,
    matter: Matter,
    version: int,
    by: Official,
    at: datetime,
    files: Sequence[Checked] = (),
    kept: Collection[str] = (),
    **fields: Any,
) -> Reply:
    """Write the answer with all its fields (T16, I-14) and hand it to whoever approves.

    `kept` are the digests of files of a returned draft that go along with this one; the others stay with the units.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.DRAFT, row, by, at))
    assert row.lead_unit is not None  # noqa: S101 - the database refuses a matter being handled without one
    reply = Reply(
        matter=row,
        round=row.reopened + 1,
        unit=row.lead_unit,
        drafted_by=by,
        drafted_at=at,
        **stripped(fields),
    )
    refuse(replying.objection_to_reply(reply))
    if reply.promise_due_on is not None and reply.promise_due_on < local_day(at, row.county):
        raise Refused(Beside("promise_due_on", _("The day promised lies in the past.")))
    reply.save()
    keep_back(about=row.reference, but=kept)
    keep_files(row, files, by=by, at=at, audience=Audience.ANSWER)
    advance(row, Deed.DRAFT, at=at, by=by, unit=row.lead_unit, facts={"reply": reply.pk})
    for head in line_of.heads(row, row.lead_unit, at, without=by):
        tell(to=head, kind="approve", of=row, at=at)
    return reply


def stripped(fields: dict[str, Any]) -> dict[str, Any]:
    """What was typed, without blanks around it."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


@transaction.atomic
def return_draft(*, matter: Matter, reason: str, version: int, by: Official, at: datetime) -> Matter:
    """Send the draft back with a reason (T17); its words are kept for the next try."""
    row = claim(matter, version)
    refuse(life.objection(Deed.RETURN, row, by, at))
    if len(reason.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say what should be different."))
    draft = replying.open_draft(row)
    if draft is None:
        raise Refused(_("There is no draft to return."))
    draft.returned_by, draft.returned_at, draft.return_reason = by, at, reason.strip()
    draft.save(update_fields=["returned_by", "returned_at", "return_reason"])
    advance(
        row, Deed.RETURN, at=at, by=by, unit=row.lead_unit, note=reason.strip(), facts={"reply": draft.pk}
    )
    if row.handler is not None:
        tell(to=row.handler, kind="returned", of=row, at=at)
    return row


@transaction.atomic
def approve(*, matter: Matter, version: int, by: Official, at: datetime) -> Matter:
    """Approve and send off (T18): the handling clock stops, the rating window opens, the page or somebody brings it."""
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.APPROVE, row, by, at))
    draft = replying.open_draft(row)
    if draft is None:
        raise Refused(_("There is no draft to approve."))
    draft.approved_by, draft.approved_at = by, at
    draft.save(update_fields=["approved_by", "approved_at"])
    advance(
        row,
        Deed.APPROVE,
        at=at,
        by=by,
        unit=row.lead_unit,
        facts={"reply": draft.pk},
        outcome=draft.outcome,
        replied_at=at,
        receipt="",
    )
    send_off(row, draft, at)
    send_to_each(merged, row, draft, by, at)
    release(about=row.reference)
    plan_call(row, draft, at)
    if draft.promise_due_on is not None and row.handler is not None:
        keep_in_mind(row, draft, at)
    tell_who_raised("answered", of=row, by=by, at=at)
    return row


def keep_in_mind(row: Matter, draft: Reply, at: datetime) -> None:
    """What the answer promises is a promise of the handler, with its day."""
    assert row.handler is not None  # noqa: S101 - said by the caller
    assert row.lead_unit is not None  # noqa: S101 - an answered matter has one
    promise(
        due_on=draft.promise_due_on,
        made_on=local_day(at, row.county),
        by=row.handler,
        unit=row.lead_unit,
        at=at,
        about=row.reference,
    )
    if row.is_about_somebody:
        unit, official = row.complained_unit, row.complained_official
        keep_promises_from(about=row.reference, unit=unit, official=official)


@transaction.atomic
def close(
    *, matter: Matter, by: Official | None, at: datetime, version: int | None = None, note: str = ""
) -> Matter:
    """Close after the rating (T19), by somebody outside the handling unit, or by the clock when the window has passed."""
    row = claim(matter, version)
    refuse(life.objection(Deed.CLOSE, row, by, at) if by is not None else delivering.objection_to_ending(row))
    advance(row, Deed.CLOSE, at=at, by=by, unit=row.intake_unit, note=note, closed_at=at)
    return row
