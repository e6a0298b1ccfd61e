"""The pages of calling back and of findings: a drawn record, writing a finding, answering it, taking it back."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.marks import mark
from huiyin.inspection import forms, rules
from huiyin.inspection.actions import calling, hearing
from huiyin.inspection.actions.inspecting import page_of
from huiyin.inspection.models import CallBack, Finding
from huiyin.inspection.pages import record_links
from huiyin.inspection.views import scoped
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.ui.deeds import DeedPage, attempt, posted, shown, turned_back
from huiyin.ui.forms import DeedForm

OPEN_NUMBER = "number"
CALLING: Mapping[str, DeedPage] = {
    OPEN_NUMBER: DeedPage(_("1. Ring the person"), DeedForm, calling.open_number),
    "unreached": DeedPage(
        _("Not reached this time"), DeedForm, calling.not_reached, _("Noted: not reached.")
    ),
    "answered": DeedPage(
        _("2. Two questions"),
        forms.CallForm,
        calling.answered,
        _("What the person said has been kept."),
    ),
}
FIND = DeedPage(
    _("Write a finding"),
    forms.FindingForm,
    hearing.find,
    _("The finding has been written down; it is sent together with the others."),
    template="inspection/find.html",
)
ANSWER = DeedPage(
    _("Answer this finding"),
    forms.AnswerForm,
    hearing.answer,
    _("Your answer stands beside the finding from now on."),
    template="inspection/answer.html",
)
WITHDRAW = DeedPage(
    _("Withdraw this finding"),
    forms.WithdrawForm,
    hearing.withdraw,
    _("Withdrawn; it stays readable with your reason."),
    template="inspection/withdraw.html",
)


def _drawn(request: StaffRequest, ref: str, number: int) -> CallBack:
    """A drawn record, for whoever carries the inspection out."""
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
    mark([found.contact])
    return found


@staff_deed
def call(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """One drawn record: what it says, ringing the person, and what they said."""
    found = _drawn(request, ref, number)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    page = CALLING.get(deed)
    if deed and page is None:
        raise Http404
    form = forms.CallForm(
        posted(request) if deed == "answered" else None,
        closed=list(calling.closed_matters(found, request.user, request.at)),
    )
    sent = form if deed == "answered" else DeedForm(posted(request))
    who: dict[str, Any] = {"call_back": found}
    if deed == OPEN_NUMBER:
        attempt(request, sent, lambda: calling.open_number(**who, by=request.user, at=request.at))
    elif page and (gone := page_done(request, page, sent, page_of(found.inspection) + "#calls", **who)):
        return gone
    around = _around(request, found)
    refused = "".join(map(str, sent.non_field_errors())) if sent is not form or around["why_not"] else ""
    context = {"call": found, "form": form, "objection": refused, **around}
    context["open"] = deed == OPEN_NUMBER and not sent.errors
    return render(request, "inspection/call.html", context, status=422 if sent.errors else 200)


def _around(request: StaffRequest, found: CallBack) -> dict[str, Any]:
    return {
        "contact": found.contact,
        "points": list(found.contact.points.open_to(request.user, request.at)),
        "tries": list(found.tries.all()),
        "most": found.inspection.figure("call_tries"),
        "why_not": calling.objection_to_trying(found, request.at)
        or rules.objection_to(rules.Deed.CALL, found.inspection, request.user, request.at),
    }


@staff_deed
def find(request: StaffRequest, ref: str) -> HttpResponse:
    """Write a finding, with the records it rests on."""
    found = get_object_or_404(scoped(request), reference=ref)
    if not rules.may_lead(found, request.user, request.at):
        raise Http404
    if objection := rules.objection_to(rules.Deed.FIND, found, request.user, request.at):
        return turned_back(request, objection, page_of(found))
    first = {"records": request.GET.get("record", ""), "about": request.GET.get("about")}
    people = line.members(found.branch, local_day(request.at, request.county))
    form = FIND.form(posted(request), people=people, initial=first)
    return page_done(request, FIND, form, page_of(found), inspection=found) or shown(
        request, FIND.template, form, inspection=found
    )


def _finding(request: StaffRequest, ref: str, number: int) -> Finding:
    seen = Finding.objects.visible_to(request.user, request.at).select_related(
        "inspection__branch", "official", "county"
    )
    return get_object_or_404(seen, inspection__reference=ref, number=number)


@staff_deed
def answer(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Say how it was, before anything is final; made for a phone."""
    found = _finding(request, ref, number)
    if request.user.pk not in {one.pk for one in rules.hears(found, request.at)}:
        raise Http404
    there = page_of(found.inspection)
    if objection := rules.objection_to_answering(found, request.user, request.at):
        return turned_back(request, objection, there)
    form, records = ANSWER.form(posted(request)), record_links(found.records, request.county.prefix)
    return page_done(request, ANSWER, form, there, finding=found) or shown(
        request, ANSWER.template, form, finding=found, records=records
    )


@staff_deed
def withdraw(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Take a finding back after hearing."""
    found = _finding(request, ref, number)
    if not rules.may_lead(found.inspection, request.user, request.at):
        raise Http404
    there = page_of(found.inspection)
    if objection := rules.objection_to(rules.Deed.WITHDRAW, found.inspection, request.user, request.at):
        return turned_back(request, objection, there)
    form = WITHDRAW.form(posted(request))
    return page_done(request, WITHDRAW, form, there, finding=found) or shown(
        request, WITHDRAW.template, form, finding=found
    )
