"""That somebody outside the handling unit is to ring the person, and that nobody has to any more."""

from datetime import datetime

from huiyin.matters import dates
from huiyin.matters.models import CallBack, Deadline, EffectDraw, Matter, Reply
from huiyin.matters.rules import calling

DRAWN = "drawn"  # what the clock of a call-back runs from that the lot has chosen


def plan_call(row: Matter, reply: Reply, at: datetime, draw: EffectDraw | None = None) -> None:
    """Somebody outside the handling unit is to ring the person, where a number is on record. Of a claimed row.

    Their time begins when the answer has arrived; what was drawn by lot has arrived long ago.
    """
    desk = calling.desk_for(row)
    if desk is None or row.lead_unit is None or not calling.can_be_rung(row):
        return
    kind = CallBack.Kind.EFFECT if draw else CallBack.Kind.RESULT
    call = CallBack(matter=row, reply=reply, kind=kind, draw=draw, began_at=at)
    call.handling_unit, call.unit = row.lead_unit, desk
    call.save()
    row.to_call = kind
    row.save(update_fields=["to_call"])
    if draw is not None:
        dates.start(row, Deadline.Kind.CALLBACK, at=at, moment=DRAWN)


def overtake_call(row: Matter, at: datetime) -> None:
    """The person has spoken, or the matter goes on: nobody rings any more. Of a claimed row, which is saved later."""
    row.call_backs.open().update(result=CallBack.Result.OVERTAKEN, settled_at=at)
    dates.stop(row, (Deadline.Kind.CALLBACK,), at=at)
    row.to_call = ""
