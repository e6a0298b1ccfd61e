"""Who can see a matter through: the heads of the unit in turn and of those above it (Petition Regulations, art. 18)."""

from datetime import datetime

from huiyin.matters.models import Matter
from huiyin.matters.models.matter import OPEN
from huiyin.matters.rules import recusal
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official


def candidates(matter: Matter, at: datetime) -> list[Official]:
    """The heads of the unit in turn and of every one above it, nearest first; never the handler, nor whom it is about."""
    day = local_day(at, matter.county)
    found: dict[int, Official] = {}
    for unit in line.upward(matter.unit_in_turn):
        found |= {one.pk: one for one in Official.objects.holding("unit_head", unit, day)}
    return recusal.clear(matter, (one for one in found.values() if one.pk != matter.handler_id), at)


def is_over(matter: Matter, at: datetime) -> bool:
    """Whether it has ended or gone on to where its leading official has no post, so that they see nothing through."""
    gone = matter.state not in OPEN
    return gone or matter.sponsor_id not in {one.pk for one in candidates(matter, at)}
