"""Views that do nothing, beside all of ours: what the server and Django cost, and what the frame of a staff page costs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.http import require_safe

from huiyin.orgs.doors import StaffRequest, staff

EMPTY = "/-/empty/"
FRAME = "/-/frame/"


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


@require_safe
@staff
def frame(request: StaffRequest) -> HttpResponse:
    """A staff page without content: who is signed in, navigation, notices, words of the script."""
    return render(request, "ui/base_staff.html")


urlpatterns = [
    path(EMPTY.removeprefix("/"), empty),
    path("", include("huiyin.site.urls")),
    path(FRAME.removeprefix("/"), frame),
]
