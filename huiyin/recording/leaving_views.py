"""The page on which a post is left: what is open there, who takes it over."""

from dataclasses import replace

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.models import Appointment, Official
from huiyin.orgs.standing import LEADING
from huiyin.recording.leaving import Open, leave_post, objection_to_leaving, open_in
from huiyin.register import quota
from huiyin.register.forms import OfficialField, offer_or_choose
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import Day, DeedForm, Prose


class LeavingForm(DeedForm):
    """From when, who takes over, and what they should know."""

    on = forms.DateField(label=_("From which day is the post no longer held"), widget=Day)
    heir = OfficialField(label=_("Who takes over the households and promises"), required=False)
    note = forms.CharField(
        label=_("What the colleague should know"),
        required=False,
        max_length=500,
        widget=Prose(rows=2),
    )


LEAVE = DeedPage(
    _("Leaving a post"),
    LeavingForm,
    leave_post,
    _("Noted; what was open has been handed over and both officials have been told."),
    _("Note that the post is left"),
    is_grave=True,
    template="recording/leaving.html",
)


def ask_for_heir(page: DeedPage, form: DeedForm, still_open: Open, heirs: QuerySet[Official]) -> DeedPage:
    """Who takes over is asked for where something moves, and then it is needed; else nothing is said to have moved."""
    if still_open.moves:
        form.fields["heir"].required = True
        offer_or_choose(form, "heir", heirs)
        return page
    del form.fields["heir"], form.fields["note"]
    return replace(page, done=_("Noted that the post is left; nothing had to be handed over."))


@staff_deed
def leaving(request: StaffRequest, post: int) -> HttpResponse:
    """Note that an official leaves a post; nothing that is open stays with nobody."""
    seen = Appointment.objects.visible_to(request.user, request.at).filter(to_on=None)
    found = get_object_or_404(seen.select_related("official", "post__unit"), pk=post)
    if not request.user.standing(request.at).over(found.post.unit, *LEADING):
        raise Http404
    today = local_day(request.at, request.county)
    form = LEAVE.form(posted(request), initial={"on": today})
    heirs = quota.officers(request.user, request.at, today).exclude(pk=found.official_id)
    still_open = open_in(found, request.at)
    page = ask_for_heir(LEAVE, form, still_open, heirs)
    around = {
        "lead": f"{found.official.name} · {found.post.unit} {found.post.title}",
        "open": still_open,
        "in_hand": Matter.objects.visible_to(request.user, request.at)
        .filter(pk__in=[one.pk for one in still_open.matters])
        .order_by("due_on", "pk"),  # whom a matter is about reads nothing of it (I-19)
        "objection": objection_to_leaving(found, still_open, request.user, request.at),
    }
    back = reverse("contacts:load"), _("Who keeps how many")
    return deed_page(request, page, form, back, around=around, appointment=found)
