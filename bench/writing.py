"""What writing costs: lodging by each door and the common deeds, each against an empty view of the same server.

Everything goes over HTTP to a server with one worker, as officials and residents send it; counted is the CPU of the worker
and of the database behind it. Bytes of a matter: `bench.stored`; what falls due: `bench.due`.
"""

import http.client
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import due, stored
from bench.casework import Spent
from bench.empty import EMPTY
from bench.frame import HEADERS, PORT
from bench.frame import server as web
from bench.session import signed_in
from bench.table import Line, cpu_of
from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.ui.forms import new_token
from huiyin.ui.quiet import new_stamp
from tests.database import TestServer
from tests.make import REPLY
from tests.world import World, build

RUNS, ROUNDS = 20, 5
EMPTIES = 60
BEHIND = """
SELECT pid FROM pg_stat_activity
WHERE datname = %s AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
CSRF = "0" * CSRF_SECRET_LENGTH
BODY = "村口的路灯坏了三盏，晚上看不见路，老人孩子出门都要打手电。去年冬天报过一次，修好两天又灭了，请派人来看看。"
Fields = dict[str, Any]
Deed = tuple[str, Official, str, Callable[[Matter], Fields]]


def everything(server: TestServer) -> Iterator[Line]:
    """Lodging and deeds, then what a matter keeps, then the clock."""
    world = build()
    with web() as (worker,), closing(server.embedded.admin(server.name)) as admin:
        clock = Clock(worker, admin, server.name)
        yield from _lodging(world, clock)
        yield from _deeds(world, clock)
    if os.environ.get("WRITING_ONLY") == "pages":
        return
    yield from stored.everything(server)
    yield from due.everything(server)


class Clock:
    """CPU of the worker and of whatever serves it in the database."""

    def __init__(self, worker: int, admin: Any, database: str) -> None:
        self.worker, self.admin, self.database = worker, admin, database
        self.seen = dict[int, float]()  # by process: one that has gone since keeps what it had spent

    def __call__(self) -> tuple[float, float]:
        """Seconds of both until now."""
        behind = self.admin.execute(BEHIND, [self.database]).fetchall()
        self.seen |= {pid: cpu_of(pid) for (pid,) in behind}
        return cpu_of(self.worker), sum(self.seen.values())


class Cost(Spent):
    """The cheapest round of something, a piece, on a server of its own."""

    def take(self, clock: Clock, runs: Iterable[Callable[[], object]]) -> None:
        """One round; it is kept where none was cheaper."""
        several = list(runs)
        web, database = clock()
        for run in several:
            run()
        now = clock()
        web, database = (now[0] - web) / len(several), (now[1] - database) / len(several)
        if web + database < self.whole:
            self.web, self.database = web, database


# --- lodging ---


def _lodging(world: World, clock: Clock) -> Iterator[Line]:
    """By anybody, by a clerk, and the deed alone."""
    say, new = f"/c/{world.county.slug}/say/", "/calls/new/"
    clerk = _cookie(world.xia)
    for what, page, cookie, fields in (
        ("lodged by the public form", say, "", _said),
        ("lodged by the public form, with name and number", say, "", _said_by_name),
        ("taken down by a clerk", new, clerk, _taken_down),
    ):
        ours, empty = Cost(), Cost()
        _send(page, cookie, fields(world))
        for _ in range(ROUNDS):
            empty.take(clock, [_empty] * EMPTIES)
            sent = [fields(world) for _ in range(RUNS)]
            ours.take(clock, [_sending(page, cookie, one) for one in sent])
        browser = Client(SERVER_NAME="localhost") if not cookie else signed_in(world.xia)
        asked = _asked(lambda b=browser, p=page, f=fields: b.post(p, f(world)))  # type: ignore[misc]
        _tell(ours, asked)
        yield Line(what, "an empty view over HTTP", ours.whole, empty.whole, len(asked))
    yield _the_deed(world, empty)


def _the_deed(world: World, empty: Cost) -> Line:
    """`lodge` in this process, without request and form."""

    def lodge() -> None:
        with county_scope(world.county.pk):
            actions.lodge(body=BODY, channel="web", intake_unit=world.town, at=timezone.now())

    lodge()
    best = Cost()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    for _ in range(ROUNDS):
        web, database = time.process_time(), cpu_of(backend)
        for _ in range(RUNS):
            lodge()
        web, database = (time.process_time() - web) / RUNS, (cpu_of(backend) - database) / RUNS
        if web + database < best.whole:
            best.web, best.database = web, database
    asked = _asked(lambda: lodge() or HttpResponse(status=302))
    _tell(best, asked)
    return Line("lodged by the deed itself", "an empty view over HTTP", best.whole, empty.whole, len(asked))


def _said(world: World) -> Fields:
    stamp = new_stamp(timezone.now() - timedelta(minutes=2))
    place = {"place": world.village.code, "place_words": "村口桥头"}
    return {"once": stamp, "body": BODY, "kind": "", "name": "", "phone": "", **place}


def _said_by_name(world: World) -> Fields:
    return {**_said(world), "name": "王大妈", "phone": "13900001234"}


def _taken_down(world: World) -> Fields:
    said = {
        "channel": "phone",
        "body": BODY,
        "place": world.village.name,
        "name": "王大妈",
        "phone": "13900001234",
    }
    return {"once": new_token(), **said}


# --- deeds ---


def _deeds(world: World, clock: Clock) -> Iterator[Line]:
    """The same matters go through all of them, a round at a time."""
    with county_scope(world.county.pk):
        at = timezone.now() - timedelta(minutes=5)
        made = [
            actions.lodge(body=BODY, channel="web", intake_unit=world.town, at=at).matter.pk
            for _ in range(RUNS * ROUNDS + 1)
        ]
    for what, by, noun, fields in _common(world):
        cookie, ours, empty = _cookie(by), Cost(), Cost()
        first, *others = [_form(world, pk, noun, fields) for pk in made]
        browser = signed_in(by)
        asked = _asked(lambda b=browser, one=first: b.post(*one))  # type: ignore[misc]
        for start in range(0, len(others), RUNS):
            several = others[start : start + RUNS]
            empty.take(clock, [_empty] * EMPTIES)
            ours.take(clock, [_sending(page, cookie, form) for page, form in several])
        _tell(ours, asked)
        yield Line(what, "an empty view over HTTP", ours.whole, empty.whole, len(asked))


def _common(world: World) -> tuple[Deed, ...]:
    reply = {name: value for name, value in REPLY.items() if value}
    return (
        (
            "passed on",
            world.liu,
            "routing",
            lambda _m: {"to": world.office.pk, "topic": "streetlight", "note": ""},
        ),
        ("signed for", world.gao, "acceptance", lambda _m: {"handler": world.he.pk, "note": ""}),
        ("begun", world.he, "start", lambda _m: {"words": "到现场看了线路，三盏灯的线路老化。"}),
        ("answer drafted", world.he, "reply", lambda _m: reply),
        ("answer approved", world.gao, "approval", lambda _m: {}),
    )


def _form(world: World, pk: int, noun: str, fields: Callable[[Matter], Fields]) -> tuple[str, Fields]:
    with county_scope(world.county.pk):
        matter = Matter.objects.get(pk=pk)
        return f"/matters/{matter.reference}/{noun}/", {"version": matter.version, **fields(matter)}


# --- over HTTP ---


def _cookie(official: Official) -> str:
    key = signed_in(official).cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={key}"


def _sending(page: str, cookie: str, fields: Fields) -> Callable[[], None]:
    return lambda: _send(page, cookie, fields)


def _send(page: str, cookie: str, fields: Fields) -> None:
    """As a browser does; what was sent has to be taken."""
    cookies = "; ".join(filter(None, (f"{settings.CSRF_COOKIE_NAME}={CSRF}", cookie)))
    sent = urlencode({"csrfmiddlewaretoken": CSRF, **fields})
    headers = {**HEADERS, "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    status = _answered("POST", page, headers, sent)
    if status != 302:
        raise SystemExit(f"{page} answered {status}")


def _empty() -> None:
    if (status := _answered("GET", EMPTY, HEADERS)) != 200:
        raise SystemExit(f"{EMPTY} answered {status}")


def _answered(method: str, page: str, headers: dict[str, str], sent: str | None = None) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    try:
        asked.request(method, page, sent, headers)
        answer = asked.getresponse()
        answer.read()
        return answer.status
    finally:
        asked.close()


def _asked(run: Callable[[], Any]) -> list[str]:
    """The statements of one run in this process."""
    with CaptureQueriesContext(connection) as found:
        answer = run()
    if answer.status_code != 302:
        raise SystemExit(f"answered {answer.status_code}")
    if os.environ.get("WRITING_SQL"):
        for n, one in enumerate(found, 1):
            print(f"   {n:3}", one["sql"][:240].replace("\n", " "))
    return [one["sql"] for one in found]


def _tell(cost: Cost, asked: list[str]) -> None:
    """How many statements, each of them a round trip, and how many of them write."""
    writes = sum(one.lstrip().startswith(("INSERT", "UPDATE", "DELETE", "WITH")) for one in asked)
    turns = sum(one.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for one in asked)
    print(
        f"  {len(asked):3} statements, {writes} write, {turns} only begin or end; "
        f"web {cost.web * 1000:6.2f} ms, database {cost.database * 1000:6.2f} ms",
        flush=True,
    )
