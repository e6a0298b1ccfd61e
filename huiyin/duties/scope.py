"""Whose duties and whose branch somebody may look at."""

from datetime import date, datetime

from django.db.models import Q

from huiyin.contacts.models import StandIn
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING


def may_read(reader: Official, official: Official, at: datetime, day: date) -> bool:
    """One's own; and of those who hold a post in the area or branch one coordinates, heads or supervises."""
    if reader.pk == official.pk:
        return True
    scope = Q(pk=None)
    for path in reader.standing(at).paths_of(*LEADING):
        scope |= Q(post__unit__path__startswith=path)
    live = Q(to_on=None) | Q(to_on__gt=day)
    return Appointment.objects.filter(live, scope, official=official, from_on__lte=day).exists()


def absent_colleague(reader: Official, official: int, at: datetime) -> Official | None:
    """The official with that id, while the reader stands in for them."""
    live = StandIn.objects.visible_to(reader, at).live_on(local_day(at, reader.county))
    found = live.filter(stand_in=reader, official=official).select_related("official").first()
    return found.official if found else None


def units_led(reader: Official, at: datetime) -> Units:
    """The units that somebody coordinates, heads or supervises, and all below them."""
    scope = Q(pk=None)
    for path in reader.standing(at).paths_of(*LEADING):
        scope |= Q(path__startswith=path)
    return Unit.objects.filter(scope)


def members(unit: Unit, day: date) -> list[tuple[int, str]]:
    """Officials with a post in the unit or below it on that day, by name and never by a figure: id and name."""
    live = Appointment.objects.filter(post__unit__path__startswith=unit.path, from_on__lte=day)
    live = live.filter(Q(to_on=None) | Q(to_on__gt=day), official__is_active=True)
    found = Official.objects.filter(pk__in=live.values("official")).order_by("name_key", "pk")
    return list(found.values_list("pk", "name"))
