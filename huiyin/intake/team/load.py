"""How much came, by day and by way in, and what waits to be looked at; each number knows its rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import TruncDate

from huiyin.intake.team.rules import DAYS_DRAWN
from huiyin.matters import channels
from huiyin.matters.models import Deadline, Matter, State
from huiyin.matters.models.matter import Matters
from huiyin.matters.narrowing import narrowed_by
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.models import County, Official, Unit
from huiyin.orgs.models.unit import any_of, ids_below


@dataclass(frozen=True)
class Waiting:
    """What nobody has looked at yet: how much, of it what is past its day, and since when the oldest."""

    all: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True)
class Load:
    """What came on some days: in all by day and by channel, and of both together."""

    days: list[date]
    channels: list[str]
    by_day: Counter[date]
    by_channel: Counter[str]
    by_both: Counter[tuple[date, str]]

    @property
    def most_of_a_day(self) -> int:
        """The longest bar of the days."""
        return max(self.by_day.values(), default=0)

    @property
    def most_of_a_channel(self) -> int:
        """The longest bar of the channels."""
        return max(self.by_channel.values(), default=0)


def waiting(unit: Unit, by: Official, at: datetime) -> Waiting:
    """What waits at this desk and those below it, as the lists of matters narrow it."""
    fresh = unseen(unit, by, at)
    late = narrowed_by(fresh, {"late": Deadline.Kind.TRIAGE, "today": local_day(at, by.county)})
    facts = fresh.order_by().aggregate(all=Count("pk"), oldest=Min("received_at"))
    return Waiting(facts["all"], late.order_by().count(), facts["oldest"])


def unseen(unit: Unit, by: Official, at: datetime) -> Matters:
    """What came in and has not been looked at."""
    asked: dict[str, Any] = {"unit": ids_below((unit.path,)), "state": State.RECEIVED}
    return narrowed_by(Matter.objects.visible_to(by, at).open(), asked)


def came(unit: Unit, first: date, end: date, by: Official, at: datetime) -> Matters:
    """What this desk and those below it took in on the days of `[first, end)`, as far as somebody may see it."""
    begins, ends = start_of(first, by.county), start_of(end, by.county)
    seen = Matter.objects.visible_to(by, at).live()
    taken_in = any_of(ids_below((unit.path,)), "intake_unit_id")
    return seen.filter(taken_in, received_at__gte=begins, received_at__lt=ends)


def load(unit: Unit, by: Official, at: datetime) -> Load:
    """Of the last two weeks."""
    today = local_day(at, by.county)
    days = [today - timedelta(days=DAYS_DRAWN - 1 - n) for n in range(DAYS_DRAWN)]
    rows = came(unit, days[0], today + timedelta(days=1), by, at)
    found = _counted(rows, by.county)
    by_day, by_channel = Counter[date](), Counter[str]()
    for (day, channel), n in found.items():
        by_day[day] += n
        by_channel[channel] += n
    return Load(days, _in_order(by_channel), by_day, by_channel, found)


def _counted(rows: Matters, county: County) -> Counter[tuple[date, str]]:
    day = TruncDate("received_at", tzinfo=county.zone)
    of_each = rows.order_by().annotate(day=day).values_list("day", "channel").annotate(n=Count("pk"))
    return Counter({(day, channel): n for day, channel, n in of_each})


def _in_order(codes: Iterable[str]) -> list[str]:
    """By how the ways in are told of everywhere, not by how much came."""
    known = list(channels.WORDS)
    return sorted(codes, key=lambda code: (known.index(code) if code in known else len(known), code))
