"""What came in and no rule could take: the county's own desk is told that something waits."""

from datetime import datetime

from django.urls import reverse

from huiyin.intake.models import Arrival
from huiyin.notices.actions import tell_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.line import desk
from huiyin.orgs.tree import county_desk


def tell_the_desk(row: Arrival, *, at: datetime) -> None:
    """Somebody of the county's desk is to look at a letter; said once, while none is waiting yet."""
    if Arrival.objects.waiting().exclude(pk=row.pk).exists():
        return
    unit = county_desk()
    readers = desk(unit, local_day(at, unit.county))
    tell_all(to=readers, kind="letter_waits", about=f"letter:{row.pk}", at=at, where=reverse("letters:list"))
