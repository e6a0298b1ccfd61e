"""Which desk is a clerk's own, and how late something may be taken down."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from huiyin.matters.rules.late import objection_to_late_entry
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.places import SEATS
from huiyin.orgs.standing import DESK


def own_desk(by: Official, at: datetime) -> Unit:
    """The township (or the county) at whose desk somebody sits, whichever of its offices the post belongs to."""
    path = by.standing(at).paths_of(*DESK)[0]
    above = Unit.objects.filter(pk__in=path.strip("/").split("/"), kind__in=SEATS)
    return max(above, key=lambda unit: len(unit.path))


def objection_to_late_receipt(received_on: date, reason: str, by: Official, at: datetime) -> str | None:
    """What came in some days ago is taken down by the coordinator, who says why only now (I-38)."""
    today = local_day(at, by.county)
    if received_on > today:
        return _("The day of receipt lies in the future.")
    charter = charter_of(at)
    oldest = int(
        charter.figure("keeping.paper_oldest_days").value
    )  # what lies further back is a slip of the year
    if received_on < today - timedelta(days=oldest):
        return _("That is more than %(n)d days ago; please look at the year.") % {"n": oldest}
    return objection_to_late_entry(received_on, reason, by, at, charter)
