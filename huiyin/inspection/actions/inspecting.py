"""What is done to an inspection: planning, freezing the list, the number, the draw, sending, concluding."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts.models import Contact
from huiyin.inspection import rules
from huiyin.inspection.models import CallBack, Inspection
from huiyin.inspection.rules import Deed
from huiyin.lib import sampling
from huiyin.lib.periods import Span
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs import claiming, line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference

MAX_SEED = 40


@transaction.atomic
def plan(
    *,
    branch: Unit,
    period: Span,
    inspector: Official,
    by: Official,
    at: datetime,
    kind: str = Inspection.Kind.FULL,
) -> Inspection:
    """Put a branch's inspection of a half-year, or a small check of a month, on the plan; all concerned are told."""
    refuse(
        rules.objection_to_planning(
            branch=branch, period=period, kind=kind, inspector=inspector, by=by, at=at
        )
    )
    made = Inspection.objects.create(
        reference=next_reference(by.county, at, Register.INSPECTION),
        branch=branch,
        kind=kind,
        first_on=period.first,
        end_on=period.end,
        inspector=inspector,
        planned_by=by,
        planned_at=at,
        charter=charter_at(at),
    )
    audit(by=by.key, deed="inspection.planned", on=made.reference, at=at, unit=branch.code)
    day = local_day(at, by.county)
    readers = {o.pk: o for o in (inspector, *line.members(branch, day), *line.heads(branch, day))}
    for reader in readers.values():
        _tell(made, reader, "inspected", at)
    return made


@transaction.atomic
def freeze(
    *, inspection: Inspection, way: str, source: str, version: int, by: Official, at: datetime
) -> None:
    """Fix the list of the branch's standing contacts of the half-year, and say where the number will come from."""
    row = claim(inspection, Deed.FREEZE, by=by, at=at, version=version)
    if way not in Inspection.SeedWay.values:
        raise Refused(_("Please choose where the number is to come from."))
    if way == Inspection.SeedWay.PUBLIC and not source.strip():
        raise Refused(_("Please name the public draw beforehand, with its day or its number."))
    held = Contact.objects.filter(unit=row.branch).standing().held_between(row.first_on, row.end_on)
    references = sorted(held.values_list("reference", flat=True))
    move(
        row,
        Deed.FREEZE,
        at=at,
        by=by,
        population=references,
        population_sha256=sampling.list_hash(references),
        frozen_at=at,
        seed_way=way,
        seed_source=source.strip() if way == Inspection.SeedWay.PUBLIC else "",
    )


@transaction.atomic
def give_seed(*, inspection: Inspection, number: str, version: int, by: Official, at: datetime) -> None:
    """Enter the number of the public draw that was named, or have the system draw one; it never changes again."""
    row = claim(inspection, Deed.SEED, by=by, at=at, version=version)
    if row.seed_way == Inspection.SeedWay.SYSTEM:
        number = str(secrets.randbelow(10**12)).zfill(12)
    number = number.strip()
    if not number or len(number) > MAX_SEED or not number.isprintable():
        raise Refused(_("Please enter the number that was drawn."))
    move(row, Deed.SEED, at=at, by=by, seed=number, seeded_at=at)


@transaction.atomic
def draw(*, inspection: Inspection, version: int, by: Official, at: datetime) -> None:
    """Draw the sample by list and number: nobody chooses, and anybody can do it again."""
    row = claim(inspection, Deed.DRAW, by=by, at=at, version=version)
    sample = sampling.draw(row.population, row.seed, row.size())
    move(row, Deed.DRAW, at=at, by=by, sample=sample, drawn_at=at)
    for reference in sample:
        _put_on_the_list(row, reference, at)
    for _nobody in range(row.call_backs.filter(result=CallBack.Result.NOBODY).count()):
        call_next(row, at)


