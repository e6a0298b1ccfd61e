"""The pages of the county's account on WeChat, for who looks after the system."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.intake.wechat import account
from huiyin.intake.wechat.forms import WeChatForm
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration, whole_address
from huiyin.outbox.wechat.models import wechat_kept
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

ACCOUNT = DeedPage(
    _("WeChat official account"),
    WeChatForm,
    account.keep_account,
    _("Kept."),
    _("Keep this account"),
    lead=_(
        "Residents write to the account, with photos if they like; what they confirm becomes a matter, and they hear by "
        "WeChat that there is an answer, never what it says."
    ),
    template="intake/wechat.html",
)
TRIAL = DeedPage(
    _("Try whether WeChat lets us in"),
    DeedForm,
    account.try_account,
    _("WeChat knows the account and lets this installation in."),
    _("Ask WeChat"),
    lead=_("It is asked for an access token; nobody is written to."),
)
MENU = DeedPage(
    _("Give the account its menu"),
    DeedForm,
    account.set_menu,
    _("WeChat has taken the menu; followers see it within a day."),
    _("Send the menu"),
    lead=_(
        "Three entries: to tell us something, to look up how a matter stands, and the receptions. It takes the place of "
        "another."
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def kept(request: StaffRequest) -> HttpResponse:
    """Which account the county has, and what is to be entered on WeChat's side."""
    row = wechat_kept()
    form = ACCOUNT.form(posted(request), initial=WeChatForm.initial_of(row))
    there = whole_address(request, reverse("say:wechat", kwargs={"county": request.county.slug}))
    around = {"callback": there}
    return deed_page(
        request,
        ACCOUNT,
        form,
        (reverse("outbox:wechat"), _("Messages by WeChat")),
        reverse("wechat:account"),
        around=around,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def trial(request: StaffRequest) -> HttpResponse:
    """Ask for a token."""
    return deed_page(request, TRIAL, TRIAL.form(posted(request)), (reverse("wechat:account"), ACCOUNT.title))


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def menu(request: StaffRequest) -> HttpResponse:
    """Send the menu."""
    return deed_page(request, MENU, MENU.form(posted(request)), (reverse("wechat:account"), ACCOUNT.title))
