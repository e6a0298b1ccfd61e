"""The pages of letters: which wait for somebody and what they say; and the letterbox, for who looks after the system."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.intake.mail import keeping, rules, taking
from huiyin.intake.mail.forms import LetterboxForm, SettleForm
from huiyin.intake.models import Arrival, letterbox_kept
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration, staff, staff_deed
from huiyin.ui import keyset
from huiyin.ui.deeds import DeedPage, posted

TITLE = _("Letters by e-mail")
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
SETTLE = DeedPage(
    _("A letter that waits for somebody"),
    SettleForm,
    taking.settle,
    _("Settled; its words are forgotten here."),
    _("Settle it"),
    template="intake/mail_letter.html",
)


@require_safe
@staff
def letters(request: StaffRequest) -> HttpResponse:
    """What no rule could take in, the oldest first."""
    waiting = Arrival.objects.visible_to(request.user, request.at).waiting()
    page = keyset.page(waiting, request, "pk")
    context = {"title": TITLE, "letters": [_line(row) for row in page.rows], **page.links}
    return render(request, "intake/mail_letters.html", context)


@staff_deed
def letter(request: StaffRequest, arrival: int) -> HttpResponse:
    """One of them, with what becomes of it."""
    seen = Arrival.objects.visible_to(request.user, request.at).waiting()
    row = get_object_or_404(seen, pk=arrival)
    form = SETTLE.form(posted(request))
    back = (reverse("letters:list"), TITLE)
    return deed_page(request, SETTLE, form, back, around=_line(row), arrival=row)


def _line(row: Arrival) -> dict[str, Any]:
    said = json.loads(row.words) if row.words else {}
    return {"row": row, "reason": rules.REASONS[row.reason], "said": said}


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def letterbox(request: StaffRequest) -> HttpResponse:
    """Which account letters come to, and whether the last look went well."""
    box = letterbox_kept()
    form = LETTERBOX.form(posted(request), initial=LetterboxForm.initial_of(box))
    trouble = rules.TROUBLES.get(box.trouble) if box and box.is_on else None
    around = {"words": [trouble] if trouble else []}
    return deed_page(request, LETTERBOX, form, (reverse("outbox:list"), _("Mail")), around=around)
