"""Whose breadth somebody may look at: one's own, the branch one belongs to or leads, the area one leads."""

from datetime import datetime

from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING
from huiyin.reach.areas import HOMES


def areas_led(reader: Official, at: datetime) -> Units:
    """Counties, townships and villages of today that somebody coordinates, heads or supervises."""
    return _led(reader, at).filter(kind__in=HOMES)


def branches_of(reader: Official, at: datetime) -> Units:
    """Branches of today that somebody leads or belongs to."""
    mine = Unit.objects.valid_on(local_day(at, reader.county)).filter(
        pk__in=reader.standing(at).unit_ids, kind=Unit.Kind.BRANCH
    )
    return _led(reader, at).filter(kind=Unit.Kind.BRANCH) | mine


def units_led(reader: Official, at: datetime) -> Units:
    """Areas and branches whose rows the reader may open."""
    return _led(reader, at).filter(kind__in=(*HOMES, Unit.Kind.BRANCH))


def leads(reader: Official, unit: Unit, at: datetime) -> bool:
    """Whether the rows behind the figures of a unit are the reader's to open."""
    return reader.standing(at).over(unit, *LEADING)


def members(unit: Unit, at: datetime) -> set[int]:
    """Ids of the officials who hold a post in the unit or below it today."""
    seated = Official.objects.seated_in(unit, local_day(at, unit.county))
    return set(seated.order_by().values_list("pk", flat=True))


def _led(reader: Official, at: datetime) -> Units:
    return line.units_led(reader, at).valid_on(local_day(at, reader.county))
