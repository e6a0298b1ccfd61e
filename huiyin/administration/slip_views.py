"""Coming in with a slip: name and code, or the link, and then a password of one's own. Nobody is signed in here yet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.administration import letting
from huiyin.orgs import slips
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.orgs.many import PASSWORD_LEAST
from huiyin.orgs.models import Official, Slip
from huiyin.ui.deeds import attempt, posted, shown
from huiyin.ui.forms import DeedForm, SlipCode

MARK = "slip"  # under which the session keeps which slip it was opened with


class SlipForm(forms.Form):
    """Both stand on the slip."""

    login = forms.CharField(
        label=gettext_lazy("Login name"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = SlipCode(label=gettext_lazy("Code of the slip"))


class FirstPasswordForm(DeedForm):
    """The same password twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The new password once more"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _(
            "At least %(n)d characters; a sentence that only you would say is easy to remember and hard to guess."
        )
        self.fields["password"].help_text = words % {"n": PASSWORD_LEAST}

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two were not the same."))
        return given


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def ask(request: PublicRequest) -> HttpResponse:
    """Name and code; a wrong name and a wrong code are told alike, and slow down whoever guesses."""
    form, wait = SlipForm(posted(request)), 0
    if request.method == "POST" and form.is_valid():
        tried = slips.by_code(**form.cleaned_data, address=address_of(request), at=request.at)
        if tried.slip is not None:
            return _open(request, tried.slip)
        wait = tried.wait
        form.add_error(None, _told(wait))
    page = shown(request, "administration/come_in.html", form)
    if wait:
        page.status_code = 429
        page.headers["Retry-After"] = str(wait)
    return keep_private(page)


@require_http_methods(["GET", "HEAD"])
@public
def follow(request: PublicRequest, link: str) -> HttpResponse:
    """The link of the slip: the browser is let on, and the address no longer says with what."""
    slip = slips.by_link(link, at=request.at)
    return _open(request, slip) if slip else keep_private(_to(request, "ask"))


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def password(request: PublicRequest) -> HttpResponse:
    """Choose a password with the slip that was shown just before; then sign in with it."""
    slip = slips.by_index(request.session.get(MARK, ""), at=request.at)
    if slip is None:
        return keep_private(_to(request, "ask"))
    form = FirstPasswordForm(posted(request))

    def act() -> Official:
        return letting.come_in(slip=slip, password=form.cleaned_data["password"], at=request.at)

    if attempt(request, form, act) is None:
        return keep_private(
            shown(
                request,
                "administration/first_password.html",
                form,
                official=slip.official,
                slip=slip,
                giver=letting.giver(slip),
            )
        )
    request.session.flush()
    messages.success(request, _("Your password is set. Please sign in with it."))
    return keep_private(redirect("login"))


def _open(request: PublicRequest, slip: Slip) -> HttpResponse:
    """The session gets a new key, so that nobody who planted the old one comes in behind."""
    request.session.cycle_key()
    request.session[MARK] = slip.link_index
    return keep_private(_to(request, "password"))


def _to(request: PublicRequest, page: str) -> HttpResponse:
    return redirect(reverse(f"slips:{page}", kwargs={"county": request.county.slug}))


def _told(wait: int) -> str:
    if wait:
        return ngettext(
            "Several tries did not fit. Please wait %(n)d second, then try again.",
            "Several tries did not fit. Please wait %(n)d seconds, then try again.",
            wait,
        ) % {"n": wait}
    return _("This name and this code do not open anything, or the slip is no longer valid.")
