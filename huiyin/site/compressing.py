"""Pages go compressed over the line, a fifth of their bytes, where nothing secret stands beside what a stranger can choose.

Whoever sees how long an answer is, and may choose what stands in it, can guess what else stands there, letter by letter
(BREACH). So the page of somebody whom we know goes compressed only if nothing was asked of it in its address, whose words
a stranger can put into a link; what is sent to us is answered as it is; and each length is moved by a few random bytes.
The tokens of forms are drawn anew for every answer (Django masks them), so that two answers never share one.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressedPages(GZipMiddleware):
    """Compresses pages, and no documents: these are packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer as it may go out."""
        if not may_be_compressed(request, response):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


def may_be_compressed(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the length of this page tells nobody what stands in it."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    plain = request.method == "GET" and response.status_code == 200
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return is_page and plain and not (known and request.META.get("QUERY_STRING"))
