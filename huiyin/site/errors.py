"""A page that does not exist: officials stay in their own frame, with the search; everybody else gets the public page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The staff's own for who is signed in and not on a public address."""
    user = getattr(request, "user", None)
    is_staff = user is not None and user.is_authenticated and hasattr(request, "county")
    if is_staff and not request.path_info.startswith("/c/"):
        return render(request, "site/missing.html", status=404)
    return page_not_found(request, exception)
