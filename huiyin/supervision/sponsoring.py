"""A leading official takes a case into their care and sees it through: who names whom, and how it ends.

The matter stays with its unit and its handler; the one who cares for it hears of every reminder and every delay
(Regulations on Petition Work 2022, art. 18: leading officials take cases).
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.matters.models.matter import OPEN
from huiyin.matters.rules import line_of
from huiyin.matters.rules.care import candidates
from huiyin.orgs.models import Official


def may_name(matter: Matter, by: Official, at: datetime) -> bool:
    """A head or supervisor of the unit in turn, or above it, who does not handle the matter."""
    return matter.handler_id != by.pk and by.standing(at).over(matter.unit_in_turn, "unit_head", "supervisor")


def objection_to_naming(matter: Matter, by: Official, at: datetime) -> str | None:
    """Why nobody can be named by them now; None when nothing stands against it."""
    if not may_name(matter, by, at):
        return _(
            "Naming belongs to a head or supervisor of the unit or above it who does not handle the matter."
        )
    if not matter.is_live or matter.state not in OPEN:
        return _("Only a matter that is still open can be put into somebody's care.")
    if matter.sponsor_id is not None:
        return _("This matter is in the care of a leading official already.")
    return None


def objection_to_ending(matter: Matter, by: Official, at: datetime) -> str | None:
    """Why they cannot end it now; None when nothing stands against it."""
    if matter.sponsor_id is None:
        return _("This matter is in nobody's care.")
    if by.pk != matter.sponsor_id and not may_name(matter, by, at):
        return _("Ending it belongs to who cares for the matter, or to who could name somebody else.")
    return None


@transaction.atomic
def sponsor(*, matter: Matter, official: Official, words: str, by: Official, at: datetime) -> Matter:
    """Name the leading official who sees the matter through; they, the handler and the heads are told."""
    row = claim(matter, None)
    refuse(objection_to_naming(row, by, at))
    if official.pk not in {one.pk for one in candidates(row, at)}:
        raise Refused(_("Please choose a head of the unit or of one above it."))
    if not words.strip():
        raise Refused(_("Please say why, and what is expected."))
    row.sponsor = official
    row.save(update_fields=["sponsor"])
    leave_step(
        row,
        Step.Deed.SPONSOR,
        at=at,
        by=by,
        unit=row.unit_in_turn,
        note=words.strip(),
        facts={"official": official.pk},
    )
    _tell(row, official, "sponsored", by, at)
    return row


@transaction.atomic
def end_sponsorship(*, matter: Matter, words: str, by: Official, at: datetime) -> Matter:
    """Take the matter out of the care of a leading official, with the reason."""
    row = claim(matter, None)
    refuse(objection_to_ending(row, by, at))
    if not words.strip():
        raise Refused(_("Please give the reason."))
    before = Official.objects.get(pk=row.sponsor_id)
    row.sponsor = None
    row.save(update_fields=["sponsor"])
    leave_step(
        row,
        Step.Deed.LEAVE_CARE,
        at=at,
        by=by,
        unit=row.unit_in_turn,
        note=words.strip(),
        facts={"official": before.pk},
    )
    _tell(row, before, "sponsorship_ended", by, at)
    return row


def _tell(matter: Matter, official: Official, kind: str, by: Official, at: datetime) -> None:
    heads = line_of.heads(matter, matter.unit_in_turn, at)
    told = {one.pk: one for one in (official, matter.handler, *heads) if one}
    told.pop(by.pk, None)
    seen = Matter.objects.visible_to(official, at).filter(pk=matter.pk).exists()  # the others do
    for reader in told.values():
        where = "" if seen or reader.pk != official.pk else reverse("matters:list")
        tell(to=reader, kind=kind, of=matter, at=at, where=where)
