"""Review and recheck: asked for by the person or with their signed word, heard, decided by the body above, or lapsed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim, claim_both
from huiyin.matters.actions.call_plan import overtake_call
from huiyin.matters.actions.delivering import overtake, send_opinion
from huiyin.matters.actions.merging import stands_alone
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Matter, Review, Step
from huiyin.matters.rules import life, line_of, merging, reviewing, ways_out
from huiyin.matters.rules.late import objection_to_late_entry
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed
Stage = Review.Stage
ASKS = {Stage.REVIEW: Deed.ASK_REVIEW, Stage.RECHECK: Deed.ASK_RECHECK}


@transaction.atomic
def ask_review(*, matter: Matter, words: str, at: datetime) -> Review:
    """The person asks on their page for a review, or after one for a recheck (T21, T23)."""
    row, main = _claimed(matter, None)
    refuse(reviewing.objection_to_asking(row, at))
    return _asked(row, main, words.replace("\x00", ""), None, None, at)


def _claimed(matter: Matter, version: int | None) -> tuple[Matter, Matter | None]:
    """The row, and the one it is merged with, if it is."""
    key = Matter.objects.filter(pk=matter.pk).values_list("primary", flat=True).get()
    if key is None:
        return claim(matter, version), None
    return claim_both(matter, version, Matter(pk=key))


@transaction.atomic
def ask_review_for(
    *,
    matter: Matter,
    words: str,
    signed_on: date,
    version: int,
    by: Official,
    at: datetime,
    late_reason: str = "",
) -> Review:
    """A clerk enters what the person signed at the counter or wrote in a letter, of a review (T21).

    The day of the signature counts, also where the time has passed when it is entered; why so late is kept (I-38).
    """
    return _asked_for(Deed.ASK_REVIEW, matter, words, signed_on, late_reason, version, by, at)


@transaction.atomic
def ask_recheck_for(
    *,
    matter: Matter,
    words: str,
    signed_on: date,
    version: int,
    by: Official,
    at: datetime,
    late_reason: str = "",
) -> Review:
    """The same of a recheck (T23), also of a matter that had come to its end meanwhile."""
    return _asked_for(Deed.ASK_RECHECK, matter, words, signed_on, late_reason, version, by, at)


def _asked_for(
    deed: str,
    matter: Matter,
    words: str,
    signed_on: date,
    late_reason: str,
    version: int,
    by: Official,
    at: datetime,
) -> Review:
    row, main = _claimed(matter, version)
    refuse(life.objection(deed, row, by, at))
    refuse(ways_out.objection_to_signed_word(row, signed_on, at))
    refuse(reviewing.objection_to_signing(row, signed_on))
    refuse(objection_to_late_entry(signed_on, late_reason, by, at, row.charter.charter))
    return _asked(row, main, words, by, signed_on, at, late_reason.strip())


def _asked(
    row: Matter,
    main: Matter | None,
    words: str,
    by: Official | None,
    signed_on: date | None,
    at: datetime,
    why_late: str = "",
) -> Review:
    refuse(reviewing.objection_to_words(words))
    stage = reviewing.next_stage(row)
    unit = reviewing.unit_for(row, stage, at)
    if unit is None:
        if stage == Stage.REVIEW:
            raise Refused(
                _("The body that answered stands at the top here; please turn to the body above it.")
            )
        unit = row.reviews.select_related("unit").get(stage=Stage.REVIEW).unit
    assert row.lead_unit is not None  # noqa: S101 - an answered matter has one
    found = Review.objects.create(
        matter=row,
        stage=stage,
        asked_at=at,
        words=words.strip(),
        entered_by=by,
        signed_on=signed_on,
        unit=unit,
        answered_by=row.lead_unit,
    )
    alone = _alone(row, main, at) if main is not None else {}
    overtake(row, at)
    overtake_call(row, at)
    facts: dict[str, object] = {"stage": int(stage)}
    if signed_on is not None:
        facts["signed_on"] = signed_on.isoformat()
    who = "" if by else RESIDENT
    told: dict[str, Any] = {"at": at, "by": by, "who": who, "unit": unit, "note": why_late, "facts": facts}
    advance(row, ASKS[stage], **told, **{**alone, "holding_unit": unit, "closed_at": None})
    for reader in _readers(unit, row, at):
        if by is None or reader.pk != by.pk:
            tell(to=reader, kind="review_asked", of=row, at=at)
    return found


def _alone(row: Matter, main: Matter, at: datetime) -> dict[str, Any]:
    """A merged matter stands by itself from now on, answered as its person was. Of claimed rows."""
    sent = merging.sent_to(row)
    assert sent is not None  # noqa: S101 - it was objected to otherwise
    assert sent.reply is not None  # noqa: S101 - what a merged matter is sent is an answer
    answered = {"replied_at": sent.done_at or sent.began_at, "outcome": sent.reply.outcome}
    return {**stands_alone(row, main, at, _("Its person has asked for a review.")), **answered}


def _readers(unit: Unit, row: Matter, at: datetime) -> list[Official]:
    people = {one.pk: one for one in (*line_of.heads(row, unit, at), *line_of.desk(row, unit, at))}
    return list(people.values())


@transaction.atomic
def hear(*, matter: Matter, first: date, last: date, version: int, by: Official, at: datetime) -> Matter:
    """Enter a hearing of the recheck: its days do not count, and they are the only ones (I-11)."""
    row = claim(matter, version)
    refuse(life.objection(Deed.HEAR, row, by, at))
    found = _open(row)
    refuse(reviewing.objection_to_hearing(found, first, last, local_day(at, row.county)))
    found.hearing_from, found.hearing_to = first, last
    found.save(update_fields=["hearing_from", "hearing_to"])
    clock = Deadline.objects.running().get(matter=row, kind=Deadline.Kind.RECHECK_DECIDE)
    was = clock.due_on
    clock.paused_days = (last - first).days + 1
    dates.put(clock, dates.due_of(calendar(), clock), row, at)
    clock.save()
    facts: dict[str, object] = {
        "clock": clock.kind,
        "from": was.isoformat(),
        "to": clock.due_on.isoformat(),
        "hearing": [first.isoformat(), last.isoformat()],
    }
    advance(row, Deed.HEAR, at=at, by=by, unit=found.unit, facts=facts)
    return row


@transaction.atomic
def decide_review(
    *,
    matter: Matter,
    decision: str,
    opinion: str,
    basis: str,
    version: int,
    by: Official,
    at: datetime,
) -> Review:
    """Decide the review (T22): never by the unit that answered. When the opinion has arrived a recheck may be asked for."""
    row = claim(matter, version)
    return _decided(Deed.DECIDE_REVIEW, row, decision, opinion, basis, "", by, at)


@transaction.atomic
def decide_recheck(
    *,
    matter: Matter,
    decision: str,
    opinion: str,
    basis: str,
    version: int,
    by: Official,
    at: datetime,
    organ: str = "",
) -> Review:
    """Decide the recheck, which ends it (T24), or enter what the body above the county decided, which is named."""
    row = claim(matter, version)
    return _decided(Deed.DECIDE_RECHECK, row, decision, opinion, basis, organ, by, at)


def _decided(
    deed: str,
    row: Matter,
    decision: str,
    opinion: str,
    basis: str,
    organ: str,
    by: Official,
    at: datetime,
) -> Review:
    refuse(life.objection(deed, row, by, at))
    found = _open(row)
    refuse(reviewing.objection_to_decision(found, decision, opinion, basis, organ))
    found.decision, found.opinion, found.basis = decision, opinion.strip(), basis.strip()
    found.organ = organ.strip() if reviewing.is_above(found) else ""
    found.decided_by, found.decided_at = by, at
    found.save()
    facts: dict[str, object] = {"stage": found.stage, "decision": decision}
    advance(row, deed, at=at, by=by, unit=found.unit, facts=facts, holding_unit=row.lead_unit)
    send_opinion(row, found, at)
    for reader in (row.handler, row.accountable_head):
        if reader is not None and reader.pk != by.pk:
            tell(to=reader, kind="review_decided", of=row, at=at)
    return found


@transaction.atomic
def lapse(*, matter: Matter, at: datetime) -> Matter:
    """Nobody asked for a recheck in time: the matter has come to its end (T25)."""
    row = claim(matter, None)
    advance(row, Deed.LAPSE, at=at, by=None, unit=row.lead_unit)
    return row


def _open(row: Matter) -> Review:
    found = reviewing.open_review(row)
    assert found is not None  # noqa: S101 - the state says that one waits
    found.matter = row
    return found
