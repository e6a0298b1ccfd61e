"""Putting an issue of a village forward, deciding on it (the village alone), and advising (officials)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official, Unit
from huiyin.villages import rules
from huiyin.villages.models import PlanNote, VillageIssue


@transaction.atomic
def put_forward(*, village: Unit, field: str, text: str, by: Official, at: datetime) -> VillageIssue:
    """Put an issue forward; it becomes a plan only when the village says so."""
    if field not in VillageIssue.Field.values or not text.strip():
        raise Refused(_("Please say what it is about, and in which field."))
    if not village.is_place:
        raise Refused(_("Please choose the village or community."))
    issue = VillageIssue.objects.create(
        village=village, field=field, text=text.strip(), raised_by=by, raised_at=at
    )
    audit(by=by.key, deed="village_issue.raised", on=f"village_issue:{issue.pk}", at=at, village=village.code)
    return issue


@transaction.atomic
def decide(
    *, issue: VillageIssue, state: str, decision: str, version: int, by: Official, at: datetime
) -> None:
    """The village says how the issue stands and how that was decided (S27)."""
    refuse(rules.objection_to_deciding(issue, by, at))
    if state not in VillageIssue.State.values or state == VillageIssue.State.RAISED:
        raise Refused(_("Please choose what the village decided."))
    if not decision.strip():
        raise Refused(_("Please say how the village decided: by which meeting, on which day."))
    rows = VillageIssue.objects.filter(pk=issue.pk)
    changed_to(rows, version, state=state, decision=decision.strip(), decided_by=by, decided_at=at)
    audit(by=by.key, deed="village_issue.decided", on=f"village_issue:{issue.pk}", at=at, state=state)


@transaction.atomic
def advise(*, issue: VillageIssue, text: str, by: Official, at: datetime) -> PlanNote:
    """Add advice; the state of the issue stays as the village left it."""
    if not text.strip():
        raise Refused(_("Please write down your advice."))
    note = PlanNote.objects.create(issue=issue, by=by, at=at, text=text.strip())
    audit(by=by.key, deed="village_issue.advised", on=f"village_issue:{issue.pk}", at=at)
    return note
