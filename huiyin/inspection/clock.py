"""What time does to the ledger of problems: a reminder before the day, and telling the heads after it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from huiyin.audit.actions import record as audit
from huiyin.inspection.models import Rectification
from huiyin.matters.dates import soon_until
from huiyin.notices.actions import tell
from huiyin.orgs import line
from huiyin.orgs.calendar import day_served, working_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official

CLOCK = "clock"
TURN = 500


def remind_before_due(*, at: datetime) -> int:
    """Whoever puts something right is told once, some working days before its day; never on a day off."""
    day = working_day(at)
    if day is None:
        return 0
    soon = soon_until(day, charter_of(at))
    due = Rectification.objects.owed().filter(reminded_at=None, due_on__gte=day, due_on__lte=soon)
    return sum(_once(row, "reminded_at", at) for row in due.select_related("owner", "unit")[:TURN])


def tell_overdue(*, at: datetime) -> int:
    """Once the day has passed, the owner and the unit's heads are told, once for each day agreed."""
    day = working_day(at)
    if day is None:
        return 0
    late = Rectification.objects.overdue(day).filter(chased_at=None).select_related("owner", "unit")
    return sum(_once(row, "chased_at", at) for row in late[:TURN])


@transaction.atomic
def _once(row: Rectification, field: str, at: datetime) -> int:
    """Claim the line for this telling; another clock that was quicker leaves nothing to do."""
    owed = Rectification.objects.owed().filter(pk=row.pk, version=row.version, **{field: None})
    if not owed.update(**{field: at}) or row.owner is None:
        return 0
    readers: dict[int, Official] = {row.owner.pk: row.owner}
    if field == "chased_at":
        readers.update({o.pk: o for o in line.heads(row.unit, day_served(at))})
    where = reverse("inspection:rectification", kwargs={"ref": row.reference})
    for reader in readers.values():
        tell(to=reader, kind="rectify", about=row.reference, at=at, where=where)
    audit(by=CLOCK, deed=f"rectification.{field.removesuffix('_at')}", on=row.reference, at=at)
    return 1
