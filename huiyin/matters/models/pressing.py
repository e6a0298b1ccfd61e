"""What presses: what is urgent, waits for somebody, falls due soon or is overdue; the first of it, and how much."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Case, F, Model, Q, QuerySet, When

from huiyin.matters.models.order import DATED, OPEN_IN_WORDS
from huiyin.matters.models.turn import waits_for
from huiyin.orgs.counts import Firsts as Firsts
from huiyin.orgs.models import Official

LOOKED_AT = 1_000
FIRST = "urgent DESC, (waiting AND soon) DESC, soon DESC, day, key"  # `order.PRESSING` of flags that were worked out


def flags(official: Official, day: date, until: date, at: datetime) -> dict[str, Q]:
    """What is asked of each; something to bring falls due soon whatever its date."""
    due = Q(OPEN_IN_WORDS, due_on__lte=until)
    return {
        "urgent": Q(OPEN_IN_WORDS, urgent_at__isnull=False),
        "due": due,
        "soon": due | ~Q(to_bring=""),
        "waiting": waits_for(official, at),
        "late": Q(OPEN_IN_WORDS, due_on__lt=day),
    }


def place(of: Mapping[str, Q]) -> Case:
    """The first column of `order.PRESSING`."""
    soon = When(of["soon"], then=2)
    return Case(When(of["urgent"], then=0), When(of["waiting"] & of["soon"], then=1), soon, default=3)


def firsts(in_turn: QuerySet[Model], of: Mapping[str, Q]) -> Firsts:
    """The first of what asks something, with how many press, wait for this official, and are overdue.

    Each row is looked at once, and of who sees more than `LOOKED_AT` that ask something only the first of them in turn.
    """
    rows = in_turn.annotate(key=F("pk"), day=F("due_on"))
    rows = rows.annotate(**{name: Case(When(flag, then=True), default=False) for name, flag in of.items()})
    looked = rows.order_by(*DATED).values("key", "day", *of)[:LOOKED_AT]
    return Firsts(looked, "(urgent OR due OR waiting)", FIRST, ("waiting", "late"))
