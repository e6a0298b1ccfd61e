"""What time does to the details of people who withdrew, and of households that nobody has kept for long: it erases them."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from huiyin.audit.scope import current_county
from huiyin.help.models import AidPlan
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import HAS_ENDED
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import County
from huiyin.people.models import Resident
from huiyin.privacy.actions import erase
from huiyin.register.models import Assignment

TURN = 500  # people a turn, so that nobody waits long for a lock


def erase_withdrawn(*, at: datetime) -> int:
    """Empty the details of people who withdrew, by the day noted; with an open matter, once that has ended (I-24).

    Likewise of people who asked for it and never gave a consent, because a matter was all that there was.
    """
    county = County.objects.get(pk=current_county() or 0)
    due = Resident.objects.to_erase(local_day(at, county))
    open_ones = Matter.objects.filter(resident=OuterRef("pk")).exclude(HAS_ENDED)
    due = due.exclude(Exists(open_ones))
    done = sum(erase(person=person, at=at) for person in due.order_by("pk")[:TURN])
    asked = Resident.objects.asked_to_be_erased().exclude(Exists(open_ones))
    return done + sum(erase(person=person, at=at) for person in asked.order_by("pk")[:TURN])


def erase_ended(*, at: datetime) -> int:
    """Empty the details of households nobody has kept for the charter's days; a matter raised or an open plan keeps them."""
    county = County.objects.get(pk=current_county() or 0)
    day = local_day(at, county)
    charter = charter_on(day, county)
    if charter is None:
        return 0
    last = day - timedelta(days=int(charter.figure("keeping.register_keep_days").value))
    due = Assignment.objects.over_since(last, Resident.objects.filter(anonymised_at=None))
    raised = Matter.objects.filter(resident=OuterRef("pk"))
    helped = AidPlan.objects.open().filter(household=OuterRef("household"))
    due = due.exclude(Exists(raised)).exclude(Exists(helped))
    return sum(erase(person=person, at=at) for person in due.order_by("pk")[:TURN])
