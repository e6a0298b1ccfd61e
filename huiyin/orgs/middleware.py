"""Opens the county wall for a request: by the public address /c/<county>/, else by who is logged in."""

import re
from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from huiyin.audit.scope import county_scope
from huiyin.orgs.models import County

_PUBLIC = re.compile(r"^/c/(?P<slug>[-a-z0-9]+)/")


class CountyScope:
    """One transaction per request, inside one county; a failed request leaves nothing behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info or any(
            "\x00" in v for vs in dict(request.GET.lists()).values() for v in vs
        ):
            return HttpResponseBadRequest()  # PostgreSQL has no such character, and no address of ours has it
        request.at = timezone.now()  # type: ignore[attr-defined]
        county = county_of(request)
        if county is None:
            return self.get_response(request)
        request.county = county  # type: ignore[attr-defined]
        with county_scope(county.pk), timezone.override(county.zone):  # its days and hours on every page
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def county_of(request: HttpRequest) -> County | None:
    """The county this request is about, if any; an unknown public address has no page."""
    public = _PUBLIC.match(request.path_info)
    if public:
        return County.objects.filter(slug=public["slug"]).first()
    key = request.session.get("county")
    return County.objects.filter(pk=key).first() if key else None


def open_county(request: HttpRequest) -> County:
    """The county of this request; a page that needs one answers 404 without."""
    county: County | None = getattr(request, "county", None)
    if county is None:
        raise Http404
    return county
