"""Internal comments: what officials on a matter, or a system of their unit, say to the others; the person never reads it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import hearing
from huiyin.orgs.models import Official


@transaction.atomic
def comment(*, matter: Matter, words: str, by: Official, at: datetime) -> None:
    """Write something down in the trail, for officials alone; whoever handles the matter is told. It moves nothing."""
    row = claim(matter, None)
    if not row.is_live:
        raise Refused(_("This is imported history; nothing more is done to it."))
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say it in a few words."))
    leave_step(row, Step.Deed.COMMENT, at=at, by=by, note=words.strip())
    if row.is_open and row.handler is not None and row.handler_id != by.pk:
        tell(to=row.handler, kind="commented", of=row, at=at)


@transaction.atomic
def hand_in_draft(*, matter: Matter, words: str, system: str, by: str, at: datetime) -> None:
    """Another system drafts the answer: it stands in the trail, and the handler begins with it. Nobody is answered by that.

    `system` is what it is called, `by` how the audit names it.
    """
    row = claim(matter, None)
    refuse(objection_to_handing_in(row))
    facts: dict[str, object] = {"drafted_by": system}
    leave_step(row, Step.Deed.COMMENT, at=at, by=None, note=words.strip(), facts=facts, who=by)
    if row.handler is not None:
        tell(to=row.handler, kind="draft_handed_in", of=row, at=at)


def objection_to_handing_in(matter: Matter) -> str | None:
    """A draft is for somebody who is writing the answer."""
    if matter.state != State.IN_PROGRESS:
        return _(
            "Nobody is writing an answer to this matter now; a draft can be handed in while it is being handled."
        )
    return None
