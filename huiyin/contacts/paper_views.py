"""The door to the paper of one field stay; that it was taken is on record."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.contacts import papers
from huiyin.contacts.models import Contact
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken


@require_safe
@staff
def stay_docx(request: StaffRequest, ref: str) -> HttpResponse:
    """The report of one field stay; that it was taken is on record."""
    seen = Contact.objects.visible_to(request.user, request.at).standing().of_kind(Contact.Kind.FIELD_STAY)
    found = get_object_or_404(seen.select_related("place", "official", "unit"), reference=ref)
    content = papers.docx(found, request.user, request.at)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Report of a stay"), found.reference),
        on=found.reference,
        of=found.unit,
    )
