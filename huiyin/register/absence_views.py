"""The pages of absences: who stands in for whom, and who need not keep households for a while."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Secondment
from huiyin.orgs.standing import LEADING
from huiyin.register import actions, forms, quota
from huiyin.register.actions.absences import objection_to_deciding
from huiyin.register.models import Exemption, StandIn
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm
from huiyin.ui.templatetags.ui import day as day_words

LATEST = 50
STAND_IN = DeedPage(
    _("Name a stand-in"),
    forms.StandInForm,
    actions.name_stand_in,
    _("Named; both have been told. The lines stay with the official who is absent."),
    _("Name the stand-in"),
)
CALL_BACK = DeedPage(
    _("End the standing in"),
    DeedForm,
    actions.call_back,
    _("Noted; both have been told."),
    _("The official is back"),
)
EXEMPTION = DeedPage(
    _("Ask for an exemption"),
    forms.ExemptionForm,
    actions.ask_exemption,
    _("Asked for; somebody who heads or coordinates the branch decides."),
    _("Ask for it"),
)
DECISION = DeedPage(
    _("Decide on an exemption"),
    forms.DecisionForm,
    actions.decide_exemption,
    _("Decided; the official has been told."),
    _("Decide"),
)


def absences_link() -> tuple[str, Any]:
    """The page of absences, and how it is called."""
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
    return render(request, "register/absences.html", context)


@staff_deed
def stand_in(request: StaffRequest) -> HttpResponse:
    """Name who keeps in touch with somebody's households during an absence."""
    today = local_day(request.at, request.county)
    form = STAND_IN.form(posted(request))
    forms.offer_or_choose(form, "official", quota.officers(request.user, request.at, today))
    forms.offer_or_choose(form, "stand_in", quota.colleagues(request.user, request.at, today))
    return deed_page(request, STAND_IN, form, absences_link())


@staff_deed
def call_back(request: StaffRequest, absence: int) -> HttpResponse:
    """The official is back early."""
    seen = StandIn.objects.visible_to(request.user, request.at).select_related("official", "stand_in")
    found = get_object_or_404(seen, pk=absence)
    names = {"other": found.stand_in.name, "name": found.official.name}
    around = {"lead": _("%(other)s no longer stands in for %(name)s.") % names}
    form = CALL_BACK.form(posted(request))
    return deed_page(request, CALL_BACK, form, absences_link(), around=around, stand_in=found)


@staff_deed
def exemption(request: StaffRequest) -> HttpResponse:
    """Ask that somebody need not keep households for a while."""
    today = local_day(request.at, request.county)
    form = EXEMPTION.form(posted(request))
    forms.offer_or_choose(form, "official", quota.officers(request.user, request.at, today))
    return deed_page(request, EXEMPTION, form, absences_link())


@staff_deed
def decide(request: StaffRequest, exemption: int) -> HttpResponse:
    """Grant an exemption or not."""
    seen = Exemption.objects.visible_to(request.user, request.at).select_related(
        "official", "unit", "asked_by"
    )
    found = get_object_or_404(seen, pk=exemption)
    days = f"{day_words(found.from_on)} – {day_words(found.until_on)}"
    around = {"lead": f"{found.official.name} · {found.unit}", "words": (days, found.reason)}
    form = DECISION.form(posted(request))
    return deed_page(request, DECISION, form, absences_link(), around=around, exemption=found)
