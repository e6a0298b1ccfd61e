"""What falls due: what a row costs the clock where ten thousand wait, and where a hundred thousand do."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bench.casework import CLOCKS, fill_in
from bench.table import Line, cpu_of
from huiyin.audit.scope import county_scope
from huiyin.matters import clock
from huiyin.matters.models import Deadline, Matter
from huiyin.orgs.calendar import working_day
from tests.database import TestServer
from tests.world import SHANGHAI, World, build

SIZES = tuple(int(size) for size in os.environ.get("DUE_SIZES", "10000,100000").split(","))
OWN = ("id", "reference", "external_id")
TURNS = int(os.environ.get("DUE_TURNS", "4"))  # of each size; 0: until all are worked off
FILLED = 5_000  # lodged and worked on; of those that are open, as many more are copied as are wanted
# Without words and trail, which no clock reads. Under numbers of their own, so nobody could read what they say.
COPIED = """
INSERT INTO matters_matter (reference, external_id, {names})
SELECT 'd' || m.id || '-' || n, 'd' || m.id || '-' || n, {names}
FROM (SELECT * FROM matters_matter WHERE state IN ('received', 'routed', 'in_progress') AND reference NOT LIKE 'd%%'
    ORDER BY id LIMIT 1000) AS m, generate_series(%(from)s + 1, %(to)s) AS n
"""
NOW_DUE = """
UPDATE matters_deadline SET {moment} = %s, due_on = %s, due_conservative_on = %s, rung = 0 WHERE stopped_at IS NULL
"""


def everything(server: TestServer) -> Iterator[Line]:
    """Reminding and chasing at each size, each against the smallest."""
    server.clone()
    world, before, there = build(), dict[str, float](), 0
    fill_in(server, world.town, world.office, world.he, world.gao, FILLED)
    for size in SIZES:
        _copy(server, world, there, size // 1000)
        there = size // 1000
        for what, line, moment in (
            ("reminded", clock.remind_before_due, "remind_at"),
            ("chased", clock.chase_overdue, "chase_at"),
        ):
            at = _monday(world)
            due = _fall_due(server, world, moment, at)
            cost, done = _worked_off(world, line, at)
            print(f"  {due:,} due, {done:,} {what}, {done / cost:,.0f} a second of CPU", flush=True)
            base = before.setdefault(what, cost / done)
            yield Line(f"{what}, a row where {size:,} are due", f"where {SIZES[0]:,} are", cost / done, base)


def _copy(server: TestServer, world: World, there: int, wanted: int) -> None:
    """So many thousand open ones more, each with its clock."""
    names = [one.column for one in Matter._meta.concrete_fields if one.column not in OWN]
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("SET session_replication_role = replica")
        words: Any = COPIED.format(names=", ".join(names))
        admin.execute(words, {"from": there, "to": wanted})
        admin.execute(CLOCKS, {"intake": world.town.pk})


def _monday(world: World) -> datetime:
    """The next working day; nobody is told anything on a day off."""
    at = datetime.now(SHANGHAI).replace(hour=9, minute=30)
    with county_scope(world.county.pk):
        while working_day(at) is None:
            at += timedelta(days=1)
    return at


def _fall_due(server: TestServer, world: World, moment: str, at: datetime) -> int:
    day = at.date() + timedelta(days=3 if moment == "remind_at" else -3)
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("SET session_replication_role = replica")
        words: Any = NOW_DUE.format(moment=moment)
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
