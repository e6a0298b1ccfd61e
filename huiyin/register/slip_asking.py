"""Asking for a slip from the page of a matter: the desk is told, and the page says the same to everybody (S08).

Whoever opens a matter need not be its person: a receipt is lost, passed on, or was printed by the official who is measured.
So its page neither shows nor changes anything of a household, nor whether there is one; the slip is fetched at the counter.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from huiyin.audit.actions import RESIDENT, record
from huiyin.matters.models import Matter
from huiyin.notices.actions import tell
from huiyin.notices.models import Notice
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.register.group_slips import can_use_slips, days_valid
from huiyin.register.rules import keeps_line_of


@transaction.atomic
def ask_slip(*, matter: Matter, at: datetime) -> None:
    """Tell the desk over the person's household, but nobody who keeps its line; once in the days that a slip is good for."""
    household = matter.resident.household if matter.resident is not None else None
    if household is None or not can_use_slips(household):
        return
    since = at - timedelta(days=days_valid(at))
    about = household.code
    if Notice.objects.filter(kind="group_slip_asked", about=about, at__gt=since).exists():
        return
    day = local_day(at, matter.county)
    where = reverse("contacts:household", kwargs={"key": household.key})
    for reader in line.desk(household.place, day, may_hear=lambda one: not keeps_line_of(one, household, at)):
        tell(to=reader, kind="group_slip_asked", about=about, where=where, at=at)
    record(by=RESIDENT, deed="group_slip.asked", on=f"household:{household.key}", at=at)
