"""Calling back: how it begins, each try, what the person says, and that a matter is taken up again after it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim, claim_with_merged
from huiyin.matters.actions.answering import close
from huiyin.matters.actions.resident import begin_again, readers_of
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import CallBack, CallTry, Deadline, Matter, Rating, State, Step
from huiyin.matters.rules import calling, delivering, hearing, life
from huiyin.matters.rules.capacity import caller_hat
from huiyin.orgs.models import Official

Deed = Step.Deed
Result = CallBack.Result


@transaction.atomic
def call_answered(
    *,
    matter: Matter,
    handled: str,
    satisfied: int,
    version: int,
    by: Official,
    at: datetime,
    reasons: Collection[str] = (),
    words: str = "",
) -> Rating:
    """The right person answered both questions: a rating that is tied to the call (T19, I-23).

    What is handled closes; what is not is taken up again where one of the reasons asks for it (T20).
    """
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.CALL, row, by, at))
    refuse(calling.objection_to_answers(row, handled, satisfied, reasons))
    call, words = _open(row), words.replace("\x00", "").strip()[: hearing.MAX_WORDS]
    again = calling.asks_for_more(row, handled, reasons)
    if again:
        refuse(calling.objection_to_taking_up(words))
    CallTry.objects.create(call=call, by=by, at=at, reached=True)
    _settle(call, Result.REACHED, by, at)
    said = {"handled": handled, "satisfied": satisfied, "reasons": sorted(set(reasons))}
    rating = Rating.objects.create(
        matter=row, reply=call.reply, door=Rating.Door.CALL, call=call, at=at, words=words, **said
    )
    advance(
        row, Deed.CALL, at=at, by=by, unit=call.caller_unit, facts={"kind": call.kind, **said}, to_call=""
    )
    unsolved = handled == Rating.Handled.NO
    for reader in readers_of(row, at):
        if reader.pk != by.pk:
            tell(to=reader, kind="unsolved" if unsolved else "rated", of=row, at=at)
    if again:
        taken_up(row, merged, words, by=by, at=at)
    elif not unsolved and row.state == State.REPLIED and delivering.objection_to_ending(row) is None:
        close(matter=row, by=None, at=at)
    return rating


@transaction.atomic
def call_in_vain(
    *, matter: Matter, outcome: str, words: str, version: int, by: Official, at: datetime
) -> CallTry:
    """A try that reached nobody, or somebody who does not wish to be asked; after the last one the call-back is over."""
    row = claim(matter, version)
    refuse(life.objection(Deed.TRY_CALL, row, by, at))
    call, refused = _open(row), outcome == Result.REFUSED
    if not refused:
        refuse(calling.objection_to_try(call, at))
    made = CallTry.objects.create(call=call, by=by, at=at, reached=refused, note=words.strip())
    is_over = refused or calling.tried_enough(call)
    if is_over:
        _settle(call, Result.REFUSED if refused else Result.NOT_REACHED, by, at)
        dates.stop(row, (Deadline.Kind.CALLBACK,), at=at)
    facts: dict[str, object] = {"kind": call.kind, "n": call.tries.count(), "result": call.result}
    left = "" if is_over else row.to_call
    advance(row, Deed.TRY_CALL, at=at, by=by, unit=call.unit, note=made.note, facts=facts, to_call=left)
    return made


@transaction.atomic
def take_up(*, matter: Matter, words: str, version: int, by: Official, at: datetime) -> Matter:
    """Somebody above, who had no part in it, finds that it is not solved: back to the handler (T20)."""
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.TAKE_UP, row, by, at))
    refuse(calling.objection_to_taking_up(words))
    return taken_up(row, merged, words.strip(), by=by, at=at)


@transaction.atomic
def take_up_after_inspection(*, matter: Matter, words: str, by: Official, at: datetime) -> bool:
    """An inspector heard from the person that it is not solved; whether it is taken up, as it may be already."""
    row, merged = claim_with_merged(matter, None)
    if not row.is_live or Deed.TAKE_UP not in life.TRANSITIONS[row.state]:
        return False
    taken_up(row, merged, words, by=by, at=at)
    return True


def taken_up(row: Matter, merged: Iterable[Matter], words: str, *, by: Official, at: datetime) -> Matter:
    """As the person could have asked for it; their own right to do so stays. Of claimed rows."""
    begin_again(row, merged, Deed.TAKE_UP, words, by=by, at=at)
    return row


def _open(row: Matter) -> CallBack:
    found = calling.open_call(row)
    if found is None:
        raise Refused(life.does_not_follow(row))
    found.matter = row
    return found


def _settle(call: CallBack, result: str, by: Official, at: datetime) -> None:
    hat = caller_hat(call.matter, by, at)
    call.result, call.settled_at, call.caller = result, at, by
    call.caller_unit_id = hat.unit_id if hat else None
    call.save()
