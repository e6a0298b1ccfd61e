"""What is done at the contact register: pairing, ending, handing over, going on with another person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.audit.actions import record_all
from huiyin.contacts import rules
from huiyin.lib import naming
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.people import actions as people
from huiyin.people import apart
from huiyin.people.again import Candidate, likes_of
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.register import held_apart
from huiyin.register import rules as register
from huiyin.register.models import Assignment


@dataclass(frozen=True)
class NewHome:
    """A household that is not on the register yet, with its contact person, as typed."""

    place: Unit
    name: str
    phone: str = ""
    address: str = ""
    groups: list[str] = field(default_factory=list)
    method: str = ConsentRecord.Method.FACE_TO_FACE
    is_adult: bool = False
    same: Household | None = None  # it is this household on record
    apart: str = ""  # why it is another one than those it resembles


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
    handed_from: Assignment | None = None,
    handover_note: str = "",
) -> Assignment:
    """Enter a line in the contact register; only with the live consent of the contact person (S02)."""
    Official.objects.select_for_update(no_key=True).get(pk=official.pk)  # two at once see each other
    household = Household.objects.select_for_update(no_key=True).get(
        pk=household.pk
    )  # nor taken off meanwhile
    refuse(register.objection_to_pairing(household=household, person=person, consent=consent))
    refuse(register.objection_to_starting(official, household, started_on))
    line = Assignment.objects.create(
        official=official,
        unit=unit,
        household=household,
        person=person,
        consent=consent,
        started_on=started_on,
        entered_on=local_day(at, household.county),
        reason=reason,
        handed_from=handed_from,
        handover_note=handover_note,
    )
    audit(by=by, deed="assignment.started", on=f"household:{household.key}", at=at, official=official.pk)
    return line


@transaction.atomic
def enter_home(*, home: NewHome, by: Official, at: datetime) -> Resident:
    """A new household, its contact person and their consent, in one go; an adult only (G10).

    Where it is like one on record it has to be said whether it is that one: then the person is entered there.
    """
    if not home.name.strip():
        raise Refused(_("Please write the name, or how the person likes to be called."))
    refuse(people.objection_to_age(home.is_adult))
    people.hold_village(home.place)  # two that enter the same at once see each other
    alike = likes_of(Candidate(home.place, home.name, home.phone, home.address), at)
    same = next((one.other for one in alike if one.other is not None and one.other == home.same), None)
    if home.same is None:
        refuse(register.objection_to_entering_again(alike, home.apart, by, at))
        household = _new_household(home, by, at)
        apart.note([(household, alike)], reason=home.apart, by=by.key, at=at)
        if alike:
            held_apart.tell_leaders([household], str(by.key), at)
    elif same is None:
        raise Refused(_("This has been changed in the meantime; please look again."))
    else:
        refuse(register.objection_to_the_same(same))
        if (known := _who_agreed(same, home)) is not None:
            return known
        household = same
    person = people.enter_resident(
        name=home.name, phone=home.phone, place=household.place, household=household, by=by.key, at=at
    )
    people.take_consent(resident=person, method=home.method, is_adult=home.is_adult, by=by, at=at)
    return person


def _new_household(home: NewHome, by: Official, at: datetime) -> Household:
    code = people.next_code(home.place, by.county.prefix)
    return people.enter_household(
        place=home.place, code=code, address=home.address.strip(), groups=home.groups, by=by.key, at=at
    )


def _who_agreed(household: Household, home: NewHome) -> Resident | None:
    """The person of the household on record who is meant: the same name, and still agreeing."""
    agreed = ConsentRecord.objects.live().filter(resident__household=household, resident__anonymised_at=None)
    members = [one.resident for one in agreed.select_related("resident__household").order_by("pk")]
    return next((one for one in members if naming.same(one.name, home.name)), None)


@transaction.atomic
def tell_apart(*, household: Household, by: Official, at: datetime) -> None:
    """It is a household of its own, says somebody who neither entered it nor keeps its line: from now on it counts so."""
    row = Household.objects.select_for_update(of=("self",)).select_related("place").get(pk=household.pk)
    refuse(register.objection_to_telling_apart(row, by, at))
    apart.confirm(household=row, by=by, at=at)


@transaction.atomic
def describe(
    *,
    household: Household,
    address: str,
    by: Official,
    at: datetime,
    groups: list[str] | None = None,
    version: int | None = None,
) -> None:
    """What a household says of itself; its groups only to somebody who does not keep its line."""
    if groups is not None:
        refuse(register.objection_to_declaring(household, groups, by, at))
    people.describe_household(
        household=household, address=address, groups=groups, version=version, by=by, at=at
    )


@transaction.atomic
def take_off(*, household: Household, reason: str, by: Official, at: datetime) -> None:
    """Entered twice, or gone: it is paired with nobody any more and counts no longer; its number is not given again."""
    row = Household.objects.select_for_update(of=("self",)).select_related("place").get(pk=household.pk)
    refuse(register.objection_to_taking_off(row, reason, by, at))
    people.void_household(household=row, reason=reason, by=by, at=at)


@transaction.atomic
def put_back(*, household: Household, by: Official, at: datetime) -> None:
    """It was taken off by mistake; it can be paired again, and counts as if it had never been taken off."""
    row = Household.objects.select_for_update(of=("self",)).select_related("place").get(pk=household.pk)
    refuse(register.objection_to_putting_back(row, by, at))
    people.restore_household(household=row, by=by, at=at)


@transaction.atomic
def take_on(
    *,
    official: Official,
    who: Resident | NewHome,
    started_on: date,
    by: Official,
    at: datetime,
    reason: str = "",
) -> Assignment:
    """Pair an official with a household on record, or with a new one whose consent is taken here; both sides are told."""
    refuse(register.objection_to_keeping_register(by, official, at))
    refuse(register.objection_to_serving(official, at))
    refuse(register.objection_to_day(started_on, local_day(at, by.county)))
    person = enter_home(home=who, by=by, at=at) if isinstance(who, NewHome) else who
    consent = (
        ConsentRecord.objects.filter(resident=person, purpose="register", withdrawn_at=None)
        .order_by("-given_at")
        .first()
    )
    if person.household is None or consent is None or person.anonymised_at is not None:
        raise Refused(_("There is no consent of this person on record."))
    line = pair(
        official=official,
        unit=rules.own_unit(official, at),
        household=person.household,
        person=person,
        consent=consent,
        started_on=started_on,
        by=by.key,
        at=at,
        reason=reason.strip(),
    )
    _tell("paired", line, at, [official, *register.branch_desk(line.unit, local_day(at, by.county))], by)
    return line


@transaction.atomic
def end(*, line: Assignment, on: date, reason: str, by: Official, at: datetime) -> None:
    """The line no longer holds from that day on; its past stays as it was."""
    refuse(register.objection_to_keeping_register(by, line.official, at))
    _end(line, on, reason, by, at)
    _tell("line_ended", line, at, [line.official, *register.branch_desk(line.unit, on)], by)


def _end(line: Assignment, on: date, reason: str, by: Official, at: datetime) -> None:
    refuse(register.objection_to_ending(line, on, reason, local_day(at, by.county)))
    if not Assignment.objects.filter(pk=line.pk, ended_on=None).update(
        ended_on=on, ended_at=at, end_reason=reason.strip()
    ):
        raise Refused(_("This line has ended already."))
    line.ended_on, line.end_reason = on, reason.strip()
    audit(by=by.key, deed="assignment.ended", on=f"household:{line.household.key}", at=at)


@transaction.atomic
def hand_over(
    *,
    line: Assignment,
    to: Official,
    on: date,
    note: str,
    by: Official,
    at: datetime,
    is_one_of_many: bool = False,
) -> Assignment:
    """End and begin in one deed: the household stays in touch, the new official reads the note, both are told.

    Of many in one deed `handing.tell_of_many` tells once.
    """
    refuse(register.objection_to_handing_over(line, to, note, by, at))
    refuse(register.objection_to_serving(to, at))
    _end(line, on, _("handed over to %(name)s") % {"name": to.name}, by, at)
    heir = pair(
        official=to,
        unit=rules.own_unit(to, at),
        household=line.household,
        person=line.person,
        consent=line.consent,
        started_on=on,
        by=by.key,
        at=at,
        reason=line.reason,
        handed_from=line,
        handover_note=note.strip(),
    )
    audit(by=by.key, deed="assignment.handed_over", on=f"household:{line.household.key}", at=at, to=to.pk)
    if not is_one_of_many:
        _tell("handed_over", heir, at, [line.official, to], by)
    return heir


@dataclass(frozen=True)
class NewPerson:
    """Who speaks for a household from now on, as typed, and how they agreed."""

    name: str
    phone: str = ""
    method: str = ConsentRecord.Method.FACE_TO_FACE
    is_adult: bool = False


@transaction.atomic
def go_on_with(
    *, line: Assignment, who: NewPerson, on: date, reason: str, by: Official, at: datetime
) -> Assignment:
    """Every line of the person who spoke for the household goes on with another one; the register keeps who it was.

    What follows for the former person is not the register's: `huiyin.privacy.actions.change_person` calls this.
    """
    refuse(register.objection_to_keeping_register(by, line.official, at))
    refuse(register.objection_to_words(reason))
    if not who.name.strip():
        raise Refused(_("Please write the name, or how the person likes to be called."))
    home, former = line.household, line.person
    live = Assignment.objects.filter(household=home, person=former, ended_on=None).select_related(
        "official", "household", "unit"
    )
    lines = list(live.order_by("pk"))
    if line not in lines:
        raise Refused(_("This line has ended already."))
    person = people.enter_resident(
        name=who.name, phone=who.phone, place=home.place, household=home, by=by.key, at=at
    )
    consent = people.take_consent(resident=person, method=who.method, is_adult=who.is_adult, by=by, at=at)
    heirs = {one.pk: _go_on(one, person, consent, on, reason, by, at) for one in lines}
    day = local_day(at, by.county)
    for heir in heirs.values():
        _tell("person_changed", heir, at, [heir.official, *register.branch_desk(heir.unit, day)], by)
    return heirs[line.pk]


def _go_on(
    line: Assignment,
    person: Resident,
    consent: ConsentRecord,
    on: date,
    reason: str,
    by: Official,
    at: datetime,
) -> Assignment:
    _end(line, on, reason, by, at)
    heir = pair(
        official=line.official,
        unit=line.unit,
        household=line.household,
        person=person,
        consent=consent,
        started_on=on,
        by=by.key,
        at=at,
        reason=line.reason,
        handed_from=line,
    )
    audit(by=by.key, deed="assignment.person_changed", on=f"household:{line.household.key}", at=at)
    return heir


def end_with_consent(*, person: Resident, by: Official, at: datetime) -> None:
    """Every line of somebody who no longer agrees ends the same day; officials and branches are told."""
    day = local_day(at, by.county)
    live = Assignment.objects.filter(person=person, ended_on=None).select_related(
        "official", "household", "unit"
    )
    for line in live:
        Assignment.objects.filter(pk=line.pk).update(
            ended_on=max(day, line.started_on), ended_at=at, end_reason=_("consent withdrawn")
        )
        audit(by=by.key, deed="assignment.ended", on=f"household:{line.household.key}", at=at)
        _tell("consent_gone", line, at, [line.official, *register.branch_desk(line.unit, day)], by)


def erase_notes(*, person: Resident) -> None:
    """Empty the notes with which a household of this person was handed over."""
    Assignment.objects.filter(person=person).exclude(handover_note="").update(handover_note="")


def _tell(kind: str, line: Assignment, at: datetime, readers: list[Official], by: Official) -> None:
    """Each reader once, and nobody of what they did themselves."""
    where = reverse("contacts:household", kwargs={"key": line.household.key})
    for reader in {one.pk: one for one in readers if one.pk != by.pk}.values():
        tell(to=reader, kind=kind, about=line.household.code, at=at, where=where)


@transaction.atomic
def pair_many(*, lines: Sequence[Assignment], by: str, at: datetime) -> None:
    """Enter lines of a paper register, in few statements; each only with the live consent of its person (S02).

    The households are read anew and held: one that was taken off the register meanwhile refuses the whole.
    """
    homes = Household.objects.select_for_update(no_key=True).order_by("pk")
    held = {one.pk: one for one in homes.filter(pk__in={line.household.pk for line in lines})}
    for line in lines:
        refuse(
            register.objection_to_pairing(
                household=held[line.household.pk], person=line.person, consent=line.consent
            )
        )
    today = local_day(at, lines[0].household.county) if lines else None
    for line in lines:
        line.entered_on = today
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
