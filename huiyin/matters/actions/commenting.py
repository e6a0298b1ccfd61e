"""Internal comments: what officials on a matter tell one another; the person never reads it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
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
