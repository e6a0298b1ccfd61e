"""Who owes what a clock of a matter is about: the unit whose line hears of delay, and the people who can do it."""

from datetime import datetime

from huiyin.matters.models import CallBack, Deadline, Delivery, Matter
from huiyin.matters.models.matter import AT_THE_DESK, UNDER
from huiyin.matters.rules import calling, delivering, line_of
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
    matter = deadline.matter
    match deadline.kind:
        case Deadline.Kind.DELIVERY:
            return delivering.bringers(matter, matter.to_bring, at)
        case Deadline.Kind.CALLBACK:
            return line_of.desk(matter, unit_of(deadline), at)
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
    if matter.state in UNDER:
        return line_of.heads(matter, matter.holding_unit, at)
    if matter.handler is None and (matter.state in AT_THE_DESK or matter.waits_for_receipt):
        return line_of.desk(matter, matter.holding_unit, at)
    return line_of.person_or_heads(matter, matter.handler, matter.unit_in_turn, at)
