"""The pages of secondments: noting where an official serves for a time, and that they return."""

from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from huiyin.contacts import rules
from huiyin.orgs import actions as orgs
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.models import Official, Secondment, Unit
from huiyin.orgs.standing import LEADING
from huiyin.register import forms, listing, quota
from huiyin.register.absence_views import absences_link
from huiyin.ui.deeds import DeedPage, posted


def _second(
    *, official: Official, host: Unit, from_on: date, until_on: date | None, by: Official, at: datetime
) -> Secondment:
    """From the unit the official is of at that moment."""
    home = rules.own_unit(official, at)
    return orgs.second(
        official=official, home_unit=home, host_unit=host, from_on=from_on, until_on=until_on, by=by, at=at
    )


SECOND = DeedPage(
    _("Note a secondment"),
    forms.SecondmentForm,
    _second,
    _("Noted. Contacts of this time count for the host unit and are shown to the own unit too."),
    _("Note the secondment"),
)
RETURN = DeedPage(
    _("End a secondment"),
    forms.ReturnForm,
    orgs.end_secondment,
    _("Noted."),
    _("The official returns"),
)


@staff_deed
def second(request: StaffRequest) -> HttpResponse:
    """Note a secondment: by who coordinates, heads or supervises the unit that sends the official."""
    if not request.user.standing(request.at).has(*LEADING):
        raise Http404
    today = local_day(request.at, request.county)
    form = SECOND.form(posted(request))
    forms.offer_or_choose(form, "official", quota.officers(request.user, request.at, today))
    forms.offer_or_choose(form, "host", listing.hosts(today))
    return deed_page(request, SECOND, form, absences_link())


@staff_deed
def end(request: StaffRequest, secondment: int) -> HttpResponse:
    """The official returns to the unit that sent them."""
    seen = Secondment.objects.visible_to(request.user, request.at).select_related("official", "host_unit")
    found = get_object_or_404(seen, pk=secondment)
    if not request.user.standing(request.at).has(*LEADING):
        raise Http404
    form = RETURN.form(posted(request), initial={"last_on": local_day(request.at, request.county)})
    around = {"lead": f"{found.official.name} · {found.host_unit}"}
    return deed_page(request, RETURN, form, absences_link(), around=around, secondment=found)
