"""The pages of the figures of service: all of them for a unit and a period, and one with what it is made of."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.matters.figures import Extent
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reports import asking, pages, words
from huiyin.reports.asking import query_of
from huiyin.reports.kpis import pages as kpi_pages
from huiyin.reports.kpis import words as kpi_words
from huiyin.reports.kpis.declared import KPIS
from huiyin.reports.kpis.kept import Ready, as_last_told
from huiyin.reports.kpis.listing import listing
from huiyin.reports.views import _period
from huiyin.ui.address import chosen


@require_safe
@staff
def kpis(request: StaffRequest) -> HttpResponse:
    """Every figure with its numerator and denominator; each number opens its rows."""
    asked = asking.asked_of(request)
    if asked.unit is None:
        if request.GET.get("unit"):
            raise Http404
        return render(request, "reports/nothing_classed.html")
    period = asking.period_asked(request, asked.unit, asked.ground)
    if period is None:
        form = asking.OwnDaysForm(request.GET, asked.choices)
        form.is_valid()
        return render(request, "reports/kpis.html", {"form": form}, status=422)
    ready = Ready()
    period = _as_last_told(request, period, ready)
    context = {
        "unit": asked.unit,
        "period": words.days(period),
        "as_of": period.as_of,
        "groups": kpi_pages.groups(request, period, ready),
        **pages.choices(request, period, asked.offered),
    }
    return render(request, "reports/kpis.html", context)


@require_safe
@staff
def kpi(request: StaffRequest, kpi: str) -> HttpResponse:
    """One figure: what it means, the periods before it, and the rows behind one of its numbers."""
    period, declared = _period(request), KPIS.get(kpi)
    if declared is None:
        raise Http404
    ready = Ready()
    period = _as_last_told(request, period, ready)
    course = kpi_pages.course(request, declared, period, ready)
    reading = course[-1][1]
    offered = kpi_pages.parts_of(declared)
    part = chosen(request, "part", offered, offered[0])
    context = {
        "kpi": kpi_pages.shown(reading, period),
        "how": kpi_words.how(reading),
        "course": [(words.days(asked), kpi_pages.shown(one, asked)) for asked, one in course],
        "unit": period.unit,
        "period": words.days(period),
        "as_of": period.as_of,
        "back": f"{reverse('reports:kpis')}?{query_of(period)}",
        "part": getattr(kpi_words.WORDS[kpi], part),
    }
    if reading.hidden:
        context["why_hidden"] = kpi_words.WHY_HIDDEN[reading.hidden]
    else:
        number: int = getattr(reading, part)
        context["listing"] = found = listing(request, declared, part, period, number)
        context |= {name: url and f"{request.path}{url}" for name, url in found.links.items()}
    return render(request, "reports/kpi.html", context)


def _as_last_told(request: StaffRequest, period: Extent, ready: Ready) -> Extent:
    """Where no moment is named, as of the last minute that is kept ready."""
    return period if request.GET.get("as_of") else as_last_told(period, ready)
