"""Who puts files to a matter besides the person, until when, and who takes one back."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.files.models import Attachment
from huiyin.matters.models import Matter
from huiyin.matters.rules.capacity import HOLDS, leads_in_turn
from huiyin.matters.rules.move import Who
from huiyin.orgs.models import Official


def may_attach(matter: Matter, by: Official, at: datetime) -> bool:
    """Who handles it, leads the unit in turn, or sits at the desk that took it in."""
    return matter.is_live and (leads_in_turn(matter, by, at) or HOLDS[Who.INTAKE_DESK](matter, by, at))


def objection_to_attaching(matter: Matter) -> str | None:
    """Until it is answered or has ended another way."""
    if not matter.is_live or not matter.is_open:
        return _("Nothing can be added any more: it has been answered or has ended.")
    return None


def may_withdraw(attachment: Attachment, matter: Matter, by: Official) -> bool:
    """Who put it there, until the next answer: what the person sent is theirs, and what an answer was given on stays."""
    is_answered_on = matter.replied_at is not None and attachment.at <= matter.replied_at
    return attachment.by_id == by.pk and matter.is_live and matter.is_open and not is_answered_on
