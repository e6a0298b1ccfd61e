"""The resident's doors: the mark a right code leaves, and what is behind it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.lib.reference import parse
from huiyin.lib.sealing import SealBroken
from huiyin.matters.actions.hearing import code_index, link_index, receipt_of
from huiyin.matters.actions.resident import MAX_WORDS
from huiyin.matters.models import Matter, Rating
from huiyin.orgs.doors import PublicRequest, PublicView, keep_private, public
from huiyin.people.fields import ring
from huiyin.ui.forms import ChipRadio, OnceForm, Prose

MARKS = "opened_matters"
MOST_MARKS = 10
RECEIPT = "portal.receipt"
RECEIPT_HOURS = 24
_NOBODY = "0" * 64  # compared with when there is no such matter, so that both answers take the same work


def behind_mark(view: Callable[..., HttpResponseBase]) -> PublicView:
    """Only with the mark of this matter in the session; anybody else is asked for number and code first."""

    @wraps(view)
    def door(request: PublicRequest, ref: str, **kwargs: Any) -> HttpResponseBase:
        found = opened(request, ref)
        if found is None:
            asking = reverse("portal:ask", kwargs={"county": request.county.slug})
            return keep_private(redirect(f"{asking}?{urlencode({'ref': ref[:40]})}"))
        return keep_private(view(request, found, **kwargs))

    outer = public(door)
    outer.door = "mark"  # type: ignore[attr-defined]
    return outer


# --- the mark ---


@dataclass(frozen=True)
class Opened:
    """A matter whose door is open in this session, and by which door the resident came."""

    matter: Matter
    door: str


def by_code(reference: str, code: str) -> Matter | None:
    """The matter of this pair, or None; a wrong number and a wrong code cost the same work (I-40)."""
    row = Matter.objects.live().filter(reference=reference).values_list("pk", "code_index").first()
    pk, kept = row or (None, "")
    right = compare_digest(kept or _NOBODY, code_index(reference, code))
    return _whole(pk) if right and kept else None


def by_link(link: str) -> Matter | None:
    """The matter of this link, or None."""
    pk = Matter.objects.live().filter(link_index=link_index(link)).values_list("pk", flat=True).first()
    return _whole(pk)


def open_door(request: HttpRequest, matter: Matter, door: str) -> None:
    """Leave the mark. The session gets a new key, so that nobody who planted the old one comes in behind."""
    marks = {k: v for k, v in request.session.get(MARKS, {}).items() if k != matter.reference}
    newest = list(marks.items())[-(MOST_MARKS - 1) :]
    request.session.cycle_key()
    request.session[MARKS] = dict([*newest, (matter.reference, [matter.code_index, door])])


def close_door(request: HttpRequest, matter: Matter) -> None:
    """Take the mark away again, for whoever uses the machine next."""
    marks = request.session.get(MARKS, {})
    request.session[MARKS] = {k: v for k, v in marks.items() if k != matter.reference}


def opened(request: HttpRequest, ref: str) -> Opened | None:
    """The matter and its door, if this session holds a mark that is bound to the matter's present code."""
    reference = str(parse(ref) or "")
    index, door = request.session.get(MARKS, {}).get(reference, ("", ""))
    if not index:
        return None
    matter = Matter.objects.live().for_lists().filter(reference=reference).first()
    if matter is None or not compare_digest(matter.code_index or _NOBODY, index):
        return None
    return Opened(matter, door)


def _whole(pk: int | None) -> Matter | None:
    return Matter.objects.live().for_lists().filter(pk=pk).first() if pk else None


# --- the receipt ---


@dataclass(frozen=True)
class Receipt:
    """What a receipt's address holds, sealed: the matter and what only the resident gets."""

    matter: Matter
    code: str
    link: str


def receipt_url(reference: str, *, county: str) -> str:
    """The address of a fresh matter's receipt; of the query page when the code is no longer kept."""
    matter = Matter.objects.live().get(reference=reference)
    held = receipt_of(matter)
    if held is None:
        return reverse("portal:ask", kwargs={"county": county})
    written = json.dumps([reference, *held, int(matter.registered_at.timestamp())])
    return reverse("portal:receipt", kwargs={"county": county, "token": ring().seal(written, RECEIPT)})


def receipt_behind(token: str, *, at: datetime) -> Receipt | None:
    """The receipt of a sealed address, for a day; None when it has closed. SealBroken if altered."""
    try:
        reference, code, link, made = json.loads(ring().open(token, RECEIPT))
    except ValueError as error:
        raise SealBroken("this is not a receipt") from error
    age = at.timestamp() - made
    if not -60 <= age <= timedelta(hours=RECEIPT_HOURS).total_seconds():
        return None
    matter = by_code(reference, code)
    return Receipt(matter, code, link) if matter else None


# --- the forms behind the mark ---


class RatingForm(OnceForm):
    """Two questions, and words if one likes (S49)."""

    handled = forms.ChoiceField(
        label=_("Has what you told us been dealt with?"), choices=Rating.Handled, widget=ChipRadio
    )
    satisfied = forms.TypedChoiceField(
        label=_("Are you satisfied with how it was handled?"),
        choices=Rating.Satisfied,
        coerce=int,
        widget=ChipRadio,
    )
    words = forms.CharField(
        label=_("Anything you would like to add"), required=False, max_length=MAX_WORDS, widget=Prose(rows=3)
    )


class ReopeningForm(OnceForm):
    """What is still not solved."""

    words = forms.CharField(label=_("What is still not solved?"), max_length=MAX_WORDS, widget=Prose(rows=3))