def call_next(row: Inspection, at: datetime) -> None:
    """Whoever cannot be asked is followed by the next of the same draw, while there are calls left to place."""
    order = sampling.order(row.population, row.seed)
    while (placed := row.call_backs.count()) < row.most_calls():
        if not _put_on_the_list(row, order[placed], at):
            return


def _put_on_the_list(row: Inspection, reference: str, at: datetime) -> bool:
    """Whether there is nobody to ask about this record."""
    contact = Contact.objects.select_related("person").get(reference=reference)
    nobody = contact.person is None or contact.person.withheld_at is not None
    CallBack.objects.create(
        inspection=row,
        contact=contact,
        number=row.call_backs.count() + 1,
        result=CallBack.Result.NOBODY if nobody else "",
        settled_at=at if nobody else None,
    )
    return nobody


@transaction.atomic
def finish_calls(*, inspection: Inspection, version: int, by: Official, at: datetime) -> None:
    """All records have been asked about; from now on the branch sees the number and the sample as well."""
    row = claim(inspection, Deed.CHECK, by=by, at=at, version=version)
    move(row, Deed.CHECK, at=at, by=by, checked_at=at)


@transaction.atomic
def send_findings(*, inspection: Inspection, version: int, by: Official, at: datetime) -> None:
    """Tell each of the branch what was found, and until when it may be answered."""
    row = claim(inspection, Deed.SEND, by=by, at=at, version=version)
    until = rules.answer_until(row, at)
    move(row, Deed.SEND, at=at, by=by, sent_at=at, answer_by=until)
    for finding in row.findings.select_related("official", "inspection__branch"):
        for reader in rules.hears(finding, at):
            _tell(row, reader, "finding" if finding.may_be_explained else "inspected", at)
    if not rules.waiting_findings(row).exists():
        move(row, Deed.HEAR, at=at, by=by)


@transaction.atomic
def conclude(*, inspection: Inspection, version: int, by: Official, at: datetime) -> None:
    """Make the findings final, each with its answer beside it; the branch and its heads are told."""
    row = claim(inspection, Deed.CONCLUDE, by=by, at=at, version=version)
    move(row, Deed.CONCLUDE, at=at, by=by, concluded_at=at)
    day = local_day(at, row.county)
    for reader in {o.pk: o for o in (*line.members(row.branch, day), *line.heads(row.branch, day))}.values():
        _tell(row, reader, "inspected", at)


def claim(
    inspection: Inspection, deed: Deed, *, by: Official, at: datetime, version: int | None
) -> Inspection:
    """Hold the row for this deed; refused when it does not follow, is not theirs, or somebody was quicker."""
    rows = Inspection.objects.select_related("branch", "charter", "county")
    held = claiming.claim(rows, inspection, version)
    refuse(rules.objection_to(deed, held, by, at))
    return held


def move(row: Inspection, deed: Deed, *, at: datetime, by: Official, **fields: Any) -> None:
    """Write the step: the state that follows by the table, what changed, and an event."""
    row.state = rules.TRANSITIONS[row.state][deed]
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=["state", "version", *fields])
    facts = {
        name: fields[name]
        for name in ("population_sha256", "seed_way", "seed_source", "seed")
        if name in fields
    }
    audit(by=by.key, deed=f"inspection.{PAST[deed]}", on=row.reference, at=at, **facts)


PAST: dict[Deed, str] = {
    Deed.FREEZE: "list_frozen",
    Deed.SEED: "seed_given",
    Deed.DRAW: "sample_drawn",
    Deed.CHECK: "checked",
    Deed.SEND: "findings_sent",
    Deed.HEAR: "answered",
    Deed.CONCLUDE: "concluded",
    Deed.LIST: "rectification_begun",
    Deed.CLOSE: "verified",
}


def page_of(inspection: Inspection) -> str:
    """The address of the inspection's page."""
    return reverse("inspection:see", kwargs={"ref": inspection.reference})


def _tell(inspection: Inspection, to: Official, kind: str, at: datetime) -> None:
    tell(to=to, kind=kind, about=inspection.reference, at=at, where=page_of(inspection))
