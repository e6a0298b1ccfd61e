"""Whose desk it is, who says who is on duty there, and who can be."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, County, Official, Unit
from huiyin.orgs.models.official import Officials
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import DESK, LEADING

TEAM: Final = tuple(dict.fromkeys((*DESK, *LEADING)))
WEEK: Final = timedelta(days=7)
LAST_AHEAD: Final = timedelta(weeks=26)
DAYS_DRAWN: Final = 14
ASKED_ABOUT: Final = timedelta(days=800)  # before today and after


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> list[date]:
    """The days of its week."""
    return [monday(day) + timedelta(days=n) for n in range(7)]


def days_to_set(first: date, county: County, at: datetime) -> list[date]:
    """The days of that week that are not over."""
    today = local_day(at, county)
    return [day for day in week_of(first) if day >= today]


def desks_of(reader: Official, at: datetime) -> Units:
    """The units at whose desk somebody sits, or which they lead: by their own posts, the highest first."""
    hats = reader.standing(at).hats
    return Unit.objects.filter(pk__in={hat.unit_id for hat in hats if hat.capacity in TEAM}).in_tree_order()


def led_by(reader: Official, at: datetime) -> Units:
    """Those, and all that stand below them."""
    return Unit.objects.filter(reader.standing(at).scope("", *TEAM))


def can_be_on_duty(unit: Unit, by: Official, at: datetime) -> Officials:
    """Who may be entered: in a post of the unit, whatever it may do; by name."""
    seen = Official.objects.visible_to(by, at)
    seats = Appointment.objects.filter(post__unit=unit)
    found: Officials = seen.serving(local_day(at, by.county), seats).order_by("name_key", "pk")
    return found


def objection(unit: Unit, first: date, by: Official, at: datetime) -> str | None:
    """Why somebody does not say who is on duty that week."""
    if not by.standing(at).over(unit, *TEAM):
        return _("Only who sits at this desk or leads the unit says who is on duty here.")
    this_week = monday(local_day(at, by.county))
    if first < this_week:
        return _("That week is over; who was on duty then stays as it stands.")
    if first > this_week + LAST_AHEAD:
        return _("That is more than half a year ahead.")
    return None
