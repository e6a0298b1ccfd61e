"""What falls due: what a row costs the clock where ten thousand wait, and where a hundred thousand do."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bench.casework import fill_in
from bench.table import Line, cpu_of
from huiyin.audit.scope import county_scope
from huiyin.matters import clock
from huiyin.matters.models import Deadline
from huiyin.orgs.calendar import working_day
from tests.database import TestServer
from tests.world import SHANGHAI, World, build

SIZES = tuple(int(size) for size in os.environ.get("DUE_SIZES", "10000,100000").split(","))
TURNS = int(os.environ.get("DUE_TURNS", "4"))  # of each size; 0: until all are worked off
# The moment of each has come; a row of each was told already, as on any day.
NOW_DUE = """
UPDATE matters_deadline SET {moment} = %s, due_on = %s, due_conservative_on = %s WHERE stopped_at IS NULL AND id %% 2 = {odd}
"""


def everything(server: TestServer) -> Iterator[Line]:
    """Reminding and chasing at each size, each against the size before."""
    server.clone()
    world, before = build(), dict[str, float]()
    there = 0
    for size in SIZES:
        grown = (
            (size - there) * 100 // 40 * 2
        )  # two in five of those are open, each with a clock; half of them each way
        fill_in(server, world.town, world.office, world.he, world.gao, grown)
        there = size
        for what, line, moment in (
            ("reminded", clock.remind_before_due, "remind_at"),
            ("chased", clock.chase_overdue, "chase_at"),
        ):
            at = _monday()
            due = _fall_due(server, world, moment, at)
            cost, done = _worked_off(world, line, at)
            print(f"  {due:,} due, {done:,} {what}, {done / cost:,.0f} a second of CPU", flush=True)
            base = before.setdefault(what, cost / done)
            yield Line(f"{what}, a row where {due:,} are due", f"where {SIZES[0]:,} are", cost / done, base)


def _monday() -> datetime:
    at = datetime.now(SHANGHAI).replace(hour=9, minute=30)
    while working_day(at) is None:
        at += timedelta(days=1)
    return at


def _fall_due(server: TestServer, world: World, moment: str, at: datetime) -> int:
    day = at.date() + timedelta(days=3 if moment == "remind_at" else -3)
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("SET session_replication_role = replica")
        words: Any = NOW_DUE.format(moment=moment, odd=int(moment == "chase_at"))
        admin.execute(words, [at - timedelta(minutes=1), day, day])
        admin.execute("VACUUM ANALYZE")
    with county_scope(world.county.pk):
        return Deadline.objects.filter(**{f"{moment}__lte": at}).count()


def _worked_off(world: World, line: Any, at: datetime) -> tuple[float, int]:
    """CPU of this process and of the database, and how many were done; each turn in a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    begun, turns, done = time.process_time() + cpu_of(backend), 0, 0
    while TURNS == 0 or turns < TURNS:
        with county_scope(world.county.pk):
            found = line(at=at)
        if not found:
            break
        done, turns = done + found, turns + 1
    return time.process_time() + cpu_of(backend) - begun, max(done, 1)
