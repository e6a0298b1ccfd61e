"""Time in the demo: working moments, and the one order in which everything is played."""

import heapq
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from huiyin.lib.workdays import Calendar

OPENING, CLOSING = time(8, 35), time(17, 25)
FIRST_HOUR = time(9, 30)  # before this nothing has happened yet on a day
Life = Iterator[datetime]


class Days:
    """Working days and moments of the county, up to the moment for which the demo is made."""

    def __init__(self, *, now: datetime, zone: ZoneInfo, calendar: Calendar, rng: Random) -> None:
        self.now, self.zone, self.calendar, self.rng = now.astimezone(zone), zone, calendar, rng
        day = self.now.date()
        if not calendar.is_working(day) or self.now.time() < FIRST_HOUR:
            day = calendar.before(day, 1)
        self.last = day

    def back(self, n: int) -> date:
        """The nth working day before the last one that has begun."""
        return self.calendar.before(self.last, n)

    def moment(self, day: date, *, morning: bool = False) -> datetime:
        """Some minute of that day's work, never later than now."""
        first = datetime.combine(day, OPENING, tzinfo=self.zone)
        end = datetime.combine(day, time(11, 20) if morning else CLOSING, tzinfo=self.zone)
        return self._between(first, self._capped(day, end))

    def after(self, moment: datetime, n: int) -> datetime:
        """A working moment n working days later; with 0, later on the same day or the next morning."""
        day = moment.date()
        if n:
            return self.moment(self.calendar.add_working_days(day, n).due_legal)
        end = self._capped(day, datetime.combine(day, CLOSING, tzinfo=self.zone))
        if self.calendar.is_working(day) and moment + timedelta(minutes=3) < end:
            return self._between(moment + timedelta(minutes=2), min(end, moment + timedelta(hours=3)))
        if day >= self.last:  # nothing more fits into the last day
            return self.now + timedelta(days=1)
        return self.moment(self.calendar.next_working(day + timedelta(days=1)), morning=True)

    def _capped(self, day: date, end: datetime) -> datetime:
        return min(end, self.now - timedelta(minutes=2)) if day == self.last else end

    def _between(self, first: datetime, end: datetime) -> datetime:
        return first + timedelta(
            minutes=self.rng.randint(0, max(0, int((end - first).total_seconds() // 60)))
        )


class Timeline:
    """Plays many lives in the order of their moments; a life is a generator that yields when it goes on."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._waiting: list[tuple[datetime, int, Life]] = []
        self._count = 0

    def add(self, life: Life) -> None:
        """Take a life in; what lies after now does not happen any more."""
        moment = next(life, None)
        if moment is not None and moment <= self.now:
            self._count += 1
            heapq.heappush(self._waiting, (moment, self._count, life))

    def play(self) -> Iterator[datetime]:
        """Go through everything, yielding each moment after it has happened."""
        while self._waiting:
            moment, _count, life = heapq.heappop(self._waiting)
            self.add(life)
            yield moment
