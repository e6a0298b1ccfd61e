"""Two years of a town: so many matters taken in, worked on and ended by the deeds of people and clocks, in their order."""

import csv
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone
from django.utils.translation import override

import huiyin.audit.clock
from bench import GIVEN
from bench.search import said
from huiyin.audit.scope import county_scope
from huiyin.contacts import promise_clock
from huiyin.intake.inbound import Inbound, take_in
from huiyin.intake.web.receiving import receive
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock, delivery_clock, figure_clock
from huiyin.matters.models import Matter, State
from huiyin.matters.rules import extending
from huiyin.orgs.calendar import local_day
from huiyin.orgs.once import once
from huiyin.ui.forms import new_token
from tests.make import REPLY
from tests.roles import as_role
from tests.world import SHANGHAI, World

DATA = Path(GIVEN.get("HUIYIN_DATA", "var/data")) / "messages" / "annex4_train.csv"
YEARS, NIGHT, MORNING = 2, time(2, 0), time(9, 5)
LINES = (
    clock.remind_before_due,
    clock.chase_overdue,
    clock.note_missed,
    clock.close_unrated,
    clock.wipe_receipts,
    delivery_clock.bring_unopened,
    promise_clock.remind_promises,
)
NOTES = (
    "到现场看了，问了两户人家，情况属实，已经和村里商量由谁来办。",
    "给本人打了电话，说明了打算怎么办、大约什么时候办完，本人没有别的意见。",
    "材料已经买到，约好星期四上午施工，请村干部到场。",
)
REMEDY = "您如果不满意，可以在三十日内凭查询码要求重新办理，也可以到镇便民服务中心或者拨打我们的电话说明。"


@dataclass(frozen=True)
class Told:
    """The words of a matter: its heading, what was said, what was answered."""

    title: str
    body: str
    reply: str


def texts(draw: Random) -> Iterator[Told]:
    """Those of real messages where HUIYIN_DATA names them, again and again; else some of the same length."""
    rows = []
    if DATA.exists():
        with DATA.open(encoding="utf-8-sig", newline="") as lines:
            rows = [
                Told(row["title"], row["detail"].strip(), row["reply"].strip())
                for row in csv.DictReader(lines)
            ]
    rows = [row for row in rows if 10 < len(row.body) < 2000 and 50 < len(row.reply) < 2000]
    while True:
        draw.shuffle(rows)
        yield from rows
        if not rows:
            yield Told(
                said(draw)[:20], "".join(said(draw) for _ in range(5)), "".join(said(draw) for _ in range(7))
            )


