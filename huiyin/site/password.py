"""One's own password: chosen anew by who knows the old one, and before anything else by who was given it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.lib.refusal import Beside, Refused
from huiyin.orgs.backend import prove
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import ANYBODY, StaffRequest, staff
from huiyin.orgs.many import PASSWORD_LEAST, choose_password
from huiyin.orgs.models import Official
from huiyin.site.session import home_of, onward_of, open_session
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import DeedForm

HELP = _(
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = HELP % {"n": PASSWORD_LEAST}

    def given(self) -> dict[str, Any]:
        """The one it was and the one it is to be."""
        return {name: self.cleaned_data[name] for name in ("current", "password")}

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two were not the same."))
        return given


def _choose(*, current: str, password: str, by: Official, at: datetime) -> Official:
    """In no transaction of its own: a wrong present password is counted though the deed is refused."""
    official = prove(by, current, at=at)
    if official is None:
        wrong = _("The present password is not right, or the account is locked for a quarter of an hour.")
        raise Refused(Beside("current", str(wrong)))
    choose_password(official=official, password=password, at=at)
    return official


PAGE = DeedPage(
    title=_("Change password"), form=PasswordForm, act=_choose, done=_("Your password is changed.")
)


@sensitive_post_parameters("current", "password", "again")
def _page(request: StaffRequest) -> HttpResponse:
    form, there = PAGE.form(posted(request)), onward_of(request) or home_of(request.user)
    lead = GIVEN if request.user.password_is_given else ""

    def go_on(official: Official) -> str:
        open_session(request, official)
        return there

    around: dict[str, Any] = {"page": PAGE, "lead": lead, "back": there, "back_words": _("Back")}
    return page_done(request, PAGE, form, go_on) or shown(request, PAGE.template, form, **around)


choose = require_http_methods(["GET", "HEAD", "POST"])(staff(_page, of=ANYBODY, with_given_password=True))
