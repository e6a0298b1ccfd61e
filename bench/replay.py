"""Eight years of real messages through the clocks, with the true times of their replies: on time, with more time, too late.

`HUIYIN_DATA=… python -m bench replay`; HUIYIN_DATA names the folder with `messages/`, of which times alone are read.
Each message is lodged, routed and accepted the next working morning; where no reply is there two working days before the
date, more time is asked and granted; once a month the clock chases what is late. The outcome kept by the clocks is compared
with one reckoned from the calendar alone, and drawn to var/bench/replay.svg.
"""

import csv
import heapq
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils.translation import override

from bench import GIVEN
from huiyin.audit.scope import county_scope
from huiyin.lib.workdays import Calendar
from huiyin.matters import actions, clock
from huiyin.matters.models import Deadline, Matter
from huiyin.matters.rules import extending
from huiyin.orgs.calendar import local_day
from tests import world as cast
from tests.database import TestServer
from tests.make import REPLY
from tests.world import SHANGHAI, World

DATA = Path(GIVEN.get("HUIYIN_DATA", "var/data")) / "messages" / "annex4_train.csv"
DRAWN = Path("var/bench/replay.svg")
MORNING, ASKING, GRANTING, CHASING = time(9, 30), time(10, 0), time(15, 0), time(9, 5)
ON_TIME, EXTENDED, LATE = "on time", "with more time", "too late"
COLOURS = {ON_TIME: "#1f7a4d", EXTENDED: "#b7791f", LATE: "#b3261e"}


@dataclass(frozen=True)
class Message:
    """When somebody wrote, and when they had the answer."""

    written: datetime
    answered: datetime


def main(server: TestServer) -> int:
    """Replay, compare, draw; 1 where the clocks and the calendar do not say the same."""
    if not DATA.exists():
        print(f"no messages at {DATA}; HUIYIN_DATA names the folder")
        return 0
    messages = _read()
    cast.LONG_AGO = date(2010, 1, 1)  # everybody sat in their post then
    world = cast.build()
    with county_scope(world.county.pk), override("zh-hans"):
        kept = dict(_kept(_Replay(world, messages).run()))
    counted = {n: _counted(message) for n, message in enumerate(messages)}
    wrong = [n for n in counted if kept[n] != counted[n]]
    by_year = Counter((message.written.year, kept[n]) for n, message in enumerate(messages))
    _show(by_year)
    DRAWN.parent.mkdir(parents=True, exist_ok=True)
    DRAWN.write_text(_drawn(by_year), encoding="utf-8")
    print(
        f"{len(messages):,} messages, {len(wrong)} of which the calendar alone says otherwise; drawn: {DRAWN}"
    )
    return 1 if wrong else 0


