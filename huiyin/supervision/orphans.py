"""What has nobody, no date, or an answer that never went out: by every rule there is none of these (S43, I-01, I-02).

Each comes about beside the rules only: somebody leaves the service, a line is changed by hand. So it is looked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import Charter
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Delivery, Matter, Reply, State
from huiyin.matters.models.matter import OPEN, Matters
from huiyin.matters.rules import line_of
from huiyin.matters.turns import TURN, apart
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import working_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official


@dataclass(frozen=True)
class Kind:
    """One thing that may be missing: its words, and which matters lack it."""

    words: Any
    of: Callable[[Matters, date, Charter], Matters]


def _without_a_handler(rows: Matters, day: date, _charter: Charter) -> Matters:
    """In work with somebody who has left, or holds no post any more."""
    serving = Official.objects.serving(day).values("pk")
    return rows.filter(state__in=(State.ACCEPTED, State.IN_PROGRESS)).exclude(handler__in=serving)


def _without_a_date(rows: Matters, _day: date, _charter: Charter) -> Matters:
    """Open, and no clock runs."""
    running = Deadline.objects.running().filter(matter=OuterRef("pk"))
    return rows.filter(state__in=OPEN).exclude(Exists(running))


def _without_delivery(rows: Matters, day: date, charter: Charter) -> Matters:
    """Answered, and nobody and nothing brings the answer; of closed ones those that can still be taken up again."""
    since = day - timedelta(days=charter.clock("reopen").n)
    lately = Q(state=State.REPLIED) | Q(state=State.CLOSED, closed_at__date__gte=since)
    approved = Reply.objects.given().filter(matter=OuterRef("matter"))
    last = approved.order_by("-approved_at", "-pk").values("pk")[:1]
    on_its_way = Delivery.objects.filter(matter=OuterRef("pk"), overtaken_at=None, reply=Subquery(last))
    return rows.filter(lately).exclude(Exists(on_its_way))


KINDS: dict[str, Kind] = {
    "handler": Kind(_("Nobody handles it any more"), _without_a_handler),
    "date": Kind(_("No clock runs"), _without_a_date),
    "answer": Kind(_("The answer goes to nobody"), _without_delivery),
}


def orphans(rows: Matters, kind: str, day: date, charter: Charter) -> Matters:
    """Those of the rows that lack this."""
    return KINDS[kind].of(rows.live(), day, charter)


def look_for_orphans(*, at: datetime) -> int:
    """The desk that took it in and the heads of the unit in charge are told of each, again while it lasts."""
    day = working_day(at)
    if day is None:
        return 0  # nobody is told on a day off; it comes up again
    return sum(_apart(matter, kind, at) for kind in KINDS for matter in _untold(kind, day, at))


def _untold(kind: str, day: date, at: datetime) -> Matters:
    charter = charter_of(at)
    again = timedelta(days=int(charter.figure("keeping.orphan_again_days").value))
    told = Notice.objects.filter(kind="orphan", about=OuterRef("reference"), facts__what=kind)
    rows = Matter.objects.select_related("county", "intake_unit", "lead_unit")
    rows = rows.exclude(Exists(told.filter(at__gt=at - again)))
    return orphans(rows, kind, day, charter).order_by("pk")[:TURN]


def _apart(matter: Matter, kind: str, at: datetime) -> int:
    told = 0
    with apart(matter):
        told = _tell(matter, kind, at)
    return told


def _tell(matter: Matter, kind: str, at: datetime) -> int:
    heads = line_of.heads(matter, matter.lead_unit, at) if matter.lead_unit is not None else []
    readers = {one.pk: one for one in (*line_of.desk(matter, matter.intake_unit, at), *heads)}
    for reader in readers.values():
        tell(to=reader, kind="orphan", of=matter, at=at, what=kind)
    return int(bool(readers))
