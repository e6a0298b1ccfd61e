"""The pages of signals: what may need a second look in one's own records, seen by their author alone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions
from huiyin.contacts.models import Contact, Signal
from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.forms import Prose

PAGE = 25


class ExplainForm(forms.Form):
    """What is behind it, in a sentence."""

    words = forms.CharField(
        label=gettext_lazy("What is behind it"),
        help_text=gettext_lazy("for example: three neighbours said the same about the same road"),
        max_length=400,
        widget=Prose(rows=3),
    )


@require_safe
@staff
def signals(request: StaffRequest) -> HttpResponse:
    """My own signals: those that are open, then those explained or settled."""
    mine = Signal.objects.visible_to(request.user, request.at)
    start = request.GET.get("from", "")
    past = mine.exclude(pk__in=mine.open().values("pk"))
    past = past.order_by("-pk")
    past = past.filter(pk__lt=int(start)) if start.isdecimal() and len(start) < 16 else past
    found = list(past[: PAGE + 1])
    context = {
        "open": [_shown(signal) for signal in mine.open().order_by("-pk")[:PAGE]],
        "past": [_shown(signal) for signal in found[:PAGE]],
        "next_url": f"?from={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?" if start else "",
    }
    return render(request, "contacts/signals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def signal(request: StaffRequest, signal: int) -> HttpResponse:
    """One signal: the records it concerns, and the author's word on it."""
    found = get_object_or_404(Signal.objects.visible_to(request.user, request.at), pk=signal)
    form = ExplainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.explain(signal=found, words=form.cleaned_data["words"], by=request.user, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Thank you; your words stand beside it now."))
            return redirect("contacts:signals")
    rows = Contact.objects.visible_to(request.user, request.at).filter(reference__in=found.references)
    rows = rows.select_related("place", "household").prefetch_related("points").newest_first()
    is_open = found.explained_at is None and found.withdrawn_at is None
    context = {**_shown(found), "contacts": list(rows), "form": form if is_open else None}
    return render(request, "contacts/signal.html", context, status=422 if form.errors else 200)


def _shown(found: Signal) -> dict[str, Any]:
    """A signal with the sentence that says what stood out."""
    return {"signal": found, "sentence": _sentence(found)}


def _sentence(found: Signal) -> str:
    facts = {"n": found.facts.get("n", len(found.references)), "percent": found.facts.get("percent", 0)}
    if found.kind == Signal.Kind.COPIED:
        return _("The words of two records at different households agree to %(percent)d per cent.") % facts
    if found.kind == Signal.Kind.BULK:
        return _("%(n)d contacts of earlier days were entered shortly before the report was due.") % facts
    if found.kind == Signal.Kind.CROWDED:
        return _("%(n)d visits stand on this one day.") % facts
    return _("Two contacts stand at the same hours of this day.")
