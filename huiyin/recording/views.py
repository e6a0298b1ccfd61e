"""The page on which an official records a contact of any form that is not held in a section of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.lib.charter import Charter
from huiyin.matters.point_forms import points_form
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.tree import county_desk
from huiyin.recording import actions
from huiyin.recording.actions import record_entry
from huiyin.recording.forms import FORMS, offered
from huiyin.recording.forms.base import OccasionForm
from huiyin.rounds.models import Round
from huiyin.ui.address import Choice
from huiyin.ui.deeds import posted, shown
from huiyin.ui.forms import OnceForm


@staff_deed
def record_contact(request: StaffRequest) -> HttpResponse:
    """Record a contact: once, whatever the line does."""
    kind = request.GET.get("form", "") or Contact.Kind.VISIT.value
    charter, by, at = charter_of(request.at), request.user, request.at
    chooser = _chooser(charter, kind)
    form = FORMS[kind](posted(request), by=by, at=at, charter=charter, initial=_first(request))
    points = points_form(posted(request), form.point_style, form.points_first, charter)
    gone = done(request, form, lambda: f"{_recorded(request, form, points)}?done={kind}", beside=points)
    around = {"points": points, "draft": kind, "owner": f"staff:{request.user.pk}", **chooser}
    return gone or shown(request, "recording/occasion.html", form, **around)


def _chooser(charter: Charter, kind: str) -> dict[str, Any]:
    """The forms one can choose between; a form that is none of them is no page."""
    language = get_language() or ""
    listed = offered(charter)
    if kind not in {form.code for form in listed}:
        raise Http404
    here = reverse("intake:visit")
    chips = [
        Choice(
            url=here if form.code == Contact.Kind.VISIT else f"{here}?form={form.code}",
            name=form.words.in_language(language),
            current=form.code == kind,
        )
        for form in listed
    ]
    return {"chips": chips, "chosen": next(chip.name for chip in chips if chip.current)}


def _first(request: StaffRequest) -> dict[str, str]:
    """What a link may fill in: the household, the village, the day; what the form does not offer is not chosen."""
    asked = {name: request.GET.get(name, "")[:40] for name in ("home", "place", "held_on")}
    return {name: value for name, value in asked.items() if value}


def _recorded(request: StaffRequest, form: OccasionForm, points: Any) -> str:
    form.ask_again()
    entry = form.occasion(points.raised(), points.promised())
    contact, lodged = record_entry(entry, root=county_desk(), by=request.user, at=request.at)
    if lodged:
        words = ngettext(
            "Recorded; one matter registered.", "Recorded; %(n)d matters registered.", len(lodged)
        )
        messages.success(request, words % {"n": len(lodged)})
    else:
        messages.success(request, _("Recorded."))
    return _plan(request) or reverse("contacts:see", kwargs={"ref": contact.reference})


def _plan(request: StaffRequest) -> str:
    """The plan of visits from which one came, to go on from there."""
    asked = request.GET.get("plan", "")[:24]
    seen = Round.objects.visible_to(request.user, request.at).filter(reference=asked) if asked else ()
    return next((reverse("rounds:see", kwargs={"ref": row.reference}) for row in seen), "")


@staff_deed
def take_out(request: StaffRequest, ref: str) -> HttpResponse:
    """Take an issue out of one's own talk, with the person's agreement; it becomes a matter, once."""
    own = Contact.objects.visible_to(request.user, request.at).of_kind(Contact.Kind.TALK).standing()
    talk = get_object_or_404(own, reference=ref, official=request.user)
    form = OnceForm(posted(request))
    points = points_form(posted(request), "issue", 1, charter_of(request.at))
    if len(points.forms) == 1 and (
        gone := done(request, form, lambda: _taken_out(request, talk, points), beside=points)
    ):
        return gone
    owner = f"staff:{request.user.pk}"
    return shown(request, "recording/issue.html", form, points=points, talk=talk, owner=owner)


def _taken_out(request: StaffRequest, talk: Contact, points: Any) -> str:
    (said,) = points.raised()
    promised, root = points.promised(), county_desk()
    actions.take_out(talk=talk, said=said, promised=promised, root=root, by=request.user, at=request.at)
    messages.success(request, _("Recorded; the issue is registered as a matter."))
    return reverse("contacts:see", kwargs={"ref": talk.reference}) + "?done=issue"
