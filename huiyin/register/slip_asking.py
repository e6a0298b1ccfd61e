"""Asking for a slip from the page of a matter: the desk is told, and the page says the same to everybody (S08).

Whoever opens a matter need not be its person: a receipt is lost, passed on, or was printed by the official who is measured.
So its page neither shows nor changes anything of a household, nor whether there is one; the slip is fetched at the counter.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse

from huiyin.audit.actions import RESIDENT, record, recorded_since
from huiyin.matters.models import Matter
from huiyin.notices.actions import tell
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.register.group_slips import can_use_slips, days_valid
from huiyin.register.rules import keeps_line_of

ASKED: Final = "group_slip.asked"


@transaction.atomic
def ask_slip(*, matter: Matter, at: datetime) -> None:
    """Tell the desk over the person's household, but nobody who keeps its line; once in the days that a slip is good for.

    Where every coordinator up to the top keeps its line, the nearest of those who head or supervise is told. The household
    is held meanwhile, so that two who ask at once are heard once; that it was asked stands in the trail, whoever was told.
    """
    household = matter.resident.household if matter.resident is not None else None
    if household is None or not can_use_slips(household):
        return
    Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    on = f"household:{household.key}"
    if recorded_since(at - timedelta(days=days_valid(at)), deed=ASKED, on=on):
        return
    readers = _readers(household, local_day(at, matter.county), at)
    where = reverse("contacts:household", kwargs={"key": household.key})
    for reader in readers:
        tell(to=reader, kind="group_slip_asked", about=household.code, where=where, at=at)
    if readers:
        record(by=RESIDENT, deed=ASKED, on=on, at=at)


def _readers(household: Household, day: date, at: datetime) -> list[Official]:
    """Who may give the slip: nobody by whom the household is kept."""

    def may_hear(one: Official) -> bool:
        return not keeps_line_of(one, household, at)

    found = line.desk(household.place, day, may_hear=may_hear)
    return found or line.rung(household.place, 0, day, may_hear)[1]
