"""What is done at the contact register: pairing an official with a household."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from huiyin.audit.actions import record as audit
from huiyin.audit.actions import record_all
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


@transaction.atomic
def pair_many(*, lines: Sequence[Assignment], by: str, at: datetime) -> None:
    """Enter lines of a paper register, in few statements; each only with the live consent of its person (S02)."""
    for line in lines:
        refuse(rules.objection_to_pairing(household=line.household, person=line.person, consent=line.consent))
    Assignment.objects.bulk_create(lines)
    deeds = [
        ("assignment.started", f"household:{line.household.key}", {"official": line.official_id})
        for line in lines
    ]
    record_all(deeds, by=by, at=at)


@transaction.atomic
def revise_lines(*, lines: Sequence[Assignment], by: str, at: datetime) -> None:
    """Keep another branch, day of beginning or reason of live lines."""
    Assignment.objects.bulk_update(lines, ["unit", "started_on", "reason"])
    deeds = [
        ("assignment.revised", f"household:{line.household.key}", {"official": line.official_id})
        for line in lines
    ]
    record_all(deeds, by=by, at=at)
