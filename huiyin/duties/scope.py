"""Whose duties and whose branch somebody may look at."""

from datetime import date, datetime

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official
from huiyin.orgs.standing import LEADING
from huiyin.register.models import StandIn


def may_read(reader: Official, official: Official, at: datetime, day: date) -> bool:
    """One's own; and of those who hold a post in the area or branch one coordinates, heads or supervises."""
    if reader.pk == official.pk:
        return True
    scope = reader.standing(at).scope("post__unit__", *LEADING)
    return Appointment.objects.live_on(day).filter(scope, official=official).exists()


def absent_colleague(reader: Official, official: int, at: datetime) -> Official | None:
    """The official with that id, while the reader stands in for them."""
    live = StandIn.objects.visible_to(reader, at).live_on(local_day(at, reader.county))
    found = live.filter(stand_in=reader, official=official).select_related("official").first()
    return found.official if found else None
