"""The pages on which a matter is supervised and answered for, and the list of what is open."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from huiyin.matters.forms.base import in_words
from huiyin.matters.lists import row_of
from huiyin.matters.models import Matter
from huiyin.matters.rules.capacity import leads_in_turn
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.supervision import actions, forms, rules, sponsoring
from huiyin.supervision.models import Supervision
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted, turned_back
from huiyin.ui.keyset import page

SUPERVISE = DeedPage(
    _("Supervise this matter"),
    forms.SuperviseForm,
    actions.supervise,
    _("The unit has been asked and has its date."),
    _("Ask the unit"),
)
ANSWER = DeedPage(
    _("Answer the supervision"), forms.AnswerForm, actions.answer_supervision, _("Answered."), _("Answer it")
)
WITH = ("matter__charter", "matter__county", "matter__lead_unit", "matter__holding_unit", "unit", "by")
LISTS: dict[str, Any] = {
    "open": _("Waiting for an answer"),
    "answered": pgettext_lazy("supervisions", "Answered"),
}


@require_safe
@staff
def supervisions(request: StaffRequest) -> HttpResponse:
    """What is supervised: open ones by their date, answered ones the latest first."""
    which = chosen(request, "list", LISTS, "open")
    seen = Supervision.objects.visible_to(request.user, request.at)
    rows, order = (seen.open(), ("due_on", "pk")) if which == "open" else (seen.settled(), ("-pk",))
    found = page(rows.select_related(*WITH), request, *order)
    day = local_day(request.at, request.county)
    context = {
        "rows": [_row(one) for one in found.rows],
        "tabs": choices(request, "list", {key: str(words) for key, words in LISTS.items()}, which),
        "day": day,
        "neglected": rules.neglected(request.user, charter_of(request.at), day, request.at).count(),
        **found.links,
    }
    return render(request, "supervision/supervisions.html", context)


@require_safe
@staff
def neglected(request: StaffRequest) -> HttpResponse:
    """What has been past its date for long without anybody asking why, the oldest date first."""
    charter = charter_of(request.at)
    day = local_day(request.at, request.county)
    found = page(rules.neglected(request.user, charter, day, request.at).for_lists(), request, "due_on", "pk")
    context = {
        "rows": [row_of(matter, request) for matter in found.rows],
        "most": charter.figure("keeping.supervise_after_wd"),
        **found.links,
    }
    return render(request, "supervision/neglected.html", context)


def _row(found: Supervision) -> dict[str, Any]:
    try:
        reason = in_words(found.matter.charter.charter.named("trigger", found.trigger).words)
    except KeyError:  # a charter of another day
        reason = found.trigger
    provisional = (
        found.answered_at is None
        and not found.matter.has_left
        and rules.due(found.matter, found.at).provisional
    )
    return {"one": found, "reason": reason, "provisional": provisional}


@require_safe
@staff
def of_matter(request: StaffRequest, ref: str) -> HttpResponse:
    """All supervisions of one matter, and what the reader can do now."""
    matter = leading_matter(request, ref)
    found = Supervision.objects.visible_to(request.user, request.at).filter(matter=matter)
    rows = list(found.select_related(*WITH, "answered_by").order_by("-pk"))
    context = {
        "matter": matter,
        "rows": [
            _row(one) | {"answerable": rules.objection_to_answering(one, request.user, request.at) is None}
            for one in rows
        ],
        "may_supervise": rules.objection_to_supervising(matter, request.user, request.at) is None,
        "may_name": sponsoring.objection_to_naming(matter, request.user, request.at) is None,
        "may_end": sponsoring.objection_to_ending(matter, request.user, request.at) is None,
        "day": local_day(request.at, request.county),
    }
    return render(request, "supervision/of_matter.html", context)


def leading_matter(request: StaffRequest, ref: str) -> Matter:
    """A matter one may see, whose supervision one may know of."""
    seen = Matter.objects.visible_to(request.user, request.at)
    matter = get_object_or_404(seen.for_lists().select_related("county", "sponsor"), reference=ref)
    if not leads_in_turn(matter, request.user, request.at):
        raise Http404
    return matter


def _home(matter: Matter) -> str:
    return reverse("supervision:of_matter", kwargs={"ref": matter.reference})


@staff_deed
def supervise(request: StaffRequest, ref: str) -> HttpResponse:
    """Ask the unit that has a matter."""
    matter = leading_matter(request, ref)
    if request.method != "POST" and (no := rules.objection_to_supervising(matter, request.user, request.at)):
        return turned_back(request, no, _home(matter))
    form = forms.SuperviseForm(posted(request), matter=matter)
    return deed_page(request, SUPERVISE, form, (_home(matter), matter.title), matter=matter)


@staff_deed
def answer(request: StaffRequest, supervision: int) -> HttpResponse:
    """Answer a supervision."""
    seen = Supervision.objects.visible_to(request.user, request.at).select_related(*WITH, "matter__handler")
    found = get_object_or_404(seen, pk=supervision)
    if no := rules.objection_to_answering(found, request.user, request.at):
        return turned_back(request, no, _home(found.matter))
    form = forms.AnswerForm(posted(request), supervision=found)
    lead = found.words
    back = (_home(found.matter), found.matter.title)
    return deed_page(request, ANSWER, form, back, around={"lead": lead}, supervision=found)
