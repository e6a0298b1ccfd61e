"""The pages of paired assistance: plans, one plan with what was done, and the forms."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, aid_rules
from huiyin.contacts.entering import (
    ChangeForm,
    OnceForm,
    Sheet,
    Words,
    begun,
    charter_words,
    posted,
    sheet_page,
)
from huiyin.contacts.models import AidAction, AidPlan
from huiyin.contacts.own_lines import LineField, own_lines
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.forms import ChipRadio, ChipSelect, Day

PAGE = 25


class PlanForm(OnceForm):
    """Whom, what is needed, what will be done, by when."""

    line = LineField()
    need = Words(label=gettext_lazy("What is needed"), help_text=gettext_lazy("without names and numbers"))
    measure = Words(label=gettext_lazy("What will be done"))
    due_on = forms.DateField(label=gettext_lazy("By which day"), widget=Day)

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = own_lines(request.user, request.at)


class ActionForm(OnceForm):
    """What was done; money only together with its source and receipt."""

    text = Words(label=gettext_lazy("What was done"), help_text=gettext_lazy("without names and numbers"))
    done_on = forms.DateField(label=gettext_lazy("Day"), widget=Day)
    means = forms.MultipleChoiceField(label=gettext_lazy("By which means"), required=False, widget=ChipSelect)
    help_fields = forms.MultipleChoiceField(
        label=gettext_lazy("In which field"), required=False, widget=ChipSelect
    )
    solves = forms.BooleanField(label=gettext_lazy("This solved a real problem"), required=False)
    with_contact = forms.BooleanField(
        label=gettext_lazy("Also record the visit at which it was done"), required=False
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Money, in yuan"), required=False, min_value=0, max_digits=9, decimal_places=2
    )
    amount_source = forms.CharField(
        label=gettext_lazy("Where the money came from"), required=False, max_length=120
    )
    receipt_number = forms.CharField(
        label=gettext_lazy("Number of the receipt"), required=False, max_length=60
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        charter = charter_of(request.at)
        for name, codes in (("means", "means"), ("help_fields", "help_field")):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
            field.choices = charter_words(charter, codes)

    def clean(self) -> dict[str, Any]:
        """Money needs its source and receipt, beside the fields that lack."""
        data = super().clean() or {}
        if data.get("amount"):
            lacking = {
                "amount_source": _("Please say where the money came from."),
                "receipt_number": _(
                    "Please give the number of the receipt; money is not recorded without one."
                ),
            }
            for name, sentence in lacking.items():
                if not data.get(name, "").strip() and name not in self.errors:
                    self.add_error(name, sentence)
        return data


class EndForm(ChangeForm):
    """How it ended."""

    is_done = forms.TypedChoiceField(
        label=gettext_lazy("Was it carried out"),
        choices=[("yes", gettext_lazy("yes, carried out")), ("no", gettext_lazy("no, ended early"))],
        coerce=lambda value: value == "yes",
        widget=ChipRadio,
    )
    result = Words(label=gettext_lazy("What came of it"))


@require_safe
@staff
def plans(request: StaffRequest) -> HttpResponse:
    """Plans one may see: those going on by their day, then those that ended; a page by key."""
    seen = AidPlan.objects.visible_to(request.user, request.at)
    seen = seen.select_related("household__place", "person", "official")
    start = request.GET.get("from", "")
    ended = seen.exclude(state=AidPlan.State.OPEN).order_by("-pk")
    ended = ended.filter(pk__lt=int(start)) if start.isdecimal() and len(start) < 16 else ended
    found = list(ended[: PAGE + 1])
    context = {
        "open": list(seen.open().order_by("due_on", "pk")[:100]) if not start else [],
        "ended": found[:PAGE],
        "day": local_day(request.at, request.county),
        "may_plan": own_lines(request.user, request.at).exists(),
        "next_url": f"?from={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?" if start else "",
    }
    return render(request, "contacts/aid.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def start(request: StaffRequest) -> HttpResponse:
    """Make a plan with a household of one's own."""
    form = PlanForm(posted(request), request=request, initial=begun())
    sheet = Sheet(
        title=_("Plan help for a household"),
        button=_("Save this plan"),
        back=reverse("contacts:aid"),
        back_words=_("Paired assistance"),
        lead=_("Agree on it with the household first. Nothing of it is ever shown in public."),
    )
    return sheet_page(
        request,
        form,
        sheet,
        lambda data: _plan_url(actions.plan_aid(by=request.user, at=request.at, **data).pk),
    )


def _plan_url(pk: int) -> str:
    return reverse("contacts:aid_plan", kwargs={"aid": pk})


def _plan(request: StaffRequest, pk: int) -> AidPlan:
    seen = AidPlan.objects.visible_to(request.user, request.at)
    return get_object_or_404(
        seen.select_related("household__place", "person", "official", "unit", "consent", "county"), pk=pk
    )


@require_safe
@staff
def plan(request: StaffRequest, aid: int) -> HttpResponse:
    """One plan: need, measure, what was done, and what is left to do this year as facts."""
    found = _plan(request, aid)
    charter = charter_of(request.at)
    words = dict(charter_words(charter, "means") + charter_words(charter, "help_field"))
    done = AidAction.objects.visible_to(request.user, request.at).filter(plan=found)
    rows = [
        (action, [words.get(code, code) for code in (*action.means, *action.help_fields)])
        for action in done.select_related("contact")
    ]
    context = {
        "plan": found,
        "rows": rows,
        "left": aid_rules.left_to_do(found, charter, request.at),
        "objection": aid_rules.objection_to_acting(found, request.user),
        "may_end": aid_rules.objection_to_ending(found, request.user) is None,
        "day": local_day(request.at, request.county),
    }
    return render(request, "contacts/aid_plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def act(request: StaffRequest, aid: int) -> HttpResponse:
    """Note what was done under a plan."""
    found = _plan(request, aid)
    first = begun(done_on=local_day(request.at, request.county))
    form = ActionForm(posted(request), request=request, initial=first)
    sheet = Sheet(
        title=_("Note what was done"),
        button=_("Save what was done"),
        back=_plan_url(found.pk),
        back_words=found.person.masked_name or found.household.code,
        lead=found.measure,
        template="contacts/aid_action.html",
        more={"objection": aid_rules.objection_to_acting(found, request.user)},
    )
    return sheet_page(request, form, sheet, lambda data: _noted(request, found, data))


def _noted(request: StaffRequest, found: AidPlan, data: dict[str, Any]) -> str:
    amount = data.pop("amount")
    money = actions.Money(
        int(amount * 100) if amount else None, data.pop("amount_source"), data.pop("receipt_number")
    )
    for name in ("means", "help_fields"):
        data[name] = tuple(data[name])
    actions.note_aid(plan=found, money=money, by=request.user, at=request.at, **data)
    return _plan_url(found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def end(request: StaffRequest, aid: int) -> HttpResponse:
    """End a plan with its result."""
    found = _plan(request, aid)
    form = EndForm(posted(request), initial={"version": found.version})
    sheet = Sheet(
        title=_("End this plan"),
        button=_("End this plan"),
        back=_plan_url(found.pk),
        back_words=found.person.masked_name or found.household.code,
        lead=found.measure,
        said=_("Ended."),
    )

    def act_on(data: dict[str, Any]) -> str:
        actions.end_aid(plan=found, by=request.user, at=request.at, **data)
        return _plan_url(found.pk)

    return sheet_page(request, form, sheet, act_on)
