"""Recording a need with the person's consent, passing it on, keeping the receipt."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.help import need_rules
from huiyin.help.models import NeedAssessment, Referral
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.people.actions import take_consent
from huiyin.people.models import ConsentRecord
from huiyin.register.models import Assignment


@transaction.atomic
def assess_need(
    *,
    line: Assignment,
    help_needed: str,
    needed_by: date,
    method: str,
    is_adult: bool,
    by: Official,
    at: datetime,
) -> NeedAssessment:
    """Keep what help a household needs, with a consent of its own (S31); valid for the charter's days, then erased."""
    today = local_day(at, by.county)
    refuse(need_rules.objection_to_assessing(line, by, today))
    if not help_needed.strip():
        raise Refused(_("Please say what help is needed."))
    if needed_by < today:
        raise Refused(_("The day by which help is needed has passed already."))
    consent = take_consent(
        resident=line.person, method=method, is_adult=is_adult, by=by, at=at, purpose=need_rules.PURPOSE
    )
    need = NeedAssessment.objects.create(
        household=line.household,
        person=line.person,
        consent=consent,
        help_needed=help_needed.strip(),
        needed_by=needed_by,
        valid_until=need_rules.valid_until(charter_of(at), today),
        assessed_by=by,
        assessed_at=at,
    )
    audit(by=by.key, deed="need.assessed", on=f"need:{need.pk}", at=at)
    return need


@transaction.atomic
def withdraw_need(*, need: NeedAssessment, by: Official, at: datetime) -> None:
    """The person takes the consent back: what was said is erased at once, the referrals stay as facts."""
    taken = ConsentRecord.objects.filter(pk=need.consent_id, withdrawn_at=None)
    if not taken.update(withdrawn_at=at):
        raise Refused(_("The consent has been withdrawn already."))
    NeedAssessment.objects.filter(pk=need.pk, erased_at=None).update(help_needed="", erased_at=at)
    audit(by=by.key, deed="need.withdrawn", on=f"need:{need.pk}", at=at)


@transaction.atomic
def refer(
    *, need: NeedAssessment, organ: str, referred_on: date, by: Official, at: datetime, to: Unit | None = None
) -> Referral:
    """Pass a need on to the organ that can help: a unit of the county, or one named in words."""
    today = local_day(at, by.county)
    refuse(need_rules.objection_to_referring(need, today))
    name = to.name if to is not None else organ.strip()
    if not name:
        raise Refused(_("Please say to which organ it goes."))
    if referred_on > today:
        raise Refused(_("The day lies in the future."))
    made = Referral.objects.create(need=need, to_unit=to, organ=name, referred_on=referred_on, by=by)
    audit(by=by.key, deed="need.referred", on=f"need:{need.pk}", at=at, referral=made.pk)
    return made


@transaction.atomic
def keep_receipt(*, referral: Referral, number: str, received_on: date, by: Official, at: datetime) -> None:
    """The organ confirmed that it has the letter."""
    refuse(need_rules.objection_to_receipt(referral, number, received_on, local_day(at, by.county)))
    open_one = Referral.objects.filter(pk=referral.pk, received_on=None)
    if not open_one.update(receipt_number=number.strip(), received_on=received_on):
        raise Refused(_("The receipt is on record already."))
    audit(by=by.key, deed="referral.received", on=f"need:{referral.need_id}", at=at, referral=referral.pk)