class Town:
    """What happens, in the order of time; each event may bring about others."""

    def __init__(self, world: World, many: int, each_month: Callable[[], None]) -> None:
        self.world, self.draw, self.each_month = world, Random(13), each_month  # noqa: S311 - texts, not secrets
        self.told, self.keys = texts(self.draw), dict[int, int]()
        self.events: list[tuple[datetime, int, str]] = []
        self.begun = timezone.now() - timedelta(days=365 * YEARS + 75)
        for n in range(many):
            day = self.begun + timedelta(days=self.draw.randrange(365 * YEARS), hours=self.draw.randrange(12))
            self._at(day, n, "lodge")
        for n in range(365 * YEARS + 70):
            day = local_day(self.begun, world.county) + timedelta(days=n)
            self._at(datetime.combine(day, MORNING, SHANGHAI), -1, "clocks")
            if n % 30 == 29:
                self._at(datetime.combine(day, NIGHT, SHANGHAI), -2, "month")

    def _at(self, moment: datetime, n: int, what: str) -> None:
        heapq.heappush(self.events, (moment, n, what))

    def live(self) -> list[int]:
        """Let it all happen; the keys of the matters."""
        done, county = 0, self.world.county
        with override("zh-hans"):
            while self.events:
                moment, n, what = heapq.heappop(self.events)
                if what == "month":
                    self.each_month()
                    continue
                with county_scope(county.pk), timezone.override(county.zone):
                    getattr(self, f"_{what}")(n, moment)
                if what == "clocks":
                    self._close_the_day()
                done += what == "lodge"
                if what == "lodge" and done % 200 == 0:
                    print(f"  {done:,} matters, {moment:%Y-%m}", flush=True)
        self._close_the_day()
        return list(self.keys.values())

    def _clocks(self, _n: int, at: datetime) -> None:
        for line in LINES:
            line(at=at)

    def _close_the_day(self) -> None:
        """What the clock does every second and every few minutes, by its own role: seal, and add figures up."""
        now = timezone.now()
        with as_role("clock"):
            while huiyin.audit.clock.seal_settled(at=now):
                pass
            with county_scope(self.world.county.pk):
                figure_clock.add_up(at=now)

    def _row(self, n: int) -> Matter:
        return Matter.objects.get(pk=self.keys[n])

    def _lodge(self, n: int, at: datetime) -> None:
        world, told, named = self.world, next(self.told), n % 2 == 0
        place = self.draw.choice((world.village, world.hamlet, None))
        who = {"name": f"王{n % 97}", "phone": f"139{n % 100_000_000:08}"} if named else {}
        if n % 3:
            one = Inbound(told.body, "web", place=place, place_words="桥头往东" if place else "", **who)  # type: ignore[arg-type]
            reference = receive(one, token=new_token(), at=at).reference
        else:
            one = Inbound(told.body, "phone", place=place, title=told.title, raised_by=world.xia, **who)  # type: ignore[arg-type]
            reference, _fresh = once(
                token=new_token(), scope="desk", digest="d", at=at,
                make=lambda: take_in(one, root=world.town, by=world.xia.key, at=at).matter.reference,
            )  # fmt: skip
        self.keys[n] = Matter.objects.get(reference=reference).pk
        self._at(at + timedelta(hours=20), n, "route")

    def _route(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        by = world.liu if row.holding_unit_id == world.town.pk else world.sun
        row = actions.route(
            matter=row, to=world.office, topic="streetlight", version=row.version, by=by, at=at
        )
        self._at(at + timedelta(hours=20), n, "accept")

    def _accept(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=at)
        self._at(at + timedelta(days=2), n, "start")

    def _start(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        actions.start(matter=row, words=NOTES[0], version=row.version, by=world.he, at=at)
        self._at(at + timedelta(days=self.draw.randrange(2, 12)), n, "note")

    def _note(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        actions.note(matter=row, words=NOTES[1 + n % 2], version=row.version, by=world.he, at=at)
        if n % 10 == 0:
            actions.comment(matter=row, words="请把照片也放进去。", by=world.gao, at=at)
        later = timedelta(days=self.draw.randrange(2, 40))
        self._at(at + later, n, "ask" if n % 8 == 0 else "draft")

    def _ask(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        most = extending.at_most(row)
        if most is not None:
            try:
                why = {"n": most.n, "reason": "线路要等供电部门停电改接"}
                actions.ask_more_time(matter=row, version=row.version, by=world.he, at=at, **why)  # type: ignore[arg-type]
                row = self._row(n)
                actions.extend(matter=row, version=row.version, by=world.gao, at=at + timedelta(hours=3))
            except Refused:  # too late for that
                pass
        self._at(at + timedelta(days=8), n, "draft")

    def _draft(self, n: int, at: datetime) -> None:
        row, world, told = self._row(n), self.world, next(self.told)
        said = {
            "request": row.body[:200],
            "facts": NOTES[0] + NOTES[1],
            "opinion": told.reply,
            "remedy": REMEDY,
        }
        actions.draft_reply(matter=row, version=row.version, by=world.he, at=at, **{**REPLY, **said})
        self._at(at + timedelta(days=1), n, "send_back" if n % 9 == 0 else "approve")

    def _send_back(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        actions.return_draft(matter=row, reason="请写明哪一天完工", version=row.version, by=world.gao, at=at)
        row, told = self._row(n), next(self.told)
        said = {"request": row.body[:200], "facts": NOTES[0], "opinion": told.reply, "remedy": REMEDY}
        actions.draft_reply(matter=row, version=row.version, by=world.he, at=at, **{**REPLY, **said})
        self._at(at + timedelta(days=1), n, "approve")

    def _approve(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        actions.approve(matter=row, version=row.version, by=world.gao, at=at)
        self._at(at + timedelta(days=2), n, "arrive")

    def _arrive(self, n: int, at: datetime) -> None:
        row, world = self._row(n), self.world
        if row.to_bring:
            by = world.liu if row.to_bring == "post" else world.he
            actions.deliver(
                matter=row, way="phone", how="本人接听，没有别的意见", version=row.version, by=by, at=at
            )
        elif n % 5:
            actions.opened(matter=row, at=at)
        if n % 2 and row.holds_code_since is not None:
            self._at(at + timedelta(hours=1), n, "rate")
        self._at(at + timedelta(days=3), n, "ring")

    def _ring(self, n: int, at: datetime) -> None:
        """Somebody outside the unit asks the person, where one is to be asked."""
        row, world = self._row(n), self.world
        if row.to_bring:  # nobody had opened the page, and it is to be brought now
            way = {"way": "phone", "how": "本人接听，没有别的意见", "version": row.version}
            actions.deliver(matter=row, by=world.liu if row.to_bring == "post" else world.he, at=at, **way)  # type: ignore[arg-type]
            row = self._row(n)
        if not row.to_call:
            return
        by = world.xia if row.intake_unit_id == world.town.pk else world.sun
        try:
            actions.call_answered(matter=row, handled="yes", satisfied=4, version=row.version, by=by, at=at)
        except Refused:  # it is still under way
            self._at(at + timedelta(days=7), n, "ring")

    def _rate(self, n: int, at: datetime) -> None:
        row = self._row(n)
        if row.state == State.REPLIED:
            words = "修得很快，谢谢。" if n % 4 == 1 else ""
            actions.rate(matter=row, handled="yes", satisfied=4, words=words, door="code", at=at)
