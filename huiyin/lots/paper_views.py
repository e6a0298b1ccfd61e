"""What of a draw goes onto paper or to one person: slips with the codes, letters, an answer, a look, the whole proof."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.lib.sortition.proof import Proof
from huiyin.lots import actions, lottery, pages, rules
from huiyin.lots import slips as draw_slips
from huiyin.lots.forms import AnswerForm
from huiyin.lots.models import DrawEntry
from huiyin.lots.views import draw_of
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed, whole_address
from huiyin.people.views import show_revealed
from huiyin.ui.deeds import posted, shown, turned_back
from huiyin.ui.taking import as_file


@staff_deed
def slips(request: StaffRequest, ref: str) -> HttpResponse:
    """Choose a village, and its slips are shown to be printed; that they were is kept in the trail."""
    found = draw_of(request, ref, to_run=True)
    if found.pooled_at is None or not found.is_public:
        raise Http404
    if request.method != "POST":
        context = {"draw": found, "places": draw_slips.places(found)}
        return render(request, "lots/slips.html", context)
    place = request.POST.get("place", "")[:30]
    printed = draw_slips.slips(found, place)
    if not printed:
        raise Http404
    actions.note_taken(
        draw=found, what="slips_printed", by=request.user, at=request.at, place=place, slips=len(printed)
    )
    path = reverse("portal:your_lot", kwargs={"county": request.county.slug, "ref": ref})
    context = {"draw": found, "slips": printed, "there": whole_address(request, path)}
    return render(request, "lots/slips_sheet.html", context)


@require_safe
@staff
def letters(request: StaffRequest, ref: str) -> HttpResponse:
    """The invitations to print, one household each, and the list for whoever hands them over or rings."""
    found = draw_of(request, ref, to_run=True)
    if found.number is None or not found.is_public:
        raise Http404
    context = {"draw": found, "invited": pages.invitations(request, found), "forum": found.forum}
    return render(request, "lots/letters.html", context)


def _lot(request: StaffRequest, ref: str, lot: int) -> DrawEntry:
    seen = DrawEntry.objects.visible_to(request.user, request.at).called()
    rows = seen.select_related("draw__unit", "draw__planned_by__county", "household__place")
    found: DrawEntry = get_object_or_404(rows, draw__reference=ref, lot=lot)
    return found


@staff_deed
def answer(request: StaffRequest, ref: str, lot: int) -> HttpResponse:
    """What a household said; who declines is replaced by the next reserve of the same kind."""
    entry = _lot(request, ref, lot)
    if not rules.may_run(entry.draw, request.user, request.at):
        raise Http404
    form = AnswerForm(posted(request), draw=entry.draw, at=request.at)

    def act() -> str:
        reserve = actions.answer(entry=entry, by=request.user, at=request.at, **form.given())
        messages.success(request, _noted(entry, form.cleaned_data["answer"], reserve))
        return reverse("draws:see", kwargs={"ref": ref}) + "#invited"

    hint = rules.objection_to_answer(entry, "accepted")
    return done(request, form, act) or shown(
        request, "lots/answer.html", form, draw=entry.draw, entry=entry, hint=hint
    )


def _noted(entry: DrawEntry, said: str, reserve: DrawEntry | None) -> str:
    if said != DrawEntry.Answer.DECLINED:
        return _("Noted: lot %(lot)s comes.") % {"lot": entry.lot_words}
    if reserve is None:
        return _("Noted. There is no reserve of the same kind left; the place stays empty.")
    return _("Noted. Lot %(lot)s is called as reserve in its place.") % {"lot": reserve.lot_words}


@staff_deed
def person(request: StaffRequest, ref: str, lot: int) -> HttpResponseBase:
    """Open name and number of a household that was drawn, with a purpose; the look is kept."""
    entry = _lot(request, ref, lot)
    invited = {one.entry.pk: one for one in pages.invitations(request, entry.draw)}
    one = invited.get(entry.pk)
    if one is None or one.person is None or not one.may_open:
        raise Http404
    back = reverse("draws:see", kwargs={"ref": ref})
    return show_revealed(request, one.person, about=ref, back=back)


@staff_deed
def proof(request: StaffRequest, ref: str) -> HttpResponse:
    """The whole proof with what every lot counts as, for an auditor or notary; that it was taken is kept in the trail."""
    found = draw_of(request, ref, to_run=True)
    if found.least_panels is None:
        raise Http404
    if no := rules.objection_to_opening(found):
        return turned_back(request, no, reverse("draws:see", kwargs={"ref": ref}))
    if request.method != "POST":
        return render(request, "lots/proof.html", {"draw": found})
    actions.note_taken(draw=found, what="proof_taken", by=request.user, at=request.at)
    return proof_file(lottery.whole_proof(found), "whole")


def proof_file(found: Proof, name: str) -> HttpResponse:
    """A proof as a file to keep."""
    return as_file(found.written(), f"draw-{found.about}-{name}.json")
