"""Fifty officials and two hundred visitors at once: how long the desk takes then, against the same with nobody else there.

Each has a connection of their own and looks at what came before going on: an official a page every few seconds, a visitor
more slowly. `CROWD_SECONDS` says for how long (300). It ends where anything is answered with an error.
"""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from django.db import connection
from django.utils import timezone

from bench import frame
from bench.table import Line
from huiyin import demo
from huiyin.orgs.models import County

SECONDS = float(os.environ.get("CROWD_SECONDS", "300"))
IDLE = 40  # desks opened with nobody else there
OFFICIALS, VISITORS = 50, 200
STAFF = ("li", "chen", "liu", "zhou", "sun")
PAGES = ("/desk/", "/matters/", "/matters/?list=open", "/contacts/", "/contacts/new/", "/desk/")
PUBLIC = ("", "say/", "process/", "receptions/", "briefs/")
STAFF_WAITS, VISITOR_WAITS = (4.0, 12.0), (10.0, 30.0)  # seconds to read, from and to
DESK = "/desk/"


@dataclass
class Seen:
    """What the crowd got: seconds of each desk, how many pages, and what went wrong."""

    desks: list[float] = field(default_factory=list)
    pages: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, status: int, seconds: float) -> None:
        """One page that came."""
        with self.lock:
            self.pages += 1
            if page == DESK:
                self.desks.append(seconds)
            if status >= 400:
                self.wrong.append(f"{page}: {status}")


def everything() -> Iterator[Line]:
    """The slowest twentieth of the desks, alone and in the crowd; then what the web server keeps in memory."""
    demo.load(at=timezone.now())
    home = f"/c/{County.objects.get(is_demo=True).slug}/"
    cookies = [frame.cookie(who) for who in STAFF]
    with _server() as master:
        alone = Seen()
        for _ in range(2):
            for cookie in cookies:
                for page in (*PAGES, *(home + one for one in PUBLIC)):
                    _open(page, cookie, Seen())
        for number in range(IDLE):
            _open(DESK, cookies[number % len(cookies)], alone)
            time.sleep(0.1)
        before, crowd = _memory(master), Seen()
        _all_at_once(cookies, [home + page for page in PUBLIC], crowd)
        after = _memory(master)
    print(
        f"  {crowd.pages:,} pages, {len(crowd.desks)} desks; {before} MB before, {after} MB after", flush=True
    )
    if crowd.wrong:
        raise SystemExit(f"{len(crowd.wrong)} went wrong: {crowd.wrong[:5]}")
    yield Line(
        "the desk in the crowd, 95 of 100", "with nobody else there", _late(crowd.desks), _late(alone.desks)
    )
    yield Line("the same crowd: MB of the web server, after", "MB before", after / 1000, before / 1000)


def _all_at_once(cookies: Sequence[str], public: Sequence[str], seen: Seen) -> None:
    end = time.monotonic() + SECONDS
    people = [(PAGES, cookies[number % len(cookies)], STAFF_WAITS) for number in range(OFFICIALS)]
    people += [(tuple(public), "", VISITOR_WAITS)] * VISITORS
    threads = [
        threading.Thread(target=_goes_on, args=(pages, cookie, waits, end, seen, Random(number)))  # noqa: S311
        for number, (pages, cookie, waits) in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _goes_on(
    pages: Sequence[str], cookie: str, waits: tuple[float, float], end: float, seen: Seen, rng: Random
) -> None:
    """One person, who comes some time after the beginning and opens page after page."""
    time.sleep(min(rng.uniform(0, waits[1]), max(0.0, end - time.monotonic())))
    while time.monotonic() < end:
        _open(rng.choice(pages), cookie, seen)
        time.sleep(rng.uniform(*waits))


def _open(page: str, cookie: str, seen: Seen) -> None:
    began = time.perf_counter()
    asked = http.client.HTTPConnection("127.0.0.1", frame.PORT, timeout=60)
    try:
        asked.request("GET", page, headers=frame.HEADERS | ({"Cookie": cookie} if cookie else {}))
        answer = asked.getresponse()
        answer.read()
        seen.note(page, answer.status, time.perf_counter() - began)
    except OSError as wrong:
        seen.note(page, 599, time.perf_counter() - began)
        seen.wrong.append(str(wrong))
    finally:
        asked.close()


def _late(seconds: list[float]) -> float:
    """What 95 of 100 stay below."""
    return sorted(seconds)[int(len(seconds) * 0.95)]


@contextmanager
def _server() -> Iterator[int]:
    """The web server as `huiyin run` starts it: two workers of four threads; gives the master's process id."""
    where = ["--bind", f"127.0.0.1:{frame.PORT}", "--workers", "2", "--threads", "4"]
    plain = ["--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"]
    own = {"DJANGO_SETTINGS_MODULE": "bench.served", "BENCH_DATABASE": connection.settings_dict["NAME"]}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *where, *plain, "huiyin.site.wsgi:application"],
        env={**os.environ, **own},
    )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with suppress(OSError), _connected():
                break
            time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _connected() -> Iterator[None]:
    asked = http.client.HTTPConnection("127.0.0.1", frame.PORT, timeout=5)
    asked.connect()
    yield
    asked.close()


def _memory(master: int) -> int:
    """MB that the workers keep."""
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    kept = (
        Path(f"/proc/{worker}/smaps_rollup").read_text().split("Pss:")[1].split()[0] for worker in workers
    )
    return sum(map(int, kept)) // 1024
