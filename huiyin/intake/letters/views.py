"""The pages of letters: which wait for somebody, what they say, and what becomes of them."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.intake.letters.settling import REASONS, settle
from huiyin.intake.mail.forms import SettleForm
from huiyin.intake.models import Arrival
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui import keyset
from huiyin.ui.deeds import DeedPage, posted

TITLE = _("Letters that wait")
SETTLE = DeedPage(
    _("A letter that waits for somebody"),
    SettleForm,
    settle,
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
    return {"row": row, "reason": REASONS[row.reason], "said": said}
