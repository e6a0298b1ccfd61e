"""The page on which a post is left: what is open there, who takes it over."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.contacts import register
from huiyin.contacts.deed_page import Deed, show_deed
from huiyin.contacts.register_forms import OfficialField, offer
from huiyin.intake.leaving import leave_post, objection_to_leaving, open_in
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Appointment
from huiyin.orgs.standing import LEADING
from huiyin.ui.forms import Day, Prose


class LeavingForm(forms.Form):
    """From when, who takes over, and what they should know."""

    on = forms.DateField(label=gettext_lazy("From which day is the post no longer held"), widget=Day)
    heir = OfficialField(label=gettext_lazy("Who takes over the households and promises"), required=False)
    note = forms.CharField(
        label=gettext_lazy("What the colleague should know"),
        required=False,
        max_length=500,
        widget=Prose(rows=2),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def leaving(request: StaffRequest, post: int) -> HttpResponse:
    """Note that an official leaves a post; nothing that is open stays with nobody."""
    seen = Appointment.objects.visible_to(request.user, request.at).filter(to_on=None)
    found = get_object_or_404(seen.select_related("official", "post__unit"), pk=post)
    if not request.user.standing(request.at).over(found.post.unit, *LEADING):
        raise Http404
    today = local_day(request.at, request.county)
    form = LeavingForm(request.POST if request.method == "POST" else None, initial={"on": today})
    offer(form, "heir", register.officers(request.user, request.at, today).exclude(pk=found.official_id))

    def do() -> str:
        leave_post(appointment=found, by=request.user, at=request.at, **form.cleaned_data)
        return reverse("contacts:load")

    still_open = open_in(found, request.at)
    deed = Deed(
        title=_("Leaving a post"),
        button=_("Note that the post is left"),
        back=reverse("contacts:load"),
        back_label=_("Who keeps how many"),
        done=_("Noted; what was open has been handed over and both officials have been told."),
        lead=f"{found.official.name} · {found.post.unit} {found.post.title}",
        is_grave=True,
    )
    more = {
        "open": still_open,
        "objection": objection_to_leaving(found, still_open, request.user, request.at),
    }
    return show_deed(request, form, deed, do, template="intake/leaving.html", more=more)
