"""Who of the staff a move belongs to: the one place that says which post, or which person, that is."""

from collections.abc import Callable, Mapping
from datetime import datetime

from huiyin.matters.models import Matter, SubTask
from huiyin.matters.models.matter import UNDER
from huiyin.matters.rules.move import Who
from huiyin.orgs.models import Official
from huiyin.orgs.standing import CALLERS, DESK, LEADING, Hat

Holds = Callable[[Matter, Official, datetime], bool]


def _handler(matter: Matter, by: Official, _at: datetime) -> bool:
    return matter.handler_id == by.pk


def _lead_head(matter: Matter, by: Official, at: datetime) -> bool:
    return by.standing(at).over(matter.lead_unit, "unit_head")


def _holder_desk(matter: Matter, by: Official, at: datetime) -> bool:
    return by.standing(at).over(matter.holding_unit, "coordinator")


def _intake_overseer(matter: Matter, by: Official, at: datetime) -> bool:
    return by.standing(at).over(matter.intake_unit, "coordinator", "supervisor")


def _intake_desk(matter: Matter, by: Official, at: datetime) -> bool:
    return by.standing(at).over(matter.intake_unit, *DESK)


def _bringer(matter: Matter, by: Official, at: datetime) -> bool:
    return any(holds(matter, by, at) for holds in (_handler, _lead_head, _intake_desk))


def caller_hat(matter: Matter, by: Official, at: datetime) -> Hat | None:
    """The post in which somebody may ring the person about the answer: at its desk or above; nobody of the unit that
    handled it, whatever else they are (I-18). `rules.revealing` and the list of call-backs say the same of many."""
    standing = by.standing(at)
    return (
        None if matter.lead_unit_id in standing.unit_ids else standing.nearest(matter.intake_unit, *CALLERS)
    )


def _outside_caller(matter: Matter, by: Official, at: datetime) -> bool:
    return caller_hat(matter, by, at) is not None


def _common_head(matter: Matter, by: Official, at: datetime) -> bool:
    standing = by.standing(at)
    return standing.over(matter.holding_unit, "unit_head") and standing.over(matter.lead_unit, "unit_head")


def _asked_above(matter: Matter, by: Official, at: datetime) -> bool:
    standing = by.standing(at)
    asked = [part for part in matter.open_parts if part.kind == SubTask.Kind.UPWARD]
    return any(standing.over(part, "unit_head") for part in asked)


def _asked(matter: Matter, by: Official, at: datetime) -> bool:
    """Who is to do a part of it, or heads the unit that was asked."""
    standing = by.standing(at)
    return any(part.handler == by.pk or standing.over(part, "unit_head") for part in matter.open_parts)


def _staff(matter: Matter, by: Official, at: datetime) -> bool:
    """`Matters.visible_to` of one matter, besides those who were asked for a part."""
    if matter.origin == Matter.Origin.SEALED:
        return False
    if by.pk in (matter.handler_id, matter.accountable_head_id, matter.raised_by_id):
        return True
    units = (matter.intake_unit, matter.holding_unit, matter.lead_unit)
    return any(by.standing(at).over(unit, *LEADING, "desk_clerk") for unit in units)


def _reviewer(matter: Matter, by: Official, at: datetime) -> bool:
    return matter.state in UNDER and by.standing(at).over(matter.holding_unit, *LEADING)


def leads_in_turn(matter: Matter, by: Official, at: datetime) -> bool:
    """Whether they handle it, or coordinate, head or supervise the unit in the lead or the one that holds it."""
    standing = by.standing(at)
    units = (matter.lead_unit, matter.holding_unit)
    return matter.handler_id == by.pk or any(standing.over(unit, *LEADING) for unit in units)


# Whoever does not stand here is not of the staff, or does it without a post.
HOLDS: Mapping[Who, Holds] = {
    Who.HANDLER: _handler,
    Who.LEAD_HEAD: _lead_head,
    Who.HOLDER_DESK: _holder_desk,
    Who.INTAKE_OVERSEER: _intake_overseer,
    Who.INTAKE_DESK: _intake_desk,
    Who.BRINGER: _bringer,
    Who.ASKED_ABOVE: _asked_above,
    Who.OUTSIDE_CALLER: _outside_caller,
    Who.ASKED: _asked,
    Who.COMMON_HEAD: _common_head,
    Who.STAFF: _staff,
    Who.REVIEWER: _reviewer,
}
