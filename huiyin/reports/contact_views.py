"""The pages on contacts: counted by form, days at the grass roots, and the papers taken from them."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.lib import periods
from huiyin.lib.periods import EARLIEST
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Unit
from huiyin.orgs.taking import file_name, taken
from huiyin.reports import asking, contact_forms, volunteering
from huiyin.reports.contact_forms import Asked
from huiyin.villages.meetings import year_asked, years_around


def _units(request: StaffRequest) -> asking.Asked:
    """The unit asked for, or the asker's widest (None: only one's own contacts), and those offered."""
    asked = asking.asked_of(request)
    if asked.unit is None and request.GET.get("unit"):
        raise Http404
    return asked


def _asked(request: StaffRequest, unit: Unit | None) -> Asked:
    """About that unit the days of the address, else this quarter; days that make no sense are no page."""
    quarter = periods.of("quarter", local_day(request.at, request.county))
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    try:
        begin = date.fromisoformat(first) if first else quarter.first
        end = date.fromisoformat(last) + timedelta(days=1) if last else quarter.end
    except (ValueError, OverflowError):
        raise Http404 from None
    if not EARLIEST <= begin < end or end.year > 9000:
        raise Http404
    return Asked(unit, begin, end)


@require_safe
@staff
def by_form(request: StaffRequest) -> HttpResponse:
    """How many contacts of each form; each number opens its rows."""
    units = _units(request)
    asked = _asked(request, units.unit)
    given = {"unit": asked.unit.code if asked.unit else "", "from": asked.first, "to": asked.last}
    context: dict[str, Any] = {
        **contact_forms.by_form(request, asked),
        "asked": asked,
        "spans": contact_forms.offered_spans(asked, local_day(request.at, request.county)),
        "form": asking.OwnDaysForm(given, units.choices) if units.offered else None,
    }
    return render(request, "reports/contact_forms.html", context)


@require_safe
@staff
def days(request: StaffRequest) -> HttpResponse:
    """Days of research and of field stays in a year, in name order."""
    year, this_year = year_asked(request)
    units = _units(request)
    context = {
        **contact_forms.days_of_year(request, units.unit, year),
        "unit": units.unit,
        "units": units.offered,
        "year": year,
        "years": years_around(request, year, this_year, drop=["after"]),
        "wanted": charter_of(request.at).figure("contact.research_days_per_year"),
    }
    return render(request, "reports/contact_days.html", context)


@require_safe
@staff
def volunteering_xlsx(request: StaffRequest) -> HttpResponse:
    """Volunteering of these days as a workbook; that it was taken is on record."""
    asked = _asked(request, _units(request).unit)
    whose = asked.unit.name if asked.unit else request.user.name
    content = volunteering.build(contact_forms.contacts(request, asked), whose, asked.first, asked.last)
    on = f"unit:{asked.unit.code}" if asked.unit else request.user.key
    first, end = asked.first.isoformat(), asked.end.isoformat()
    name = file_name(
        gettext_lazy("Hours of volunteering"), f"{asked.first:%Y%m%d}", f"{asked.last:%Y%m%d}", ending="xlsx"
    )
    return taken(request, content, name, on=on, of=asked.unit, first=first, end=end)
