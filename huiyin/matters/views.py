"""The pages of matters for staff: lists, the matter, one page per deed, and triage one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, forms, pages, rules
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.models import Matter, Step
from huiyin.matters.models.matter import Matters
from huiyin.notices.actions import read_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.people.views import show_revealed

Deed = Step.Deed


@dataclass(frozen=True)
class DeedPage:
    """A deed as a page: its form, its heading (which is also the button that leads to it), its button, its echo."""

    deed: str
    form: type[forms.DeedForm]
    act: Callable[..., object]
    title: Any
    button: Any
    done: Any


DEEDS = {
    "routing": DeedPage(
        Deed.ROUTE,
        forms.RoutingForm,
        actions.route,
        gettext_lazy("Pass it on"),
        gettext_lazy("Pass it on"),
        gettext_lazy("Passed on."),
    ),
    "acceptance": DeedPage(
        Deed.ACCEPT,
        forms.AcceptanceForm,
        actions.accept,
        gettext_lazy("Take it over"),
        gettext_lazy("Take it over"),
        gettext_lazy("Taken over."),
    ),
    "handler": DeedPage(
        Deed.REASSIGN,
        forms.AcceptanceForm,
        actions.reassign,
        gettext_lazy("Give it to another handler"),
        gettext_lazy("Give it to this person"),
        gettext_lazy("Given to another handler."),
    ),
    "start": DeedPage(
        Deed.START,
        forms.ActionForm,
        actions.start,
        gettext_lazy("Begin work on it"),
        gettext_lazy("Begin, with this action"),
        gettext_lazy("Begun."),
    ),
    "action": DeedPage(
        Deed.NOTE,
        forms.ActionForm,
        actions.note,
        gettext_lazy("Note an action"),
        gettext_lazy("Note this action"),
        gettext_lazy("Noted."),
    ),
    "reply": DeedPage(
        Deed.DRAFT,
        forms.ReplyForm,
        actions.draft_reply,
        gettext_lazy("Write the answer"),
        gettext_lazy("Hand in for approval"),
        gettext_lazy("Handed in; somebody else approves it."),
    ),
    "approval": DeedPage(
        Deed.APPROVE,
        forms.ApprovalForm,
        actions.approve,
        gettext_lazy("Look through the answer"),
        gettext_lazy("Approve and send the answer"),
        gettext_lazy("Sent to the resident's page."),
    ),
    "return": DeedPage(
        Deed.RETURN,
        forms.ReturnForm,
        actions.return_draft,
        gettext_lazy("Send it back"),
        gettext_lazy("Send it back"),
        gettext_lazy("Sent back."),
    ),
    "closure": DeedPage(
        Deed.CLOSE,
        forms.ClosureForm,
        actions.close,
        gettext_lazy("Close the matter"),
        gettext_lazy("Close the matter"),
        gettext_lazy("Closed."),
    ),
}
NOUNS = {page.deed: noun for noun, page in DEEDS.items()}


def scoped(request: StaffRequest) -> Matters:
    """The matters this official may see: every view of this app starts here."""
    return Matter.objects.visible_to(request.user, request.at)


@require_safe
@staff
def matters(request: StaffRequest) -> HttpResponse:
    """The list: what waits, what is due, by what is left of the time."""
    return render(request, "matters/list.html", pages.listing(request, scoped(request)))


@require_safe
@staff
def matter(request: StaffRequest, ref: str) -> HttpResponse:
    """Who handles it, how far it is, what was answered; and what can be done now."""
    found = get_object_or_404(scoped(request).for_lists(), reference=ref)
    read_all(by=request.user, about=found.reference, at=request.at)
    return render(request, "matters/matter.html", pages.whole(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def deed(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One deed: its page, and doing it. What was typed stays when it is refused."""
    page = DEEDS.get(noun)
    if page is None:
        raise Http404
    found = get_object_or_404(scoped(request).for_lists(), reference=ref)
    if not rules.may(page.deed, found, request.user, request.at):
        raise Http404
    objection = rules.objection(page.deed, found, request.user, request.at)
    posted = request.POST if request.method == "POST" else None
    if objection and posted is None:
        messages.warning(request, objection)
        return redirect("matters:see", ref=ref)
    if objection:  # somebody else was quicker, or it is not this person's to do
        messages.error(request, objection)
        return redirect("matters:see", ref=ref)
    form = page.form(posted, matter=found, by=request.user, at=request.at)
    if posted is not None and form.is_valid() and _done(request, page, form, found):
        messages.success(request, page.done)
        return redirect(_after(request, ref))
    context = {**pages.around(request, found), "form": form, "page": page, "noun": noun}
    return render(request, "matters/deed.html", context, status=422 if form.errors else 200)


def _done(request: StaffRequest, page: DeedPage, form: forms.DeedForm, found: Matter) -> bool:
    try:
        page.act(matter=found, by=request.user, at=request.at, **form.cleaned_data)
    except Refused as no:
        form.add_error(None, no.sentence)
        return False
    return True


def _after(request: StaffRequest, ref: str) -> str:
    if request.POST.get("next") == "triage":
        return reverse("matters:triage")
    return reverse("matters:see", kwargs={"ref": ref})


@require_safe
@staff
def triage(request: StaffRequest) -> HttpResponse:
    """One message at a time: the next one to be passed on, with its form beside it."""
    if not request.user.standing(request.at).has("coordinator"):
        raise Http404
    waiting = scoped(request).waiting_for(request.user, request.at).filter(state="received").for_lists()
    after = request.GET.get("after", "")
    later = waiting.filter(pk__gt=int(after)) if after.isdecimal() and len(after) < 15 else waiting
    found = later.order_by("pk").first() or waiting.order_by("pk").first()
    context: dict[str, Any] = {"left": waiting.count(), "matter": found}
    if found is not None:
        context |= pages.around(request, found)
        context["form"] = forms.RoutingForm(None, matter=found, by=request.user, at=request.at)
        context["page"], context["noun"] = DEEDS["routing"], "routing"
    return render(request, "matters/triage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def person(request: StaffRequest, ref: str) -> HttpResponse:
    """The name and number behind a matter, for a purpose; only for who has to do with it now (I-22)."""
    found = get_object_or_404(scoped(request).for_lists(), reference=ref, resident__isnull=False)
    if not rules.may_reveal(found, request.user, request.at):
        raise Http404
    assert found.resident is not None  # noqa: S101 - asked for above
    response = show_revealed(request, found.resident, about=found.reference)
    if request.method == "POST" and response.status_code == 200:
        leave_step(claim(found, None), Deed.REVEAL, at=request.at, by=request.user)
    return response


@require_safe
@staff
def receipt(request: StaffRequest, ref: str) -> HttpResponse:
    """The receipt to print for the person: only for who lodged it, for 72 hours, before the answer."""
    found = get_object_or_404(scoped(request).for_lists(), reference=ref, raised_by=request.user)
    held = pages.receipt(request, found)
    if held is None:
        messages.info(request, _("The receipt can no longer be printed; only the person holds the code now."))
        return redirect("matters:see", ref=ref)
    return render(
        request,
        "matters/receipt.html",
        {**held, "matter": found, "today": local_day(request.at, found.county)},
    )
