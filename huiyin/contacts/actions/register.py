"""What is done at the contact register: pairing an official with a household."""

from datetime import date, datetime

from django.db import transaction

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.contacts.models import Assignment
from huiyin.lib.refusal import refuse
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import ConsentRecord, Household, Resident


@transaction.atomic
def pair(
    *,
    official: Official,
    unit: Unit,
    household: Household,
    person: Resident,
    consent: ConsentRecord,
    started_on: date,
    by: str,
    at: datetime,
    reason: str = "",
) -> Assignment:
    """Enter a line in the contact register; only with the live consent of the contact person (S02)."""
    refuse(rules.objection_to_pairing(household=household, person=person, consent=consent))
    line = Assignment.objects.create(
        official=official,
        unit=unit,
        household=household,
        person=person,
        consent=consent,
        started_on=started_on,
        reason=reason,
    )
    audit(by=by, deed="assignment.started", on=f"household:{household.key}", at=at, official=official.pk)
    return line
