"""The pages of the ledger of problems: the ledger, a new line, one line and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.duties import inspection_forms as forms
from huiyin.duties import inspection_pages, rectifying
from huiyin.duties import rectification_rules as rules
from huiyin.duties.models import Finding, Rectification
from huiyin.duties.rectification_rules import Deed
from huiyin.lib.refusal import Refused
from huiyin.notices.actions import read_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import once_sent
from huiyin.orgs.standing import LEADING
from huiyin.ui.forms import new_token


@dataclass(frozen=True)
class Step:
    """A deed as a page: its form, what it does, its heading (also the button), what is said afterwards."""

    deed: Deed
    form: type[forms.VersionForm]
    act: Callable[..., None]
    title: Any
    done: Any


STEPS = {
    "assignment": Step(
        Deed.ASSIGN,
        forms.AssignForm,
        rectifying.assign,
        gettext_lazy("Assign it"),
        gettext_lazy("Assigned; the owner has been told."),
    ),
    "effect": Step(
        Deed.REPORT,
        forms.EffectForm,
        rectifying.report_effect,
        gettext_lazy("Say what has changed"),
        gettext_lazy("Kept; somebody else looks at it now."),
    ),
    "verification": Step(
        Deed.VERIFY,
        forms.VerdictForm,
        rectifying.verify,
        gettext_lazy("I have seen the effect"),
        gettext_lazy("Verified."),
    ),
    "return": Step(
        Deed.SEND_BACK,
        forms.ReturnForm,
        rectifying.send_back,
        gettext_lazy("Send it back"),
        gettext_lazy("Sent back to the owner."),
    ),
}
NOUNS = {step.deed: noun for noun, step in STEPS.items()}


@require_safe
@staff
def ledger(request: StaffRequest) -> HttpResponse:
    """The ledger: what is wrong, who puts it right, until when; by unit, never by a figure."""
    return render(request, "inspection/ledger.html", inspection_pages.ledger(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def list_problem(request: StaffRequest) -> HttpResponse:
    """A new line of the ledger, by itself or from a final finding."""
    finding = _from_finding(request)
    if finding is None and not request.user.standing(request.at).has(*LEADING):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = forms.ProblemForm(
        posted, initial={"once": new_token(), "problem": finding.text[:300] if finding else ""}
    )
    if finding is not None:
        del form.fields["unit"]
    else:
        unit = form.fields["unit"]
        assert isinstance(unit, django_forms.ModelChoiceField)  # noqa: S101 - declared in the form
        unit.queryset = rules.units_led(request.user, request.at)
    if posted is not None and form.is_valid():
        where = _listed(request, form, finding)
        if where:
            return redirect(where)
    context = {"form": form, "finding": finding}
    return render(request, "inspection/list_problem.html", context, status=422 if form.errors else 200)


def _from_finding(request: StaffRequest) -> Finding | None:
    ref, _dot, number = request.GET.get("finding", "").rpartition(".")
    if not ref or not number.isdecimal() or len(number) > 5:
        return None
    seen = Finding.objects.visible_to(request.user, request.at).select_related("inspection__branch")
    return get_object_or_404(seen, inspection__reference=ref, number=int(number))


def _listed(request: StaffRequest, form: forms.ProblemForm, finding: Finding | None) -> str:
    data = form.cleaned_data

    def make() -> str:
        made = rectifying.list_problem(
            unit=finding.inspection.branch if finding else data["unit"],
            problem=data["problem"],
            finding=finding,
            by=request.user,
            at=request.at,
        )
        return reverse("inspection:rectification", kwargs={"ref": made.reference})

    try:
        where, _fresh = once_sent(request, form, make, scope=f"rectification:{request.user.pk}")
    except Refused as no:
        form.add_error(None, no.sentence)
        return ""
    messages.success(request, _("The problem stands in the ledger."))
    return where


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
    steps = [(NOUNS[deed], STEPS[NOUNS[deed]]) for deed in rules.choices(found, request.user, request.at)]
    context = {"line": found, "steps": steps, "day": local_day(request.at, request.county)}
    return render(request, "inspection/rectification.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def put_right(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One step of putting something right."""
    page, found = STEPS.get(noun), _line(request, ref)
    if page is None or not rules.may(page.deed, found, request.user, request.at):
        raise Http404
    objection = rules.objection_to(page.deed, found, request.user, request.at)
    if objection:
        messages.warning(request, objection)
        return redirect("inspection:rectification", ref=ref)
    posted = request.POST if request.method == "POST" else None
    form = page.form(posted, initial={"version": found.version})
    if isinstance(form, forms.AssignForm):
        owner = form.fields["owner"]
        assert isinstance(owner, django_forms.ModelChoiceField)  # noqa: S101 - declared in the form
        owner.queryset = rules.possible_owners(found, request.at)
    if posted is not None and form.is_valid() and _done(request, page, form, found):
        messages.success(request, page.done)
        return redirect("inspection:rectification", ref=ref)
    context = {"line": found, "page": page, "form": form}
    return render(request, "inspection/put_right.html", context, status=422 if form.errors else 200)


def _done(request: StaffRequest, page: Step, form: forms.VersionForm, found: Rectification) -> bool:
    try:
        page.act(rectification=found, by=request.user, at=request.at, **form.cleaned_data)
    except Refused as no:
        form.add_error(None, no.sentence)
        return False
    return True
