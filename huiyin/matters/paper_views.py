"""The doors to the papers of a matter. That one was taken is on record; that it bears the person's name, as a look."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.lib.refusal import Refused
from huiyin.matters import letter as letters
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import life
from huiyin.matters.views import scoped
from huiyin.matters.written_notices import EVERY
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.taking import file_name, taken
from huiyin.people.actions import reveal
from huiyin.people.models import Reveal
from huiyin.ui.deeds import turned_back


def _found(request: StaffRequest, ref: str) -> Matter:
    rows = scoped(request).for_lists().select_related("county", "accountable_head", "resident")
    return get_object_or_404(rows, reference=ref)


@require_safe
@staff
def paper(request: StaffRequest, ref: str, paper: str) -> HttpResponse:
    """One of the papers within the house; they show the person behind their mask."""
    found, kind = _found(request, ref), EVERY.get(paper)
    if kind is None or not kind.is_there(found, request.user, request.at):
        raise Http404
    content = kind.docx(found, request.at)
    return taken(request, content, file_name(kind.title, found.reference), on=found.reference)


@staff_deed
def letter(request: StaffRequest, ref: str) -> HttpResponse:
    """The answer as a letter; asked for with the name (POST), it bears it, and the look is kept (I-22)."""
    found = _found(request, ref)
    reply = letters.last_answer(found)
    if reply is None or not life.may_write_to(found, request.user, request.at):
        raise Http404
    name = ""
    if request.method == "POST":
        try:
            name = _opened_name(request, found)
        except Refused as no:
            return turned_back(request, no.sentence, reverse("matters:see", kwargs={"ref": ref}))
    content = letters.docx(reply, found, name)
    title = file_name(letters.TITLE, found.reference)
    return taken(request, content, title, on=found.reference, rows=1 if name else 0)


@transaction.atomic
def _opened_name(request: StaffRequest, matter: Matter) -> str:
    """The name that goes onto the letter; the look is counted on the person's page and stands in the trail."""
    person = matter.resident
    if person is None or not person.masked_name:
        raise Refused(_("There is no name to put on the letter."))
    purpose = Reveal.Purpose.LETTER
    reveal(resident=person, purpose=purpose, about=matter.reference, by=request.user, at=request.at)
    leave_step(claim(matter, None), Step.Deed.REVEAL, at=request.at, by=request.user)
    return person.name
