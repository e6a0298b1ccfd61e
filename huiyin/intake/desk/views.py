"""The page of a clerk who takes down what somebody says on the telephone, in a letter or at the counter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.intake.desk import PHONE
from huiyin.intake.desk.forms import CallForm
from huiyin.intake.desk.rules import own_desk
from huiyin.intake.inbound import take_in
from huiyin.matters.actions import answer_now, flag_urgent
from huiyin.matters.rules.on_the_spot import SAID
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.standing import DESK
from huiyin.ui.deeds import posted, shown

CHANNEL = "call_channel"  # the one chosen last, with which the next begins
DRAFT = "call"


@staff_deed
def take_down(request: StaffRequest) -> HttpResponse:
    """Take it down once; the receipt follows, to be read out or printed."""
    if not request.user.standing(request.at).has(*DESK):
        raise Http404
    first = {"channel": request.session.get(CHANNEL, PHONE)}
    form = CallForm(posted(request), request.FILES or None, by=request.user, at=request.at, initial=first)
    gone = done(request, form, lambda: _taken_in(request, form))
    around = {"draft": DRAFT, "owner": f"staff:{request.user.pk}"}
    return gone or shown(request, "intake/call.html", form, **around)


def _taken_in(request: StaffRequest, form: CallForm) -> str:
    inbound, root = form.inbound(), own_desk(request.user, request.at)
    matter = take_in(inbound, root=root, by=request.user.key, at=request.at).matter
    if kind := form.cleaned_data["urgent_kind"]:
        words = form.cleaned_data["rung"]
        flag_urgent(matter=matter, kind=kind, words=words, version=None, by=request.user, at=request.at)
    request.session[CHANNEL] = inbound.channel
    if words := form.cleaned_data["answer"].strip():
        said = SAID.get(inbound.channel, "")
        answer_now(matter=matter, words=words, version=None, by=request.user, at=request.at, said=said)
        messages.success(request, _("Taken down and answered."))
    else:
        messages.success(request, _("Taken down; %(unit)s has it now.") % {"unit": matter.intake_unit.name})
    return reverse("matters:receipt", kwargs={"ref": matter.reference}) + f"?done={DRAFT}"
