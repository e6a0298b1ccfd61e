"""The doors: of the staff pages, behind which all rows come through a scope, and of a county's public pages."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from ipaddress import ip_address
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.orgs.middleware import open_county
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
PublicView = Callable[..., HttpResponseBase]
Page = TypeVar("Page", bound=HttpResponseBase)


ANYBODY = ("", *Official.Administers.values)  # with an account, whether it serves or administers


def staff(
    view: Callable[..., HttpResponseBase],
    *,
    of: Collection[str] = ("",),
    with_given_password: bool = False,
) -> StaffView:
    """Only for officials who are logged in; everybody else is shown the login and comes back afterwards.

    `of` says for whom among them: officials who serve (""), or who administers what. For others there is no such page:
    so no page of the service, where residents' data is, opens for an administrator.
    Who still has a password that somebody gave them chooses their own first, unless the page is for that.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and hasattr(request, "county")):
            return _to_the_login(request)
        official: Official = request._cached_user  # type: ignore[attr-defined]  # no longer behind Django's proxy
        request.user = official
        if set(of).isdisjoint(official.administers or ("",)):
            raise Http404
        if official.password_is_given and not with_given_password:
            return redirect_to_login(request.get_full_path(), reverse("password"))
        response = view(cast(StaffRequest, request), *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    door.door = "staff" if "" in of else "administration"  # type: ignore[attr-defined]
    door.of = tuple(of)  # type: ignore[attr-defined]
    return door


def administration(*of: str) -> Callable[[Callable[..., HttpResponseBase]], StaffView]:
    """The door of a page for administrators: of the system, of security, of the audit."""
    return lambda view: staff(view, of=of)


def _to_the_login(request: HttpRequest) -> HttpResponseBase:
    """And back afterwards; whoever was sending something reads there that it is not lost."""
    there = redirect_to_login(request.get_full_path())
    if request.method == "POST":
        there.headers["Location"] += "&typed=1"
    return there


def staff_deed(view: Callable[..., HttpResponseBase]) -> StaffView:
    """The door of a page on which officials do something: shown, and sent."""
    return require_http_methods(["GET", "HEAD", "POST"])(staff(view))


def public(view: Callable[..., HttpResponseBase]) -> PublicView:
    """A page of one county that needs no login; an address of no county, or of another one, has no page."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, county: str, **kwargs: Any) -> HttpResponseBase:
        if (
            open_county(request).slug != county
        ):  # an official's own county never stands in for the one asked for
            raise Http404
        return view(cast(PublicRequest, request), *args, **kwargs)

    door.door = "public"  # type: ignore[attr-defined]
    return door


def whole_address(request: HttpRequest, path: str) -> str:
    """A path as it is printed for people: at the address of this installation, else where the browser found it."""
    return f"{settings.HUIYIN_ADDRESS}{path}" if settings.HUIYIN_ADDRESS else request.build_absolute_uri(path)


def is_of_this_machine(address: str) -> bool:
    """Whether an address opens on the machine that serves it and nowhere else."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def warning_of_address(request: HttpRequest) -> str:
    """What to say to who prints, while what is printed bears an address that opens on this machine only; else nothing."""
    address = whole_address(request, "/")
    if not is_of_this_machine(address):
        return ""
    words = _(
        "What is printed here bears the address %(address)s, which opens on this machine only: nobody else can use it. "
        "Whoever runs the installation sets HUIYIN_ADDRESS to its public address and starts it anew; what is printed "
        "after that bears it. Codes that are shown only once hold there too: please write the public address beside them."
    )
    return words % {"address": address}


def keep_private(response: Page, **headers: str) -> Page:
    """Nowhere kept, nowhere indexed: a page that one person alone may read."""
    for name, value in {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", **headers}.items():
        response.headers[name] = value
    return response


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: the network of an IPv6 address, since one household owns a whole one.

    Behind our own proxy the last entry of X-Forwarded-For is the proxy's; earlier ones anybody can write.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        text = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip() or text
    try:
        found = ip_address(text)
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(found.ipv4_mapped) if found.ipv4_mapped else found.exploded[:19]
    return str(found)
