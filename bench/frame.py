"""What the frame of a page costs: CPU of ordinary staff pages against an empty view of the same server.

Twice: the worker's own time while a real server answers over HTTP, and the time of the same pages inside this process.
"""

import http.client
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, set_urlconf
from django.utils import timezone

from bench.empty import EMPTY, FRAME
from bench.session import signed_in
from bench.table import Line, cpu_of
from huiyin import demo
from huiyin.audit.scope import county_scope
from huiyin.orgs.models import County, Official

RUNS, ROUNDS = 25, 7
PORT = int(os.environ.get("BENCH_PORT", "8769"))
ADDRESS = f"http://127.0.0.1:{PORT}"
# Who opens what; the first is the frame alone, the second has no rows in the demo county.
PAGES = (
    ("li", FRAME),
    ("li", "/signals/"),
    ("li", "/matters/"),
    ("li", "/desk/"),
    ("zhou", "/desk/"),
    ("chen", "/matters/"),
    ("chen", "/desk/"),
    ("chen", "/reports/work-summary/"),
    ("chen", "/reports/classes/"),
    ("zhou", "/reach/"),
    ("zhou", "/contacts/new/"),
)
# What a browser sends besides its cookie.
HEADERS = {
    "Host": "localhost",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.8,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
Ask = Callable[[str, str], int]
Clock = Callable[[], float]


def everything() -> Iterator[Line]:
    """Each page as a multiple of the empty view, in rounds that take turns, so that a busy machine harms both alike."""
    demo.load(at=timezone.now())
    yield from measured()


def measured() -> Iterator[Line]:
    """The same, where the demo county is there already."""
    cookies = {who: cookie(who) for who, _page in PAGES}
    with server() as (worker,):
        yield from _multiples(over_http, partial(cpu_of, worker), cookies, "an empty view over HTTP")
    settings.ROOT_URLCONF = "bench.empty"
    clear_url_caches()
    set_urlconf(None)
    ask = partial(_in_process, WSGIHandler())
    asked = {(who, page): _queries(ask, page, cookies[who]) for who, page in PAGES}
    yield from _multiples(ask, time.process_time, cookies, "an empty view in process", asked)


def _multiples(
    ask: Ask,
    clock: Clock,
    cookies: dict[str, str],
    baseline: str,
    asked: Mapping[tuple[str, str], int] = MappingProxyType({}),
) -> Iterator[Line]:
    for who, page in PAGES:
        ours, theirs = [], []
        _cost(ask, clock, page, cookies[who], 3)  # whatever is read once in a process
        for _ in range(ROUNDS):
            theirs.append(_cost(ask, clock, EMPTY, "", RUNS * 2))  # nobody: no session, no county
            ours.append(_cost(ask, clock, page, cookies[who], RUNS))
        yield Line(f"{who} {page}", baseline, min(ours), min(theirs), asked.get((who, page), 0))


def _cost(ask: Ask, clock: Clock, page: str, cookie: str, times: int) -> float:
    begun = clock()
    for _ in range(times):
        if (status := ask(page, cookie)) != 200:
            raise SystemExit(f"{page} answered {status}")
    return (clock() - begun) / times


def cookie(who: str) -> str:
    found = County.objects.get(is_demo=True)
    with county_scope(found.pk):
        official = Official.objects.get(username=who)
        cookies = {
            settings.SESSION_COOKIE_NAME: signed_in(official).cookies[settings.SESSION_COOKIE_NAME].value,
            settings.CSRF_COOKIE_NAME: "0" * CSRF_SECRET_LENGTH,  # every browser has one after its first page
        }
        return "; ".join(f"{name}={value}" for name, value in cookies.items())


# -- a real server ---


@contextmanager
def server(workers: int = 1) -> Iterator[list[int]]:
    """The web server as `huiyin run` starts it, with so many workers; gives their process ids."""
    where = ["--bind", f"127.0.0.1:{PORT}", "--workers", str(workers), "--threads", "4"]
    plain = ["--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"]
    words = [sys.executable, "-m", "gunicorn", *where, *plain, "huiyin.site.wsgi:application"]
    own = {"DJANGO_SETTINGS_MODULE": "bench.served", "BENCH_DATABASE": connection.settings_dict["NAME"]}
    process = subprocess.Popen(words, env={**os.environ, **own})
    try:
        yield _workers_of(process.pid)
    finally:
        process.terminate()
        process.wait()


def _workers_of(master: int) -> list[int]:
    """The children of gunicorn's master, as soon as one of them answers."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError):
            over_http(EMPTY, "")
            return [int(one) for one in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
        time.sleep(0.2)
    raise SystemExit("the web server did not start")


def over_http(page: str, cookie: str) -> int:
    """Ask for a page with a cookie, or with none; its status once all of it has come."""
    asked = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        asked.request("GET", page, headers=HEADERS | ({"Cookie": cookie} if cookie else {}))
        answer = asked.getresponse()
        answer.read()
        return answer.status
    finally:
        asked.close()


# -- in this process ---


def _in_process(serve: WSGIHandler, page: str, cookie: str) -> int:
    where, _mark, query = page.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": where,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    said: list[str] = []
    answer = serve(environ, lambda status, _headers: said.append(status))
    for _part in answer:
        pass
    answer.close()  # type: ignore[attr-defined]
    return int(said[0].split()[0])


def _queries(ask: Ask, page: str, cookie: str) -> int:
    for _ in range(2):
        ask(page, cookie)
    with CaptureQueriesContext(connection) as found:
        ask(page, cookie)
    if os.environ.get("FRAME_SQL"):
        for one in found:
            print("     ", one["sql"][:300])
    return len(found)
