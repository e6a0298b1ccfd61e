"""The pages of calling back and of findings: a drawn record, writing a finding, answering it, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.duties import calling, hearing
from huiyin.duties import inspection_forms as forms
from huiyin.duties import inspection_rules as rules
from huiyin.duties.inspecting import page_of
from huiyin.duties.inspection_pages import record_links
from huiyin.duties.inspection_views import scoped
from huiyin.duties.models import CallBack, Finding, Inspection
from huiyin.lib.refusal import Refused
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import once_sent
from huiyin.ui.forms import new_token


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def call(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """One drawn record: what it says, ringing the person, and what they said."""
    seen = CallBack.objects.visible_to(request.user, request.at).select_related(
        "inspection__branch",
        "inspection__charter",
        "county",
        "contact__place",
        "contact__official",
        "contact__person",
    )
    found = get_object_or_404(seen, inspection__reference=ref, number=number)
    if not rules.may_lead(found.inspection, request.user, request.at):
        raise Http404
    closed = list(calling.closed_matters(found))
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    form = forms.CallForm(request.POST if deed == "answered" else None, closed=closed)
    context: dict[str, Any] = {"call": found, "form": form}
    if deed and (deed != "answered" or form.is_valid()):
        try:
            if _rung(request, found, deed, form):
                return redirect(page_of(found.inspection) + "#calls")
            context["open"] = deed == "number"
        except Refused as no:
            context["objection"] = no.sentence
    context |= _around(request, found)
    status = 422 if form.errors or context.get("objection") else 200
    return render(request, "inspection/call.html", context, status=status)


def _rung(request: StaffRequest, found: CallBack, deed: str, form: forms.CallForm) -> bool:
    """Do the deed; whether the page is left afterwards."""
    who: dict[str, Any] = {"call_back": found, "by": request.user, "at": request.at}
    if deed == "number":
        calling.open_number(**who)
        return False
    if deed == "unreached":
        calling.not_reached(**who)
        messages.success(request, _("Noted: not reached."))
    elif deed == "answered":
        data = form.cleaned_data
        said = calling.Said(
            data["met"], data["as_said"], data.get("unsolved", ""), data["note"], data["critical"]
        )
        calling.answered(said=said, **who)
        messages.success(request, _("What the person said has been kept."))
    else:
        raise Http404
    return True


def _around(request: StaffRequest, found: CallBack) -> dict[str, Any]:
    return {
        "contact": found.contact,
        "points": list(found.contact.points.all()),
        "tries": list(found.tries.all()),
        "most": found.inspection.figure("call_tries"),
        "why_not": calling.objection_to_trying(found, request.at)
        or rules.objection_to(rules.Deed.CALL, found.inspection, request.user, request.at),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def find(request: StaffRequest, ref: str) -> HttpResponse:
    """Write a finding, with the records it rests on."""
    found = get_object_or_404(scoped(request), reference=ref)
    if not rules.may_lead(found, request.user, request.at):
        raise Http404
    objection = rules.objection_to(rules.Deed.FIND, found, request.user, request.at)
    if objection:
        messages.warning(request, objection)
        return redirect(page_of(found))
    posted = request.POST if request.method == "POST" else None
    first = {"once": new_token(), "records": request.GET.get("record", ""), "about": request.GET.get("about")}
    people = line.members(found.branch, local_day(request.at, request.county))
    form = forms.FindingForm(posted, people=people, initial=first)
    if posted is not None and form.is_valid() and _found(request, form, found):
        messages.success(
            request, _("The finding has been written down; it is sent together with the others.")
        )
        return redirect(page_of(found))
    context = {"inspection": found, "form": form}
    return render(request, "inspection/find.html", context, status=422 if form.errors else 200)


def _found(request: StaffRequest, form: forms.FindingForm, inspection: Inspection) -> bool:
    def make() -> str:
        hearing.find(inspection=inspection, by=request.user, at=request.at, **form.finding())
        return page_of(inspection)

    try:
        once_sent(request, form, make, scope=f"finding:{request.user.pk}")
    except Refused as no:
        form.add_error(None, no.sentence)
        return False
    return True


def _finding(request: StaffRequest, ref: str, number: int) -> Finding:
    seen = Finding.objects.visible_to(request.user, request.at).select_related(
        "inspection__branch", "official", "county"
    )
    return get_object_or_404(seen, inspection__reference=ref, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def answer(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Say how it was, before anything is final; made for a phone."""
    found = _finding(request, ref, number)
    if request.user.pk not in {one.pk for one in rules.hears(found, request.at)}:
        raise Http404
    objection = rules.objection_to_answering(found, request.user, request.at)
    if objection:
        messages.warning(request, objection)
        return redirect(page_of(found.inspection))
    form = forms.AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            hearing.answer(finding=found, words=words, by=request.user, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Your answer stands beside the finding from now on."))
            return redirect(page_of(found.inspection))
    context = {"finding": found, "records": record_links(found.records, request.county.prefix), "form": form}
    return render(request, "inspection/answer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def withdraw(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Take a finding back after hearing."""
    found = _finding(request, ref, number)
    if not rules.may_lead(found.inspection, request.user, request.at):
        raise Http404
    objection = rules.objection_to(rules.Deed.WITHDRAW, found.inspection, request.user, request.at)
    if objection:
        messages.warning(request, objection)
        return redirect(page_of(found.inspection))
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            hearing.withdraw(finding=found, why=form.cleaned_data["why"], by=request.user, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Withdrawn; it stays readable with your reason."))
            return redirect(page_of(found.inspection))
    context = {"finding": found, "form": form}
    return render(request, "inspection/withdraw.html", context, status=422 if form.errors else 200)
