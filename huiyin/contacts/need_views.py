"""The pages of needs and referrals: what may still be read, what waits for a receipt, and the forms."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, need_rules
from huiyin.contacts.entering import OnceForm, Sheet, Words, begun, posted, sheet_page
from huiyin.contacts.models import NeedAssessment, Referral
from huiyin.contacts.own_lines import LineField, own_lines
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.fields import OrganField
from huiyin.people.consent import consent_words
from huiyin.people.models import ConsentRecord
from huiyin.ui.forms import ChipRadio, Day

MOST = 100


class NeedForm(OnceForm):
    """Whose need, by when, and the consent for recording it."""

    line = LineField()
    help_needed = Words(
        label=gettext_lazy("What help is needed"),
        help_text=gettext_lazy("only what the organ that helps must know; no names, no illness"),
        max_length=1000,
    )
    needed_by = forms.DateField(
        label=gettext_lazy("Help is needed by"),
        help_text=gettext_lazy("this day alone says what comes first"),
        widget=Day,
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How the person agreed"), choices=ConsentRecord.Method, widget=ChipRadio
    )
    is_adult = forms.BooleanField(
        label=gettext_lazy("The person is 18 or older and agrees to these words"), required=True
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = own_lines(request.user, request.at)


class ReferralForm(OnceForm):
    """To which organ: a unit of the county, or one named in words."""

    to = OrganField(required=False)
    organ = forms.CharField(label=gettext_lazy("Another organ"), required=False, max_length=80)
    referred_on = forms.DateField(label=gettext_lazy("Day"), widget=Day)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, OrganField)  # noqa: S101 - declared above
        field.offer(day)


class ReceiptForm(forms.Form):
    """That the organ has the letter."""

    number = forms.CharField(label=gettext_lazy("Number of the receipt"), max_length=60)
    received_on = forms.DateField(label=gettext_lazy("Day of the receipt"), widget=Day)


@require_safe
@staff
def needs(request: StaffRequest) -> HttpResponse:
    """Needs that may still be read, by the day help is needed; referrals that wait for their receipt."""
    day = local_day(request.at, request.county)
    seen = NeedAssessment.objects.visible_to(request.user, request.at).readable_on(day)
    waiting = Referral.objects.visible_to(request.user, request.at).without_receipt()
    context = {
        "needs": list(seen.select_related("household__place", "person", "assessed_by")[:MOST]),
        "waiting": list(
            waiting.select_related("need__household__place", "by").order_by("referred_on")[:MOST]
        ),
        "day": day,
        "may_assess": own_lines(request.user, request.at).exists(),
    }
    return render(request, "contacts/needs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def assess(request: StaffRequest) -> HttpResponse:
    """Record a need; the words the person agrees to stand above the form."""
    words = consent_words(need_rules.PURPOSE)
    sheet = Sheet(
        title=_("Record a need"),
        button=_("Save this need"),
        back=reverse("contacts:needs"),
        back_words=_("Needs and referrals"),
        lead=_("Read these words to the person first; without their yes nothing is recorded."),
        template="contacts/need_new.html",
        more={"consent": words.zh_hans if (get_language() or "zh").startswith("zh") else words.en},
    )
    form = NeedForm(posted(request), request=request, initial=begun())
    return sheet_page(
        request,
        form,
        sheet,
        lambda data: _need_url(actions.assess_need(by=request.user, at=request.at, **data).pk),
    )


def _need_url(pk: int) -> str:
    return reverse("contacts:need", kwargs={"need": pk})


def _need(request: StaffRequest, pk: int) -> NeedAssessment:
    day = local_day(request.at, request.county)
    seen = NeedAssessment.objects.visible_to(request.user, request.at).readable_on(day)
    return get_object_or_404(
        seen.select_related("household__place", "person", "assessed_by", "consent"), pk=pk
    )


@require_safe
@staff
def need(request: StaffRequest, need: int) -> HttpResponse:
    """One need with its referrals; gone when its time is over."""
    found = _need(request, need)
    passed_on = list(found.referrals.select_related("by").order_by("pk"))
    return render(request, "contacts/need.html", {"need": found, "referrals": passed_on})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def refer(request: StaffRequest, need: int) -> HttpResponse:
    """Pass a need on to the organ that can help."""
    found = _need(request, need)
    day = local_day(request.at, request.county)
    form = ReferralForm(posted(request), initial=begun(referred_on=day), day=day)
    sheet = Sheet(
        title=_("Refer it"),
        button=_("Pass it on to this organ"),
        back=_need_url(found.pk),
        back_words=found.person.masked_name or found.household.code,
        said=_("Passed on. The letter can be printed; the receipt is entered when it comes."),
    )

    def act(data: dict[str, Any]) -> str:
        actions.refer(need=found, by=request.user, at=request.at, **data)
        return _need_url(found.pk)

    return sheet_page(request, form, sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def withdraw(request: StaffRequest, need: int) -> HttpResponse:
    """The person takes the consent back; what was said is erased at once."""
    found = _need(request, need)
    sheet = Sheet(
        title=_("The person takes the consent back"),
        button=_("Erase what was recorded"),
        back=_need_url(found.pk),
        back_words=found.person.masked_name or found.household.code,
        lead=_(
            "What was recorded is erased at once. That it was passed on stays on record, without the words."
        ),
        danger=True,
        said=_("Erased."),
    )

    def act(_data: dict[str, Any]) -> str:
        actions.withdraw_need(need=found, by=request.user, at=request.at)
        return reverse("contacts:needs")

    return sheet_page(request, forms.Form(posted(request)), sheet, act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def receipt(request: StaffRequest, referral: int) -> HttpResponse:
    """Enter the receipt of a referral."""
    found = get_object_or_404(Referral.objects.visible_to(request.user, request.at), pk=referral)
    first = {"received_on": local_day(request.at, request.county)}
    sheet = Sheet(
        title=_("Enter the receipt"),
        button=_("Save the receipt"),
        back=reverse("contacts:needs"),
        back_words=_("Needs and referrals"),
        lead=found.organ,
    )

    def act(data: dict[str, Any]) -> str:
        actions.keep_receipt(referral=found, by=request.user, at=request.at, **data)
        return reverse("contacts:needs")

    return sheet_page(request, ReceiptForm(posted(request), initial=first), sheet, act)
