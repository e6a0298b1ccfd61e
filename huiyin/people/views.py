"""The page of looking behind the mask, behind whichever door the person was reached by."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest
from huiyin.people import actions
from huiyin.people.models import Resident, Reveal
from huiyin.ui.forms import ChipRadio


class RevealForm(forms.Form):
    """What the look is for."""

    purpose = forms.ChoiceField(label=_("What do you need it for"), choices=Reveal.Purpose, widget=ChipRadio)


def show_revealed(request: StaffRequest, found: Resident, *, about: str, back: str = "") -> HttpResponse:
    """The question, then the answer; shared with the doors of matters and bookings to their person.

    `back` is where it leads afterwards; left empty, `about` is a matter.
    """
    asked = {"purpose": request.GET.get("purpose", "")[:10]}  # what a link says that it is for
    form = RevealForm(request.POST if request.method == "POST" else None, initial=asked)
    context: dict[str, object] = {"person": found, "form": form, "about": about, "back": back}
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        try:
            actions.reveal(resident=found, purpose=purpose, about=about, by=request.user, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            context["open"] = True
    return render(request, "people/reveal.html", context, status=422 if form.errors else 200)
