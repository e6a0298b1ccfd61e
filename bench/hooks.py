"""What it costs to tell other systems what changed: ten thousand calls to a hundred systems, against the bare calls.

The systems stand in a process of their own on this machine and take everything; counted is the CPU of the clock and of the
database behind it. `HOOK_CALLS=1000` for a short run.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.table import Line, cpu_of
from huiyin.api import hook_rules, telling
from huiyin.api.models import Change, Hook, System
from huiyin.audit.scope import county_scope
from huiyin.lib import posting, signing
from tests import make
from tests.database import TestServer
from tests.peers import HERE
from tests.world import AT, World, build

CALLS = int(os.environ.get("HOOK_CALLS", "10000"))
SYSTEMS = 100
BARE = 1000
TAKES = """
import socket, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Takes(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *_args): pass
class Server(ThreadingHTTPServer):
    request_queue_size = 64
server = Server(("127.0.0.1", 0), Takes)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


def everything(server: TestServer) -> Iterator[Line]:
    """A call of one change and one of a hundred, each against a bare one with the same body."""
    server.clone()
    settings.HUIYIN_MAY_CALL = HERE
    world = build()
    with _taking() as address:
        reference = _followed(world, address)
        for most in (1, hook_rules.MOST_TOLD):
            hook_rules.MOST_TOLD = most  # type: ignore[misc]
            each = max(1, CALLS // SYSTEMS)
            _change(world, reference, each if most == 1 else most)
            asked = _asked(world)
            begun, spent = time.perf_counter(), _cpu()
            done = _all_told()
            spent, wall = (_cpu() - spent) / done, time.perf_counter() - begun
            bare = _bare(address)
            print(
                f"  {done:,} calls, {done / wall:,.0f} a second, {spent * 1000:.2f} ms of CPU each",
                flush=True,
            )
            what = "a change told" if most == 1 else f"{most} changes told in a call"
            yield Line(f"{what}, {SYSTEMS} systems", "a bare call", spent, bare, asked)


@contextmanager
def _taking() -> Iterator[str]:
    """The other side."""
    there = subprocess.Popen([sys.executable, "-c", TAKES], stdout=subprocess.PIPE, text=True)
    try:
        port = there.stdout.readline().strip() if there.stdout else ""
        yield f"http://127.0.0.1:{port}/hook"
    finally:
        there.terminate()
        there.wait()


def _followed(world: World, address: str) -> str:
    """A matter of a unit that a hundred systems follow."""
    with county_scope(world.county.pk):
        reference = str(make.routed(world).reference)
        for n in range(SYSTEMS):
            made = System.objects.create(
                code=f"s{n}", name=f"s{n}", scopes=["unit"], unit=world.root, made_at=AT
            )
            Hook.objects.create(
                system=made, address=address, secret=signing.new_secret(), told=0, upto=0, next_at=AT
            )
    return reference


def _change(world: World, reference: str, many: int) -> None:
    with county_scope(world.county.pk):
        for system in System.objects.all():
            numbers = range(system.last_change + 1, system.last_change + many + 1)
            made = {"system": system, "reference": reference, "what": "route", "at": AT}
            Change.objects.bulk_create(Change(sequence=n, **made) for n in numbers)
            System.objects.filter(pk=system.pk).update(last_change=numbers[-1])


def _asked(world: World) -> int:
    """Statements of one call, with what opens and closes its transactions."""
    with county_scope(world.county.pk):
        Hook.objects.exclude(pk=Hook.objects.first().pk).update(off=Hook.Off.STOPPED)  # type: ignore[union-attr]
    with CaptureQueriesContext(connection) as found:
        done = telling.call_due(at=AT)
    with CaptureQueriesContext(connection) as idle:
        telling.call_due(at=AT)
    with county_scope(world.county.pk):
        Hook.objects.update(off="", next_at=AT)
    return round((len(found) - len(idle)) / max(done, 1))


def _all_told() -> int:
    done, begun = 0, time.monotonic()
    while now := telling.call_due(at=AT + timedelta(seconds=time.monotonic() - begun)):
        done += now
    return done


def _bare(address: str) -> float:
    """CPU of a call alone, the cheapest of three rounds."""
    body = b'{"type":"changes","data":{}}'

    def round_of(run: Callable[[], object]) -> float:
        begun = time.process_time()
        for _ in range(BARE):
            run()
        return (time.process_time() - begun) / BARE

    return min(round_of(lambda: posting.call("POST", address, body=body, may=HERE)) for _ in range(3))


def _cpu() -> float:
    """Of this process and of the database that serves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return time.process_time() + cpu_of(backend)
