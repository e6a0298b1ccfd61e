"""Who reads, by when a report is handed over, and what stands against it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.workdays import Due
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import County, Official
from huiyin.orgs.tree import county_desk
from huiyin.sealed.models import CLERK, Recipient, SealedReport


def recipient_at(county: County, at: datetime) -> Recipient | None:
    """The organ whose key is in use; None until a county has entered one."""
    return Recipient.objects.current(local_day(at, county))


@dataclass(frozen=True)
class Organ:
    """Who takes accusations, as the charter names it: what it is called, and its number and address in one line."""

    name: str
    ways: str


def organ_at(at: datetime) -> Organ | None:
    """Where whoever would rather not write here can go; None where the charter names nobody."""
    for found in charter_at(at).charter.listed("accusation_organ"):
        name = found.words.in_language(get_language() or "zh-hans")
        return Organ(name, " · ".join(filter(None, (found.rings, found.site))))
    return None


def carriers(county: County, at: datetime) -> list[Official]:
    """Who carries the county's sealed mail on this day, as `models.carries` says it of one."""
    return list(Official.objects.holding(CLERK, county_desk(), local_day(at, county)))


def objection_to_taking(county: County, at: datetime) -> str | None:
    """What is shut has to reach somebody who can open it."""
    if recipient_at(county, at) is None:
        return _("The county has not entered the key of the organ that reads sealed reports yet.")
    if not carriers(county, at):
        return _("Nobody carries sealed reports yet; a post at the county's own desk has to be given that.")
    return None


def reader_at(county: County, at: datetime) -> Recipient | None:
    """The organ that reads, while reports can be taken for it."""
    return None if objection_to_taking(county, at) else recipient_at(county, at)


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
