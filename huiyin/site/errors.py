"""Pages for what went wrong: nothing there, in whose frame; or the data are away, with what was sent to be sent again."""

import sys
from contextlib import suppress

from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import bad_request, page_not_found, server_error

from huiyin.api.problems import in_our_shape

AWAY = (OperationalError, InterfaceError)  # the database starts again, or has too much to do
RETRY_AFTER = 10  # seconds
SECRET = frozenset({"password", "current", "again", "code"})  # never written into a page


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The staff's own for who is signed in and not on a public address; another system gets its own shape."""
    if (answer := in_our_shape(request, "not_found")) is not None:
        return answer
    user = getattr(request, "user", None)
    is_staff = user is not None and user.is_authenticated and hasattr(request, "county")
    if is_staff and not request.path_info.startswith("/c/"):
        return render(request, "site/missing.html", status=404)
    return page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no browser of ours sends."""
    return in_our_shape(request, "unreadable") or bad_request(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database is away for a moment, which the page says, with a way to go on."""
    is_away = isinstance(sys.exc_info()[1], AWAY)
    if (answer := in_our_shape(request, "away" if is_away else "failed")) is not None:
        if is_away:
            answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer
    if not is_away:
        return server_error(request)
    context = {
        "there": request.get_full_path(),
        "is_sent": request.method == "POST",
        "fields": _sent(request),
    }
    page = render_to_string("503.html", context)  # without the request: nothing of it asks the database again
    return HttpResponse(
        page, status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    )


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The words of a form, to be sent again as they were, its token included; not passwords, and files cannot be."""
    with suppress(BadRequest, RawPostDataException, UnreadablePostError):
        if request.method == "POST" and not SECRET & set(request.POST) and not request.FILES:
            return [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return []
