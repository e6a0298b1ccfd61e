"""One's own password: chosen anew by who knows the old one, and before anything else by who was given it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.lib.refusal import Beside, Refused
from huiyin.orgs.backend import prove
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.many import PASSWORD_LEAST, choose_password
from huiyin.site.session import onward_of, open_session
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import DeedForm

LEAD = _(
    "At least %(n)d characters; a sentence that only you would say is easy to remember and hard to guess. "
    "Where you are signed in elsewhere, you are signed out there."
)
GIVEN = _("Your password was set by somebody else. Please choose your own before you go on.")


class PasswordForm(DeedForm):
    """The password one has, and twice the one one wants."""

    current = forms.CharField(
        label=_("Present password"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The new password once more"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two were not the same."))
        return given


def _choose(request: StaffRequest, form: DeedForm, there: str) -> str:
    official = prove(request.user, form.cleaned_data["current"], at=request.at)
    if official is None:
        wrong = _("The present password is not right, or the account is locked for a quarter of an hour.")
        raise Refused(Beside("current", str(wrong)))
    choose_password(official=official, password=form.cleaned_data["password"], at=request.at)
    open_session(request, official)
    return there


PAGE = DeedPage(
    title=_("Change password"), form=PasswordForm, act=_choose, done=_("Your password is changed.")
)


@sensitive_post_parameters("current", "password", "again")
def _page(request: StaffRequest) -> HttpResponse:
    form, there = PAGE.form(posted(request)), onward_of(request) or reverse("desk")
    lead = GIVEN if request.user.password_is_given else LEAD % {"n": PASSWORD_LEAST}
    around: dict[str, Any] = {"page": PAGE, "lead": lead, "back": there, "back_words": _("Back")}
    return done(request, form, lambda: _choose(request, form, there), PAGE.done) or shown(
        request, "ui/deed.html", form, **around
    )


choose = require_http_methods(["GET", "HEAD", "POST"])(staff(_page, with_given_password=True))
