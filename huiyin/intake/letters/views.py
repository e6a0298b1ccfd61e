"""The pages of letters: which wait for somebody, what they say, and what becomes of them."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.files.reading import sent
from huiyin.intake.letters.settling import REASONS, settle
from huiyin.intake.mail.forms import SettleForm
from huiyin.intake.models import Arrival
from huiyin.intake.wechat import WECHAT
from huiyin.intake.wechat.pictures import looked_at
from huiyin.intake.wechat.sentences import names_of
from huiyin.lib.refusal import NotNow
from huiyin.matters.rules.hearing import MIN_WORDS
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
    line = _line(row)
    said = line["said"]
    texts = (said["text"], said["subject"] if row.channel != WECHAT else "") if said else ()
    has_words = not said or any(len(one.strip()) >= MIN_WORDS for one in texts)
    form = SETTLE.form(posted(request), has_words=has_words)
    back = (reverse("letters:list"), TITLE)
    return deed_page(request, SETTLE, form, back, around={**line, "photos": _pictures(row)}, arrival=row)


@require_safe
@staff
def picture(request: StaffRequest, arrival: int, picture: int) -> HttpResponse:
    """One photo of what waits, looked through and drawn anew as it will be kept."""
    seen = Arrival.objects.visible_to(request.user, request.at).waiting()
    row = get_object_or_404(get_object_or_404(seen, pk=arrival).pictures.wanted(), pk=picture)
    try:
        file = looked_at(row)
    except NotNow as no:
        return HttpResponse(no.sentence, content_type="text/plain; charset=utf-8", status=503)
    if file is None:
        raise Http404
    return sent(file.content, file.kind, file.name, is_picture=True)


def _pictures(row: Arrival) -> list[dict[str, str]]:
    """Names and addresses of those that are here."""
    rows = list(row.pictures.all()) if row.channel == WECHAT else []
    return [
        {"name": name, "url": reverse("letters:picture", kwargs={"arrival": row.pk, "picture": one.pk})}
        for name, one in zip(names_of(len(rows)), rows, strict=True)
        if one.content
    ]


def _line(row: Arrival) -> dict[str, Any]:
    said = json.loads(row.words) if row.words else {}
    return {"row": row, "reason": REASONS[row.reason], "said": said}
