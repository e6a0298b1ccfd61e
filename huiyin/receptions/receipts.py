"""The receipts a visitor takes home: number, code and latest date of each matter, while the code is still kept."""

from dataclasses import dataclass

from django.urls import reverse

from huiyin.audit.actions import record
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.orgs.doors import StaffRequest, whole_address
from huiyin.orgs.handles import receipt_of


@dataclass(frozen=True)
class Slip:
    """One matter as its person takes it home."""

    matter: Matter
    code: str
    link: str


def receipts_of(request: StaffRequest, contact: Contact) -> list[Slip]:
    """Each look is in the trail, as at the matter itself."""
    found = []
    for matter in Matter.objects.filter(point__contact=contact).select_related("intake_unit").order_by("pk"):
        held = receipt_of(matter)
        if held is None:
            continue
        record(by=request.user.key, deed="matter.receipt_printed", on=matter.reference, at=request.at)
        where = {"county": request.county.slug, "token": held[1]}
        link = whole_address(request, reverse("portal:follow", kwargs=where))
        found.append(Slip(matter, held[0], link))
    return found
