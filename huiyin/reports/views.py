"""The pages of the work summary: the paragraph, the rows behind its numbers, the paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.matters.figures import Extent
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken
from huiyin.reports import asking, pages, papers, rows, words
from huiyin.reports import work_summary as work


def _period(request: StaffRequest) -> Extent:
    """What is asked, if it is the asker's to ask and makes sense."""
    asked = asking.asked_of(request)
    period = asking.period_asked(request, asked.unit, asked.ground) if asked.unit else None
    if period is None:
        raise Http404
    return period


@require_safe
@staff
def work_summary(request: StaffRequest) -> HttpResponse:
    """What was achieved in this time: the seed's paragraph with its blanks filled, each number a link."""
    asked = asking.asked_of(request)
    if asked.unit is None:
        if request.GET.get("unit"):
            raise Http404
        return render(request, "reports/nothing.html")
    period = asking.period_asked(request, asked.unit, asked.ground)
    if period is None:
        form = asking.OwnDaysForm(request.GET, asked.choices)
        form.is_valid()
        return render(request, "reports/choose.html", {"form": form}, status=422)
    return render(request, "reports/work_summary.html", pages.context(request, period, asked.offered))


@require_safe
@staff
def figure_rows(request: StaffRequest, figure: str) -> HttpResponse:
    """The rows behind one number."""
    period = _period(request)
    label = words.LABELS.get(figure)
    if label is None:
        raise Http404
    links = pages.Links(period)
    topic = request.GET.get("topic", "") if figure == "topic" else ""
    context = {
        "label": label,
        "unit": period.unit,
        "as_of": period.as_of,
        "topic": topic,
        "period": words.days(period),
    }
    context["back"] = f"../../?{links.query}"
    if figure == "matters_collected":
        parts = work.build(period, request.county)
        context["parts"] = [
            (words.LABELS[name], links.number(name, getattr(parts, name))) for name in words.COLLECTED
        ]
        return render(request, "reports/rows.html", context)
    found = rows.listing(request, period, figure)
    if found is None:
        raise Http404
    context["listing"] = found
    full = {name: url and f"{request.path}{url}" for name, url in found.links.items()}
    return render(request, "reports/rows.html", {**context, **full})


@require_safe
@staff
def docx(request: StaffRequest) -> HttpResponse:
    """The same as a docx draft; that it was taken is on record."""
    period = _period(request)
    content = papers.work_summary(period, request.county)
    span = f"{period.first:%Y%m%d}-{words.last_day(period):%Y%m%d}"
    asked = {name: getattr(period, name).isoformat() for name in ("first", "end", "as_of")}
    name = file_name(gettext_lazy("Work summary"), period.unit.short_name, span)
    return taken(request, content, name, on=f"unit:{period.unit.code}", of=period.unit, **asked)
