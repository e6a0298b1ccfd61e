"""One page with one form: shown, done once, refused in words with everything typed kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.once import once_sent
from huiyin.ui.forms import Prose, new_token


class OnceForm(forms.Form):
    """A form that makes something: carries the one-time token of its page."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ChangeForm(forms.Form):
    """A form that changes something: carries the version that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)


class Words(forms.CharField):
    """Running words without identity numbers (G17)."""

    def __init__(self, *, rows: int = 2, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=Prose(rows=rows), **kwargs)

    def clean(self, value: Any) -> str:
        """The text, if it holds no identity number."""
        text: str = super().clean(value)
        if any(found.kind == "id_card" for found in find_personal(text)):
            raise forms.ValidationError(_("Please leave out the identity number; it is not needed here."))
        return text


def charter_words(charter: Charter, name: str) -> list[tuple[str, str]]:
    """A list of the institution, as choices in the reader's language."""
    return [(one.code, one.words.in_language(get_language() or "zh-hans")) for one in charter.listed(name)]


@dataclass(frozen=True)
class Sheet:
    """What stands around a form: heading, button, where it leads back to, and whatever else the page shows."""

    title: Any
    button: Any
    back: str
    back_words: Any
    lead: str = ""
    danger: bool = False
    said: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    template: str = "contacts/sheet.html"


def sheet_page(
    request: StaffRequest, form: forms.Form, sheet: Sheet, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show the form; do the deed when it is sent and go where it says; a refusal is a sentence above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            data = {name: value for name, value in form.cleaned_data.items() if name != "once"}
            is_once = "once" in form.fields
            there, fresh = once_sent(request, form, lambda: act(data)) if is_once else (act(data), True)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            said = sheet.said or _("Recorded.")
            messages.success(
                request, said if fresh else _("This had been recorded already; nothing was entered twice.")
            )
            return redirect(there)
    context = {"form": form, "sheet": sheet, **sheet.more}
    return render(request, sheet.template, context, status=422 if request.method == "POST" else 200)


def posted(request: StaffRequest) -> Any:
    """What was sent, if anything."""
    return request.POST if request.method == "POST" else None


def begun(**first: Any) -> dict[str, Any]:
    """First values of a form that makes something."""
    return {"once": new_token(), **first}
