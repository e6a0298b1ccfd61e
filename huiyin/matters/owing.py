"""Who owes what a clock of a matter is about: the unit whose line hears of delay, and the people who can do it."""

from datetime import datetime

from huiyin.matters.models import Deadline, Matter
from huiyin.matters.models.matter import ANSWERED, WITH_THE_DESK
from huiyin.matters.rules import calling, delivering
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit


def unit_of(deadline: Deadline) -> Unit:
    """The unit from which the line goes up."""
    matter = deadline.matter
    match deadline.kind:
        case Deadline.Kind.DELIVERY:
            return delivering.unit_for(matter, matter.to_bring)
        case Deadline.Kind.CALLBACK:
            return calling.desk_for(matter) or matter.intake_unit
    return matter.unit_in_turn


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
    return [one for one in (matter.handler, matter.sponsor) if one is not None]


def holders(matter: Matter, at: datetime) -> list[Official]:
    """Whoever can take the next step: the handler, else the lead's heads, else the holder's coordinators."""
    if matter.handler is not None and matter.state not in ANSWERED:
        return [matter.handler]
    day = local_day(at, matter.county)
    if matter.state in WITH_THE_DESK:
        return line.desk(matter.holding_unit, day)
    return line.heads(matter.unit_in_turn, day)
