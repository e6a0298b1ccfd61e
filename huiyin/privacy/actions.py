"""What is done when a person no longer agrees, or another speaks for the household: across register and help."""

from datetime import date, datetime, timedelta

from django.db import transaction

from huiyin.help.actions import aid
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.people.actions import erase_details, withdraw_consent
from huiyin.people.models import Resident
from huiyin.privacy.forgetting import forget_earlier
from huiyin.register.actions import NewPerson, register
from huiyin.register.group_slips import end_without_consent
from huiyin.register.models import Assignment


@transaction.atomic
def withdraw(*, person: Resident, by: Official, at: datetime) -> None:
    """The person no longer agrees: their lines and plans end the same day, and nobody on the staff sees
    name or number again.
    """
    _take_back(person, by, at)
    register.end_with_consent(person=person, by=by, at=at)
    aid.end_with_consent(person=person, by=by, at=at)


@transaction.atomic
def change_person(
    *, line: Assignment, who: NewPerson, on: date, reason: str, by: Official, at: datetime
) -> Assignment:
    """Another person speaks for the household; every line of the former one goes on with the new one (S02).

    The register keeps who it was before. Name and number of the former person are shown to nobody from now on and
    erased like those of somebody who withdrew; open plans of paired assistance go on.
    """
    heir = register.go_on_with(line=line, who=who, on=on, reason=reason, by=by, at=at)
    aid.go_on_with(former=line.person, person=heir.person, consent=heir.consent)
    _take_back(line.person, by, at)
    return heir


def _take_back(person: Resident, by: Official, at: datetime) -> None:
    """The consent is withdrawn, and the charter says by which day the details are gone."""
    keep = int(charter_of(at).figure("keeping.withdrawn_keep_days").value)
    withdraw_consent(resident=person, erase_by=local_day(at, by.county) + timedelta(days=keep), by=by, at=at)
    _end_slips(person, at)


def _end_slips(person: Resident, at: datetime) -> None:
    if person.household is not None:
        end_without_consent(household=person.household, at=at)


@transaction.atomic
def erase(*, person: Resident, at: datetime, by: str = "clock") -> bool:
    """Name and number, what was written of them, and what earlier requests told; False where somebody was quicker."""
    person.refresh_from_db()
    forget_earlier(person=person, at=at, by=by)
    if not erase_details(resident=person, at=at, by=by):
        return False
    _end_slips(person, at)
    register.erase_notes(person=person)
    aid.erase_words(person=person, at=at)
    return True
