"""From a planned visit to its record: the page of a plan leads to the form, the form back to the plan."""

from django.contrib import messages
from django.urls import reverse

from huiyin.contacts.models import Contact
from huiyin.orgs.doors import StaffRequest
from huiyin.rounds.actions import note_visit
from huiyin.rounds.models import Round, RoundStop
from huiyin.rounds.rules import objection_to_noting
from huiyin.ui.address import decimal


def tied(request: StaffRequest, contact: Contact) -> str:
    """Tie the contact to the stop that the address names; the plan's address, or nothing where there is no such stop.

    A stop that does not fit is said and left alone: the record stands in any case.
    """
    stop = _stop(request)
    if stop is None:
        return ""
    objection = objection_to_noting(stop, contact, request.user)
    if objection:
        messages.info(request, objection)
        return ""
    note_visit(stop=stop, contact=contact, by=request.user, at=request.at)
    return reverse("rounds:see", kwargs={"ref": stop.round.reference})


def _stop(request: StaffRequest) -> RoundStop | None:
    reference, _colon, asked = request.GET.get("stop", "").partition(":")
    number = decimal(asked, digits=4)
    if number is None:
        return None
    row = Round.objects.visible_to(request.user, request.at).filter(reference=reference[:24]).first()
    found = row.stops.filter(number=number, official=request.user) if row else None
    return found.select_related("round").first() if found is not None else None
