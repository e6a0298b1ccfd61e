"""Supervising a matter, and answering (T27). The matter goes on as before; both stand in its trail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.orgs import claiming
from huiyin.orgs.models import Official
from huiyin.supervision import rules
from huiyin.supervision.models import Supervision


@transaction.atomic
def supervise(*, matter: Matter, trigger: str, words: str, by: Official, at: datetime) -> Supervision:
    """Ask the unit what is the matter with it; heads and handler are told, and have some working days for the answer."""
    row = claim(matter, None)
    refuse(rules.objection_to_supervising(row, by, at))
    if trigger not in {one.code for one in row.charter.charter.listed("trigger")}:
        raise Refused(_("Please choose a reason."))
    if not words.strip():
        raise Refused(_("Please say what you want to know or have done."))
    made = Supervision.objects.create(
        matter=row,
        unit=rules.unit_of(row),
        trigger=trigger,
        words=words.strip(),
        by=by,
        at=at,
        due_on=rules.due(row, at).due_legal,
    )
    leave_step(row, Step.Deed.SUPERVISE, at=at, by=by, unit=made.unit, facts={"trigger": trigger})
    for reader in answering(made, at):
        tell(to=reader, kind="supervised", of=row, at=at, due=made.due_on.isoformat())
    return made


@transaction.atomic
def answer_supervision(
    *, supervision: Supervision, answer: str, version: int, by: Official, at: datetime
) -> Supervision:
    """Say what was found and what is done now; whoever asked is told."""
    row = claim(supervision.matter, None)
    found = Supervision.objects.select_related("unit", "by").get(pk=supervision.pk)
    found.matter = row
    refuse(rules.objection_to_answering(found, by, at))
    claiming.unchanged(found, version)
    if not answer.strip():
        raise Refused(_("Please say what was found and what is done now."))
    found.answer, found.answered_by, found.answered_at = answer.strip(), by, at
    found.version += 1
    found.save(update_fields=["answer", "answered_by", "answered_at", "version"])
    leave_step(row, Step.Deed.RESPOND, at=at, by=by, unit=found.unit)
    tell(to=found.by, kind="supervision_answered", of=row, at=at)
    return found


def answering(found: Supervision, at: datetime) -> list[Official]:
    """Who is to answer, as the matter stands now."""
    return rules.asked_of(found.matter, found.by, at)
