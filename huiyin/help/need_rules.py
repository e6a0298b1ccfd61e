"""What follows for needs and referrals: whose need may be recorded, until when, and what a receipt needs."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from huiyin.help.models import NeedAssessment, Referral
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Official
from huiyin.register.models import Assignment

PURPOSE = "need"  # of the consent: given for this, apart from that to be a contact household


def valid_until(charter: Charter, day: date) -> date:
    """Until when a need recorded on that day may be read."""
    return day + timedelta(days=int(charter.figure("keeping.need_valid_days").value))


def objection_to_assessing(line: Assignment, by: Official, day: date) -> str | None:
    """Only for a household of one's own register."""
    live = line.started_on <= day and (line.ended_on is None or line.ended_on > day)
    if line.official_id != by.pk or not live or line.consent.withdrawn_at is not None:
        return _("This household is not in your part of the contact register.")
    return None


def is_readable(need: NeedAssessment, day: date) -> bool:
    """Whether what was said may still be read."""
    return need.erased_at is None and need.valid_until >= day and need.consent.withdrawn_at is None


def objection_to_referring(need: NeedAssessment, day: date) -> str | None:
    """What may no longer be read may not be passed on either."""
    if not is_readable(need, day):
        return _("This need is no longer valid; please ask the person again before passing it on.")
    return None


def objection_to_receipt(referral: Referral, number: str, received_on: date, today: date) -> str | None:
    """A receipt has a number and a day that fits."""
    if referral.received_on is not None:
        return _("The receipt is on record already.")
    if not number.strip():
        return _("Please give the number of the receipt.")
    if not referral.referred_on <= received_on <= today:
        return _("The day of the receipt lies before the referral or in the future.")
    return None
