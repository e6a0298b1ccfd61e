"""Keeping time: each line of the schedule when its moment has come, and at once again where more of it waits."""

import signal
import threading
from collections.abc import Sequence

from django.db import close_old_connections, transaction
from django.utils import timezone

from huiyin.site.lines import Line
from huiyin.site.schedule import SCHEDULE, log, run_line

BUSY = 250  # rows done of what goes in turns: half a turn, as some of it may have been put off


def run_forever() -> None:
    """Run each line when its time has come, until told to stop; what takes long in a thread beside the others."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    lanes = [[line for line in SCHEDULE if line.takes_long is long] for long in (True, False)]
    beside = threading.Thread(target=keep, args=(lanes[0], stop), daemon=True)
    beside.start()
    keep(lanes[1], stop)
    beside.join(timeout=1)  # a long computation is taken up again by the next clock


def keep(lines: Sequence[Line], stop: threading.Event) -> None:
    """Run each of these lines when its time has come, until told to stop."""
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
        stop.wait(0.5)
