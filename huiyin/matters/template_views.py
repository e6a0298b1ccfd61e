"""The pages of the words that units keep ready for their answers: the list with what was used before, and its deeds."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.matters import actions
from huiyin.matters.forms.base import in_words
from huiyin.matters.forms.templates import TemplateForm, outcome_choices
from huiyin.matters.models import ReplyTemplate
from huiyin.matters.rules import templates as rules
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui import address
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import OnceForm
from huiyin.ui.keyset import page

LIST = _("Reply templates")
LISTS = {"used": _("In use"), "gone": _("No longer used")}
KEEP = DeedPage(
    _("Keep a template"), TemplateForm, actions.keep_template, _("Kept; it is offered beside the answer.")
)
CHANGE = DeedPage(
    _("Alter the template"),
    TemplateForm,
    actions.change_template,
    _("Altered; answers written before keep their words."),
    template="matters/template.html",
)
RETIRE = DeedPage(
    _("No longer use the template"),
    OnceForm,
    actions.retire_template,
    _("No longer offered; its words stay readable here."),
)


def _seen(request: StaffRequest) -> Any:
    return ReplyTemplate.objects.visible_to(request.user, request.at).select_related(
        "unit", "by", "retired_by"
    )


@require_safe
@staff
def templates(request: StaffRequest) -> HttpResponse:
    """Those in use by unit, in tree order, or those that were; who heads or coordinates a unit keeps its own."""
    charter, chosen = charter_of(request.at), address.chosen(request, "list", LISTS, "used")
    words = {**dict(outcome_choices(charter)), **{one.code: in_words(one.words) for one in charter.topics}}
    if chosen == "used":
        found = page(_seen(request).live(), request, "unit__path", "topic", "title", "pk")
    else:
        found = page(_seen(request).exclude(retired_at=None), request, "-retired_at", "-pk")
    rows = [_row(one, words, request) for one in found.rows]
    context = {
        "by_unit": [(unit, list(its)) for unit, its in groupby(rows, lambda row: row["template"].unit)],
        "is_used": chosen == "used",
        "tabs": address.choices(request, "list", {key: str(name) for key, name in LISTS.items()}, chosen),
        "may_keep": request.user.standing(request.at).has(*rules.KEEPERS),
        **found.links,
    }
    return render(request, "matters/templates.html", context)


def _row(one: ReplyTemplate, words: dict[str, str], request: StaffRequest) -> dict[str, Any]:
    return {
        "template": one,
        "words": rules.shown(one.words),
        "fits": [words.get(code, code) for code in (one.topic, one.outcome) if code],
        "mine": rules.keeps(request.user, one.unit, request.at),
    }


@staff_deed
def keep(request: StaffRequest) -> HttpResponse:
    """A new one."""
    if not request.user.standing(request.at).has(*rules.KEEPERS):
        raise Http404
    there = reverse("matters:templates")
    form = TemplateForm(posted(request), by=request.user, at=request.at)
    return deed_page(request, KEEP, form, (there, LIST))


@staff_deed
def change(request: StaffRequest, template: int) -> HttpResponse:
    """Other words for one in use, or that it is used no more."""
    found = _kept(request, template)
    there = reverse("matters:templates")
    form = TemplateForm(posted(request), by=request.user, at=request.at, template=found)
    around = {"kept": found}
    return deed_page(request, CHANGE, form, (there, LIST), around=around, template=found)


@staff_deed
def retire(request: StaffRequest, template: int) -> HttpResponse:
    """No longer offered."""
    found = _kept(request, template)
    there = reverse("matters:templates")
    around = {"lead": found.title, "words": [rules.shown(found.words)]}
    return deed_page(request, RETIRE, OnceForm(posted(request)), (there, LIST), around=around, template=found)


def _kept(request: StaffRequest, key: int) -> ReplyTemplate:
    """One in use that this official keeps; for everybody else there is no such page."""
    found: ReplyTemplate = get_object_or_404(_seen(request).live(), pk=key)
    if not rules.keeps(request.user, found.unit, request.at):
        raise Http404
    return found
