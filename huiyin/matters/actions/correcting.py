"""Correcting an answer that was approved: a version of its own, which somebody else approves and which is brought anew.

The earlier one stays readable and says that it was corrected; figures count the matter once (T29).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.contacts.actions import give_way
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.actions.advance import advance, claim, claim_with_merged
from huiyin.matters.actions.answering import keep_in_mind, stripped
from huiyin.matters.actions.call_plan import overtake_call, plan_call
from huiyin.matters.actions.delivering import overtake, send_off, send_to_each
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Reply, Step
from huiyin.matters.rules import correcting, hearing, life, line_of, merging, replying
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def correct_answer(*, matter: Matter, version: int, by: Official, at: datetime, **fields: Any) -> Reply:
    """Write the answer anew, with what was wrong in it, and hand it to whoever approves; until then the old one stands."""
    row = claim(matter, version)
    refuse(life.objection(Deed.CORRECT_ANSWER, row, by, at))
    before = merging.answer_of(row)
    assert before is not None  # noqa: S101 - what was answered has an answer
    assert row.lead_unit is not None  # noqa: S101 - likewise a unit that gave it
    draft = Reply(
        matter=row,
        round=before.round,
        unit=row.lead_unit,
        drafted_by=by,
        drafted_at=at,
        version_of=before,
        **{"request": before.request, **stripped(fields)},
    )
    refuse(replying.objection_to_reply(draft))
    refuse(correcting.objection_to_version(draft, before))
    day = draft.promise_due_on
    if day is not None and day != before.promise_due_on and day < local_day(at, row.county):
        raise Refused(Beside("promise_due_on", _("The day promised lies in the past.")))
    draft.save()
    facts: dict[str, object] = {"reply": draft.pk, "corrects": before.pk}
    advance(
        row, Deed.CORRECT_ANSWER, at=at, by=by, unit=row.lead_unit, note=draft.corrects_why, facts=facts,
        correcting_since=at,
    )  # fmt: skip
    for head in line_of.heads(row, row.lead_unit, at, without=by):
        tell(to=head, kind="approve", of=row, at=at)
    return draft


@transaction.atomic
def return_correction(*, matter: Matter, reason: str, version: int, by: Official, at: datetime) -> Matter:
    """Send it back with a reason; the answer stands as it was."""
    row = claim(matter, version)
    refuse(life.objection(Deed.RETURN_CORRECTION, row, by, at))
    if len(reason.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say what should be different."))
    draft = _waiting(row)
    draft.returned_by, draft.returned_at, draft.return_reason = by, at, reason.strip()
    draft.save(update_fields=["returned_by", "returned_at", "return_reason"])
    advance(
        row, Deed.RETURN_CORRECTION, at=at, by=by, unit=row.lead_unit, note=reason.strip(),
        facts={"reply": draft.pk}, correcting_since=None,
    )  # fmt: skip
    if draft.drafted_by is not None:
        tell(to=draft.drafted_by, kind="returned", of=row, at=at)
    return row


@transaction.atomic
def approve_correction(*, matter: Matter, version: int, by: Official, at: datetime) -> Matter:
    """From now on the new version stands: it sets out to each person anew, and what they can do counts from its arrival.

    When the first answer was given stays as it was, and so does every date.
    """
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.APPROVE_CORRECTION, row, by, at))
    draft = _waiting(row)
    before = draft.version_of
    assert before is not None  # noqa: S101 - a corrected answer corrects one
    before.replaced_at = at
    before.save(update_fields=["replaced_at"])
    draft.approved_by, draft.approved_at = by, at
    draft.save(update_fields=["approved_by", "approved_at"])
    overtake(row, at)
    overtake_call(row, at)
    advance(
        row,
        Deed.APPROVE_CORRECTION,
        at=at,
        by=by,
        unit=row.lead_unit,
        note=draft.corrects_why,
        facts={"reply": draft.pk, "corrects": before.pk},
        outcome=draft.outcome,
        closed_at=None,
        correcting_since=None,
    )
    send_off(row, draft, at)
    send_to_each(merged, row, draft, by, at)
    plan_call(row, draft, at)
    _promise_anew(row, draft, before, by, at)
    for reader in {one.pk: one for one in (row.handler, row.raised_by) if one is not None}.values():
        if reader.pk != by.pk:
            tell(to=reader, kind="answer_corrected", of=row, at=at)
    return row


def _promise_anew(row: Matter, draft: Reply, before: Reply, by: Official, at: datetime) -> None:
    """What is still to come of the old promise gives way to the new one; what fell due before is accounted for."""
    if draft.promise_due_on == before.promise_due_on:
        return
    give_way(about=row.reference, reason=_("The answer that promised it was corrected."), by=by, at=at)
    if draft.promise_due_on is not None and row.handler is not None:
        keep_in_mind(row, draft, at)


def _waiting(row: Matter) -> Reply:
    draft = correcting.waiting(row)
    if draft is None:
        raise Refused(_("No corrected answer waits for approval."))
    draft.matter = row
    return draft
