"""Opens the county wall for a request: by the public address /c/<county>/, else by who is logged in."""

import re
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from huiyin.audit.scope import county_scope
from huiyin.orgs.entering import entered, entering
from huiyin.orgs.models import County
from huiyin.orgs.models.county import is_known

_PUBLIC = re.compile(r"^/c/(?P<slug>[-a-z0-9]+)/")


class CountyScope:
    """One transaction per request, inside one county; a failed request leaves nothing behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = (word for name, values in request.GET.lists() for word in (name, *values))
        if "\x00" in request.path_info or any("\x00" in word for word in asked):
            raise BadRequest("\\x00")  # PostgreSQL has no such character, and no address of ours has it
        if not _is_of_text(request.encoding):
            raise BadRequest(request.encoding)  # before its form is read, which fails on it
        request.at = timezone.now()  # type: ignore[attr-defined]
        public = _PUBLIC.match(request.path_info)
        if public:
            county = County.objects.filter(slug=public["slug"]).first()
            return self.get_response(request) if county is None else self._inside(request, county)
        key = request.session.get("county")
        return self._of_session(request, key) if key else self.get_response(request)

    def _of_session(self, request: HttpRequest, key: int) -> HttpResponseBase:
        """Open the wall of the session's county and see who comes in; of no such county there is no page."""
        with county_scope(key, entering(request.session, request.at)) as row:  # type: ignore[attr-defined]
            if row is None:
                return self.get_response(request)
            found = entered(request.session, row)
            if found.official is not None:
                request._cached_user = found.official  # type: ignore[attr-defined]  # Django asks for nobody then
            return self._served(request, found.county)

    def _inside(self, request: HttpRequest, county: County) -> HttpResponseBase:
        with county_scope(county.pk):
            return self._served(request, county)

    def _served(self, request: HttpRequest, county: County) -> HttpResponseBase:
        request.county = county  # type: ignore[attr-defined]
        is_known(county)
        with timezone.override(county.zone):  # its days and hours on every page
            response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response


def _is_of_text(encoding: str | None) -> bool:
    """Whether a form can be read by it: Python also knows codes such as rot13 and zip, which browsers never name."""
    try:
        b"a".decode(encoding or "utf-8")
    except (LookupError, UnicodeError):
        return False
    return True


def open_county(request: HttpRequest) -> County:
    """The county of this request; a page that needs one answers 404 without."""
    county: County | None = getattr(request, "county", None)
    if county is None:
        raise Http404
    return county
