"""The pages of secondments: noting where an official serves for a time, and that they return."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.contacts import register, rules
from huiyin.contacts import register_forms as forms
from huiyin.contacts.deed_page import Deed, posted, show_deed
from huiyin.orgs import actions as orgs
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Secondment
from huiyin.orgs.standing import LEADING

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@staff
def second(request: StaffRequest) -> HttpResponse:
    """Note a secondment: by who coordinates, heads or supervises the unit that sends the official."""
    if not request.user.standing(request.at).has(*LEADING):
        raise Http404
    today = local_day(request.at, request.county)
    form = forms.SecondmentForm(**posted(request))
    forms.offer(form, "official", register.officers(request.user, request.at, today))
    forms.offer(form, "host", register.hosts(today))

    def do() -> str:
        data = form.cleaned_data
        orgs.second(
            official=data["official"],
            home_unit=rules.own_unit(data["official"], request.at),
            host_unit=data["host"],
            from_on=data["from_on"],
            until_on=data["until_on"],
            by=request.user,
            at=request.at,
        )
        return reverse("contacts:absences")

    deed = Deed(
        title=_("Note a secondment"),
        button=_("Note the secondment"),
        back=reverse("contacts:absences"),
        back_label=_("Standing in, exemptions, secondments"),
        done=_("Noted. Contacts of this time count for the host unit and are shown to the own unit too."),
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def end(request: StaffRequest, secondment: int) -> HttpResponse:
    """The official returns to the unit that sent them."""
    seen = Secondment.objects.visible_to(request.user, request.at).select_related("official", "host_unit")
    found = get_object_or_404(seen, pk=secondment)
    if not request.user.standing(request.at).has(*LEADING):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.ReturnForm(data, initial={"last_on": local_day(request.at, request.county)})

    def do() -> str:
        last_on = form.cleaned_data["last_on"]
        orgs.end_secondment(secondment=found, last_on=last_on, by=request.user, at=request.at)
        return reverse("contacts:absences")

    deed = Deed(
        title=_("End a secondment"),
        button=_("The official returns"),
        back=reverse("contacts:absences"),
        back_label=_("Standing in, exemptions, secondments"),
        done=_("Noted."),
        lead=f"{found.official.name} · {found.host_unit}",
    )
    return show_deed(request, form, deed, do)
