"""Findings: writing one with its records, answering it, and withdrawing it after hearing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.inspection import rules
from huiyin.inspection.actions.inspecting import claim, move, page_of
from huiyin.inspection.models import Finding, Inspection
from huiyin.inspection.rules import Deed
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs.models import Official


@transaction.atomic
def find(
    *,
    inspection: Inspection,
    kind: str,
    text: str,
    records: Sequence[str],
    official: Official | None,
    by: Official,
    at: datetime,
) -> Finding:
    """Write a finding: what is commended, to be improved or criticised, and the records it rests on."""
    row = claim(inspection, Deed.FIND, by=by, at=at, version=None)
    cited = list(dict.fromkeys(one.strip() for one in records if one.strip()))
    refuse(
        rules.objection_to_finding(
            inspection=row, kind=kind, text=text, records=cited, official=official, at=at
        )
    )
    number = (row.findings.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Finding.objects.create(
        inspection=row,
        number=number,
        kind=kind,
        official=official,
        text=text.strip(),
        records=cited,
        made_by=by,
        made_at=at,
    )
    audit(by=by.key, deed="finding.made", on=row.reference, at=at, number=number, kind=kind)
    return made


@transaction.atomic
def answer(*, finding: Finding, words: str, by: Official, at: datetime) -> None:
    """Say how it was from one's own side; printed beside the finding, before anything is final."""
    inspection = Inspection.objects.select_for_update().get(pk=finding.inspection_id)
    row = Finding.objects.select_related("inspection__branch", "official").get(pk=finding.pk)
    refuse(rules.objection_to_answering(row, by, at))
    words = words.strip()
    if not words or len(words) > rules.MAX_TEXT:
        raise Refused(_("Please write your answer in at most %(n)d characters.") % {"n": rules.MAX_TEXT})
    changed = Finding.objects.filter(pk=row.pk, answered_at=None).update(
        answer=words, answered_by=by, answered_at=at, version=F("version") + 1
    )
    if not changed:
        raise Refused(_("This finding has been answered already."))
    audit(by=by.key, deed="finding.answered", on=inspection.reference, at=at, number=row.number)
    where = page_of(inspection)
    tell(to=inspection.inspector, kind="finding_answered", about=inspection.reference, at=at, where=where)
    _heard(inspection, by, at)


@transaction.atomic
def withdraw(*, finding: Finding, why: str, by: Official, at: datetime) -> None:
    """Take a finding back after hearing; it stays readable with the reason, and is not final."""
    row = claim(finding.inspection, Deed.WITHDRAW, by=by, at=at, version=None)
    held = Finding.objects.select_related("official", "inspection__branch").get(pk=finding.pk)
    refuse(rules.objection_to_withdrawing(held))
    if not why.strip():
        raise Refused(_("Please say why the finding is withdrawn."))
    Finding.objects.filter(pk=held.pk).update(
        withdrawn_at=at, withdrawn_why=why.strip(), version=F("version") + 1
    )
    audit(by=by.key, deed="finding.withdrawn", on=row.reference, at=at, number=held.number)
    for reader in rules.hears(held, at):
        tell(to=reader, kind="inspected", about=row.reference, at=at, where=page_of(row))
    _heard(row, by, at)


def _heard(inspection: Inspection, by: Official, at: datetime) -> None:
    """When nothing is left to be answered, the findings count as heard."""
    waits = rules.waiting_findings(inspection).exists()
    if inspection.state == Inspection.State.FINDINGS_SENT and not waits:
        move(inspection, Deed.HEAR, at=at, by=by)
