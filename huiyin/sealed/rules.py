"""Who reads, by when a report is handed over, and what stands against it."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.workdays import Due
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import County
from huiyin.sealed.models import Recipient, SealedReport


def recipient_at(county: County, at: datetime) -> Recipient | None:
    """The organ whose key is in use; None until a county has entered one."""
    return Recipient.objects.current(local_day(at, county))


def due(county: County, received_at: datetime, sealed_at: datetime) -> Due:
    """The last day for handing it over, counted from when it was recognised (charter: `sealed_report.hand_over`)."""
    rule = charter_at(received_at).charter.clock("hand_over", "sealed_report")
    days, first = calendar(), local_day(sealed_at, county)
    return days.add_working_days(first, rule.n) if rule.unit == "wd" else days.add_days(first, rule.n)


def handed_in(reference: str) -> SealedReport | None:
    """The report of a number that who handed it in has just been given."""
    return SealedReport.objects.select_related("recipient").filter(reference=reference).first()


def objection_to_handing_over(report: SealedReport) -> str | None:
    """Once."""
    if report.handed_over_at is not None:
        return _("It has been handed over already.")
    return None
