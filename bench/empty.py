"""A view that does nothing, beside all of ours: what the server, Django and the middleware cost before any page."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

EMPTY = "/-/empty/"


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns = [path(EMPTY.removeprefix("/"), empty), path("", include("huiyin.site.urls"))]
