"""The doors to the papers of help; that one was taken is on record."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.help import papers
from huiyin.help.models import AidAction, AidPlan, Referral
from huiyin.help.need_rules import is_readable
from huiyin.lib import periods
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, organ_of, taken

MOST = 500


def _day(request: StaffRequest) -> date:
    return local_day(request.at, request.county)


@require_safe
@staff
def aid_plan(request: StaffRequest, aid: int) -> HttpResponse:
    """The plan for one household."""
    seen = AidPlan.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen.select_related("household__place", "unit", "official"), pk=aid)
    content = papers.aid_plan(found, charter_of(request.at), _day(request))
    return taken(
        request,
        content,
        file_name(gettext_lazy("Plan of paired assistance"), found.pk),
        on=f"aid_plan:{found.pk}",
    )


@require_safe
@staff
def aid_ledger(request: StaffRequest) -> HttpResponse:
    """The ledger of this year, of the plans the asker may see."""
    day = _day(request)
    seen = AidAction.objects.visible_to(request.user, request.at)
    year = periods.of("year", day)
    seen = seen.done_between(year.first, year.end)
    rows = list(seen.select_related("plan__household").order_by("done_on", "pk")[:MOST])
    content = papers.aid_ledger(rows, charter_of(request.at), organ_of(request), day.year, day)
    return taken(
        request,
        content,
        file_name(gettext_lazy("Ledger of paired assistance"), day.year),
        on=request.user.key,
    )


@require_safe
@staff
def referral_letter(request: StaffRequest, referral: int) -> HttpResponse:
    """The letter, as long as the need may be read."""
    seen = Referral.objects.visible_to(request.user, request.at)
    found = get_object_or_404(
        seen.select_related("need__household__place", "need__consent", "need__county"), pk=referral
    )
    if not is_readable(found.need, _day(request)):
        raise Http404
    content = papers.referral_letter(found, organ_of(request), _day(request))
    return taken(
        request, content, file_name(gettext_lazy("Letter of referral"), found.pk), on=f"need:{found.need_id}"
    )
