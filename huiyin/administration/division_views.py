"""Townships and villages chosen from the public list of divisions: first the townships, then their villages, in one step."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from huiyin.administration import divisions, forms
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.ui.deeds import posted, shown
from huiyin.ui.forms import offer

TITLE = gettext_lazy("Choose from the list of divisions")
LONGEST = 40


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def towns(request: StaffRequest) -> HttpResponse:
    """The county's townships and streets; by name or code one finds them and their villages."""
    every = divisions.offered(request.county)
    q = request.GET.get("q", "").strip()[:LONGEST]
    chosen, is_first = set(request.GET.getlist("town")), not any(town.there for town in every)
    found = [
        {
            "town": town,
            "found": found,
            "is_chosen": town.code in chosen or (is_first and not chosen and not q),
            "is_whole": bool(town.there) and not town.left,
        }
        for town, found in divisions.matching(every, q)
    ]
    context = {
        "towns": found,
        "q": q,
        "is_empty": not every,
        "is_own": not every and divisions.has_own_code(request.county),
        "title": TITLE,
        "county": request.county,
    }
    return render(request, "administration/divisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def places(request: StaffRequest) -> HttpResponse:
    """What would be entered of the townships that were chosen, and what is there already; sent, it is entered."""
    codes = set(request.GET.getlist("town"))
    every = divisions.offered(request.county)
    chosen = [town for town in every if town.code in codes]
    if objection := divisions.objection_to_choice(chosen):
        messages.warning(request, objection)
        return redirect("administration:divisions")
    form = _form(request, every, chosen)

    def act() -> str:
        by, county = request.user.key, request.county
        made = divisions.enter_divisions(chosen=chosen, by=by, county=county, at=request.at, **form.given())
        messages.success(request, said(made))
        return reverse("administration:units")

    context = {
        "title": TITLE,
        "towns": chosen,
        "new": [town for town in chosen if not town.there],
        "left": sum(len(town.left) for town in chosen),
        "there": sum(1 for town in chosen for one in (town, *town.places) if one.there),
        "ticked": set(form["codes"].value() or ()),
    }
    return done(request, form, act) or shown(request, "administration/places.html", form, **context)


def _form(
    request: StaffRequest, every: Sequence[divisions.Offer], chosen: Sequence[divisions.Offer]
) -> forms.PlacesForm:
    """With all that are not there yet ticked; a county's first units are there since it began."""
    today = local_day(request.at, request.county)
    since = today if any(town.there for town in every) else min(today, request.county.started_on)
    left = [one.code for town in chosen for one in town.left]
    form = forms.PlacesForm(posted(request), initial={"valid_from": since, "codes": left})
    offer(form, "codes", [(one.code, one.name) for town in chosen for one in town.places])
    return form


def said(made: divisions.Entered) -> str:
    """How many came in, in a sentence."""
    towns = ngettext("%(n)d township or street", "%(n)d townships and streets", made.towns) % {
        "n": made.towns
    }
    places = ngettext("%(n)d village or community", "%(n)d villages and communities", made.places)
    return _("Entered: %(towns)s, %(places)s.") % {"towns": towns, "places": places % {"n": made.places}}
