"""Ends the web server and the clock when their parent is gone, kill -9 included; no Django here."""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path


def watch() -> None:
    """Read `+pid` and `-pid` from the parent; when the pipe closes, end every pid that is left."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    living: set[int] = set()
    for line in sys.stdin:
        sign, pid = line[0], int(line[1:])
        living.add(pid) if sign == "+" else living.discard(pid)
    for strike in (signal.SIGTERM, signal.SIGKILL):
        for pid in set(living):
            try:
                os.kill(pid, strike)
            except ProcessLookupError:
                living.discard(pid)
        end = time.monotonic() + 10
        while living and time.monotonic() < end:
            time.sleep(0.1)
            for pid in set(living):
                try:
                    os.kill(pid, 0)
                except ProcessLookupError:
                    living.discard(pid)


def let_database_go(home: str) -> None:
    """Stop the embedded database, unless somebody else uses it."""
    from huiyin.site.database import Embedded

    Embedded(Path(home)).stop_abandoned()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        watch()
    if sys.argv[1:] and sys.argv[1]:
        let_database_go(sys.argv[1])
