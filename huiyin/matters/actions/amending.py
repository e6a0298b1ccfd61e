"""A head's own corrections of a draft while looking it through: on record field by field, and shown to the handler."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, ReplyChange, Step
from huiyin.matters.rules import life, replying
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def amend(*, matter: Matter, version: int, by: Official, at: datetime, **fields: str) -> Matter:
    """Put words of the draft right; what it has to say is asked of it again (I-14 to I-17), and the old words are kept.

    How the matter ends, and what is promised, is the handler's to say: for that the draft goes back.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.AMEND, row, by, at))
    draft = replying.open_draft(row)
    assert draft is not None  # noqa: S101 - objected to above
    draft.matter = row
    given = {name: fields[name].strip() for name in replying.AMENDABLE if name in fields}
    before = {name: getattr(draft, name) for name, words in given.items() if getattr(draft, name) != words}
    if not before:
        raise Refused(_("Nothing was changed."))
    for name in before:
        setattr(draft, name, given[name])
    refuse(replying.objection_to_reply(draft))
    draft.save(update_fields=list(before))
    for name, words in before.items():
        ReplyChange.objects.create(reply=draft, by=by, at=at, field=name, before=words)
    advance(
        row, Deed.AMEND, at=at, by=by, unit=row.lead_unit,
        facts={"reply": draft.pk, "fields": sorted(before)},
    )  # fmt: skip
    if row.handler is not None:
        tell(to=row.handler, kind="amended", of=row, at=at)
    return row
