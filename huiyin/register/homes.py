"""Which households and people an official may see: by the register, and for desks by where a home lies."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING
from huiyin.people.models import Household, Resident, Residents
from huiyin.register.models import Assignment


def homes_seen(official: Official, at: datetime) -> QuerySet[Household]:
    """Households of one's own live register or of a colleague one stands in for; for desks, those of their area."""
    kept = Assignment.objects.kept_by(official, local_day(at, official.county)).order_by()
    desk = official.standing(at).scope("place__", *LEADING, "desk_clerk")
    return Household.objects.filter(Q(pk__in=kept.values("household")) | desk)


def people_seen(official: Official, at: datetime) -> Residents:
    """People of visible households; people of matters are reached through their matter instead."""
    homes = homes_seen(official, at).filter(pk=OuterRef("household_id"))
    return Resident.objects.filter(Exists(homes))