def _read() -> list[Message]:
    """The messages by time; a reply that the file dates before its message was there at once."""
    with DATA.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(_moment(row["msg_time"]), _moment(row["reply_time"])) for row in csv.DictReader(lines)]
    return sorted((Message(one, max(one, two)) for one, two in rows), key=lambda found: found.written)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class _Replay:
    """The events in the order of time; each may bring about others."""

    def __init__(self, world: World, messages: list[Message]) -> None:
        self.world, self.messages, self.days = world, messages, Calendar.china()
        self.matters: dict[int, int] = {}
        self.events = [(message.written, 0, n, "lodge") for n, message in enumerate(messages)]
        first, last = messages[0].written.date(), max(message.answered for message in messages).date()
        month = first.replace(day=1)
        while (month := (month + timedelta(days=32)).replace(day=1)) <= last:
            self.events.append((self._at(self.days.next_working(month), CHASING), 9, -1, "chase"))
        heapq.heapify(self.events)

    def run(self) -> dict[int, int]:
        """Everything that happens; the keys of the matters by their number in the file."""
        done = 0
        while self.events:
            at, _order, n, what = heapq.heappop(self.events)
            getattr(self, f"_{what}")(n, at)
            done += 1
            if done % 1000 == 0:
                print(f"  {done:,} events, {at:%Y-%m}", flush=True)
        return self.matters

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=SHANGHAI)

    def _soon(self, at: datetime, n: int, what: str, order: int) -> None:
        """At this time, but never behind the true reply."""
        heapq.heappush(self.events, (min(at, self.messages[n].answered), order, n, what))

    def _lodge(self, n: int, at: datetime) -> None:
        made = actions.lodge(body="村口的路灯坏了三盏。", channel="web", intake_unit=self.world.town, at=at)
        self.matters[n] = made.matter.pk
        morning = self._at(self.days.next_working(at.date() + timedelta(days=1)), MORNING)
        self._soon(morning, n, "accept", 1)
        heapq.heappush(self.events, (self.messages[n].answered, 5, n, "answer"))

    def _accept(self, n: int, at: datetime) -> None:
        world, row = self.world, self._row(n)
        row = actions.route(
            matter=row, to=world.office, topic="streetlight", version=row.version, by=world.liu, at=at
        )
        row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=at)
        row = actions.start(matter=row, words="到现场看了线路", version=row.version, by=world.he, at=at)
        if row.due_on is None:
            raise SystemExit(f"{row} has no date")
        asking = self._at(self.days.before(row.due_on, 2), ASKING)
        if self.messages[n].answered > asking:
            heapq.heappush(self.events, (asking, 3, n, "ask"))

    def _ask(self, n: int, at: datetime) -> None:
        row = self._row(n)
        if (most := extending.at_most(row)) is None:
            raise SystemExit(f"{row} cannot have more time")
        actions.ask_more_time(
            matter=row,
            n=most.n,
            reason="线路要等供电部门停电改接",
            version=row.version,
            by=self.world.he,
            at=at,
        )
        self._soon(at.replace(hour=GRANTING.hour), n, "grant", 4)

    def _grant(self, n: int, at: datetime) -> None:
        row = self._row(n)
        actions.extend(matter=row, version=row.version, by=self.world.gao, at=at)

    def _answer(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        actions.draft_reply(matter=row, version=row.version, by=world.he, at=at, **REPLY)
        row = self._row(n)
        actions.approve(matter=row, version=row.version, by=world.gao, at=at)

    def _chase(self, _n: int, at: datetime) -> None:
        clock.note_missed(at=at)
        clock.chase_overdue(at=at)

    def _row(self, n: int) -> Matter:
        return Matter.objects.get(pk=self.matters[n])


def _kept(matters: dict[int, int]) -> Iterator[tuple[int, str]]:
    """What the clock of the answer says of each."""
    clocks = {one.matter_id: one for one in Deadline.objects.filter(kind=Deadline.Kind.HANDLE)}
    for n, key in matters.items():
        found = clocks[key]
        yield n, LATE if found.missed_at else EXTENDED if _needed_more(found) else ON_TIME


def _needed_more(found: Deadline) -> bool:
    """Whether the answer came behind the first date; asking alone says nothing of when it came."""
    if found.stopped_at is None:
        raise SystemExit(f"{found} still runs")
    first = Calendar.china().add_working_days(found.started_on, found.n).due_legal
    return local_day(found.stopped_at, found.county) > first


def _counted(message: Message) -> str:
    """The same from the calendar alone: thirty working days, and fifteen more."""
    days, day = Calendar.china(), message.answered.date()
    first = days.add_working_days(message.written.date(), 30).due_legal
    if day <= first:
        return ON_TIME
    return EXTENDED if day <= days.add_working_days(first, 15).due_legal else LATE


def _show(by_year: Counter[tuple[int, str]]) -> None:
    kinds, years = list(COLOURS), sorted({year for year, _kind in by_year})
    print("  year" + "".join(f"{kind:>16}" for kind in kinds))
    for year in years:
        print(f"  {year}" + "".join(f"{by_year[year, kind]:16,}" for kind in kinds))
    print(
        "   all" + "".join(f"{sum(by_year[year, kind] for year in years):16,}" for kind in kinds),
        file=sys.stdout,
    )


def _drawn(by_year: Counter[tuple[int, str]]) -> str:
    """A bar a year in shares of its messages, with how many there were."""
    years = sorted({year for year, _kind in by_year})
    parts, wide, high = [], 56, 220
    for column, year in enumerate(years):
        total, y = sum(by_year[year, kind] for kind in COLOURS), 20.0
        x = 40 + column * (wide + 14)
        for kind, colour in COLOURS.items():
            tall = high * by_year[year, kind] / total
            title = f"{year} {kind}: {by_year[year, kind]}"
            parts.append(
                f'<rect x="{x}" y="{y:.1f}" width="{wide}" height="{tall:.1f}" fill="{colour}"><title>{title}</title></rect>'
            )
            y += tall
        parts.append(f'<text x="{x + wide / 2}" y="{high + 38}" text-anchor="middle">{year}</text>')
        parts.append(f'<text x="{x + wide / 2}" y="{high + 54}" text-anchor="middle">{total}</text>')
    for row, (kind, colour) in enumerate(COLOURS.items()):
        parts.append(f'<rect x="{40 + row * 150}" y="{high + 66}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{58 + row * 150}" y="{high + 77}">{kind}</text>')
    width = 60 + len(years) * (wide + 14)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {high + 90}" font-size="13">'
    return head + "".join(parts) + "</svg>\n"
