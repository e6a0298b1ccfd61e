"""The firewall (I-19): whom a matter is about reads nothing of it, decides nothing in it and is offered for nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, State, Step, SubTask
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import LEADING

Deed = Step.Deed


def bars(matter: Matter, official: Official, at: datetime) -> bool:
    """Whether it is about this official, or about a unit in which, or below which, they hold a post."""
    if not matter.is_about_somebody:
        return False
    return official.standing(at).is_meant(matter.complained_unit_id, matter.complained_official_id)


def clear(matter: Matter, people: Iterable[Official], at: datetime) -> list[Official]:
    """Those of them whom it is not about; costs no query where it is about nobody."""
    return [one for one in people if not bars(matter, one, at)]


def free(matter: Matter, at: datetime) -> Callable[[Official], bool]:
    """Who may hear of it, asked of one after the other."""
    return lambda one: not bars(matter, one, at)


def is_about(matter: Matter, unit: Unit, at: datetime) -> bool:
    """Whether it is about this unit, one above it, or somebody who holds a post in exactly this one or leads it."""
    if matter.complained_unit is not None and unit.is_within(matter.complained_unit.path):
        return True
    who = matter.complained_official
    if who is None:
        return False
    standing = who.standing(at)
    return unit.pk in standing.unit_ids or standing.over(unit, *LEADING)


def objection_to_unit(matter: Matter, unit: Unit, at: datetime) -> str | None:
    """It never goes to the unit that it is about; whom it is about, the sentence does not say."""
    if is_about(matter, unit, at):
        return _("The matter is about that unit or somebody there; please choose another one.")
    return None


def objection_to_naming(unit: Unit | None, official: Official | None) -> str | None:
    """A unit or a person; where it is about the county itself, nobody here looks into it."""
    if unit is None and official is None:
        return _("Please say which unit or whom it is about.")
    if unit is not None and unit.parent_id is None:
        return Beside("unit", _nobody_above())
    return None


def objection_to_naming_for_others(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """What others are merged into is answered to them too: they are parted from it before."""
    if matter.has_others:
        return _("Others have been merged into this one; please undo that first.")
    return None


def desk_above(matter: Matter, desk: Unit, at: datetime) -> Unit | None:
    """The nearest unit from this one upwards where somebody free coordinates, whom nobody it is about leads."""
    day = local_day(at, matter.county)
    here: Unit | None = desk
    while here is not None:
        sits = Official.objects.holding("coordinator", here, day)
        if not is_about(matter, here, at) and clear(matter, sits, at):
            return here
        here = here.parent
    return None


def objection_to_desk(home: Unit | None) -> str | None:
    """Without a desk above whom it is about it does not stay here."""
    return None if home is not None else _nobody_above()


def _nobody_above() -> str:
    return _(
        "Nobody here stands above whom it is about; please hand it over to the organ that supervises them."
    )


def lies_with_them(matter: Matter, at: datetime) -> bool:
    """Whether the unit in the lead, its handler or who answers for it is whom it is about; never at the desk itself."""
    if matter.lead_unit is None:
        return False
    people = (one for one in (matter.handler, matter.accountable_head) if one is not None)
    return is_about(matter, matter.lead_unit, at) or any(bars(matter, one, at) for one in people)


def part_lies_with_them(matter: Matter, part: SubTask, at: datetime) -> bool:
    """Whether the unit that was asked for a part of it, or who is to do that, is whom it is about; of an expert never."""
    if part.unit is not None and is_about(matter, part.unit, at):
        return True
    return part.handler is not None and bars(matter, part.handler, at)


WITH_A_UNIT = (
    State.ROUTED,
    State.RETURN_DISPUTED,
    State.ACCEPTED,
    State.IN_PROGRESS,
    State.PENDING_APPROVAL,
)
MOVES = (
    Move(
        "I-19",
        Deed.NAME_COMPLAINED,
        (State.RECEIVED, State.NEEDS_INFO, *WITH_A_UNIT),
        STAYS,
        (Who.HOLDER_DESK,),
        guards=(objection_to_naming_for_others,),
    ),
    Move(
        "I-19",
        Deed.TAKE_AWAY,
        WITH_A_UNIT,
        State.RECEIVED,
        (Who.NAMING,),
        makes="received",
        clocks=("route", "transfer"),
        stops=("sign", "adjudicate", "first_contact", "interim"),
        page=True,
    ),
)
