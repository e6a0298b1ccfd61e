"""The pages of inspections: the half-years, planning, one inspection, its steps, the draw made again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.duties import inspecting, inspection_pages
from huiyin.duties import inspection_forms as forms
from huiyin.duties import inspection_rules as rules
from huiyin.duties.inspection_steps import STEPS, Step, form_of
from huiyin.duties.models import Inspection, Inspections
from huiyin.lib.refusal import Refused
from huiyin.lib.sampling import disagreements
from huiyin.notices.actions import read_all
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import once_sent
from huiyin.ui.forms import new_token
from huiyin.ui.taking import as_file


def scoped(request: StaffRequest) -> Inspections:
    """The inspections this official may see: every view of them starts here."""
    seen = Inspection.objects.visible_to(request.user, request.at)
    return seen.select_related("branch", "inspector", "charter", "county", "planned_by")


@require_safe
@staff
def inspections(request: StaffRequest) -> HttpResponse:
    """The half-years: every branch in the order of the tree, and how far its inspection is."""
    supervises = request.user.standing(request.at).has("supervisor")
    context = {
        "halves": inspection_pages.halves(request),
        "spots": inspection_pages.small_checks(request),
        "may_plan": supervises,
    }
    return render(request, "inspection/inspections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def plan(request: StaffRequest) -> HttpResponse:
    """Put an inspection on the plan: which branch, which half-year, who carries it out."""
    if not request.user.standing(request.at).has("supervisor"):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    first = {"once": new_token(), **{k: request.GET[k] for k in ("branch", "period") if k in request.GET}}
    form = forms.PlanForm(posted, request=request, charter=charter_of(request.at), initial=first)
    if posted is not None and form.is_valid():
        try:
            where, _fresh = once_sent(
                request, form, lambda: _planned(request, form), scope=f"inspection:{request.user.pk}"
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect(where)
    return render(request, "inspection/plan.html", {"form": form}, status=422 if form.errors else 200)


def _planned(request: StaffRequest, form: forms.PlanForm) -> str:
    data = form.cleaned_data
    made = inspecting.plan(
        branch=data["branch"],
        period=form.period_chosen(),
        kind=form.kind_chosen(),
        inspector=data["inspector"],
        by=request.user,
        at=request.at,
    )
    messages.success(request, _("Planned; the branch and the inspector have been told."))
    return inspecting.page_of(made)


@require_safe
@staff
def inspection(request: StaffRequest, ref: str) -> HttpResponse:
    """One inspection: how far it is, what was found, and what can be done now."""
    found = get_object_or_404(scoped(request), reference=ref)
    read_all(by=request.user, about=found.reference, at=request.at)
    return render(request, "inspection/inspection.html", inspection_pages.whole(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def step(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One step of an inspection: what it means, and doing it."""
    page = STEPS.get(noun)
    found = get_object_or_404(scoped(request), reference=ref)
    if page is None or not rules.may_lead(found, request.user, request.at):
        raise Http404
    objection = rules.objection_to(page.deed, found, request.user, request.at)
    if objection:
        messages.warning(request, objection)
        return redirect("inspection:see", ref=ref)
    posted = request.POST if request.method == "POST" else None
    form = form_of(page, found)(posted, initial={"version": found.version})
    if posted is not None and form.is_valid() and _done(request, page, form, found):
        messages.success(request, page.done)
        return redirect("inspection:see", ref=ref)
    context = {"inspection": found, "page": page, "noun": noun, "form": form}
    return render(request, "inspection/step.html", context, status=422 if form.errors else 200)


def _done(request: StaffRequest, page: Step, form: forms.VersionForm, found: Inspection) -> bool:
    given: dict[str, Any] = dict(form.cleaned_data)
    if page.deed == rules.Deed.SEED:
        given.setdefault("number", "")
    try:
        page.act(inspection=found, by=request.user, at=request.at, **given)
    except Refused as no:
        form.add_error(None, no.sentence)
        return False
    return True


def _with_draw(request: StaffRequest, ref: str) -> Inspection:
    """An inspection whose draw this reader may make again."""
    found = get_object_or_404(scoped(request), reference=ref, drawn_at__isnull=False)
    if not (found.is_checked or rules.may_lead(found, request.user, request.at)):
        raise Http404
    return found


@require_safe
@staff
def proof(request: StaffRequest, ref: str) -> HttpResponse:
    """List, number and sample as a file that anybody can make again."""
    found = _with_draw(request, ref)
    return as_file(found.proof().written(), f"draw-{found.reference}.json")


@require_safe
@staff
def verification(request: StaffRequest, ref: str) -> HttpResponse:
    """The draw made again before one's eyes, with each step of the working."""
    found = _with_draw(request, ref)
    context = {
        "inspection": found,
        "wrong": disagreements(found.proof()),
        "proof_url": reverse("inspection:proof", kwargs={"ref": ref}),
        "confidence": found.figure("confidence"),
        "share": found.figure("false_share"),
    }
    return render(request, "inspection/verification.html", context)
