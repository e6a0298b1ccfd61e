"""What the frame of every page is told: navigation, who is signed in, what is unread."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.notices.models import Notice
from huiyin.orgs.models import County, Official
from huiyin.site.sections import navigation
from huiyin.ui.shell import Account, AccountLink


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame: public pages get their county, staff pages their navigation."""
    county: County | None = getattr(request, "county", None)
    if county is None:
        return {}
    public = reverse("portal:home", kwargs={"county": county.slug})
    frame: dict[str, Any] = {
        "place": county.name,
        "home_url": public,
        "about_url": reverse("portal:about", kwargs={"county": county.slug}),
        "complain_url": reverse("say:say", kwargs={"county": county.slug}) + "?about=system",
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and not request.path_info.startswith("/c/"):
        frame |= _staff(request, user)
    return frame


def _staff(request: HttpRequest, official: Official) -> dict[str, Any]:
    at = request.at  # type: ignore[attr-defined]
    standing = official.standing(at)
    nav, subnav = navigation(standing, request.path_info)
    posts = dict.fromkeys(f"{hat.unit_name} {hat.title}" for hat in standing.hats)
    return {
        "nav": nav,
        "subnav": subnav,
        "home_url": reverse("desk"),
        "logout_url": reverse("logout"),
        "notices_url": reverse("notices"),
        "unread": Notice.objects.visible_to(official).unread().count(),
        "account": Account(
            official.name,
            pgettext("between parts of a spoken list", "; ").join(posts),
            (AccountLink(reverse("clock"), _("Does the clock run")),),
        ),
    }
