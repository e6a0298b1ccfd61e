"""The pages of the SMS gateway, for who looks after the system: kept, given its secret, and tried."""

import json
from datetime import timedelta
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.sealing import SealBroken
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration, whole_address
from huiyin.orgs.keys import ring
from huiyin.outbox import gateway as deeds
from huiyin.outbox.forms import GatewayForm
from huiyin.outbox.models import gateway_kept
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

TITLE = _("SMS")
SHOWN_FOR: Final = timedelta(minutes=10)
SEALED_AS: Final = "outbox.secret"
GATEWAY = DeedPage(
    _("SMS gateway of the county"),
    GatewayForm,
    deeds.keep_gateway,
    _("Kept."),
    _("Keep this gateway"),
    lead=_(
        "By this gateway residents who chose it hear that there is an answer; never what it says. First keep it switched "
        "off and make a secret for it; what the gateway has to do stands in the notes on operating."
    ),
    template="outbox/gateway.html",
)
SECRET = DeedPage(
    _("Make a secret for the gateway"),
    DeedForm,
    deeds.make_secret,
    _("Made."),
    lead=_(
        "We sign each message with it, and the gateway each receipt. It takes the place of the one before, which counts no "
        "more from that moment on."
    ),
)
TRIAL = DeedPage(
    _("Send a trial to the number for trials"),
    DeedForm,
    deeds.try_gateway,
    _("The trial leaves within a minute; how it went stands here then."),
    lead=_("It goes the way of every message."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def gateway(request: StaffRequest) -> HttpResponse:
    """Which gateway the county sends by."""
    kept = gateway_kept()
    form = GATEWAY.form(posted(request), initial=GatewayForm.initial_of(kept))
    around = {
        "kept": kept,
        "addresses": [_whole(request, "gateway:receipts"), _whole(request, "gateway:replies")],
    }
    return deed_page(request, GATEWAY, form, (reverse("outbox:sms"), TITLE), around=around)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def secret(request: StaffRequest) -> HttpResponse:
    """Make a secret, and show it once."""

    def there(made: str) -> str:
        token = ring().seal(json.dumps([made, int(request.at.timestamp())]), SEALED_AS)
        return reverse("outbox:secret_once", kwargs={"token": token})

    back = (reverse("outbox:gateway"), GATEWAY.title)
    return deed_page(request, SECRET, SECRET.form(posted(request)), back, there)


@require_safe
@administration(SYSTEM)
def secret_once(request: StaffRequest, token: str) -> HttpResponse:
    """A fresh secret, for a few minutes after it was made."""
    try:
        words, made = json.loads(ring().open(token, SEALED_AS))
    except (SealBroken, ValueError):
        raise Http404 from None
    kept = gateway_kept()
    if request.at.timestamp() - made > SHOWN_FOR.total_seconds() or kept is None or kept.secret != words:
        raise Http404
    return render(request, "outbox/secret.html", {"words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def trial(request: StaffRequest) -> HttpResponse:
    """Send the number for trials a message."""
    return deed_page(request, TRIAL, TRIAL.form(posted(request)), (reverse("outbox:sms"), TITLE))


def _whole(request: StaffRequest, name: str) -> str:
    return whole_address(request, reverse(name, kwargs={"county": request.county.slug}))
