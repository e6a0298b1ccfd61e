"""What does not count for an official yet and will from the next period on: whoever comes late owes nothing of this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.duties.owed import owed
from huiyin.duties.pages import name_of
from huiyin.duties.rules import Owed
from huiyin.lib import periods
from huiyin.lib.periods import Period
from huiyin.orgs.calendar import local_day
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County, Official


@dataclass(frozen=True)
class Coming:
    """One duty that begins to count on the first day of a period, and how much it will ask for."""

    name: str
    period: Period
    wanted: str

    @property
    def begins(self) -> date:
        """From when it counts."""
        return self.period.first


def coming(official: Official, *, county: County, at: datetime, ground: Ground | None = None) -> list[Coming]:
    """The soonest first; promises are left out, as they have days of their own."""
    now = periods.now(local_day(at, county))
    spans = [*now, *(one.after for one in now)]
    found = owed([official.pk], spans, county=county, at=at, ground=ground)[official.pk]
    fresh = sorted(_fresh(found, now), key=lambda one: one.period.first)
    return [Coming(name_of(one.duty), one.period, one.wanted_words) for one in fresh]


def _fresh(found: list[Owed], now: tuple[Period, ...]) -> Iterator[Owed]:
    """Of the periods to come, those with something for which nothing is owed now."""
    owed_now = {(one.duty.code, item.key) for one in found if one.period in now for item in one.items}
    for one in found:
        if one.period in now or one.duty.each == "promise" or not one.wanted:
            continue
        if any((one.duty.code, item.key) not in owed_now for item in one.items):
            yield one
