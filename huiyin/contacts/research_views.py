"""The pages of field research: the plans of a half-year, one plan from trip to second look, and the forms."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, research_rules
from huiyin.contacts.entering import Sheet, begun, posted, sheet_page
from huiyin.contacts.models import Contact, Finding, Measure, ResearchPlan
from huiyin.contacts.research_forms import (
    DoneForm,
    FindingForm,
    FollowForm,
    MeasureForm,
    PlanForm,
    ReportForm,
    TripForm,
)
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff

PAGE = 25


@require_safe
@staff
def plans(request: StaffRequest) -> HttpResponse:
    """Plans one may see, the newest first; above them those of a past half-year that nobody carried out."""
    day = local_day(request.at, request.county)
    seen = ResearchPlan.objects.visible_to(request.user, request.at).select_related("official", "unit")
    start = request.GET.get("from", "")
    rows = seen.order_by("-pk")
    rows = rows.filter(pk__lt=int(start)) if start.isdecimal() and len(start) < 16 else rows
    found = list(rows.prefetch_related("trips")[: PAGE + 1])
    undone = seen.ended_before(day).not_carried_out().filter(reported_at=None).order_by("year", "half", "pk")
    context = {
        "plans": found[:PAGE],
        "undone": list(undone[:100]) if not start else [],
        "day": day,
        "next_url": f"?from={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?" if start else "",
    }
    return render(request, "contacts/research.html", context)


def _url(pk: int) -> str:
    return reverse("contacts:research_plan", kwargs={"research": pk})


def _plan(request: StaffRequest, pk: int) -> ResearchPlan:
    seen = ResearchPlan.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("official", "unit"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def start(request: StaffRequest) -> HttpResponse:
    """Plan research for a half-year."""
    year, half = research_rules.half_of(local_day(request.at, request.county))
    form = PlanForm(posted(request), year=year, initial=begun(period=f"{year}-{half}"))
    sheet = Sheet(
        title=_("Plan field research"),
        button=_("Save this plan"),
        back=reverse("contacts:research"),
        back_words=_("Field research"),
    )

    def act(data: dict[str, Any]) -> str:
        (year, half), due_on = data.pop("period"), data.pop("due_on")
        asked = actions.Question(**data)
        plan = actions.plan_research(
            year=year, half=half, due_on=due_on, asked=asked, by=request.user, at=request.at
        )
        return _url(plan.pk)

    return sheet_page(request, form, sheet, act)


@require_safe
@staff
def plan(request: StaffRequest, research: int) -> HttpResponse:
    """One plan: what is asked, the trips, what was found and what is done about it."""
    found = _plan(request, research)
    findings = found.findings.prefetch_related("measures").order_by("pk")
    context = {
        "plan": found,
        "trips": list(found.trips.select_related("contact__place").order_by("contact__held_on", "pk")),
        "findings": list(findings),
        "objection": research_rules.objection_to_changing(found, request.user),
        "is_own": found.official_id == request.user.pk,
        "day": local_day(request.at, request.county),
    }
    return render(request, "contacts/research_plan.html", context)


def _sheet(found: ResearchPlan, title: str, button: str, **more: Any) -> Sheet:
    return Sheet(
        title=title, button=button, back=_url(found.pk), back_words=found.topic, lead=found.question, **more
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def trip(request: StaffRequest, research: int) -> HttpResponse:
    """A trip that carried out the plan: one recorded before, or a new one."""
    found = _plan(request, research)
    before = Contact.objects.visible_to(request.user, request.at).filter(official=request.user).standing()
    before = before.of_kind(Contact.Kind.RESEARCH).filter(research_trip=None).select_related("place")
    first = begun(held_on=local_day(request.at, request.county))
    form = TripForm(posted(request), by=request.user, at=request.at, before=before, initial=first)

    def act(data: dict[str, Any]) -> str:
        earlier = data.pop("earlier", None)
        if earlier is not None:
            actions.link_trip(plan=found, contact=earlier, by=request.user, at=request.at)
        else:
            actions.record_trip(plan=found, by=request.user, at=request.at, **data)
        return _url(found.pk)

    sheet = _sheet(found, _("Record a trip"), _("Save this trip"))
    return sheet_page(request, form, sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def finding(request: StaffRequest, research: int) -> HttpResponse:
    """One thing found."""
    found = _plan(request, research)

    def act(data: dict[str, Any]) -> str:
        actions.find(plan=found, by=request.user, at=request.at, **data)
        return _url(found.pk)

    sheet = _sheet(found, _("Write down a finding"), _("Save this finding"))
    return sheet_page(request, FindingForm(posted(request), initial=begun()), sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def report(request: StaffRequest, research: int) -> HttpResponse:
    """Hand the report in; without findings or problems it asks once whether nothing was found."""
    found = _plan(request, research)
    asks = research_rules.asks_whether_nothing(found)
    form = ReportForm(posted(request), initial={"version": found.version})
    if asks is None:
        del form.fields["nothing_found"]

    def act(data: dict[str, Any]) -> str:
        data.setdefault("nothing_found", False)
        actions.hand_in(plan=found, by=request.user, at=request.at, **data)
        return _url(found.pk)

    sheet = _sheet(found, _("Hand in the report"), _("Hand in this report"), said=_("Handed in."))
    return sheet_page(request, form, sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def measure(request: StaffRequest, research: int, finding: int) -> HttpResponse:
    """What is to be done about a finding."""
    found = _plan(request, research)
    thing: Finding = get_object_or_404(found.findings.select_related("plan"), pk=finding)

    def act(data: dict[str, Any]) -> str:
        actions.resolve(finding=thing, by=request.user, at=request.at, **data)
        return _url(found.pk)

    sheet = _sheet(found, _("Say what is to be done"), _("Save this measure"))
    return sheet_page(request, MeasureForm(posted(request), initial=begun()), sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def follow(request: StaffRequest, measure: int) -> HttpResponse:
    """A measure carried out, and later the second look: whichever comes next."""
    seen = Measure.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen.select_related("finding__plan"), pk=measure)
    second = found.done_on is not None
    day = local_day(request.at, request.county)
    first = {"version": found.version, "followed_on" if second else "done_on": day}
    form: forms.Form = (FollowForm if second else DoneForm)(posted(request), initial=first)
    deed = actions.look_again if second else actions.carry_out

    def act(data: dict[str, Any]) -> str:
        deed(measure=found, by=request.user, at=request.at, **data)
        return _url(found.finding.plan_id)

    title = _("Say what a second look showed") if second else _("Say how it was done")
    plan = found.finding.plan
    sheet = Sheet(
        title=title, button=_("Save it"), back=_url(plan.pk), back_words=plan.topic, lead=found.text
    )
    return sheet_page(request, form, sheet, act)
