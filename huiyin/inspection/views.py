"""The pages of inspections: the half-years, planning, one inspection, its steps, the draw made again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.inspection import forms, pages, rules
from huiyin.inspection.actions import inspecting
from huiyin.inspection.models import Inspection, Inspections
from huiyin.inspection.steps import STEPS, form_of
from huiyin.lib.sampling import disagreements
from huiyin.notices.actions import read_all
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui.deeds import DeedPage, posted, shown, turned_back
from huiyin.ui.taking import as_file

PLAN = DeedPage(
    _("Plan an inspection"),
    forms.PlanForm,
    inspecting.plan,
    _("Planned; the branch and the inspector have been told."),
    _("Plan it and tell the branch"),
    template="inspection/plan.html",
)


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
        "halves": pages.halves(request),
        "spots": pages.small_checks(request),
        "may_plan": supervises,
    }
    return render(request, "inspection/inspections.html", context)


@staff_deed
def plan(request: StaffRequest) -> HttpResponse:
    """Put an inspection on the plan: which branch, which half-year, who carries it out."""
    if not request.user.standing(request.at).has("supervisor"):
        raise Http404
    first = {name: request.GET[name] for name in ("branch", "period") if name in request.GET}
    form = PLAN.form(posted(request), request=request, charter=charter_of(request.at), initial=first)
    return page_done(request, PLAN, form, inspecting.page_of) or shown(request, PLAN.template, form)


@require_safe
@staff
def inspection(request: StaffRequest, ref: str) -> HttpResponse:
    """One inspection: how far it is, what was found, and what can be done now."""
    found = get_object_or_404(scoped(request), reference=ref)
    read_all(by=request.user, about=found.reference, at=request.at)
    return render(request, "inspection/inspection.html", pages.whole(request, found))


@staff_deed
def step(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One step of an inspection: what it means, and doing it."""
    page = STEPS.get(noun)
    found = get_object_or_404(scoped(request), reference=ref)
    if page is None or not rules.may_lead(found, request.user, request.at):
        raise Http404
    there = inspecting.page_of(found)
    if objection := rules.objection_to(page.deed, found, request.user, request.at):
        return turned_back(request, objection, there)
    form = form_of(page, found, posted(request))
    return page_done(request, page, form, there, inspection=found) or shown(
        request, page.template, form, inspection=found, page=page, noun=noun
    )


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
