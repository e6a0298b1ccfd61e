"""What it costs to take a letter by e-mail in, and to hand a message to a mail server, each against the bare thing.

A letter becomes a matter, with its receipt in the outbox; its baseline is the same matter lodged. The receipts then leave
for a mail server in a process of its own on this machine that takes everything; the baseline is the same mail over the bare
protocol. Counted is the CPU of this process and of the database behind it. `MAILS=100` for a short run.
"""

import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.table import Line, cpu_of
from huiyin.audit.scope import county_scope
from huiyin.intake.mail.taking import take
from huiyin.matters import actions
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox, Outgoing
from tests.database import TestServer
from tests.world import AT, World, build

MAILS = int(os.environ.get("MAILS", "1000"))
BARE = 200
BODY = "村口的路灯坏了三盏，晚上看不见路，老人孩子出门都要打手电。去年冬天报过一次，修好两天又灭了，请派人来看看。"
TAKES = """
import socket, time
from aiosmtpd.controller import Controller
class Takes:
    async def handle_DATA(self, server, session, envelope): return "250 OK"
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
Controller(Takes(), hostname="127.0.0.1", port=port).start()
print(port, flush=True)
time.sleep(3600)
"""


def everything(server: TestServer) -> Iterator[Line]:
    """Letters in, then their receipts out."""
    server.clone()
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    world = build()
    with _taking() as port:
        with county_scope(world.county.pk):
            Mailbox.objects.create(
                host="127.0.0.1", port=port, security="none", sender="xinxi@heyang.example.gov.cn", is_on=True
            )
        yield _taken(world)
        yield _sent(world, port)


@contextmanager
def _taking() -> Iterator[int]:
    """The mail server."""
    there = subprocess.Popen([sys.executable, "-c", TAKES], stdout=subprocess.PIPE, text=True)
    try:
        yield int(there.stdout.readline() if there.stdout else 0)
    finally:
        there.terminate()
        there.wait()


def letter(n: int) -> bytes:
    """One mail as a person sends it, each from somebody else."""
    made = EmailMessage()
    made["From"], made["To"] = f"王秀兰 <wang{n}@example.org>", "xinxi@heyang.example.gov.cn"
    made["Subject"], made["Message-ID"] = f"路灯 {n}", f"<{n}@example.org>"
    made.set_content(f"{BODY}\n\n第{n}封。", charset="gb18030")
    return made.as_bytes()


def _taken(world: World) -> Line:
    with county_scope(world.county.pk):
        letters = [letter(n) for n in range(MAILS)]
        take(letter(-1), at=AT)
        with CaptureQueriesContext(connection) as asked:
            take(letter(-2), at=AT)
        begun = time.perf_counter()
        ours = _each(lambda n: take(letters[n], at=AT), MAILS)
        print(f"  {MAILS / (time.perf_counter() - begun):,.0f} letters a second", flush=True)
        lodged = {"channel": "mail", "intake_unit": world.root, "at": AT}
        theirs = _each(lambda n: actions.lodge(body=f"{BODY}\n\n第{n}件。", **lodged), BARE)
    return Line("a letter by e-mail taken in", "the same matter lodged", ours, theirs, len(asked))


def _sent(world: World, port: int) -> Line:
    """All but the first turn, which is looked at for its statements."""
    with CaptureQueriesContext(connection) as asked:
        first = send_due(at=AT)
    with county_scope(world.county.pk):
        waiting = Outgoing.objects.waiting().count()
    begun, spent, done = time.perf_counter(), _cpu(), 0
    while now := send_due(at=AT + timedelta(seconds=time.perf_counter() - begun)):
        done += now
    if done != waiting or not done:
        raise RuntimeError(f"{done} of {waiting} messages left")
    ours = (_cpu() - spent) / done
    print(f"  {done / (time.perf_counter() - begun):,.0f} messages a second", flush=True)
    with smtplib.SMTP("127.0.0.1", port) as bare:
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "收到了您反映的事项"
        made.set_content(BODY)
        theirs = _each(lambda _n: bare.send_message(made), BARE)
    return Line("a message handed to the mail server", "a bare mail", ours, theirs, len(asked) // first)


def _each(run: Callable[[int], object], many: int) -> float:
    spent = _cpu()
    for n in range(many):
        run(n)
    return (_cpu() - spent) / many


def _cpu() -> float:
    """Of this process and of the database that serves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return time.process_time() + cpu_of(backend)
