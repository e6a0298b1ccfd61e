"""Which matters a system sees: those it handed in, or those of its unit; never a sealed report, and none about its unit."""

from datetime import datetime

from django.db.models import Q

from huiyin.api.models import System
from huiyin.api.problems import Problem
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import Matters
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Unit
from huiyin.orgs.models.unit import Units, any_of, ids_below

Scope = System.Scope
FOLLOWING = [Scope.OWN, Scope.UNIT]


def need(system: System, *scopes: str) -> None:
    """One of these it must have."""
    if set(scopes).isdisjoint(system.scopes):
        raise Problem("not_allowed")


def matters_of(system: System) -> Matters:
    """What this system may look at."""
    return Matter.objects.unsealed().live().filter(seen_by(system))


def to_answer(system: System) -> Matters:
    """What its unit, or one below it, handles now, and is not about; of others nothing is said."""
    if Scope.ANSWER not in system.scopes or system.unit is None:
        return Matter.objects.none()
    led = any_of(ids_below((system.unit.path,)), "lead_unit_id")
    return Matter.objects.unsealed().live().filter(led, complained_unit=None, complained_official=None)


def handed_in_by(system: System | None) -> Matters:
    """What this system handed in; of nobody nothing, as no matter is published."""
    if system is None:
        return Matter.objects.none()
    return Matter.objects.unsealed().live().filter(own(system))


def places(county: County, at: datetime) -> Units:
    """The villages and communities of the day, which everybody may know."""
    return Unit.objects.valid_on(local_day(at, county)).places()


def seen_by(system: System) -> Q:
    """The same as a condition."""
    found = Q(pk__in=[])
    if Scope.OWN in system.scopes:
        found |= own(system)
    if Scope.UNIT in system.scopes and system.unit is not None:
        below = any_of(ids_below((system.unit.path,)), "intake_unit_id", "holding_unit_id", "lead_unit_id")
        found |= below & Q(complained_unit=None, complained_official=None)
    return found


def own(system: System) -> Q:
    """What it handed in."""
    return Q(source=system.source) & ~Q(external_id="")


def is_own(matter: Matter, system: System) -> bool:
    """Whether this system handed it in, and may follow it."""
    return matter.source == system.source and matter.external_id != "" and Scope.OWN in system.scopes
