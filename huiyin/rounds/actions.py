"""What people do with plans of visits: start one, say what to heed, have it worked out, keep it, go by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts.rules import own_unit
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference
from huiyin.people.models import Household
from huiyin.rounds import rules
from huiyin.rounds.met import met
from huiyin.rounds.models import Round, RoundOfficial, RoundStop, RoundWish
from huiyin.rounds.rules import Deed

Kind = RoundWish.Kind


@dataclass(frozen=True)
class Wish:
    """What is to be heeded: of a household, a village, a group, at an hour."""

    kind: str
    household: Household | None = None
    place: Unit | None = None
    group: str = ""
    begins: time | None = None
    minutes: int | None = None
    words: str = ""


@transaction.atomic
def start_round(
    *,
    day: date,
    begins: time,
    ends: time,
    start: Unit,
    officials: Sequence[Official],
    by: Official,
    at: datetime,
    unit: Unit | None = None,
    wishes: Sequence[Wish] = (),
) -> Round:
    """Begin the plan of a half-day, for oneself or for colleagues of the branch."""
    adopted = charter_at(at)
    refuse(
        rules.objection_to_starting(
            day=day, begins=begins, ends=ends, officials=officials, by=by, at=at, charter=adopted.charter
        )
    )
    row = Round.objects.create(
        reference=next_reference(by.county, at, Register.ROUND),
        unit=unit or own_unit(by, at),
        planned_by=by,
        made_at=at,
        charter=adopted,
        day=day,
        begins=begins,
        ends=ends,
        start=start,
    )
    for official in officials:
        RoundOfficial.objects.create(round=row, official=official)
    _write(row, wishes)
    audit(by=by.key, deed="round.started", on=row.reference, at=at, officials=len(officials))
    return row


@transaction.atomic
def wish(*, plan: Round, wishes: Sequence[Wish], version: int, by: Official, at: datetime) -> Round:
    """Say anew what is to be heeded, while the plan is being put together."""
    row = _locked(plan, version)
    refuse(rules.objection_to(Deed.ASK, row, by))
    row.wishes.all().delete()
    _write(row, wishes)
    row.version += 1
    row.save(update_fields=["version"])
    audit(by=by.key, deed="round.wished", on=row.reference, at=at, wishes=len(wishes))
    return row


@transaction.atomic
def ask(*, plan: Round, version: int, by: Official, at: datetime) -> None:
    """Hand the plan to the clock, which works it out."""
    _move(plan, Deed.ASK, version, by, at, asked_at=at, halt_at=None, heartbeat=None, failed=False)


@transaction.atomic
def halt(*, plan: Round, by: Official, at: datetime) -> None:
    """Stop the search: what has been found is good enough."""
    busy = Round.objects.filter(
        pk=plan.pk, planned_by=by, state__in=[Round.State.WAITING, Round.State.COMPUTING]
    )
    if busy.filter(halt_at=None).update(halt_at=at):
        audit(by=by.key, deed="round.halted", on=plan.reference, at=at)


@transaction.atomic
def keep(*, plan: Round, version: int, by: Official, at: datetime) -> None:
    """Take the plan along; whoever else goes is told."""
    row = _move(plan, Deed.KEEP, version, by, at)
    where = reverse("rounds:see", kwargs={"ref": row.reference})
    for one in row.going.exclude(official=by).select_related("official"):
        tell(to=one.official, kind="round", about=row.reference, where=where, at=at)


@transaction.atomic
def revise(*, plan: Round, version: int, by: Official, at: datetime) -> None:
    """Go back and change what is to be heeded; it is worked out anew afterwards."""
    _move(plan, Deed.REVISE, version, by, at, claim="", heartbeat=None)


@transaction.atomic
def discard(*, plan: Round, version: int, by: Official, at: datetime) -> None:
    """Set the plan aside."""
    _move(plan, Deed.DISCARD, version, by, at)


@transaction.atomic
def drop(*, stop: RoundStop, by: Official, at: datetime) -> None:
    """Leave one visit out of the plan; the others stay at their hours."""
    is_met = stop.pk in met(stop.round, stop.round.stops.all())
    refuse(rules.objection_to_dropping(stop, by, is_met=is_met))
    if RoundStop.objects.filter(pk=stop.pk, dropped_at=None).update(dropped_at=at):
        audit(by=by.key, deed="round.stop_dropped", on=stop.round.reference, at=at)


def _write(row: Round, wishes: Sequence[Wish]) -> None:
    if sum(one.kind == Kind.APPOINTMENT for one in wishes) > rules.MOST_APPOINTMENTS:
        raise Refused(_("At most %(n)d appointments fit in one plan.") % {"n": rules.MOST_APPOINTMENTS})
    for one in wishes:
        refuse(rules.objection_to_words(one.words))
        place = one.place or (one.household.place if one.household else None)
        RoundWish.objects.create(
            round=row, kind=one.kind, household=one.household, place=place, group=one.group, begins=one.begins,
            minutes=one.minutes, words=one.words,
        )  # fmt: skip


def _locked(plan: Round, version: int) -> Round:
    row = (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("planned_by")
        .get(pk=plan.pk)
    )
    if row.version != version:
        raise Refused(_("This plan has changed meanwhile; please look at it once more."))
    return row


def _move(plan: Round, deed: Deed, version: int, by: Official, at: datetime, **fields: Any) -> Round:
    row = _locked(plan, version)
    refuse(rules.objection_to(deed, row, by))
    row.state = rules.TRANSITIONS[row.state][deed]
    Round.objects.filter(pk=row.pk).update(state=row.state, version=F("version") + 1, **fields)
    audit(by=by.key, deed=f"round.{_PAST[deed]}", on=row.reference, at=at)
    row.refresh_from_db()
    return row


_PAST = {Deed.ASK: "asked", Deed.KEEP: "kept", Deed.REVISE: "revised", Deed.DISCARD: "discarded"}
