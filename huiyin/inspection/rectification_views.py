"""The pages of the ledger of problems: the ledger, a new line, one line and its steps."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.inspection import forms, pages, rectification_rules
from huiyin.inspection.actions import rectifying
from huiyin.inspection.models import Finding, Rectification
from huiyin.inspection.rectification_rules import Deed
from huiyin.notices.actions import read_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import LEADING
from huiyin.ui.address import decimal
from huiyin.ui.deeds import DeedPage, posted, shown, turned_back
from huiyin.ui.forms import offer

PAGE = "inspection/put_right.html"
STEPS: Mapping[str, DeedPage] = {
    "assignment": DeedPage(
        _("Assign it"),
        forms.AssignForm,
        rectifying.assign,
        _("Assigned; the owner has been told."),
        deed=Deed.ASSIGN,
        template=PAGE,
    ),
    "effect": DeedPage(
        _("Say what has changed"),
        forms.EffectForm,
        rectifying.report_effect,
        _("Kept; somebody else looks at it now."),
        deed=Deed.REPORT,
        template=PAGE,
    ),
    "verification": DeedPage(
        _("I have seen the effect"),
        forms.VerdictForm,
        rectifying.verify,
        _("Verified."),
        deed=Deed.VERIFY,
        template=PAGE,
    ),
    "return": DeedPage(
        _("Send it back"),
        forms.ReturnForm,
        rectifying.send_back,
        _("Sent back to the owner."),
        deed=Deed.SEND_BACK,
        template=PAGE,
    ),
}
NOUNS = {step.deed: noun for noun, step in STEPS.items()}


def _list(
    *, finding: Finding | None, problem: str, by: Official, at: datetime, unit: Unit | None = None
) -> Rectification:
    """A finding is put right by the branch it is about."""
    where = finding.inspection.branch if finding else unit
    assert where is not None  # noqa: S101 - asked for where there is no finding
    return rectifying.list_problem(unit=where, problem=problem, finding=finding, by=by, at=at)


LIST = DeedPage(
    _("Enter a problem"),
    forms.ProblemForm,
    _list,
    _("The problem stands in the ledger."),
    template="inspection/list_problem.html",
)


def _page_of(line: Rectification) -> str:
    return reverse("inspection:rectification", kwargs={"ref": line.reference})


@require_safe
@staff
def ledger(request: StaffRequest) -> HttpResponse:
    """The ledger: what is wrong, who puts it right, until when; by unit, never by a figure."""
    return render(request, "inspection/ledger.html", pages.ledger(request))


@staff_deed
def list_problem(request: StaffRequest) -> HttpResponse:
    """A new line of the ledger, by itself or from a final finding."""
    finding = _from_finding(request)
    if finding is None and not request.user.standing(request.at).has(*LEADING):
        raise Http404
    form = LIST.form(posted(request), initial={"problem": finding.text[:300] if finding else ""})
    if finding is not None:
        del form.fields["unit"]
    else:
        offer(form, "unit", rectification_rules.units_led(request.user, request.at))
    return page_done(request, LIST, form, _page_of, finding=finding) or shown(
        request, LIST.template, form, finding=finding
    )


def _from_finding(request: StaffRequest) -> Finding | None:
    ref, _dot, asked = request.GET.get("finding", "").rpartition(".")
    number = decimal(asked, digits=5)
    if not ref or number is None:
        return None
    seen = Finding.objects.visible_to(request.user, request.at).select_related("inspection__branch")
    return get_object_or_404(seen, inspection__reference=ref, number=number)


def _line(request: StaffRequest, ref: str) -> Rectification:
    seen = Rectification.objects.visible_to(request.user, request.at).select_related(
        "unit__parent", "owner", "listed_by", "verified_by", "county", "finding__inspection__branch"
    )
    return get_object_or_404(seen, reference=ref)


@require_safe
@staff
def rectification(request: StaffRequest, ref: str) -> HttpResponse:
    """One line of the ledger, and what can be done now."""
    found = _line(request, ref)
    read_all(by=request.user, about=found.reference, at=request.at)
    steps = [
        (NOUNS[deed], STEPS[NOUNS[deed]])
        for deed in rectification_rules.choices(found, request.user, request.at)
    ]
    context = {"line": found, "steps": steps, "day": local_day(request.at, request.county)}
    return render(request, "inspection/rectification.html", context)


@staff_deed
def put_right(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One step of putting something right."""
    page, found = STEPS.get(noun), _line(request, ref)
    if page is None or not rectification_rules.may(page.deed, found, request.user, request.at):
        raise Http404
    there = _page_of(found)
    if objection := rectification_rules.objection_to(page.deed, found, request.user, request.at):
        return turned_back(request, objection, there)
    form = page.form(posted(request), initial={"version": found.version})
    if "owner" in form.fields:
        offer(form, "owner", rectification_rules.possible_owners(found, request.at))
    return page_done(request, page, form, there, rectification=found) or shown(
        request, page.template, form, line=found, page=page
    )
