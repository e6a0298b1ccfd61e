"""The staff pages of policy briefs: the list, one brief with its questions, and the forms."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, brief_rules
from huiyin.contacts.entering import ChangeForm, OnceForm, Sheet, Words, begun, posted, sheet_page
from huiyin.contacts.models import BriefQuestion, PolicyBrief
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.forms import ChipRadio, Day

PAGE = 25
TEXT = ("kind", "title", "text", "source", "who_may", "where", "valid_from", "valid_until", "reply_route")


class BriefFields(forms.Form):
    """What a brief says."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of text is it"), choices=PolicyBrief.Kind, widget=ChipRadio
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    text = Words(
        label=gettext_lazy("In plain words"),
        help_text=gettext_lazy("as one would explain it at the door: what changes for whom, what to do"),
        rows=6,
        max_length=6000,
    )
    source = forms.CharField(label=gettext_lazy("Which paper says so"), max_length=200)
    who_may = forms.CharField(label=gettext_lazy("Who may apply"), required=False, max_length=300)
    where = forms.CharField(
        label=gettext_lazy("Where to apply, and with what papers"), required=False, max_length=300
    )
    valid_from = forms.DateField(label=gettext_lazy("In force from"), widget=Day)
    valid_until = forms.DateField(
        label=gettext_lazy("Last day, or last day to apply"), required=False, widget=Day
    )
    reply_route = forms.CharField(
        label=gettext_lazy("Where a question is answered"),
        help_text=gettext_lazy("an office and a telephone; needed before it is published"),
        required=False,
        max_length=200,
    )


class WriteForm(OnceForm, BriefFields):
    """A new draft."""


class RewriteForm(ChangeForm, BriefFields):
    """A changed draft."""


class WithdrawForm(ChangeForm):
    """Why."""

    reason = Words(label=gettext_lazy("Why is it withdrawn"), max_length=200)


class AnswerForm(forms.Form):
    """The answer, for others to read too."""

    answer = Words(label=gettext_lazy("Answer"), rows=4)
    is_public = forms.BooleanField(
        label=gettext_lazy("Show question and answer on the public page"), required=False
    )


@require_safe
@staff
def briefs(request: StaffRequest) -> HttpResponse:
    """Briefs one may see to, the newest first, a page by key."""
    rows = PolicyBrief.objects.visible_to(request.user, request.at).select_related("unit").order_by("-pk")
    start = request.GET.get("from", "")
    rows = rows.filter(pk__lt=int(start)) if start.isdecimal() and len(start) < 16 else rows
    found = list(rows[: PAGE + 1])
    day = local_day(request.at, request.county)
    context = {
        "briefs": [(brief, brief.is_over(day)) for brief in found[:PAGE]],
        "next_url": f"?from={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?" if start else "",
    }
    return render(request, "contacts/briefs.html", context)


def _url(pk: int) -> str:
    return reverse("contacts:brief", kwargs={"brief": pk})


def _brief(request: StaffRequest, pk: int) -> PolicyBrief:
    seen = PolicyBrief.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("unit", "written_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def write(request: StaffRequest) -> HttpResponse:
    """Write a brief; it stays a draft until somebody publishes it."""
    first = begun(kind=PolicyBrief.Kind.BRIEF, valid_from=local_day(request.at, request.county))
    sheet = Sheet(
        title=_("Write a policy brief"),
        button=_("Save this draft"),
        back=reverse("contacts:briefs"),
        back_words=_("Policy briefs"),
        said=_("Saved as a draft."),
        template="contacts/brief_form.html",
    )

    def act(data: dict[str, Any]) -> str:
        text = actions.BriefText(**data)
        return _url(actions.write_brief(text=text, by=request.user, at=request.at).pk)

    return sheet_page(request, WriteForm(posted(request), initial=first), sheet, act)


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
        "may_change": brief_rules.objection_to_changing(found, request.user, request.at) is None,
        "to_publish": brief_rules.objection_to_publishing(found, request.user, request.at, day),
        "may_withdraw": brief_rules.objection_to_withdrawing(found, request.user, request.at) is None,
        "county": request.county,
    }
    return render(request, "contacts/brief.html", context)


def _sheet(found: PolicyBrief, title: str, button: str, **more: Any) -> Sheet:
    return Sheet(title=title, button=button, back=_url(found.pk), back_words=found.title, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def rewrite(request: StaffRequest, brief: int) -> HttpResponse:
    """Change a draft."""
    found = _brief(request, brief)
    first = {"version": found.version, **{name: getattr(found, name) for name in TEXT}}

    def act(data: dict[str, Any]) -> str:
        version = data.pop("version")
        text = actions.BriefText(**data)
        actions.rewrite_brief(brief=found, text=text, version=version, by=request.user, at=request.at)
        return _url(found.pk)

    sheet = _sheet(found, _("Change the draft"), _("Save this draft"), template="contacts/brief_form.html")
    return sheet_page(request, RewriteForm(posted(request), initial=first), sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def publish(request: StaffRequest, brief: int) -> HttpResponse:
    """Let everybody read it."""
    found = _brief(request, brief)

    def act(data: dict[str, Any]) -> str:
        actions.publish_brief(brief=found, by=request.user, at=request.at, **data)
        return _url(found.pk)

    sheet = _sheet(
        found,
        _("Publish this brief"),
        _("Publish this brief"),
        lead=_("Everybody can then read it on the public page, and ask about it."),
        said=_("Published."),
    )
    form = ChangeForm(posted(request), initial={"version": found.version})
    return sheet_page(request, form, sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def withdraw(request: StaffRequest, brief: int) -> HttpResponse:
    """Take it from the public page."""
    found = _brief(request, brief)

    def act(data: dict[str, Any]) -> str:
        actions.withdraw_brief(brief=found, by=request.user, at=request.at, **data)
        return _url(found.pk)

    sheet = _sheet(
        found, _("Withdraw this brief"), _("Withdraw this brief"), danger=True, said=_("Withdrawn.")
    )
    form = WithdrawForm(posted(request), initial={"version": found.version})
    return sheet_page(request, form, sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def answer(request: StaffRequest, question: int) -> HttpResponse:
    """Add the answer to a question that had become a matter."""
    seen = BriefQuestion.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen.select_related("brief__unit"), pk=question)

    def act(data: dict[str, Any]) -> str:
        actions.answer_question(question=found, by=request.user, at=request.at, **data)
        return _url(found.brief_id)

    sheet = _sheet(found.brief, _("Answer the question"), _("Save the answer"), lead=found.text)
    return sheet_page(request, AnswerForm(posted(request)), sheet, act)
