"""What of a draw goes onto paper or to one person: slips with the codes, letters, an answer, a look, the whole proof."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.refusal import Refused
from huiyin.lib.sortition.proof import Proof
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.people.views import show_revealed
from huiyin.reach import draw_pages as pages
from huiyin.reach import draw_rules as rules
from huiyin.reach import draw_slips, lottery
from huiyin.reach.actions import draws as deeds
from huiyin.reach.draw_forms import AnswerForm
from huiyin.reach.draw_views import draw_of, posted
from huiyin.reach.models import DrawEntry
from huiyin.ui.taking import as_file


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def slips(request: StaffRequest, ref: str) -> HttpResponse:
    """Choose a village, and its slips are shown to be printed; that they were is kept in the trail."""
    found = draw_of(request, ref, to_run=True)
    if found.pooled_at is None or not found.is_public:
        raise Http404
    if request.method != "POST":
        context = {"draw": found, "places": draw_slips.places(found)}
        return render(request, "reach/draws/slips.html", context)
    place = request.POST.get("place", "")[:30]
    shown = draw_slips.slips(found, place)
    if not shown:
        raise Http404
    deeds.note_taken(
        draw=found, what="slips_printed", by=request.user, at=request.at, place=place, slips=len(shown)
    )
    path = reverse("portal:your_lot", kwargs={"county": request.county.slug, "ref": ref})
    context = {"draw": found, "slips": shown, "there": request.build_absolute_uri(path)}
    return render(request, "reach/draws/slips_sheet.html", context)


@require_safe
@staff
def letters(request: StaffRequest, ref: str) -> HttpResponse:
    """The invitations to print, one household each, and the list for whoever hands them over or rings."""
    found = draw_of(request, ref, to_run=True)
    if found.number is None or not found.is_public:
        raise Http404
    context = {"draw": found, "invited": pages.invitations(request, found), "forum": found.forum}
    return render(request, "reach/draws/letters.html", context)


def _lot(request: StaffRequest, ref: str, lot: int) -> DrawEntry:
    seen = DrawEntry.objects.visible_to(request.user, request.at).called()
    rows = seen.select_related("draw__unit", "draw__planned_by__county", "household__place")
    found: DrawEntry = get_object_or_404(rows, draw__reference=ref, lot=lot)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def answer(request: StaffRequest, ref: str, lot: int) -> HttpResponse:
    """What a household said; who declines is replaced by the next reserve of the same kind."""
    entry = _lot(request, ref, lot)
    if not rules.may_run(entry.draw, request.user, request.at):
        raise Http404
    form = AnswerForm(posted(request), draw=entry.draw, at=request.at)
    if request.method == "POST" and form.is_valid():
        try:
            reserve = deeds.answer(entry=entry, by=request.user, at=request.at, **form.given())
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _noted(entry, form.cleaned_data["answer"], reserve))
            return redirect(reverse("draws:see", kwargs={"ref": ref}) + "#invited")
    context = {
        "draw": entry.draw,
        "entry": entry,
        "form": form,
        "hint": rules.objection_to_answer(entry, "accepted"),
    }
    return render(request, "reach/draws/answer.html", context, status=422 if form.errors else 200)


def _noted(entry: DrawEntry, said: str, reserve: DrawEntry | None) -> str:
    if said != DrawEntry.Answer.DECLINED:
        return _("Noted: lot %(lot)s comes.") % {"lot": entry.lot_words}
    if reserve is None:
        return _("Noted. There is no reserve of the same kind left; the place stays empty.")
    return _("Noted. Lot %(lot)s is called as reserve in its place.") % {"lot": reserve.lot_words}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def person(request: StaffRequest, ref: str, lot: int) -> HttpResponseBase:
    """Open name and number of a household that was drawn, with a purpose; the look is kept."""
    entry = _lot(request, ref, lot)
    shown = {one.entry.pk: one for one in pages.invitations(request, entry.draw)}
    one = shown.get(entry.pk)
    if one is None or one.person is None or not one.may_open:
        raise Http404
    back = reverse("draws:see", kwargs={"ref": ref})
    return show_revealed(request, one.person, about=ref, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def proof(request: StaffRequest, ref: str) -> HttpResponse:
    """The whole proof with what every lot counts as, for an auditor or notary; that it was taken is kept in the trail."""
    found = draw_of(request, ref, to_run=True)
    if found.least_panels is None:
        raise Http404
    if request.method != "POST":
        return render(request, "reach/draws/proof.html", {"draw": found})
    deeds.note_taken(draw=found, what="proof_taken", by=request.user, at=request.at)
    return proof_file(lottery.whole_proof(found), "whole")


def proof_file(found: Proof, name: str) -> HttpResponse:
    """A proof as a file to keep."""
    return as_file(found.written(), f"draw-{found.about}-{name}.json")
