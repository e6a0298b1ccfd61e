"""The pages of field research: the plans of a half-year, one plan from trip to second look, and the forms."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts.models import Contact
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Official
from huiyin.research import actions, forms, rules
from huiyin.research.models import Finding, Measure, ResearchPlan
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.keyset import page


def _trip(
    *, plan: ResearchPlan, by: Official, at: datetime, earlier: Contact | None = None, **new: Any
) -> object:
    """The one on record already, or a new one."""
    if earlier is not None:
        return actions.link_trip(plan=plan, contact=earlier, by=by, at=at)
    return actions.record_trip(plan=plan, by=by, at=at, **new)


PLAN = DeedPage(_("Plan field research"), forms.PlanForm, actions.plan_research, button=_("Save this plan"))
TRIP = DeedPage(_("Record a trip"), forms.TripForm, _trip, button=_("Save this trip"))
FINDING = DeedPage(_("Write down a finding"), forms.FindingForm, actions.find, button=_("Save this finding"))
REPORT = DeedPage(
    _("Hand in the report"), forms.ReportForm, actions.hand_in, _("Handed in."), _("Hand in this report")
)
MEASURE = DeedPage(
    _("Say what is to be done"), forms.MeasureForm, actions.resolve, button=_("Save this measure")
)
CARRY_OUT = DeedPage(_("Say how it was done"), forms.DoneForm, actions.carry_out, button=_("Save it"))
LOOK_AGAIN = DeedPage(
    _("Say what a second look showed"), forms.FollowForm, actions.look_again, button=_("Save it")
)


@require_safe
@staff
def plans(request: StaffRequest) -> HttpResponse:
    """Plans one may see, the newest first; above them those of a past half-year that nobody carried out."""
    day = local_day(request.at, request.county)
    seen = ResearchPlan.objects.visible_to(request.user, request.at).select_related("official", "unit")
    found = page(seen.prefetch_related("trips"), request, "-pk")
    undone = seen.ended_before(day).not_carried_out().filter(reported_at=None).order_by("year", "half", "pk")
    context = {
        "plans": found.rows,
        "undone": list(undone[:100]) if not found.first_url else [],
        "day": day,
        **found.links,
    }
    return render(request, "research/research.html", context)


def _url(pk: int) -> str:
    return reverse("contacts:research_plan", kwargs={"research": pk})


def _plan(request: StaffRequest, pk: int) -> ResearchPlan:
    seen = ResearchPlan.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("official", "unit"), pk=pk)


@staff_deed
def start(request: StaffRequest) -> HttpResponse:
    """Plan research for a half-year."""
    year, half = rules.half_of(local_day(request.at, request.county))
    form = PLAN.form(posted(request), year=year, initial={"period": f"{year}-{half}"})
    back = reverse("contacts:research"), _("Field research")
    return deed_page(request, PLAN, form, back, lambda made: _url(made.pk))


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
        "objection": rules.objection_to_changing(found, request.user),
        "is_own": found.official_id == request.user.pk,
        "day": local_day(request.at, request.county),
    }
    return render(request, "research/plan.html", context)


def _home(found: ResearchPlan) -> tuple[str, str]:
    return _url(found.pk), found.topic


@staff_deed
def trip(request: StaffRequest, research: int) -> HttpResponse:
    """A trip that carried out the plan: one recorded before, or a new one."""
    found = _plan(request, research)
    before = Contact.objects.visible_to(request.user, request.at).filter(official=request.user).standing()
    before = before.of_kind(Contact.Kind.RESEARCH).filter(research_trip=None).select_related("place")
    first = {"held_on": local_day(request.at, request.county)}
    form = TRIP.form(posted(request), by=request.user, at=request.at, before=before, initial=first)
    return deed_page(request, TRIP, form, _home(found), around={"lead": found.question}, plan=found)


@staff_deed
def finding(request: StaffRequest, research: int) -> HttpResponse:
    """One thing found."""
    found, form = _plan(request, research), FINDING.form(posted(request))
    return deed_page(request, FINDING, form, _home(found), around={"lead": found.question}, plan=found)


@staff_deed
def report(request: StaffRequest, research: int) -> HttpResponse:
    """Hand the report in; without findings or problems it asks once whether nothing was found."""
    found = _plan(request, research)
    form = REPORT.form(posted(request), initial={"version": found.version})
    if rules.asks_whether_nothing(found) is None:
        del form.fields["nothing_found"]
    return deed_page(request, REPORT, form, _home(found), around={"lead": found.question}, plan=found)


@staff_deed
def measure(request: StaffRequest, research: int, finding: int) -> HttpResponse:
    """What is to be done about a finding."""
    found, form = _plan(request, research), MEASURE.form(posted(request))
    thing: Finding = get_object_or_404(found.findings.select_related("plan"), pk=finding)
    around = {"lead": found.question}
    return deed_page(request, MEASURE, form, _home(found), around=around, finding=thing)


@staff_deed
def follow(request: StaffRequest, measure: int) -> HttpResponse:
    """A measure carried out, and later the second look: whichever comes next."""
    seen = Measure.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen.select_related("finding__plan"), pk=measure)
    page, day = (CARRY_OUT, "done_on") if found.done_on is None else (LOOK_AGAIN, "followed_on")
    first = {"version": found.version, day: local_day(request.at, request.county)}
    form, home = page.form(posted(request), initial=first), _home(found.finding.plan)
    return deed_page(request, page, form, home, around={"lead": found.text}, measure=found)
