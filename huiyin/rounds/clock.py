"""Working rounds out: one clock takes one round, searches outside any transaction, and says how far it is."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction
from django.db.models import F

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.orgs.calendar import day_served
from huiyin.orgs.models import County
from huiyin.rounds import solving
from huiyin.rounds.candidates import question
from huiyin.rounds.models import Round, RoundStop
from huiyin.rounds.rules import SILENT, hour

log = logging.getLogger("huiyin.reach")
BY = "clock:reach"
EVERY = 1.0  # seconds between two words on how far it is
State = Round.State


@dataclass(frozen=True)
class Task:
    """One round taken up: whose, under which claim, what is asked."""

    county: int
    pk: int
    claim: str
    asked: solving.Problem
    seconds: float


def compute(*, at: datetime, iterations: int | None = None) -> int:
    """Take up one waiting round of each county and work it out; opens and closes its own scopes."""
    return sum(compute_one(county.pk, at=at, iterations=iterations) for county in County.objects.all())


def compute_one(county: int, *, at: datetime, iterations: int | None = None) -> int:
    """The same for one county; with `iterations` the answer is the same every time."""
    task = _taken(county, at)
    return 0 if task is None else _worked_out(task, at, iterations)


def forget(*, at: datetime) -> int:
    """Plans of visits are deleted after the charter's days; the contacts that came of them stay."""
    day, gone = day_served(at), 0
    for row in Round.objects.over_since(day).select_related("charter"):
        days = int(row.charter.charter.figure("rounds.keep_days").value)
        if row.day < day - timedelta(days=days):
            audit(by=BY, deed="round.forgotten", on=row.reference, at=at)
            row.delete()
            gone += 1
    return gone


def _taken(county: int, at: datetime) -> Task | None:
    """Claim the longest waiting round, or one whose clock is silent; nothing where another clock was quicker."""
    with county_scope(county):
        row = Round.objects.abandoned(at - SILENT).first() or Round.objects.waiting().first()
        if row is None:
            return None
        claim = token_hex(8)
        same = Round.objects.filter(
            pk=row.pk, version=row.version, state=row.state, claim=row.claim, heartbeat=row.heartbeat
        )
        won = same.update(
            state=State.COMPUTING, claim=claim, heartbeat=at, version=F("version") + 1,
            seconds=0, best=0, bound=0, candidates=0, failed=False,
        )  # fmt: skip
        if not won:
            return None
        try:
            row.refresh_from_db()
            charter = row.charter.charter
            with transaction.atomic():
                asked = solving.problem(question(row, at), charter)
        except Exception:
            log.exception("round %s could not be put together", row.reference)
            _give_up(row.pk, claim)
            return None
        Round.objects.filter(pk=row.pk).update(candidates=len(asked.candidates), guessed=asked.ways.guessed)
        return Task(county, row.pk, claim, asked, float(charter.figure("rounds.seconds").value))


def _worked_out(task: Task, at: datetime, iterations: int | None) -> int:
    watch = Watch(task, at)
    try:
        answer = solving.solve(
            task.asked, seconds=task.seconds, told=watch.told, stopped=watch.stopped, iterations=iterations
        )
    except Exception:
        log.exception("round %s could not be worked out", task.pk)
        with county_scope(task.county):
            _give_up(task.pk, task.claim)
        return 0
    with county_scope(task.county):
        return _settled(task, answer, at)


@dataclass
class Watch:
    """Writes down how far the search is, and hears whether it is to end."""

    task: Task
    at: datetime
    last: float = field(default=-EVERY)
    is_over: bool = False

    def told(self, used: float, best: int, bound: int) -> None:
        """At most every second: how long, how good, how good at most; and whether the round is still ours."""
        if used - self.last < EVERY:
            return
        self.last = used
        with county_scope(self.task.county):
            mine = Round.objects.filter(pk=self.task.pk, claim=self.task.claim, state=State.COMPUTING)
            kept = mine.update(
                seconds=used, best=best, bound=bound, heartbeat=self.at + timedelta(seconds=used)
            )
            self.is_over = not kept or mine.filter(halt_at__isnull=False).exists()

    def stopped(self) -> bool:
        """Somebody said that it is good enough, or another clock has the round."""
        return self.is_over


def _give_up(pk: int, claim: str) -> None:
    """Back to whoever made it, with the word that it failed; nothing is lost."""
    mine = Round.objects.filter(pk=pk, claim=claim, state=State.COMPUTING)
    mine.update(state=State.DRAFT, failed=True, claim="", heartbeat=None, version=F("version") + 1)


def _settled(task: Task, answer: solving.Answer, at: datetime) -> int:
    """The answer in one: stops in the order of officials and hours, appointments that cannot be kept, the gap."""
    mine = Round.objects.select_for_update(no_key=True).filter(claim=task.claim, state=State.COMPUTING)
    row = mine.filter(pk=task.pk).first()
    if row is None:  # another clock has it by now
        return 0
    row.stops.all().delete()
    row.going.update(back_at=None)
    order = {one.official_id: n for n, one in enumerate(row.going.order_by(*_NAMES))}
    visits = sorted(answer.visits, key=lambda visit: (order[visit.official], visit.begins))
    RoundStop.objects.bulk_create(
        RoundStop(
            round=row, official_id=visit.official, number=n, place=visit.candidate.place,
            household_id=visit.candidate.household, wish_id=visit.candidate.wish, group=visit.candidate.named,
            travel=visit.travel, wait=visit.wait, begins=hour(visit.begins), ends=hour(visit.ends),
            why=list(visit.candidate.why),
        )
        for n, visit in enumerate(visits, start=1)
    )  # fmt: skip
    for official, back in answer.backs.items():
        row.going.filter(official=official).update(back_at=hour(back))
    row.wishes.update(missed="", beside=[])
    for one in answer.missed:
        row.wishes.filter(pk=one.wish).update(missed=one.reason, beside=list(one.beside))
    row.state, row.settled_at, row.claim = State.PLANNED, at + timedelta(seconds=answer.seconds), ""
    row.seconds, row.best, row.bound = answer.seconds, answer.best, answer.bound
    row.version += 1
    row.save()
    audit(by=BY, deed="round.computed", on=row.reference, at=row.settled_at, stops=len(visits))
    return 1


_NAMES = ("official__name_key", "official")
