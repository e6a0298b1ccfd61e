"""One page for one deed of the register: a sentence, a form, a button that names the deed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.once import once_sent
from huiyin.ui.forms import new_token


@dataclass(frozen=True)
class Deed:
    """What the page says: heading, button, where it leads back to, what is said when it is done."""

    title: str
    button: str
    back: str
    back_label: str
    done: str
    lead: str = ""
    words: tuple[str, ...] = ()
    is_grave: bool = False


def show_deed(
    request: StaffRequest,
    form: forms.Form,
    deed: Deed,
    do: Callable[[], str],
    *,
    template: str = "contacts/deed.html",
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Show the form or do the deed; `do` returns where to go on. A refusal keeps everything that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            result, fresh = once_sent(request, form, do) if "once" in form.fields else (do(), True)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, deed.done) if fresh else messages.info(
                request, _("This had been recorded already; nothing was entered twice.")
            )
            return redirect(result)
    context = {"form": form, "deed": deed, **(more or {})}
    return render(request, template, context, status=422 if form.errors else 200)


def posted(request: StaffRequest) -> dict[str, Any]:
    """What a form is made with: what was sent, or a fresh token."""
    return {"data": request.POST} if request.method == "POST" else {"initial": {"once": new_token()}}
