"""The reporting line as far as a matter goes: whom it is about is no post on it (I-19).

Where all who sit somewhere are barred it goes on to the next unit above, as where nobody sits; so it never ends at them.
"""

from datetime import datetime

from huiyin.matters.models import Matter
from huiyin.matters.rules import firewall, recusal
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit


def heads(matter: Matter, unit: Unit, at: datetime, *, without: Official | None = None) -> list[Official]:
    """The heads of this unit who may decide in it, else the nearest above: so where the only one keeps out (I-20)."""
    return line.heads(unit, local_day(at, matter.county), without=without, may_hear=recusal.free(matter, at))


def desk(matter: Matter, unit: Unit, at: datetime) -> list[Official]:
    """Who coordinates this unit and may hear of it, else the nearest above."""
    return line.desk(unit, local_day(at, matter.county), may_hear=firewall.free(matter, at))


def person_or_heads(
    matter: Matter, person: Official | None, unit: Unit | None, at: datetime
) -> list[Official]:
    """The person who was named, as long as they serve and may hear of it; else the unit's heads, who name another."""
    may_hear = recusal.free(matter, at)
    return line.person_or_heads(person, unit, local_day(at, matter.county), may_hear=may_hear)
