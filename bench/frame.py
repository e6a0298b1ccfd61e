"""What the frame of a page costs: CPU of ordinary staff pages against an empty view of the same server and process."""

import io
import os
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, include, path, set_urlconf
from django.utils import timezone

from bench.session import signed_in
from bench.table import Line
from huiyin import demo
from huiyin.audit.scope import county_scope
from huiyin.orgs.models import County, Official

RUNS, ROUNDS = 15, 9
EMPTY = "/-/empty/"
# Who opens what; the first has no rows in the demo county for a handler of matters.
PAGES = (
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


def empty(request: HttpRequest) -> HttpResponse:
    """A view that does nothing: what Django and our middleware cost."""
    return HttpResponse()


urlpatterns = [path(EMPTY.strip("/") + "/", empty), path("", include("huiyin.site.urls"))]


def everything() -> Iterator[Line]:
    """Each page as a multiple of the empty view, in rounds that take turns, so that a busy machine harms both alike."""
    demo.load(at=timezone.now())
    yield from measured()


def measured() -> Iterator[Line]:
    """The same, where the demo county is there already."""
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    set_urlconf(None)
    serve = WSGIHandler()
    cookies = {who: _cookie(who) for who, _page in PAGES}
    for who, page in PAGES:
        print(f"  {_queries(serve, page, cookies[who]):3} queries  {who} {page}", flush=True)
    for who, page in PAGES:
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(_cpu(serve, EMPTY, ""))
            ours.append(_cpu(serve, page, cookies[who]))
        yield Line(f"{who} {page}", "an empty view", min(ours), min(theirs))


def _cookie(who: str) -> str:
    found = County.objects.get(is_demo=True)
    with county_scope(found.pk):
        official = Official.objects.get(username=who)
        return f"{settings.SESSION_COOKIE_NAME}={signed_in(official).cookies[settings.SESSION_COOKIE_NAME].value}"


def _asked(serve: WSGIHandler, page: str, cookie: str) -> int:
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


def _queries(serve: WSGIHandler, page: str, cookie: str) -> int:
    for _ in range(2):
        if (status := _asked(serve, page, cookie)) != 200:
            raise SystemExit(f"{page} answered {status}")
    with CaptureQueriesContext(connection) as found:
        _asked(serve, page, cookie)
    if os.environ.get("FRAME_SQL"):
        for one in found:
            print("     ", one["sql"][:300])
    return len(found)


def _cpu(serve: WSGIHandler, page: str, cookie: str) -> float:
    begun = time.process_time()
    for _ in range(RUNS):
        _asked(serve, page, cookie)
    return (time.process_time() - begun) / RUNS
