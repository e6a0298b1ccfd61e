"""Answering at once, at the desk: the answer stands as it was said, and nobody has to wait (T18, S46)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.masking import mask_numbers
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.actions.advance import advance, claim_with_merged
from huiyin.matters.actions.call_plan import plan_call
from huiyin.matters.actions.delivering import said_at_once, send_off, send_to_each
from huiyin.matters.actions.handling import accountable_head, reclassified
from huiyin.matters.actions.telling import tell_who_raised
from huiyin.matters.models import Matter, Reply, Step
from huiyin.matters.rules import hearing, life, on_the_spot
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def answer_now(
    *,
    matter: Matter,
    words: str,
    version: int | None,
    by: Official,
    at: datetime,
    topic: str = "",
    said: str = "",
) -> Matter:
    """Answer a question where it was asked: the unit that took it in leads, whoever answers handles it.

    `said` is how the person has heard it already, in the breath in which it was taken down; else it sets out as every
    answer does, and who did not answer rings the person.
    """
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.ANSWER_NOW, row, by, at))
    words = words.strip()
    if len(words) < hearing.MIN_WORDS:
        raise Refused(Beside("words", _("Please write the answer.")))
    profile = on_the_spot.procedure(row)
    outcome = on_the_spot.outcome(row, profile) if profile else None
    assert profile is not None  # noqa: S101 - objected to above
    assert outcome is not None  # noqa: S101 - likewise
    unit = row.holding_unit
    facts = {**reclassified(row, topic), "profile": [row.profile, profile.code]}
    reply = _answer(row, words, outcome.code, by, at)
    advance(
        row,
        Deed.ANSWER_NOW,
        at=at,
        by=by,
        unit=unit,
        facts={**facts, "reply": reply.pk},
        profile=profile.code,
        outcome=outcome.code,
        replied_at=at,
        level=Matter.Level.DESK,
        lead_unit=unit,
        handler=by,
        accountable_head=accountable_head(row, unit, by, at),
    )
    _goes_out(row, reply, said, by, at)
    send_to_each(merged, row, reply, by, at)
    tell_who_raised("answered", of=row, by=by, at=at)
    return row


def _goes_out(row: Matter, reply: Reply, said: str, by: Official, at: datetime) -> None:
    if said:
        said_at_once(row, reply, said, by, at)
    else:
        send_off(row, reply, at)
        plan_call(row, reply, at)


def _answer(row: Matter, words: str, outcome: str, by: Official, at: datetime) -> Reply:
    """It stands as it was said; nobody has to approve it."""
    unit = row.holding_unit
    return Reply.objects.create(
        matter=row,
        round=row.reopened + 1,
        unit=unit,
        request=mask_numbers(row.body[:2000]),
        opinion=words,
        outcome=outcome,
        contact_name=by.name[:40],
        contact_phone=(by.phone or unit.phone or row.county.phone)[:30],
        drafted_by=by,
        drafted_at=at,
        approved_at=at,
        on_the_spot=True,
    )
