"""What came on paper some days ago and is entered only now: by whom, and that it is said why (I-38)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter
from huiyin.lib.refusal import Beside
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official


def objection_to_late_entry(
    came_on: date, reason: str, by: Official, at: datetime, charter: Charter
) -> str | None:
    """After so many working days of the charter the coordinator enters it, with a reason that stays on record."""
    days = int(charter.figure("keeping.paper_wd").value)
    if calendar().between(came_on, local_day(at, by.county)) <= days:
        return None
    if not by.standing(at).has("coordinator"):
        words = _("It came in more than %(n)d working days ago: the coordinator takes it down, and says why.")
        return words % {"n": days}
    if not reason.strip():
        words = _("It came in more than %(n)d working days ago; please say why it is taken down only now.")
        return Beside("late_reason", words % {"n": days})
    return None
