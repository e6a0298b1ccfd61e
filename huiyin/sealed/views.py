"""The pages of who carries sealed reports: which ones there are, and noting that one was handed over. No words, ever."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.sealed import actions, rules
from huiyin.sealed.forms import HandOverForm
from huiyin.sealed.models import Recipient, SealedReport, carries
from huiyin.ui.deeds import DeedPage, posted, turned_back
from huiyin.ui.keyset import page

MOST = 100  # of what waits, on the page
HAND_OVER = DeedPage(
    _("It was handed over"), HandOverForm, actions.hand_over, _("Noted, with the receipt."), _("Note it")
)


@require_safe
@staff
def reports(request: StaffRequest) -> HttpResponse:
    """What waits to be handed over, by its date; then the others, the latest first."""
    if not carries(request.user, request.at):
        raise Http404
    seen = SealedReport.objects.visible_to(request.user, request.at).select_related("recipient")
    over = page(seen.exclude(handed_over_at=None).select_related("handed_over_by"), request, "-pk")
    waiting = list(seen.waiting()[: MOST + 1])
    context = {
        "waiting": waiting[:MOST],
        "most": MOST if len(waiting) > MOST else None,
        "over": over.rows,
        "keys": list(Recipient.objects.visible_to(request.user, request.at).latest_first()),
        "recipient": rules.recipient_at(request.county, request.at),
        "day": local_day(request.at, request.county),
        **over.links,
    }
    return render(request, "sealed/reports.html", context)


@staff_deed
def hand_over(request: StaffRequest, ref: str) -> HttpResponse:
    """Note the receipt."""
    seen = SealedReport.objects.visible_to(request.user, request.at)
    report = get_object_or_404(seen, reference=ref)
    back = reverse("sealed:list")
    if no := rules.objection_to_handing_over(report):
        return turned_back(request, no, back)
    form = HandOverForm(posted(request), report=report)
    return deed_page(request, HAND_OVER, form, (back, _("Sealed reports")), report=report)
