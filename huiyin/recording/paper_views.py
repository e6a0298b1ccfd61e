"""The pages of paper: typing forms in one after another, and blank forms to print."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.contacts.models import Contact, Point
from huiyin.contacts.pages import with_points
from huiyin.lib import naming
from huiyin.matters.forms import in_words
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Official
from huiyin.orgs.standing import DESK
from huiyin.orgs.tree import county_desk
from huiyin.recording.paper import lines_on_paper, officials_served, record_paper
from huiyin.recording.paper_form import PaperForm, paper_points
from huiyin.register.models import Assignment
from huiyin.ui.deeds import posted, shown

REASON, DAY = "paper_reason", "paper_day"
SHOWN = 20
BLANKS = ("visit", "reception")


def served_by(request: StaffRequest) -> Any:
    """The officials whose papers the asker types in. Nobody but a desk has these pages."""
    if not request.user.standing(request.at).has(*DESK):
        raise Http404
    return officials_served(request.user, request.at)


def _named(request: StaffRequest, served: Any) -> list[Official]:
    """The officials of this login name or name; those whose papers are not ours are not there."""
    words = request.GET.get("official", "").strip()
    return list(served.filter(Q(username=words) | Q(name=naming.kept(words)))[:SHOWN]) if words else []


@staff_deed
def paper(request: StaffRequest) -> HttpResponse:
    """Choose the official once, then one form after another on this page."""
    served = served_by(request)
    named = _named(request, served)
    if len(named) != 1:
        context = {"officials": served, "named": named, "asked": request.GET.get("official", "")}
        return render(request, "recording/paper_choose.html", context)
    official = named[0]
    first = {"late_reason": request.session.get(REASON, ""), "held_on": request.session.get(DAY, "")}
    form = PaperForm(posted(request), official=official, by=request.user, at=request.at, initial=first)
    points = paper_points(posted(request), request.user, request.at)
    gone = done(request, form, lambda: _recorded(request, form, points), beside=points)
    return gone or shown(request, "recording/paper.html", form, **_around(request, official, form, points))


def _around(request: StaffRequest, official: Official, form: PaperForm, points: Any) -> dict[str, Any]:
    mine = Contact.objects.visible_to(request.user, request.at).filter(
        entered_by=request.user, official=official
    )
    # The draft of each sheet has its own name: the next page is empty, and a reload brings back what was typed.
    draft = f"paper-{official.username}-{mine.count()}"
    asked = form[
        "late_reason"
    ]  # of the first sheet always; of the next ones as long as the one before needed it
    late = bool(asked.value() or asked.errors) or DAY not in request.session
    mine = with_points(mine.select_related("household", "place"), request).order_by("-recorded_at", "-pk")
    return {
        "official": official,
        "points": points,
        "typed_in": list(mine[:SHOWN]),
        "late": late,
        "draft": draft,
    }


def _recorded(request: StaffRequest, form: PaperForm, points: Any) -> str:
    """Keep the sheet, and what the next one begins with; leads to the next."""
    form.ask_again()
    sheet = form.paper(points.raised(), points.promised())
    contact, lodged = record_paper(
        sheet, official=form.official, root=county_desk(), by=request.user, at=request.at
    )
    request.session[REASON] = form.cleaned_data["late_reason"]
    request.session[DAY] = form.cleaned_data["held_on"].isoformat()
    facts = {"home": sheet.household.code, "reference": contact.reference, "n": len(lodged)}
    said = _("%(home)s recorded as %(reference)s.")
    if lodged:
        said = _("%(home)s recorded as %(reference)s; matters registered: %(n)d.")
    messages.success(request, said % facts)
    return f"{reverse('intake:paper')}?{urlencode({'official': form.official.username})}"


@require_safe
@staff
def blank(request: StaffRequest, what: str) -> HttpResponse:
    """A form to print, field by field as on the screen; for an official, one for each of their households."""
    if what not in BLANKS:
        raise Http404
    login = request.GET.get("official", "")
    homes: list[Assignment | None] = [None]
    if login:
        homes = list(lines_on_paper(login, by=request.user, at=request.at))
        if not homes:
            raise Http404
    charter = charter_of(request.at)
    context = {
        "homes": homes,
        "dispositions": [label for _code, label in Point.Disposition.choices],
        "topics": [in_words(topic.words) for topic in charter.topics if not topic.parent],
        "numbers": range(1, 4),
    }
    return render(request, f"recording/blank_{what}.html", context)
