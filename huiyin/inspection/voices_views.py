"""Critical voices: whether criticism is written down as often as people voice it when they are called back."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.contacts.models import Contact
from huiyin.inspection.models import CallBack
from huiyin.lib import breadth, periods
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff


@require_safe
@staff
def critical_voices(request: StaffRequest) -> HttpResponse:
    """The last twelve months of an area, from finished inspections only; withheld below the least count of opinions."""
    units = line.units_led(request.user, request.at).filter(valid_to=None)
    code = request.GET.get("unit", "")
    unit = get_object_or_404(units, code=code) if code else units.in_tree_order().first()
    if unit is None:
        raise Http404
    if not request.user.standing(request.at).over(unit, "supervisor"):
        raise Http404
    year = periods.rolling(12, local_day(request.at, request.county))
    branches = list(units.within(unit).values_list("pk", flat=True))
    contacts = Contact.objects.visible_to(request.user, request.at).standing().filter(unit__in=branches)
    contacts = contacts.filter(held_on__gte=year.first, held_on__lt=year.end)
    calls = CallBack.objects.visible_to(request.user, request.at)
    calls = calls.filter(inspection__branch__in=branches, inspection__checked_at__isnull=False)
    asked = calls.filter(contact__held_on__gte=year.first).exclude(critical="")
    counts = (
        contacts.filter(differing_view=True).count(),
        contacts.count(),
        asked.filter(critical="yes").count(),
        asked.count(),
    )
    least = int(charter_of(request.at).figure("privacy.opinions_min").value)
    voices = None if min(counts[1], counts[3]) < least else breadth.critical_voices(*counts)
    part = request.headers.get("HX-Request") == "true"
    page = "inspection/voices_fragment.html" if part else "inspection/voices.html"
    return render(request, page, {"unit": unit, "voices": voices, "least": least})
