"""The pages of fact sheets: whose one may read, and one sheet."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact, Promise
from huiyin.inspection import fact_sheet as sheets
from huiyin.inspection.fact_sheet import FactSheet
from huiyin.lib import periods
from huiyin.matters.models import Matter
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui import address
from huiyin.ui.periods import in_words

MOST = 200


@require_safe
@staff
def people(request: StaffRequest) -> HttpResponse:
    """One's own sheet, and for who heads or supervises those of each branch, by name."""
    branches = sheets.branches_readable_by(request.user, request.at)
    code, day = request.GET.get("unit", ""), local_day(request.at, request.county)
    branch = get_object_or_404(branches, code=code) if code else None
    context = {
        "branches": list(branches),
        "branch": branch,
        "members": line.members(branch, day) if branch else [],
    }
    return render(request, "inspection/fact_sheets.html", context)


def asked(request: StaffRequest, who: str) -> FactSheet:
    """The sheet of the address, if it is the asker's to read; also for the document."""
    official = get_object_or_404(sheets.readable_by(request.user, request.at), username=who)
    offered = sheets.periods_offered(request.at, request.user)
    key, day = request.GET.get("period", ""), local_day(request.at, request.county)
    period = periods.read(key) if key else offered[1]
    if period is None or period.kind not in ("half_year", "year") or period.first > day:
        raise Http404
    return sheets.build(official, period, request.at)


@require_safe
@staff
def fact_sheet(request: StaffRequest, who: str) -> HttpResponse:
    """One sheet: duties, contacts, what came of what was heard, promises, findings; each with its rows."""
    sheet = asked(request, who)
    official, period, at = sheet.official, sheet.period, sheet.as_of
    seen = Contact.objects.visible_to(request.user, at)
    held = sheets.contacts(official, period, at).filter(pk__in=seen.values("pk"))
    raised = sheets.matters(official, period, at)
    promised = sheets.promises(official, period, at)
    offered = {one.key: in_words(one) for one in sheets.periods_offered(at, request.user)}
    context = {
        "sheet": sheet,
        "offered": address.choices(request, "period", offered, period.key),
        "contacts": list(marked(held).select_related("place").order_by("-held_on", "-pk")[:MOST]),
        "matters": list(
            raised.filter(pk__in=Matter.objects.visible_to(request.user, at).values("pk"))[:MOST]
        ),
        "promises": list(
            promised.filter(pk__in=Promise.objects.visible_to(request.user, at).values("pk"))[:MOST]
        ),
    }
    return render(request, "inspection/fact_sheet.html", context)
