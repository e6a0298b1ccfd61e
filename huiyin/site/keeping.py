"""Keeping time: each line of the schedule when its moment has come, and at once again where more of it waits."""

import signal
import threading
import time
from collections.abc import Sequence
from datetime import timedelta

from django.db import close_old_connections, connections, transaction
from django.utils import timezone

from huiyin.site.lines import Line
from huiyin.site.schedule import SCHEDULE, log, run_line

BUSY = 250  # rows done of what goes in turns: half a turn, as some of it may have been put off

IDLE = timedelta(minutes=1)


def run_forever() -> None:
    """Run each line when its time has come, until told to stop; what takes long in a thread of its own each."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    beside = [threading.Thread(target=keep, args=(lane, stop), daemon=True) for lane in lanes_of(SCHEDULE)]
    for thread in beside:
        thread.start()
    keep([line for line in SCHEDULE if not line.takes_long], stop)
    until = time.monotonic() + 1  # a long computation is taken up again by the next clock
    for thread in beside:
        thread.join(timeout=max(0.0, until - time.monotonic()))


def lanes_of(lines: Sequence[Line]) -> list[list[Line]]:
    """What takes long, each alone: a server that answers slowly holds up nothing but what is sent to it."""
    return [[line] for line in lines if line.takes_long]


def keep(lines: Sequence[Line], stop: threading.Event) -> None:
    """Run each of these lines when its time has come, until told to stop; by a connection of this thread alone."""
    try:
        _keep(lines, stop)
    finally:
        connections.close_all()  # of this thread: nobody else uses them


def _keep(lines: Sequence[Line], stop: threading.Event) -> None:
    due = {line.name: timezone.now() for line in lines}
    while not stop.is_set():
        now = timezone.now()
        for line in lines:
            if due[line.name] <= now and not stop.is_set():
                close_old_connections()
                done = 0
                try:
                    done = run_line(line, at=timezone.now())
                except Exception:  # the database is away for a moment: try again at the next turn
                    log.exception("line %s could not be kept", line.name)
                    transaction.get_connection().close()
                if not line.in_turns or done < BUSY:  # else the others have their turn, and then it goes on
                    due[line.name] = now + line.every
        if min(due.values(), default=now) - now > IDLE:
            connections.close_all()  # what runs once an hour holds no connection until then
        stop.wait(0.5)
