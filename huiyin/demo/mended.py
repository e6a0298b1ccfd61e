"""What is put right in the demo: an answer, a draft, what was recorded; and somebody who keeps out of a matter."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from huiyin.demo import texts
from huiyin.demo.days import Days
from huiyin.matters import actions as casework
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import correcting, life, line_of, merging
from huiyin.orgs.models import Official

WRITTEN = timedelta(minutes=40)  # before it is approved
MOST = 2  # answers that are corrected: one is approved, one waits
Deed = Step.Deed


def mend(days: Days) -> None:
    """When everybody's day is over: handlers find an answer wrong; a head approves the one correction, and so on."""
    said, at = texts.overseen()["mended"], days.now
    written = at - WRITTEN
    corrected: list[Matter] = []
    for one in _rows(State.CLOSED):
        if len(corrected) < MOST and _correct(one, said, written):
            corrected.append(one)
    for one in corrected[:1]:
        _by_a_head(one, Deed.APPROVE_CORRECTION, casework.approve_correction, at)
    for one in _rows(State.PENDING_APPROVAL)[:1]:
        draft = one.replies.filter(approved_at=None, returned_at=None).last()
        words = {"opinion": f"{draft.opinion}{said['added']}"} if draft else {}
        _by_a_head(one, Deed.AMEND, casework.amend, at, **words)
    for one in _rows(State.IN_PROGRESS)[:1]:
        given = {"place_words": said["where"], "why": said["heard_wrongly"], "by": one.handler, "at": at}
        casework.ask_record(matter=one, version=one.version, **given)
    for one in _rows(State.IN_PROGRESS)[1:2]:
        for by in line_of.desk(one, one.intake_unit, at)[:1]:
            casework.recuse(matter=one, version=one.version, by=by, at=at)


def _rows(state: str) -> list[Matter]:
    """Of those that somebody handles, the newest first."""
    rows = Matter.objects.live().filter(state=state, handler__is_active=True, record_asked_by=None)
    return list(rows.select_related("handler").order_by("-pk")[:20])


def _correct(found: Matter, said: dict[str, Any], at: datetime) -> bool:
    """The handler writes the answer anew, where it does not stand as it was said at the desk."""
    before = merging.answer_of(found)
    if before is None or before.on_the_spot or found.handler is None:
        return False
    if life.objection(Deed.CORRECT_ANSWER, found, found.handler, at) is not None:
        return False
    kept = {name: getattr(before, name) for name in (*correcting.WORDS, "promise_due_on")}
    fields = {**kept, "facts": f"{before.facts}{said['found']}", "corrects_why": said["why"]}
    casework.correct_answer(matter=found, version=found.version, by=found.handler, at=at, **fields)
    return True


def _by_a_head(found: Matter, deed: str, act: Any, at: datetime, **given: Any) -> None:
    """By the first of the heads who may."""
    row = Matter.objects.get(pk=found.pk)
    heads: Iterable[Official] = line_of.heads(row, row.lead_unit, at) if row.lead_unit is not None else ()
    for head in heads:
        if life.objection(deed, row, head, at) is None:
            act(matter=row, version=row.version, by=head, at=at, **given)
            return
