"""What waits for somebody of the county's own desk: how much of one writer is taken in unseen, and who is told."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse

from huiyin.intake.models import Arrival
from huiyin.notices.actions import tell_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.line import desk
from huiyin.orgs.tree import county_desk

MOST_A_DAY: Final = 20  # of one writer, by whichever way, that are taken in by themselves


def has_sent_many(writer: str, at: datetime) -> bool:
    """Whether what somebody sends now is to be looked at first, as so much came from them in a day."""
    today = Arrival.objects.filter(writer=writer, came_at__gt=at - timedelta(days=1))
    return today.count() >= MOST_A_DAY


def tell_the_desk(row: Arrival, *, at: datetime) -> None:
    """Somebody of the county's desk is to look at a letter; said once, while none is waiting yet."""
    if Arrival.objects.waiting().exclude(pk=row.pk).exists():
        return
    unit = county_desk()
    readers = desk(unit, local_day(at, unit.county))
    tell_all(to=readers, kind="letter_waits", about=f"letter:{row.pk}", at=at, where=reverse("letters:list"))
