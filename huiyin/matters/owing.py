"""Who owes what a clock of a matter is about: the unit whose line hears of delay, and the people who can do it."""

from datetime import datetime

from huiyin.matters.models import CallBack, Deadline, Delivery, Matter
from huiyin.matters.models.matter import AT_THE_DESK, UNDER
from huiyin.matters.rules import calling, delivering
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit


def unit_of(deadline: Deadline) -> Unit:
    """The unit from which the line goes up: the one whose task it became, or whose turn it is."""
    matter = deadline.matter
    task: Delivery | CallBack | None = None
    match deadline.kind:
        case Deadline.Kind.DELIVERY:
            task = delivering.outstanding(matter)
        case Deadline.Kind.CALLBACK:
            task = calling.open_call(matter)
    return matter.unit_in_turn if task is None or task.unit is None else task.unit


def people_of(deadline: Deadline, at: datetime) -> list[Official]:
    """Whoever brings the answer, or rings; for any other clock whoever can take the next step."""
    matter, day = deadline.matter, local_day(at, deadline.matter.county)
    match deadline.kind:
        case Deadline.Kind.DELIVERY:
            return delivering.bringers(matter, matter.to_bring, at)
        case Deadline.Kind.CALLBACK:
            return line.desk(unit_of(deadline), day)
    return holders(matter, at)


def named(deadline: Deadline, at: datetime) -> list[Official]:
    """Whom it is about by name, beside those up the line: who brings, who rings, else the handler and the sponsor."""
    if deadline.kind in (Deadline.Kind.DELIVERY, Deadline.Kind.CALLBACK):
        return people_of(deadline, at)
    matter = deadline.matter
    if matter.state in UNDER:
        return holders(matter, at)
    return [one for one in (matter.handler, matter.sponsor) if one is not None and one.is_active]


def holders(matter: Matter, at: datetime) -> list[Official]:
    """Whoever can take the next step: the handler, else the lead's heads, else the holder's coordinators.

    Of what is reviewed it is the heads of the body above.
    """
    day = local_day(at, matter.county)
    if matter.state in UNDER:
        return line.heads(matter.holding_unit, day)
    if matter.handler is None and (matter.state in AT_THE_DESK or matter.waits_for_receipt):
        return line.desk(matter.holding_unit, day)
    return line.person_or_heads(matter.handler, matter.unit_in_turn, day)
