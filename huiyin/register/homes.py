"""Which households and people an official may see: by the register, and for desks by where a home lies."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING
from huiyin.people.models import Household, Resident, Residents
from huiyin.register.models import Assignment


def _kept(official: Official, at: datetime) -> Q:
    lines = Assignment.objects.kept_by(official, local_day(at, official.county)).order_by()
    return Q(pk__in=lines.values("household"))


def homes_kept(official: Official, at: datetime) -> QuerySet[Household]:
    """Households of one's own live register or of a colleague one stands in for."""
    return Household.objects.filter(_kept(official, at))


def homes_seen(official: Official, at: datetime) -> QuerySet[Household]:
    """Households that one keeps; for desks, those of their area."""
    desk = official.standing(at).scope("place__", *LEADING, "desk_clerk")
    return Household.objects.filter(_kept(official, at) | desk)


def any_line() -> QuerySet[Assignment]:
    """One line of the county's register, past ones too: whether it was ever brought in, and nothing of whose it is."""
    return Assignment.objects.order_by().only("pk")[:1]


def people_seen(official: Official, at: datetime) -> Residents:
    """People of visible households; people of matters are reached through their matter instead."""
    homes = homes_seen(official, at).filter(pk=OuterRef("household_id"))
    return Resident.objects.filter(Exists(homes))
