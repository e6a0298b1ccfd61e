"""The pages of village development: the villages within reach, one village with its issues, and the forms."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts.entering import Words
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Unit
from huiyin.orgs.places import villages_of
from huiyin.ui.deeds import DeedPage, posted, turned_back
from huiyin.ui.forms import ChipRadio, OnceForm, VersionForm
from huiyin.villages import actions, rules
from huiyin.villages.models import VillageIssue


class IssueForm(OnceForm):
    """What it is about."""

    field = forms.ChoiceField(label=_("In which field"), choices=VillageIssue.Field, widget=ChipRadio)
    text = Words(label=_("What it is about"), rows=3)


class DecisionForm(VersionForm):
    """How the village decided."""

    state = forms.ChoiceField(
        label=_("What the village decided"),
        choices=[choice for choice in VillageIssue.State.choices if choice[0] != VillageIssue.State.RAISED],
        widget=ChipRadio,
    )
    decision = Words(
        label=_("How it was decided"),
        help_text=_("by which meeting, on which day"),
        max_length=300,
    )


class AdviceForm(OnceForm):
    """Advice."""

    text = Words(label=_("Your advice"), rows=3)


PUT_FORWARD = DeedPage(
    _("Put something forward"),
    IssueForm,
    actions.put_forward,
    button=_("Put it forward"),
    lead=_("The village decides what becomes of it."),
)
DECIDE = DeedPage(_("The village decides"), DecisionForm, actions.decide, button=_("Save the decision"))
ADVISE = DeedPage(_("Add advice"), AdviceForm, actions.advise, button=_("Save this advice"))


@require_safe
@staff
def villages(request: StaffRequest) -> HttpResponse:
    """The villages within reach, each with how many issues are open."""
    found = list(villages_of(request.user, request.at).select_related("parent"))
    seen = VillageIssue.objects.visible_to(request.user, request.at).open()
    counts: dict[int, int] = {}
    for village in seen.values_list("village", flat=True):
        counts[village] = counts.get(village, 0) + 1
    rows = [(village, counts.get(village.pk, 0)) for village in found]
    return render(request, "villages/villages.html", {"rows": rows})


def _home(village: Unit) -> tuple[str, str]:
    return reverse("contacts:village", kwargs={"village": village.code}), village.name


def _village(request: StaffRequest, code: str) -> Unit:
    return get_object_or_404(villages_of(request.user, request.at), code=code)


@require_safe
@staff
def village(request: StaffRequest, village: str) -> HttpResponse:
    """One village: its issues by field, what it decided, and the advice."""
    found = _village(request, village)
    seen = VillageIssue.objects.visible_to(request.user, request.at).filter(village=found)
    issues = list(seen.select_related("raised_by", "decided_by").prefetch_related("notes__by").order_by("pk"))
    by_field = [
        (label, [issue for issue in issues if issue.field == code])
        for code, label in VillageIssue.Field.choices
    ]
    context = {
        "village": found,
        "by_field": [(label, rows) for label, rows in by_field if rows],
        "decides": rules.is_of_the_village(found, request.user, request.at),
    }
    return render(request, "villages/village.html", context)


@staff_deed
def issue(request: StaffRequest, village: str) -> HttpResponse:
    """Put an issue forward."""
    found = _village(request, village)
    return deed_page(request, PUT_FORWARD, PUT_FORWARD.form(posted(request)), _home(found), village=found)


def _issue(request: StaffRequest, pk: int) -> VillageIssue:
    seen = VillageIssue.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("village"), pk=pk)


@staff_deed
def decide(request: StaffRequest, issue: int) -> HttpResponse:
    """The village says how an issue stands; nobody else can."""
    found = _issue(request, issue)
    home = _home(found.village)
    if objection := rules.objection_to_deciding(found, request.user, request.at):
        return turned_back(request, objection, home[0])
    form = DECIDE.form(posted(request), initial={"version": found.version})
    return deed_page(request, DECIDE, form, home, around={"lead": found.text}, issue=found)


@staff_deed
def advise(request: StaffRequest, issue: int) -> HttpResponse:
    """Add advice."""
    found = _issue(request, issue)
    form, home = ADVISE.form(posted(request)), _home(found.village)
    return deed_page(request, ADVISE, form, home, around={"lead": found.text}, issue=found)
