"""The pages of village development: the villages within reach, one village with its issues, and the forms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, village_rules
from huiyin.contacts.entering import ChangeForm, OnceForm, Sheet, Words, begun, posted, sheet_page
from huiyin.contacts.models import VillageIssue
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Unit
from huiyin.orgs.places import villages_of
from huiyin.ui.forms import ChipRadio


class IssueForm(OnceForm):
    """What it is about."""

    field = forms.ChoiceField(
        label=gettext_lazy("In which field"), choices=VillageIssue.Field, widget=ChipRadio
    )
    text = Words(label=gettext_lazy("What it is about"), rows=3)


class DecisionForm(ChangeForm):
    """How the village decided."""

    state = forms.ChoiceField(
        label=gettext_lazy("What the village decided"),
        choices=[choice for choice in VillageIssue.State.choices if choice[0] != VillageIssue.State.RAISED],
        widget=ChipRadio,
    )
    decision = Words(
        label=gettext_lazy("How it was decided"),
        help_text=gettext_lazy("by which meeting, on which day"),
        max_length=300,
    )


class AdviceForm(OnceForm):
    """Advice."""

    text = Words(label=gettext_lazy("Your advice"), rows=3)


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
    return render(request, "contacts/villages.html", {"rows": rows})


def _url(village: Unit) -> str:
    return reverse("contacts:village", kwargs={"village": village.code})


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
        "decides": village_rules.is_of_the_village(found, request.user, request.at),
    }
    return render(request, "contacts/village.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def issue(request: StaffRequest, village: str) -> HttpResponse:
    """Put an issue forward."""
    found = _village(request, village)
    sheet = Sheet(
        title=_("Put something forward"),
        button=_("Put it forward"),
        back=_url(found),
        back_words=found.name,
        lead=_("The village decides what becomes of it."),
    )

    def act(data: dict[str, Any]) -> str:
        actions.put_forward(village=found, by=request.user, at=request.at, **data)
        return _url(found)

    return sheet_page(request, IssueForm(posted(request), initial=begun()), sheet, act)


def _issue(request: StaffRequest, pk: int) -> VillageIssue:
    seen = VillageIssue.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("village"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def decide(request: StaffRequest, issue: int) -> HttpResponse:
    """The village says how an issue stands; nobody else can."""
    found = _issue(request, issue)
    objection = village_rules.objection_to_deciding(found, request.user, request.at)
    if objection:
        messages.warning(request, objection)
        return redirect(_url(found.village))
    sheet = Sheet(
        title=_("The village decides"),
        button=_("Save the decision"),
        back=_url(found.village),
        back_words=found.village.name,
        lead=found.text,
    )

    def act(data: dict[str, Any]) -> str:
        actions.decide(issue=found, by=request.user, at=request.at, **data)
        return _url(found.village)

    return sheet_page(request, DecisionForm(posted(request), initial={"version": found.version}), sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def advise(request: StaffRequest, issue: int) -> HttpResponse:
    """Add advice."""
    found = _issue(request, issue)
    sheet = Sheet(
        title=_("Add advice"),
        button=_("Save this advice"),
        back=_url(found.village),
        back_words=found.village.name,
        lead=found.text,
    )

    def act(data: dict[str, Any]) -> str:
        actions.advise(issue=found, by=request.user, at=request.at, **data)
        return _url(found.village)

    return sheet_page(request, AdviceForm(posted(request), initial=begun()), sheet, act)
