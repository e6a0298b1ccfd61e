"""The afternoons on which the desks of the demo ring residents about answers, and look at the effect of closed ones."""

from datetime import date, datetime, time, timedelta
from typing import Any

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.matters import actions, effect_clock
from huiyin.matters.models import CallBack, Matter, Step
from huiyin.matters.rules import life
from huiyin.orgs import line
from huiyin.orgs.models import Official

HOUR = time(16, 10)
SAID = (("yes", 5), ("yes", 4), ("partly", 3), ("yes", 4), ("yes", 5))


def ring_back(days: Days, first: date) -> Life:
    """Each working day: whoever is due is rung by somebody outside the unit; one in five only at the second try.

    On the day before the last a week is drawn whose effect is to be looked at; these calls are still to be made.
    """
    day = days.calendar.next_working(first)
    while True:
        at = datetime.combine(day, HOUR, tzinfo=days.zone)
        yield at
        if day == days.back(1):
            effect_clock.draw_effects(at=at)
        for call in CallBack.objects.open().filter(kind=CallBack.Kind.RESULT).to_make():
            if call.by_day is not None and call.by_day <= day:
                _ring(call, at)
        day = days.calendar.next_working(day + timedelta(days=1))


def _ring(call: CallBack, at: datetime) -> None:
    matter = Matter.objects.get(pk=call.matter_id)
    by = _caller(call, matter, at)
    if by is None:
        return
    turn = matter.registered_at.minute % len(SAID)
    who: dict[str, Any] = {"matter": matter, "version": matter.version, "by": by, "at": at}
    if turn == 0 and not call.tries.exists():
        actions.call_in_vain(outcome="not_reached", words=texts.notes()["brought"]["tried"], **who)
        return
    handled, satisfied = SAID[turn]
    actions.call_answered(handled=handled, satisfied=satisfied, **who)


def _caller(call: CallBack, matter: Matter, at: datetime) -> Official | None:
    """Somebody at the desk that rings, or above it, who had no part in the work."""
    for unit in line.upward(call.unit):
        desk: list[Official] = list(Official.objects.holding("coordinator", unit, at.date()).order_by("pk"))
        for official in desk:
            if life.objection(Step.Deed.CALL, matter, official, at) is None:
                return official
    return None
