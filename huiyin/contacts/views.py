"""The pages of contacts: the list, one contact, striking one out."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, pages, rules
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.forms import Prose


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
            "place",
            "official",
            "household",
            "person",
            "unit",
            "home_unit",
            "voided_by",
            "entered_by",
            "charter",
        )
        .defer("charter__text")
    )
    found = get_object_or_404(seen, reference=ref)
    may_void = rules.objection_to_voiding(found, request.user) is None
    context = {**pages.whole(request, found), "may_void": may_void}
    return render(request, "contacts/contact.html", context)


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
