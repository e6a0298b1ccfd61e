"""The pages of absences: who stands in for whom, and who need not keep households for a while."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, register
from huiyin.contacts import register_forms as forms
from huiyin.contacts.actions.absences import objection_to_deciding
from huiyin.contacts.deed_page import Deed, posted, show_deed
from huiyin.contacts.models import Exemption, StandIn
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Secondment
from huiyin.orgs.standing import LEADING
from huiyin.ui.templatetags.ui import day as day_words

METHODS = ["GET", "HEAD", "POST"]
LATEST = 50


def _absences() -> tuple[str, str]:
    return reverse("contacts:absences"), _("Standing in, exemptions, secondments")


@require_safe
@staff
def absences(request: StaffRequest) -> HttpResponse:
    """What waits for a decision, then who is away now and who was; the latest first."""
    by, at = request.user, request.at
    today = local_day(at, request.county)
    exemptions = Exemption.objects.visible_to(by, at).select_related("official", "unit", "decided_by")
    stand_ins = StandIn.objects.visible_to(by, at).select_related("official", "stand_in", "unit")
    seconded = Secondment.objects.visible_to(by, at).select_related("official", "home_unit", "host_unit")
    context = {
        "today": today,
        "undecided": [
            (one, objection_to_deciding(one, by, at) is None) for one in exemptions.undecided()[:LATEST]
        ],
        "decided": list(exemptions.filter(decided_at__isnull=False)[:LATEST]),
        "stand_ins": [
            (one, one.called_back_at is None and one.until_on >= today) for one in stand_ins[:LATEST]
        ],
        "secondments": [(one, one.until_on is None or one.until_on > today) for one in seconded[:LATEST]],
        "is_desk": by.standing(at).has(*LEADING),
    }
    return render(request, "contacts/absences.html", context)


@require_http_methods(METHODS)
@staff
def stand_in(request: StaffRequest) -> HttpResponse:
    """Name who keeps in touch with somebody's households during an absence."""
    today = local_day(request.at, request.county)
    form = forms.StandInForm(**posted(request))
    forms.offer(form, "official", register.officers(request.user, request.at, today))
    forms.offer(form, "stand_in", register.colleagues(request.user, request.at, today))

    def do() -> str:
        data = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.name_stand_in(by=request.user, at=request.at, **data)
        return _absences()[0]

    back, label = _absences()
    deed = Deed(
        title=_("Name a stand-in"),
        button=_("Name the stand-in"),
        back=back,
        back_label=label,
        done=_("Named; both have been told. The lines stay with the official who is absent."),
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def call_back(request: StaffRequest, absence: int) -> HttpResponse:
    """The official is back early."""
    seen = StandIn.objects.visible_to(request.user, request.at).select_related("official", "stand_in")
    found = get_object_or_404(seen, pk=absence)
    form = forms.NothingForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        actions.call_back(stand_in=found, by=request.user, at=request.at)
        return _absences()[0]

    back, label = _absences()
    deed = Deed(
        title=_("End the standing in"),
        button=_("The official is back"),
        back=back,
        back_label=label,
        done=_("Noted; both have been told."),
        lead=_("%(other)s no longer stands in for %(name)s.")
        % {"other": found.stand_in.name, "name": found.official.name},
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def exemption(request: StaffRequest) -> HttpResponse:
    """Ask that somebody need not keep households for a while."""
    today = local_day(request.at, request.county)
    form = forms.ExemptionForm(**posted(request))
    forms.offer(form, "official", register.officers(request.user, request.at, today))

    def do() -> str:
        data = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.ask_exemption(by=request.user, at=request.at, **data)
        return _absences()[0]

    back, label = _absences()
    deed = Deed(
        title=_("Ask for an exemption"),
        button=_("Ask for it"),
        back=back,
        back_label=label,
        done=_("Asked for; somebody who heads or coordinates the branch decides."),
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def decide(request: StaffRequest, exemption: int) -> HttpResponse:
    """Grant an exemption or not."""
    seen = Exemption.objects.visible_to(request.user, request.at).select_related(
        "official", "unit", "asked_by"
    )
    found = get_object_or_404(seen, pk=exemption)
    form = forms.DecisionForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        data = form.cleaned_data
        is_granted = data["decision"] == "yes"
        actions.decide_exemption(
            exemption=found, is_granted=is_granted, note=data["note"], by=request.user, at=request.at
        )
        return _absences()[0]

    back, label = _absences()
    words = f"{day_words(found.from_on)} – {day_words(found.until_on)}"
    deed = Deed(
        title=_("Decide on an exemption"),
        button=_("Decide"),
        back=back,
        back_label=label,
        done=_("Decided; the official has been told."),
        lead=f"{found.official.name} · {found.unit}",
        words=(words, found.reason),
    )
    return show_deed(request, form, deed, do)
