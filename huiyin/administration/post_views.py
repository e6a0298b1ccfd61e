"""What is done to one post of an official: its capacities, and that it is left with everything handed over."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.administration import actions, forms
from huiyin.administration.rows import Seat
from huiyin.orgs import line
from huiyin.orgs.administrators import SECURITY, SYSTEM
from huiyin.orgs.calendar import local_day
from huiyin.orgs.capacities import idle_at, meanings, reaches
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Appointment
from huiyin.orgs.standing import DESK
from huiyin.recording.leaving import leave_post, objection_to_leaving, open_in
from huiyin.recording.leaving_views import ask_for_heir
from huiyin.register import quota
from huiyin.ui.deeds import DeedPage, posted

CAPACITIES = DeedPage(
    gettext_lazy("What the holder may do"),
    forms.CapacitiesForm,
    actions.give_capacities,
    gettext_lazy("Kept; it holds from the next page on."),
    gettext_lazy("Save"),
    template="administration/capacities.html",
)
LEAVE = DeedPage(
    gettext_lazy("Leaving a post"),
    forms.LeavingForm,
    leave_post,
    gettext_lazy("Noted; what was open has been handed over and both officials have been told."),
    gettext_lazy("Note that the post is left"),
    is_grave=True,
    template="administration/leaving.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SECURITY)
def capacities(request: StaffRequest, appointment: int) -> HttpResponse:
    """What goes with the post that somebody holds."""
    found = _held(request, appointment)
    form = CAPACITIES.form(posted(request), initial={"capacities": found.post.capacities})
    unit, day = found.post.unit, local_day(request.at, request.county)
    around = {
        "lead": _said(found),
        "meanings": meanings(),
        "reach": reaches([unit], day)[unit.pk],
        "idle": idle_at(unit, DESK, day),
    }
    return deed_page(request, CAPACITIES, form, _back(found), around=around, post=found.post)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def leaving(request: StaffRequest, appointment: int) -> HttpResponse:
    """Note that a post is left. Of what is handed over only the number is shown: the rest is not for administrators."""
    found = _held(request, appointment)
    today = local_day(request.at, request.county)
    form = LEAVE.form(posted(request), initial={"on": today})
    heirs = quota.officers_near([found.post.unit.path], today).exclude(pk=found.official_id)
    still_open = open_in(found, request.at)
    page = ask_for_heir(LEAVE, form, still_open, heirs)
    around = {
        "lead": _said(found),
        "open": still_open,
        "heads": line.heads(found.post.unit, today, without=found.official),
        "capacities": Seat(found).capacities,
        "objection": objection_to_leaving(found, still_open, request.user, request.at),
    }
    return deed_page(request, page, form, _back(found), around=around, appointment=found)


def _held(request: StaffRequest, key: int) -> Appointment:
    seen = Appointment.objects.visible_to(request.user, request.at).filter(to_on=None)
    found: Appointment = get_object_or_404(seen.select_related("official__county", "post__unit"), pk=key)
    return found


def _said(held: Appointment) -> str:
    return f"{held.official.name} · {held.post.unit.name} {held.post.title}"


def _back(held: Appointment) -> tuple[str, str]:
    return reverse("administration:official", kwargs={"official": held.official_id}), held.official.name
