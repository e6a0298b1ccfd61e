"""What is done to the ledger of problems: listing, assigning, saying what changed, looking at it again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.inspection import rectification_rules
from huiyin.inspection import rules as inspection_rules
from huiyin.inspection.actions import inspecting
from huiyin.inspection.models import Finding, Inspection, Rectification
from huiyin.inspection.rectification_rules import Deed
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs import claiming, line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference

State = Rectification.State


@transaction.atomic
def list_problem(
    *, unit: Unit, problem: str, by: Official, at: datetime, finding: Finding | None = None
) -> Rectification:
    """Enter a problem in the ledger, by itself or from a final finding; the unit's heads are told."""
    if finding is None:
        refuse(rectification_rules.objection_to_listing(unit, problem, by, at))
    else:
        unit = _from_finding(finding, by, at)
    if not problem.strip() or len(problem) > rectification_rules.MAX_LINE:
        raise Refused(
            _("Please write the problem in at most %(n)d characters.") % {"n": rectification_rules.MAX_LINE}
        )
    made = Rectification.objects.create(
        reference=next_reference(by.county, at, Register.RECTIFICATION),
        unit=unit,
        finding=finding,
        problem=problem.strip(),
        listed_by=by,
        listed_at=at,
    )
    audit(by=by.key, deed="rectification.listed", on=made.reference, at=at, unit=unit.code)
    for reader in line.heads(unit, local_day(at, by.county)):
        _tell(made, reader, at)
    return made


def _from_finding(finding: Finding, by: Official, at: datetime) -> Unit:
    """The branch of a final finding, whose inspection is now being put right."""
    row = inspecting.claim(finding.inspection, inspection_rules.Deed.LIST, by=by, at=at, version=None)
    if finding.withdrawn_at is not None or not finding.may_be_explained:
        raise Refused(_("There is nothing to put right in this finding."))
    if row.state == row.State.CONCLUDED:
        inspecting.move(row, inspection_rules.Deed.LIST, at=at, by=by)
    return row.branch


@transaction.atomic
def assign(
    *,
    rectification: Rectification,
    cause: str,
    measure: str,
    owner: Official,
    due_on: date | None,
    version: int,
    by: Official,
    at: datetime,
) -> None:
    """Say why it came to this, what is done about it, by whom and until when."""
    row = _claim(rectification, Deed.ASSIGN, version, by, at)
    refuse(
        rectification_rules.objection_to_assigning(
            row=row, cause=cause, measure=measure, owner=owner, due_on=due_on, at=at
        )
    )
    words = {
        "cause": cause.strip()[: rectification_rules.MAX_LINE],
        "measure": measure.strip()[: rectification_rules.MAX_LINE],
    }
    _move(row, Deed.ASSIGN, by, at, **words, owner=owner, due_on=due_on, assigned_at=at)
    _tell(row, owner, at)


@transaction.atomic
def report_effect(
    *, rectification: Rectification, effect: str, version: int, by: Official, at: datetime
) -> None:
    """The owner says what has changed; somebody else looks at it."""
    row = _claim(rectification, Deed.REPORT, version, by, at)
    refuse(rectification_rules.objection_to_effect(effect))
    _move(row, Deed.REPORT, by, at, effect=effect.strip(), done_at=at)
    readers = {row.listed_by_id: row.listed_by}
    if row.finding is not None:
        readers[row.finding.inspection.inspector_id] = row.finding.inspection.inspector
    for reader in readers.values():
        if reader.pk != by.pk:
            _tell(row, reader, at)


@transaction.atomic
def verify(*, rectification: Rectification, verdict: str, version: int, by: Official, at: datetime) -> None:
    """Somebody other than the owner has looked and saw the effect; the last one closes its inspection."""
    row = _claim(rectification, Deed.VERIFY, version, by, at)
    if not verdict.strip():
        raise Refused(_("Please say in a few words what you saw."))
    _move(row, Deed.VERIFY, by, at, verdict=verdict.strip(), verified_by=by, verified_at=at)
    if row.owner is not None:
        _tell(row, row.owner, at)
    if row.finding is not None:
        _close_inspection(row.finding, by, at)


def _close_inspection(finding: Finding, by: Official, at: datetime) -> None:
    # Held first: two last lines verified at once would each find the other one open.
    Inspection.objects.select_for_update(of=("self",)).get(pk=finding.inspection_id)
    left = Rectification.objects.filter(finding__inspection=finding.inspection_id).open()
    if not left.exists():
        deed = inspection_rules.Deed.CLOSE
        held = inspecting.claim(finding.inspection, deed, by=by, at=at, version=None)
        inspecting.move(held, deed, at=at, by=by, verified_at=at)


@transaction.atomic
def send_back(
    *, rectification: Rectification, why: str, due_on: date | None, version: int, by: Official, at: datetime
) -> None:
    """The effect is not there yet: back to the owner with what is missing and, where it has passed, a new day."""
    row = _claim(rectification, Deed.SEND_BACK, version, by, at)
    if not why.strip():
        raise Refused(_("Please say what is still missing."))
    due = due_on or row.due_on
    if due is None or due < local_day(at, row.county):
        raise Refused(_("Please choose a day that is still to come."))
    cleared = {"reminded_at": None, "chased_at": None, "done_at": None}
    _move(row, Deed.SEND_BACK, by, at, verdict=why.strip(), due_on=due, **cleared)
    if row.owner is not None:
        _tell(row, row.owner, at)


def _claim(
    rectification: Rectification, deed: Deed, version: int, by: Official, at: datetime
) -> Rectification:
    rows = Rectification.objects.select_related(
        "unit__parent", "owner", "listed_by", "county", "finding__inspection__branch"
    )
    row = claiming.claim(rows, rectification, version)
    refuse(rectification_rules.objection_to(deed, row, by, at))
    return row


def _move(row: Rectification, deed: Deed, by: Official, at: datetime, **fields: Any) -> None:
    row.state = rectification_rules.TRANSITIONS[row.state][deed]
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=["state", "version", *fields])
    audit(by=by.key, deed=f"rectification.{row.state}", on=row.reference, at=at)


def _tell(row: Rectification, to: Official, at: datetime) -> None:
    where = reverse("inspection:rectification", kwargs={"ref": row.reference})
    tell(to=to, kind="rectify", about=row.reference, at=at, where=where)
