"""What is done to many households and people at once, in few statements whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record_all
from huiyin.lib import naming
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.people import apart
from huiyin.people.fields import address_index, phone_index
from huiyin.people.models import ConsentRecord, FurtherNumber, GroupDeclaration, Household, Resident

PAPER = "paper"  # the words were those of a paper, not a version of ours


@dataclass(frozen=True)
class Given:
    """A consent as it stands on paper: whose, how, when, who took it."""

    resident: Resident
    method: str
    given_at: datetime
    taken_by: Official


@transaction.atomic
def enter_households(*, homes: Sequence[Household], by: str, at: datetime) -> None:
    """Add homes to their villages; `homes` are not saved yet."""
    if any(not home.place.is_place for home in homes):
        raise Refused(_("A household belongs to a village or a community."))
    for home in homes:
        home.created_at = at
        home.address_index = address_index(home.place.pk, home.address)
    Household.objects.bulk_create(homes)
    _declared([home for home in homes if home.groups], at)
    deeds = [("household.entered", f"household:{home.key}", {"place": home.place.code}) for home in homes]
    record_all(deeds, by=by, at=at)


@transaction.atomic
def revise_households(*, homes: Sequence[Household], by: str, at: datetime) -> None:
    """Keep new villages, addresses and groups."""
    rows = Household.objects.filter(pk__in=[home.pk for home in homes])
    before = {pk: (groups, door) for pk, groups, door in rows.values_list("pk", "groups", "address_index")}
    _declared([home for home in homes if set(home.groups) != set(before[home.pk][0])], at)
    for home in homes:
        home.address_index = address_index(home.place.pk, home.address)
    Household.objects.bulk_update(homes, ["place", "address", "address_index", "groups"])
    moved = [(home, "") for home in homes if home.address_index != before[home.pk][1]]
    apart.note_revised(moved, by=by, at=at)
    deeds = [("household.revised", f"household:{home.key}", {"place": home.place.code}) for home in homes]
    record_all(deeds, by=by, at=at)


def _declared(homes: Sequence[Household], at: datetime) -> None:
    """A list says what the households named, from the day it is taken in."""
    how = GroupDeclaration.How.LIST
    rows = (GroupDeclaration(household=home, groups=home.groups, how=how, at=at) for home in homes)
    GroupDeclaration.objects.bulk_create(rows, batch_size=1000)


@transaction.atomic
def enter_residents(*, people: Sequence[Resident], by: str, at: datetime) -> None:
    """Add people of households; `people` are not saved yet."""
    for person in people:
        person.name = naming.kept(person.name)
        person.phone_index, person.created_at = phone_index(person.phone), at
        person.place = person.household.place if person.household else None
    Resident.objects.bulk_create(people)
    FurtherNumber.objects.bulk_create([row for person in people for row in FurtherNumber.of(person)])
    record_all([("resident.entered", f"resident:{person.key}", {}) for person in people], by=by, at=at)


@transaction.atomic
def revise_residents(*, people: Sequence[Resident], by: str, at: datetime) -> None:
    """Keep new telephone numbers; a name goes with its consent and is not changed with many others."""
    for person in people:
        person.phone_index = phone_index(person.phone)
    Resident.objects.bulk_update(people, ["phone", "phone_index"])
    find_again(people)
    homes = [(person.household, person.phone) for person in people if person.household is not None]
    apart.note_revised(homes, by=by, at=at)
    record_all([("resident.revised", f"resident:{person.key}", {}) for person in people], by=by, at=at)


def find_again(people: Sequence[Resident]) -> None:
    """By all numbers of their telephones as these are now, no longer by those that went."""
    FurtherNumber.objects.filter(resident__in=[person.pk for person in people]).delete()
    FurtherNumber.objects.bulk_create([row for person in people for row in FurtherNumber.of(person)])


@transaction.atomic
def take_consents(*, given: Sequence[Given], by: str, at: datetime) -> list[ConsentRecord]:
    """Keep consents that were given on paper before; all of adults (G10), none in the future. Whose name was withheld
    is shown again, as after any new consent."""
    if any(one.given_at > at for one in given):
        raise Refused(_("A consent cannot have been given in the future."))
    made = ConsentRecord.objects.bulk_create(
        ConsentRecord(
            resident=one.resident,
            words_version=PAPER,
            words_sha256="",
            method=one.method,
            is_adult=True,
            given_at=one.given_at,
            taken_by=one.taken_by,
        )
        for one in given
    )
    back = [one.resident.pk for one in given if one.resident.withheld_at is not None]
    Resident.objects.filter(pk__in=back).update(withheld_at=None)
    deeds = [
        ("consent.taken", f"resident:{one.resident.key}", {"method": one.method, "from": "paper"})
        for one in given
    ]
    record_all(deeds, by=by, at=at)
    return made
