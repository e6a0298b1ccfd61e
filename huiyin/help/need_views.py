"""The pages of needs and referrals: what may still be read, what waits for a receipt, and the forms."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts.entering import Words
from huiyin.help import actions, need_rules
from huiyin.help.models import NeedAssessment, Referral
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.fields import OrganField, organs
from huiyin.people.consent import consent_words
from huiyin.people.models import ConsentRecord
from huiyin.register.own_lines import LineField, offer_own, own_lines
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import ChipRadio, Day, DeedForm, OnceForm, offer

MOST = 100


class NeedForm(OnceForm):
    """Whose need, by when, and the consent for recording it."""

    line = LineField()
    help_needed = Words(
        label=_("What help is needed"),
        help_text=_("only what the organ that helps must know; no names, no illness"),
        max_length=1000,
    )
    needed_by = forms.DateField(
        label=_("Help is needed by"),
        help_text=_("this day alone says what comes first"),
        widget=Day,
    )
    method = forms.ChoiceField(
        label=_("How the person agreed"), choices=ConsentRecord.Method, widget=ChipRadio
    )
    is_adult = forms.BooleanField(
        label=_("The person is 18 or older and agrees to these words"), required=True
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own(self, request.user, request.at)


class ReferralForm(OnceForm):
    """To which organ: a unit of the county, or one named in words."""

    to = OrganField(required=False)
    organ = forms.CharField(label=_("Another organ"), required=False, max_length=80)
    referred_on = forms.DateField(label=_("Day"), widget=Day)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", organs(day))


class ReceiptForm(DeedForm):
    """That the organ has the letter."""

    number = forms.CharField(label=_("Number of the receipt"), max_length=60)
    received_on = forms.DateField(label=_("Day of the receipt"), widget=Day)


ASSESS = DeedPage(
    _("Record a need"),
    NeedForm,
    actions.assess_need,
    button=_("Save this need"),
    lead=_("Read these words to the person first; without their yes nothing is recorded."),
    template="help/need_new.html",
)
REFER = DeedPage(
    _("Refer it"),
    ReferralForm,
    actions.refer,
    _("Passed on. The letter can be printed; the receipt is entered when it comes."),
    _("Pass it on to this organ"),
)
WITHDRAW = DeedPage(
    _("The person takes the consent back"),
    DeedForm,
    actions.withdraw_need,
    _("Erased."),
    _("Erase what was recorded"),
    _("What was recorded is erased at once. That it was passed on stays on record, without the words."),
    is_grave=True,
)
RECEIPT = DeedPage(_("Enter the receipt"), ReceiptForm, actions.keep_receipt, button=_("Save the receipt"))


def _needs() -> tuple[str, Any]:
    return reverse("contacts:needs"), _("Needs and referrals")


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
    return render(request, "help/needs.html", context)


@staff_deed
def assess(request: StaffRequest) -> HttpResponse:
    """Record a need; the words the person agrees to stand above the form."""
    words = consent_words(need_rules.PURPOSE)
    around = {"consent": words.zh_hans if (get_language() or "zh").startswith("zh") else words.en}
    form = ASSESS.form(posted(request), request=request)
    return deed_page(request, ASSESS, form, _needs(), lambda made: _need_url(made.pk), around=around)


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
    return render(request, "help/need.html", {"need": found, "referrals": passed_on})


def _home(found: NeedAssessment) -> tuple[str, str]:
    return _need_url(found.pk), found.person.masked_name or found.household.code


@staff_deed
def refer(request: StaffRequest, need: int) -> HttpResponse:
    """Pass a need on to the organ that can help."""
    found, day = _need(request, need), local_day(request.at, request.county)
    form = REFER.form(posted(request), initial={"referred_on": day}, day=day)
    return deed_page(request, REFER, form, _home(found), need=found)


@staff_deed
def withdraw(request: StaffRequest, need: int) -> HttpResponse:
    """The person takes the consent back; what was said is erased at once."""
    found = _need(request, need)
    return deed_page(request, WITHDRAW, WITHDRAW.form(posted(request)), _home(found), _needs()[0], need=found)


@staff_deed
def receipt(request: StaffRequest, referral: int) -> HttpResponse:
    """Enter the receipt of a referral."""
    found = get_object_or_404(Referral.objects.visible_to(request.user, request.at), pk=referral)
    form = RECEIPT.form(posted(request), initial={"received_on": local_day(request.at, request.county)})
    return deed_page(request, RECEIPT, form, _needs(), around={"lead": found.organ}, referral=found)
