"""What a contact and the matters have to do with each other: what its points became, and which were taken along."""

from datetime import datetime

from django.urls import reverse

from huiyin.contacts.facts import Became, Taken
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter, Step
from huiyin.orgs.models import Official


def became(contact: Contact, reader: Official, at: datetime) -> dict[int, Became]:
    """What the points of this contact were registered as; the receipt is for the official who wrote them down."""
    own, found = contact.official_id == reader.pk, {}
    # Whoever may read a point may know its number.
    rows = Matter.objects.filter(Matter.objects.not_about(reader, at), point__contact=contact)
    for point, reference, receipt in rows.values_list("point", "reference", "receipt"):
        slip = reverse("matters:receipt", args=[reference]) if receipt and own else ""
        found[point] = Became(reference, reverse("matters:see", args=[reference]), slip)
    return found


def taken(contact: Contact, reader: Official, at: datetime) -> list[Taken]:
    """The matters that were taken along to it, with what came of each (S19)."""
    free = Matter.objects.not_about(reader, at, "matter__")
    steps = Step.objects.filter(free, contact=contact).select_related("matter").order_by("pk")
    return [
        Taken(step.matter.reference, reverse("matters:see", args=[step.matter.reference]), step.note)
        for step in steps
    ]
