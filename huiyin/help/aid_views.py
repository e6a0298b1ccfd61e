"""The pages of paired assistance: plans, one plan with what was done, and the forms."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts.entering import Words, charter_words
from huiyin.help import actions, aid_rules
from huiyin.help.models import AidAction, AidPlan
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.register.own_lines import LineField, offer_own, own_lines
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import ChipRadio, ChipSelect, Day, OnceForm, VersionForm, offer
from huiyin.ui.keyset import page


class PlanForm(OnceForm):
    """Whom, what is needed, what will be done, by when."""

    line = LineField()
    need = Words(label=_("What is needed"), help_text=_("without names and numbers"))
    measure = Words(label=_("What will be done"))
    due_on = forms.DateField(label=_("By which day"), widget=Day)

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own(self, request.user, request.at)


class ActionForm(OnceForm):
    """What was done; money only together with its source and receipt."""

    text = Words(label=_("What was done"), help_text=_("without names and numbers"))
    done_on = forms.DateField(label=_("Day"), widget=Day)
    means = forms.MultipleChoiceField(label=_("By which means"), required=False, widget=ChipSelect)
    help_fields = forms.MultipleChoiceField(label=_("In which field"), required=False, widget=ChipSelect)
    solves = forms.BooleanField(label=_("This solved a real problem"), required=False)
    with_contact = forms.BooleanField(label=_("Also record the visit at which it was done"), required=False)
    amount = forms.DecimalField(
        label=_("Money, in yuan"), required=False, min_value=0, max_digits=9, decimal_places=2
    )
    amount_source = forms.CharField(label=_("Where the money came from"), required=False, max_length=120)
    receipt_number = forms.CharField(label=_("Number of the receipt"), required=False, max_length=60)

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        charter = charter_of(request.at)
        for name, codes in (("means", "means"), ("help_fields", "help_field")):
            offer(self, name, charter_words(charter, codes))

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

    def given(self) -> dict[str, Any]:
        """What was done, with the money as one."""
        data = super().given()
        amount = data.pop("amount")
        fen = int(amount * 100) if amount else None
        data["money"] = actions.Money(fen, data.pop("amount_source"), data.pop("receipt_number"))
        return {**data, "means": tuple(data["means"]), "help_fields": tuple(data["help_fields"])}


class EndForm(VersionForm):
    """How it ended."""

    is_done = forms.TypedChoiceField(
        label=_("Was it carried out"),
        choices=[("yes", _("yes, carried out")), ("no", _("no, ended early"))],
        coerce=lambda value: value == "yes",
        widget=ChipRadio,
    )
    result = Words(label=_("What came of it"))


PLAN = DeedPage(
    _("Plan help for a household"),
    PlanForm,
    actions.plan_aid,
    button=_("Save this plan"),
    lead=_("Agree on it with the household first. Nothing of it is ever shown in public."),
)
ACT = DeedPage(
    _("Note what was done"),
    ActionForm,
    actions.note_aid,
    button=_("Save what was done"),
    template="help/aid_action.html",
)
END = DeedPage(_("End this plan"), EndForm, actions.end_aid, _("Ended."))


@require_safe
@staff
def plans(request: StaffRequest) -> HttpResponse:
    """Plans one may see: those going on by their day, then those that ended; a page by key."""
    seen = AidPlan.objects.visible_to(request.user, request.at)
    seen = seen.select_related("household__place", "person", "official")
    ended = page(seen.exclude(state=AidPlan.State.OPEN), request, "-pk")
    context = {
        "open": list(seen.open().order_by("due_on", "pk")[:100]) if not ended.first_url else [],
        "ended": ended.rows,
        "day": local_day(request.at, request.county),
        "may_plan": own_lines(request.user, request.at).exists(),
        **ended.links,
    }
    return render(request, "help/aid.html", context)


@staff_deed
def start(request: StaffRequest) -> HttpResponse:
    """Make a plan with a household of one's own."""
    back = reverse("contacts:aid"), _("Paired assistance")
    return deed_page(
        request, PLAN, PLAN.form(posted(request), request=request), back, lambda made: _plan_url(made.pk)
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
    return render(request, "help/aid_plan.html", context)


def _home(found: AidPlan) -> tuple[str, str]:
    return _plan_url(found.pk), found.person.masked_name or found.household.code


@staff_deed
def act(request: StaffRequest, aid: int) -> HttpResponse:
    """Note what was done under a plan."""
    found = _plan(request, aid)
    first = {"done_on": local_day(request.at, request.county)}
    form = ACT.form(posted(request), request=request, initial=first)
    around = {"lead": found.measure, "objection": aid_rules.objection_to_acting(found, request.user)}
    return deed_page(request, ACT, form, _home(found), around=around, plan=found)


@staff_deed
def end(request: StaffRequest, aid: int) -> HttpResponse:
    """End a plan with its result."""
    found = _plan(request, aid)
    form = END.form(posted(request), initial={"version": found.version})
    return deed_page(request, END, form, _home(found), around={"lead": found.measure}, plan=found)
