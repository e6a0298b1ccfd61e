"""The page of looking behind the mask, behind whichever door the person was reached by."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.doors import StaffRequest
from huiyin.people import actions
from huiyin.people.models import EVERYDAY, Resident, Reveal
from huiyin.ui.deeds import attempt, posted
from huiyin.ui.forms import ChipRadio, DeedForm, offer


class RevealForm(DeedForm):
    """What the look is for."""

    purpose = forms.ChoiceField(label=_("What do you need it for"), widget=ChipRadio)

    def __init__(self, *args: Any, purposes: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purpose", [(code, label) for code, label in Reveal.Purpose.choices if code in purposes])


def show_revealed(
    request: StaffRequest,
    found: Resident,
    *,
    about: str,
    back: str = "",
    purposes: Collection[str] = EVERYDAY,
) -> HttpResponse:
    """The question, then the answer; shared with the doors of matters and bookings to their person.

    `back` is where it leads afterwards; left empty, `about` is a matter.
    """
    asked = {"purpose": request.GET.get("purpose", "")[:10]}  # what a link says that it is for
    form = RevealForm(posted(request), initial=asked, purposes=purposes)
    who: dict[str, Any] = {"resident": found, "about": about, "by": request.user, "at": request.at}
    attempt(request, form, lambda: actions.reveal(**who, **form.given()))
    is_open = form.is_bound and not form.errors
    context = {"person": found, "form": form, "about": about, "back": back, "open": is_open}
    return render(request, "people/reveal.html", context, status=422 if form.errors else 200)
