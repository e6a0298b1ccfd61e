"""Whose turn it is: the condition under which a matter waits for an official."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from huiyin.matters.models.recusal import Recusal
from huiyin.matters.models.state import DECIDED, HANDLED, OPEN, UNDER, WITH_THE_DESK, State
from huiyin.matters.models.sub_task import SubTask
from huiyin.orgs.models import Official
from huiyin.orgs.models.unit import AnyOf, led
from huiyin.orgs.standing import LEADING


def waits_for(official: Official, at: datetime) -> Q:
    """Of matters: where this official is the one who can take the next step."""
    standing = official.standing(at)
    post = Q(to_bring="post") | (Q(state__in=DECIDED) & ~Q(to_bring=""))
    at_desk = Q(state__in=WITH_THE_DESK) | Q(state=State.TRANSFERRED_OUT, receipt_noted_at=None)
    scope = at_desk & led("holding_unit_id", standing, "coordinator")
    scope |= post & led("intake_unit_id", standing, "coordinator")
    parts = SubTask.objects.waiting_for(official, at).order_by().values("matter")
    scope |= Q(state__in=OPEN) & Q(AnyOf("pk", ArraySubquery(parts)))
    return scope | (_to_decide(official, at) & ~Recusal.objects.keeping_out(official))


def is_to_be_posted(official: Official, at: datetime) -> Q:
    """Of matters: whose answer or opinion this official's desk prints and posts."""
    return Q(to_bring="post") & led("intake_unit_id", official.standing(at), "coordinator")


def _to_decide(official: Official, at: datetime) -> Q:
    """What is work or a decision, which whom it touches keeps out of; `rules.delivering.bringers` says who brings."""
    standing, others = official.standing(at), ~Q(handler=official)
    in_hand = Q(state__in=HANDLED) | (~Q(to_bring__in=["", "post"]) & ~Q(state__in=DECIDED))
    wrong = Q(record_asked_by__isnull=False) & ~Q(record_asked_by=official)
    scope = Q(handler=official) & in_hand
    scope |= Q(state__in=UNDER) & led("holding_unit_id", standing, *LEADING)
    scope |= wrong & led("intake_unit_id", standing, "coordinator", "supervisor")
    if not standing.has("unit_head"):
        return scope
    asked = Q(state=State.IN_PROGRESS, more_time_asked_at__isnull=False)
    to_see = others & (Q(state=State.PENDING_APPROVAL) | asked | Q(correcting_since__isnull=False))
    left = in_hand & Recusal.objects.left_by_handlers()
    decided = Q(state=State.ROUTED) | to_see | left | wrong
    return scope | (decided & led("lead_unit_id", standing, "unit_head"))
