"""The page of the letterbox, for who looks after the system."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.intake.mail import keeping, rules
from huiyin.intake.mail.forms import LetterboxForm
from huiyin.intake.models import letterbox_kept
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.ui.deeds import DeedPage, posted

LETTERBOX = DeedPage(
    _("Letterbox of the county"),
    LetterboxForm,
    keeping.keep_letterbox,
    _("Kept; it is looked into within a minute."),
    _("Keep this letterbox"),
    lead=_(
        "What residents write to this address from now on becomes a matter, and they get number and code by mail. "
        "Nothing is deleted or marked on the server."
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def letterbox(request: StaffRequest) -> HttpResponse:
    """Which account letters come to, and whether the last look went well."""
    box = letterbox_kept()
    form = LETTERBOX.form(posted(request), initial=LetterboxForm.initial_of(box))
    trouble = rules.TROUBLES.get(box.trouble) if box and box.is_on else None
    around = {"words": [trouble] if trouble else []}
    return deed_page(request, LETTERBOX, form, (reverse("outbox:list"), _("Mail")), around=around)
