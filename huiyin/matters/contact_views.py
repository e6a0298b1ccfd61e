"""The page of one contact, with the matters that its points became and those that were taken along."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.contacts import facts as contact_page
from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact
from huiyin.matters import of_contact
from huiyin.orgs.doors import StaffRequest, staff


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
    found = get_object_or_404(marked(seen), reference=ref)
    context = contact_page.whole(
        request,
        found,
        became=of_contact.became(found, request.user, request.at),
        taken=of_contact.taken(found, request.user, request.at),
    )
    return render(request, "matters/contact.html", context)
