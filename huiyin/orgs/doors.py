"""The door of the staff pages: who asks, for which county, at what moment. Behind it all rows come through a scope."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from huiyin.orgs.models import County, Official


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in: the official, their county, and the moment it came in."""

    user: Official
    county: County
    at: datetime


class PublicRequest(HttpRequest):
    """A request to a county's public pages."""

    county: County
    at: datetime


StaffView = Callable[..., HttpResponseBase]


def staff(view: Callable[..., HttpResponseBase]) -> StaffView:
    """Only for officials who are logged in; everybody else is shown the login and comes back afterwards."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and hasattr(request, "county")):
            return redirect_to_login(request.get_full_path())
        response = view(cast(StaffRequest, request), *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    door.door = "staff"  # type: ignore[attr-defined]
    return door
