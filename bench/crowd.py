"""Fifty officials and two hundred visitors at once: how long the desk takes then, against the same with nobody else there.

Each has a connection of their own and looks at what came before going on: an official a page every few seconds, a visitor
more slowly. `CROWD_SECONDS` says for how long (300). It ends where anything is answered with an error.
"""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

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
    with frame.server(2) as workers:
        alone = Seen()
        for _ in range(2):
            for cookie in cookies:
                for page in (*PAGES, *(home + one for one in PUBLIC)):
                    _open(page, cookie, Seen())
        for number in range(IDLE):
            _open(DESK, cookies[number % len(cookies)], alone)
            time.sleep(0.1)
        before, crowd = _memory(workers), Seen()
        _all_at_once(cookies, [home + page for page in PUBLIC], crowd)
        after = _memory(workers)
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
    began, status = time.perf_counter(), 0
    try:
        status = frame.over_http(page, cookie)
    except OSError as wrong:
        seen.wrong.append(f"{page}: {wrong}")
    seen.note(page, status, time.perf_counter() - began)


def _late(seconds: list[float]) -> float:
    """What 95 of 100 stay below."""
    return sorted(seconds)[int(len(seconds) * 0.95)]


def _memory(workers: Sequence[int]) -> int:
    """MB that the workers keep."""
    kept = (Path(f"/proc/{one}/smaps_rollup").read_text().split("Pss:")[1].split()[0] for one in workers)
    return sum(map(int, kept)) // 1024
