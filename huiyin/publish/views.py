"""The staff pages of policy briefs: the list, one brief with its questions, and the forms."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts.entering import Words
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.publish import actions, rules
from huiyin.publish.models import BriefQuestion, PolicyBrief
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import ChipRadio, Day, DeedForm, OnceForm, VersionForm
from huiyin.ui.keyset import page

TEXT = ("kind", "title", "text", "source", "who_may", "where", "valid_from", "valid_until", "reply_route")


class BriefFields(DeedForm):
    """What a brief says."""

    kind = forms.ChoiceField(label=_("What kind of text is it"), choices=PolicyBrief.Kind, widget=ChipRadio)
    title = forms.CharField(label=_("Title"), max_length=80)
    text = Words(
        label=_("In plain words"),
        help_text=_("as one would explain it at the door: what changes for whom, what to do"),
        rows=6,
        max_length=6000,
    )
    source = forms.CharField(label=_("Which paper says so"), max_length=200)
    who_may = forms.CharField(label=_("Who may apply"), required=False, max_length=300)
    where = forms.CharField(label=_("Where to apply, and with what papers"), required=False, max_length=300)
    valid_from = forms.DateField(label=_("In force from"), widget=Day)
    valid_until = forms.DateField(label=_("Last day, or last day to apply"), required=False, widget=Day)
    reply_route = forms.CharField(
        label=_("Where a question is answered"),
        help_text=_("an office and a telephone; needed before it is published"),
        required=False,
        max_length=200,
    )

    def given(self) -> dict[str, Any]:
        """The text as one, beside what else the form carries."""
        data = super().given()
        return {"text": actions.BriefText(**{name: data.pop(name) for name in TEXT}), **data}


class WriteForm(OnceForm, BriefFields):
    """A new draft."""


class RewriteForm(VersionForm, BriefFields):
    """A changed draft."""


class WithdrawForm(VersionForm):
    """Why."""

    reason = Words(label=_("Why is it withdrawn"), max_length=200)


class AnswerForm(DeedForm):
    """The answer, for others to read too."""

    answer = Words(label=_("Answer"), rows=4)
    is_public = forms.BooleanField(label=_("Show question and answer on the public page"), required=False)


WRITE = DeedPage(
    _("Write a policy brief"),
    WriteForm,
    actions.write_brief,
    _("Saved as a draft."),
    _("Save this draft"),
    template="publish/form.html",
)
REWRITE = DeedPage(
    _("Change the draft"),
    RewriteForm,
    actions.rewrite_brief,
    button=_("Save this draft"),
    template="publish/form.html",
)
PUBLISH = DeedPage(
    _("Publish this brief"),
    VersionForm,
    actions.publish_brief,
    _("Published."),
    lead=_("Everybody can then read it on the public page, and ask about it."),
)
WITHDRAW = DeedPage(
    _("Withdraw this brief"), WithdrawForm, actions.withdraw_brief, _("Withdrawn."), is_grave=True
)
ANSWER = DeedPage(_("Answer the question"), AnswerForm, actions.answer_question, button=_("Save the answer"))


@require_safe
@staff
def briefs(request: StaffRequest) -> HttpResponse:
    """Briefs one may see to, the newest first, a page by key."""
    rows = PolicyBrief.objects.visible_to(request.user, request.at).select_related("unit")
    found = page(rows, request, "-pk")
    day = local_day(request.at, request.county)
    context = {
        "briefs": [(brief, brief.is_over(day)) for brief in found.rows],
        **found.links,
    }
    return render(request, "publish/briefs.html", context)


def _url(pk: int) -> str:
    return reverse("contacts:brief", kwargs={"brief": pk})


def _brief(request: StaffRequest, pk: int) -> PolicyBrief:
    seen = PolicyBrief.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("unit", "written_by"), pk=pk)


@staff_deed
def write(request: StaffRequest) -> HttpResponse:
    """Write a brief; it stays a draft until somebody publishes it."""
    first = {"kind": PolicyBrief.Kind.BRIEF, "valid_from": local_day(request.at, request.county)}
    form, back = WRITE.form(posted(request), initial=first), (reverse("contacts:briefs"), _("Policy briefs"))
    return deed_page(request, WRITE, form, back, lambda made: _url(made.pk))


@require_safe
@staff
def brief(request: StaffRequest, brief: int) -> HttpResponse:
    """One brief with what was asked about it."""
    found = _brief(request, brief)
    day = local_day(request.at, request.county)
    context = {
        "brief": found,
        "is_over": found.is_over(day),
        "questions": list(found.questions.order_by("pk")),
        "may_change": rules.objection_to_changing(found, request.user, request.at) is None,
        "to_publish": rules.objection_to_publishing(found, request.user, request.at, day),
        "may_withdraw": rules.objection_to_withdrawing(found, request.user, request.at) is None,
        "county": request.county,
    }
    return render(request, "publish/brief.html", context)


def _home(found: PolicyBrief) -> tuple[str, str]:
    return _url(found.pk), found.title


@staff_deed
def rewrite(request: StaffRequest, brief: int) -> HttpResponse:
    """Change a draft."""
    found = _brief(request, brief)
    first = {"version": found.version, **{name: getattr(found, name) for name in TEXT}}
    form = REWRITE.form(posted(request), initial=first)
    return deed_page(request, REWRITE, form, _home(found), brief=found)


@staff_deed
def publish(request: StaffRequest, brief: int) -> HttpResponse:
    """Let everybody read it."""
    return _versioned(request, PUBLISH, _brief(request, brief))


@staff_deed
def withdraw(request: StaffRequest, brief: int) -> HttpResponse:
    """Take it from the public page."""
    return _versioned(request, WITHDRAW, _brief(request, brief))


def _versioned(request: StaffRequest, page: DeedPage, found: PolicyBrief) -> HttpResponse:
    form = page.form(posted(request), initial={"version": found.version})
    return deed_page(request, page, form, _home(found), brief=found)


@staff_deed
def answer(request: StaffRequest, question: int) -> HttpResponse:
    """Add the answer to a question that had become a matter."""
    seen = BriefQuestion.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen.select_related("brief__unit"), pk=question)
    form, around = ANSWER.form(posted(request)), {"lead": found.text}
    return deed_page(request, ANSWER, form, _home(found.brief), around=around, question=found)
