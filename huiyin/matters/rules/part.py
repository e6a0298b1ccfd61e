"""Who had a part in the work on a matter, and so decides nothing about it in the resident's place."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Matter
from huiyin.matters.models.step import WORK
from huiyin.matters.trodden import has_done
from huiyin.orgs.models import Official


def objection_to_own_work(matter: Matter, by: Official, at: datetime) -> str | None:
    """Barred is who works on it, answers for it or once did, and who sits in the unit that does and did not take it in."""
    if by.pk in (matter.handler_id, matter.accountable_head_id):
        return _("Whoever handles the matter or answers for it leaves this to somebody else.")
    if has_done(matter, by.pk, WORK):
        return _("Whoever had a part in the work on the matter leaves this to somebody else.")
    if matter.lead_unit_id != matter.intake_unit_id and matter.lead_unit_id in by.standing(at).unit_ids:
        return _("The unit that handles the matter leaves this to another one.")
    return None
