"""Logging in and out."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.demo.cast import ADMINISTRATORS, LOGINS, Login
from huiyin.orgs.backend import log_in_check
from huiyin.orgs.machines import remember
from huiyin.orgs.models import County, Official
from huiyin.ui.deeds import posted, shown


class LoginForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Login name"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"), max_length=200, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Let an official in, and back to where they were going; wrong and locked answer alike."""
    form, onward = LoginForm(posted(request)), onward_of(request)
    if request.method == "POST" and form.is_valid():
        official = log_in_check(**form.cleaned_data, at=timezone.now())
        if official is not None and may_enter(request, official):
            open_session(request, official)
            there = HttpResponseRedirect(onward if _opens_to(official, onward) else home_of(official))
            return there if official.county.is_demo else remember(there, official, timezone.now())
        form.add_error(
            None,
            _("The name or the password is not right, or the account is locked for a quarter of an hour."),
        )
    around = {"next": onward, "demo_logins": demo_logins(request), "come_in": _come_in()}
    return shown(request, "site/login.html", form, **around)


def _come_in() -> str:
    """Where one comes in with a slip, in an installation of one county; with several the slip says it."""
    slugs = _counties()
    return reverse("slips:ask", kwargs={"county": slugs[0]}) if len(slugs) == 1 else ""


def _counties() -> list[str]:
    """The short addresses of one or two: more need not be known."""
    return list(County.objects.values_list("slug", flat=True)[:2])


def home_of(official: Official) -> str:
    """The first page of who serves, and of who administers."""
    return reverse("administration:overview" if official.administers else "desk")


def _opens_to(official: Official, onward: str) -> bool:
    """Whether the page where they were going is one for them: who administers has none of the service, and the reverse."""
    try:
        of = getattr(resolve(urlsplit(onward).path).func, "of", None)
    except Resolver404:
        return False
    return of is None or not set(of).isdisjoint(official.administers or ("",))


def onward_of(request: HttpRequest) -> str:
    """Where somebody was going when a page came between, if that is a page of ours; else empty."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if safe else ""


def on_loopback(request: HttpRequest) -> bool:
    """Whether the request comes from this very machine, with no proxy between."""
    here = request.META.get("REMOTE_ADDR", "")
    return (here.startswith("127.") or here in ("::1", "")) and "HTTP_X_FORWARDED_FOR" not in request.META


def may_enter(request: HttpRequest, official: Official) -> bool:
    """Everybody may, but the people of a demo county only from this machine and never in production."""
    if not official.county.is_demo:
        return True
    return bool(settings.HUIYIN_DEMO_LOGINS) and on_loopback(request)


def demo_logins(request: HttpRequest) -> tuple[Login, ...]:
    """The demo logins, shown where they work."""
    if not settings.HUIYIN_DEMO_LOGINS or not on_loopback(request):
        return ()
    return (*LOGINS, *ADMINISTRATORS.values()) if County.objects.filter(is_demo=True).exists() else ()


def open_session(request: HttpRequest, official: Official) -> None:
    """A fresh session that remembers the official and the county; nothing of an earlier one is kept."""
    request.session.flush()
    request.session[SESSION_KEY] = str(official.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = official.get_session_auth_hash()
    request.session["county"] = official.county_id
    rotate_token(request)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session; drafts on the machine go with it."""
    end_session(request)
    return redirect("login")
