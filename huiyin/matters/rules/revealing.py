"""Who may open the name and number behind a matter: one rule in two forms, of one matter and of many (I-22).

A test holds both forms equal. The second widens nothing: which matters are seen at all is asked beside it.
"""

from datetime import datetime

from django.db.models import Q

from huiyin.matters.models import CallBack, Matter, Step
from huiyin.matters.models.matter import OPEN, Matters
from huiyin.matters.models.state import LIVE
from huiyin.matters.models.step import WORK
from huiyin.matters.rules import firewall, life
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Who
from huiyin.orgs.models import Official
from huiyin.orgs.standing import CALLERS, DESK
from huiyin.people.keeping import homes_kept


def may_reveal(matter: Matter, by: Official, at: datetime) -> bool:
    """Who may write to the person, who may bring them the answer, who may ring them by now, and for a while who brought
    the matter in.

    Whoever brought it in may as long as it is open and they sit at the desk that took it in or keep the household.
    """
    if firewall.bars(matter, by, at):
        return False
    brings = matter.to_bring and HOLDS[Who.BRINGER](matter, by, at)
    if brings or life.may_write_to(matter, by, at):
        return True
    if matter.to_call and life.objection(Step.Deed.CALL, matter, by, at) is None:
        return True
    if by.pk != matter.raised_by_id or not (matter.is_live and matter.is_open):
        return False
    if HOLDS[Who.INTAKE_DESK](matter, by, at):
        return True
    return matter.household_id is not None and homes_kept(by, at).filter(pk=matter.household_id).exists()


def to_reveal(rows: Matters, by: Official, at: datetime) -> Matters:
    """Those of the matters whose name and number this official may open."""
    standing = by.standing(at)
    near = standing.scope("intake_unit__", *DESK)
    near |= Q(household__in=homes_kept(by, at).values("pk"))
    scope = Q(handler=by) | Q(accountable_head=by)
    scope |= Q(raised_by=by, state__in=OPEN) & LIVE & near
    scope |= ~Q(to_bring="") & (
        standing.scope("intake_unit__", *DESK) | standing.scope("lead_unit__", "unit_head")
    )
    scope |= standing.scope("holding_unit__", *DESK) | _rings(by, at)
    return rows.filter(scope, Matter.objects.not_about(by, at))


def _rings(by: Official, at: datetime) -> Q:
    """Those of whom a call-back waits, of an answer that has arrived, and that they have not worked on themselves."""
    standing = by.standing(at)
    outside = standing.scope("intake_unit__", *CALLERS) & ~Q(lead_unit__in=standing.unit_ids)
    waiting = CallBack.objects.open().arrived().values("matter")
    worked = Step.objects.filter(by=by, deed__in=WORK).values("matter")
    return ~Q(to_call="") & outside & Q(pk__in=waiting) & ~Q(pk__in=worked)
