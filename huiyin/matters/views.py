"""The pages of matters for staff: lists, the matter, one page per deed, and triage one at a time."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.matters import forms, lists, pages, triage
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.deeds import DEEDS
from huiyin.matters.deeds.delivery import in_its_way
from huiyin.matters.deeds.renewing import RENEWAL
from huiyin.matters.fetching import the_one
from huiyin.matters.models import Matter, Step
from huiyin.matters.models.matter import Matters
from huiyin.matters.rules import life, renewing
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.notices.actions import read_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page, page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.people.models import Reveal
from huiyin.people.views import show_revealed
from huiyin.ui.deeds import posted, shown, turned_back


def scoped(request: StaffRequest) -> Matters:
    """The matters this official may see: every view of this app starts here."""
    return Matter.objects.visible_to(request.user, request.at)


@require_safe
@staff
def matters(request: StaffRequest) -> HttpResponse:
    """The list: what waits, what is due, by what is left of the time."""
    return render(request, "matters/list.html", lists.listing(request))


@require_safe
@staff
def matter(request: StaffRequest, ref: str) -> HttpResponse:
    """Who handles it, how far it is, what was answered; and what can be done now."""
    found = the_one(request.user, request.at, ref)
    read_all(by=request.user, about=found.reference, at=request.at)
    return render(request, "matters/matter.html", pages.whole(request, found))


@staff_deed
def deed(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One deed: its page, and doing it. What was typed stays when it is refused."""
    if noun not in DEEDS:
        raise Http404
    found = the_one(request.user, request.at, ref)
    page = in_its_way(DEEDS[noun], found)
    if not life.may(page.deed, found, request.user, request.at):
        raise Http404
    if objection := life.objection(page.deed, found, request.user, request.at):
        return turned_back(request, objection, _after(request, found, page.deed))
    form = page.form(
        posted(request),
        request.FILES or None,
        matter=found,
        by=request.user,
        at=request.at,
        initial=triage.chosen(request),
    )
    is_triage = _is_triage(request)
    if is_triage:
        page = replace(page, done="")  # triage itself says which message went where
    return page_done(request, page, form, _after(request, found, page.deed), matter=found) or shown(
        request,
        page.template,
        form,
        page=page,
        noun=noun,
        is_triage=is_triage,
        **pages.around_deed(request, found, noun),
    )


def _is_triage(request: StaffRequest) -> bool:
    return triage.NEXT in (request.POST.get("next"), request.GET.get("next"))


def _after(request: StaffRequest, found: Matter, deed: str) -> str:
    """Back to the matter; in triage on to the message behind it, or to this one where a deed is undone."""
    if _is_triage(request):
        return triage.address_after(found.pk, is_undone=deed in triage.UNDOES.values())
    if deed in (Step.Deed.NAME_COMPLAINED, Step.Deed.SEAL):
        return reverse("matters:list")  # whoever did it may not see it any more
    return reverse("matters:see", kwargs={"ref": found.reference})


@require_safe
@staff
def next_message(request: StaffRequest) -> HttpResponse:
    """One message at a time: the next one to be passed on, with its form beside it."""
    if not request.user.standing(request.at).has("coordinator"):
        raise Http404
    context = triage.next_message(request, scoped(request))
    if (found := context["matter"]) is not None:
        context["form"] = forms.RoutingForm(
            None, matter=found, by=request.user, at=request.at, initial=triage.chosen(request)
        )
    return render(request, "matters/triage.html", context)


@staff_deed
def person(request: StaffRequest, ref: str) -> HttpResponse:
    """The name and number behind a matter, for a purpose; only for who has to do with it now (I-22).

    Who compares them with what somebody says who lost the code goes back to that page, who rings them to the form of it.
    """
    found = get_object_or_404(scoped(request).for_lists(), reference=ref, resident__isnull=False)
    purposes = renewing.purposes_of_looking(found, request.user, request.at)
    if not purposes:
        raise Http404
    assert found.resident is not None  # noqa: S101 - asked for above
    lost, noun = request.GET.get("purpose") == Reveal.Purpose.LOST, request.GET.get("for", "")
    back = reverse("matters:renew", kwargs={"ref": ref}) if lost else ""
    if noun in (*pages.RUNG, *pages.RUNG_BACK):
        back = reverse("matters:do", kwargs={"ref": ref, "noun": noun})
    response = show_revealed(request, found.resident, about=found.reference, back=back, purposes=purposes)
    if request.method == "POST" and response.status_code == 200:
        leave_step(claim(found, None), Step.Deed.REVEAL, at=request.at, by=request.user)
    return response


@require_safe
@staff
def receipt(request: StaffRequest, ref: str) -> HttpResponse:
    """The receipt to print for the person: only for who gave out its code, for 72 hours, before the answer."""
    found = get_object_or_404(scoped(request).for_lists(), reference=ref)
    if not renewing.gave_out_code(found, request.user):
        raise Http404
    held = pages.receipt(request, found)
    if held is None:
        messages.info(request, _("The receipt can no longer be printed; only the person holds the code now."))
        return redirect("matters:see", ref=ref)
    return render(
        request,
        "matters/receipt.html",
        {
            **held,
            "matter": found,
            "today": local_day(request.at, found.county),
            "draft_done": request.GET.get("done", "")[:80],
        },
    )


@staff_deed
def renew(request: StaffRequest, ref: str) -> HttpResponse:
    """A new code for who lost theirs, after a check of who is asking; then the receipt."""
    found = get_object_or_404(scoped(request).for_lists().select_related("resident"), reference=ref)
    if not renewing.may_renew(found, request.user, request.at):
        raise Http404
    back = reverse("matters:see", kwargs={"ref": ref})
    if objection := objection_to_own_work(found, request.user, request.at):
        return turned_back(request, objection, back)
    form = RENEWAL.form(posted(request), matter=found, by=request.user, at=request.at)
    there = reverse("matters:receipt", kwargs={"ref": ref})
    shown_beside = pages.around(request, found)
    return deed_page(request, RENEWAL, form, (back, ref), there, around=shown_beside, matter=found)
