"""The pages of cases that leading officials have taken into their care: the list, naming somebody, ending it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.matters.lists import row_of
from huiyin.matters.models import Matter
from huiyin.matters.rules.care import candidates
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.supervision import forms, sponsoring
from huiyin.supervision.supervising_views import leading_matter
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted, turned_back
from huiyin.ui.keyset import page

NAME = DeedPage(
    _("Put into the care of a leading official"),
    forms.SponsorForm,
    sponsoring.sponsor,
    _("Named; they hear of every reminder and delay from now on."),
    _("Name them"),
)
END = DeedPage(
    _("End the care of the leading official"),
    forms.EndCareForm,
    sponsoring.end_sponsorship,
    _("Ended."),
    _("End it"),
)
LISTS: dict[str, Any] = {"mine": _("In my care"), "all": _("All I may see")}


@require_safe
@staff
def cared_for(request: StaffRequest) -> HttpResponse:
    """Open matters in the care of a leading official, by their dates: one's own, or all one may see."""
    which = chosen(request, "list", LISTS, "mine")
    seen = Matter.objects.visible_to(request.user, request.at).open().exclude(sponsor=None)
    rows = seen.filter(sponsor=request.user) if which == "mine" else seen
    found = page(rows.for_lists().select_related("sponsor"), request, "due_on", "pk")
    context = {
        "rows": [(row_of(matter, request), matter.sponsor) for matter in found.rows],
        "tabs": choices(request, "list", {key: str(words) for key, words in LISTS.items()}, which),
        **found.links,
    }
    return render(request, "supervision/cared_for.html", context)


def _home(matter: Matter) -> str:
    return reverse("supervision:of_matter", kwargs={"ref": matter.reference})


@staff_deed
def name(request: StaffRequest, ref: str) -> HttpResponse:
    """Name the leading official who sees a matter through."""
    matter = leading_matter(request, ref)
    if request.method != "POST" and (no := sponsoring.objection_to_naming(matter, request.user, request.at)):
        return turned_back(request, no, _home(matter))
    people = candidates(matter, request.at)
    form = forms.SponsorForm(posted(request), people=people)
    return deed_page(request, NAME, form, (_home(matter), matter.title), matter=matter)


@staff_deed
def end(request: StaffRequest, ref: str) -> HttpResponse:
    """End the care of a leading official."""
    matter = leading_matter(request, ref)
    if request.method != "POST" and (no := sponsoring.objection_to_ending(matter, request.user, request.at)):
        return turned_back(request, no, _home(matter))
    form = forms.EndCareForm(posted(request))
    return deed_page(request, END, form, (_home(matter), matter.title), matter=matter)
