"""The pages of contacts: the list, and striking one out; one contact is shown where its matters are known."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts import actions, pages
from huiyin.contacts.models import Contact
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm, Prose


class VoidForm(DeedForm):
    """Why a record is struck out."""

    reason = forms.CharField(label=_("Why is it struck out"), max_length=200, widget=Prose(rows=2))


VOID = DeedPage(
    _("Strike this record out"),
    VoidForm,
    actions.void,
    _("Struck out; the record stays readable with your reason."),
    _("Strike it out"),
    _("The record stays readable with your reason; matters already registered from it go on."),
    is_grave=True,
)


@require_safe
@staff
def contacts(request: StaffRequest) -> HttpResponse:
    """Contacts, latest day first, a page by key; narrowed by form, days, official, place or unit."""
    return render(request, "contacts/list.html", pages.listing(request))


@staff_deed
def void(request: StaffRequest, ref: str) -> HttpResponse:
    """Strike a contact out; it stays readable."""
    found = get_object_or_404(
        Contact.objects.visible_to(request.user, request.at), reference=ref, official=request.user
    )
    back = reverse("contacts:see", kwargs={"ref": ref}), found.reference
    return deed_page(request, VOID, VOID.form(posted(request)), back, contact=found)
