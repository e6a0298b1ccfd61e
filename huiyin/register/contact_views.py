"""The page of one contact: with whom, what its points became, and which matters were taken along.

It stands here, where it is known whose household it is: to them the person is in clear, to all others masked (I-22).
"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.contacts import facts as contact_page
from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact
from huiyin.matters import of_contact
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.register.own import own_person


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
    context["with_whom"] = "" if context["is_closed_talk"] else _with_whom(found, request)
    return render(request, "register/contact.html", context)


def _with_whom(found: Contact, request: StaffRequest) -> str:
    """Who was met, as the reader may see them; the number of the household where nobody may be named."""
    name = own_person(request.user, found.person, request.at) if found.person else ""
    return name or (found.household.code if found.household else "")
