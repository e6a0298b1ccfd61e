"""The pages of the register, of contacts and of promises."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, meetings, pages, rules
from huiyin.contacts.models import Contact, Promise
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.forms import Prose

PAGE = 25


class KeepForm(forms.Form):
    """What was done about a promise."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)
    how = forms.CharField(label=gettext_lazy("What was done"), max_length=200, widget=Prose(rows=2))


class VoidForm(forms.Form):
    """Why a record is struck out."""

    reason = forms.CharField(label=gettext_lazy("Why is it struck out"), max_length=200, widget=Prose(rows=2))


@require_safe
@staff
def contacts(request: StaffRequest) -> HttpResponse:
    """Contacts, latest day first, a page by key; narrowed by form, days, official, place or unit."""
    return render(request, "contacts/list.html", pages.listing(request))


@require_safe
@staff
def contact(request: StaffRequest, ref: str) -> HttpResponse:
    """One contact: whom, when, what was raised, what became of it."""
    seen = (
        Contact.objects.visible_to(request.user, request.at)
        .select_related(
            "place", "official", "household", "person", "unit", "home_unit", "voided_by", "charter"
        )
        .defer("charter__text")
    )
    found = get_object_or_404(seen, reference=ref)
    may_void = rules.objection_to_voiding(found, request.user) is None
    context = {**pages.whole(request, found), "may_void": may_void}
    return render(request, "contacts/contact.html", context)


@require_safe
@staff
def village_meetings(request: StaffRequest) -> HttpResponse:
    """Village representatives' meetings on record, by village and quarter of a year."""
    return render(request, "contacts/village_meetings.html", meetings.by_quarter(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def void(request: StaffRequest, ref: str) -> HttpResponse:
    """Strike a contact out; it stays readable."""
    found = get_object_or_404(
        Contact.objects.visible_to(request.user, request.at), reference=ref, official=request.user
    )
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(contact=found, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Struck out; the record stays readable with your reason."))
            return redirect("contacts:see", ref=ref)
    return render(
        request, "contacts/void.html", {"contact": found, "form": form}, status=422 if form.errors else 200
    )


@require_safe
@staff
def promises(request: StaffRequest) -> HttpResponse:
    """Promises: open ones by day, then those kept."""
    day = local_day(request.at, request.county)
    seen = Promise.objects.visible_to(request.user, request.at).select_related("official", "unit", "contact")
    context = {
        "open": list(seen.open().soonest_first()[:100]),
        "kept": list(seen.filter(kept_at__isnull=False).order_by("-kept_at", "-pk")[:PAGE]),
        "day": day,
    }
    return render(request, "contacts/promises.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what was done about a promise."""
    found = get_object_or_404(
        Promise.objects.visible_to(request.user, request.at), pk=pk, official=request.user
    )
    form = KeepForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.keep(
                promise=found, how=data["how"], version=data["version"], by=request.user, at=request.at
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Kept. Thank you."))
            return redirect("contacts:promises")
    return render(
        request, "contacts/keep.html", {"promise": found, "form": form}, status=422 if form.errors else 200
    )
