"""What the frame of every page is told: navigation, who is signed in, what is unread."""

from functools import lru_cache, partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.notices.models import unread_count
from huiyin.orgs.doors import warning_of_address
from huiyin.orgs.models import County, Official
from huiyin.site.sections import navigation
from huiyin.site.using import help_for
from huiyin.ui.shell import Account, AccountLink


@lru_cache(maxsize=1024)  # an address is decided by the code and the slug
def _public_addresses(slug: str) -> dict[str, str]:
    return {
        "home_url": reverse("portal:home", kwargs={"county": slug}),
        "about_url": reverse("portal:about", kwargs={"county": slug}),
        "complain_url": reverse("say:say", kwargs={"county": slug}) + "?about=system",
    }


@lru_cache(maxsize=1)
def _staff_addresses() -> dict[str, str]:
    return {
        "home_url": reverse("desk"),
        "logout_url": reverse("logout"),
        "notices_url": reverse("notices"),
        "search_url": reverse("search:find"),
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame: public pages get their county, staff pages their navigation and a word on what they would print."""
    county: County | None = getattr(request, "county", None)
    own: dict[str, Any] = {}
    if not request.path_info.startswith("/c/"):
        own["only_here"] = partial(warning_of_address, request)  # asked by the pages that are printed
    if county is None:
        return own
    frame: dict[str, Any] = own | {"place": county.name} | _public_addresses(county.slug)
    if county.logo:
        frame["logo_url"] = reverse("portal:logo", kwargs={"county": county.slug, "digest": county.logo})
    frame["help_url"] = help_for(request.path_info)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and not request.path_info.startswith("/c/"):
        frame |= _staff(request, user)
    return frame


def _administration(request: HttpRequest, official: Official) -> dict[str, Any]:
    """Without search, notices and whatever else belongs to the service."""
    nav, subnav = navigation(frozenset(official.administers), request.path_info)
    duties = [str(Official.Administers(duty).label) for duty in official.administers]
    links = (AccountLink(reverse("password"), _("Change password")),)
    post = pgettext("between parts of a spoken list", "; ").join(duties)
    return {
        "home_url": reverse("administration:overview"),
        "logout_url": reverse("logout"),
        "nav": nav,
        "subnav": subnav,
        "signed_in": Account(official.name, post, links),
    }


def _staff(request: HttpRequest, official: Official) -> dict[str, Any]:
    if official.administers:
        return _administration(request, official)
    standing = official.standing(request.at)  # type: ignore[attr-defined]
    nav, subnav = navigation(standing.capacities, request.path_info)
    posts = dict.fromkeys(f"{hat.unit_name} {hat.title}" for hat in standing.hats)
    links = (AccountLink(reverse("password"), _("Change password")),)
    return {
        **_staff_addresses(),
        "nav": nav,
        "subnav": subnav,
        "unread": unread_count(official),
        "signed_in": Account(
            official.name, pgettext("between parts of a spoken list", "; ").join(posts), links
        ),
    }
