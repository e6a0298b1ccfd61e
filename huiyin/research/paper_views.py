"""The doors to the papers of field research; that one was taken is on record."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from huiyin.lib.paper import LANGUAGE
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, organ_of, taken
from huiyin.research import papers
from huiyin.research.models import Measure, ResearchPlan
from huiyin.research.rules import half_of

MOST = 500


def _day(request: StaffRequest) -> date:
    return local_day(request.at, request.county)


@require_safe
@staff
def research_plans(request: StaffRequest) -> HttpResponse:
    """The plans of this half-year."""
    year, half = half_of(_day(request))
    seen = ResearchPlan.objects.visible_to(request.user, request.at).filter(year=year, half=half)
    rows = list(seen.select_related("official").prefetch_related("trips__contact").order_by("due_on", "pk"))
    with override(LANGUAGE):
        name = ResearchPlan.Half(half).label
        title = _("Plan of field research, %(year)d, %(half)s") % {"year": year, "half": name}
    content = papers.research_plans(rows, organ_of(request), title, _day(request))
    return taken(request, content, file_name(gettext_lazy("Research plan"), year, half), on=request.user.key)


@require_safe
@staff
def research_report(request: StaffRequest, research: int) -> HttpResponse:
    """The report on one plan."""
    seen = ResearchPlan.objects.visible_to(request.user, request.at).select_related("unit", "official")
    rows = seen.prefetch_related("trips__contact__place", "findings__measures")
    found = get_object_or_404(rows, pk=research)
    content = papers.research_report(found, _day(request))
    return taken(
        request, content, file_name(gettext_lazy("Research report"), found.pk), on=f"research:{found.pk}"
    )


@require_safe
@staff
def research_results(request: StaffRequest) -> HttpResponse:
    """What came of research."""
    seen = Measure.objects.visible_to(request.user, request.at).select_related("finding__plan")
    content = papers.research_results(
        list(seen.order_by("due_on", "pk")[:MOST]), organ_of(request), _day(request)
    )
    return taken(request, content, file_name(gettext_lazy("Results of research")), on=request.user.key)
